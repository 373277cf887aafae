// Checks that hold for every operation, driven by the op table and its examples:
// the text that PyTorch prints (recorded in examples.txt by record_examples.py), the shape rule, strided
// memory, and first and second derivatives against finite differences in float64.
#include <doctest/doctest.h>

#include <cmath>
#include <cstdio>
#include <fstream>
#include <map>
#include <sstream>

#include "autograd/engine.h"
#include "autograd/grad_meta.h"
#include "autograd/grad_mode.h"
#include "base/error.h"
#include "expression.h"
#include "ops/formula.h"

using namespace logit;

namespace {

struct Session {
  Context context;
  ContextScope scope{context};
};

std::vector<std::string> examples_of(const OpDef& op) {
  std::vector<std::string> out;
  std::istringstream lines(op.examples);
  for (std::string line; std::getline(lines, line);) {
    if (!line.empty()) out.push_back(line);
  }
  return out;
}

template <class Use>
void each_example(Use use) {
  for (const OpDef* op : all_ops()) {
    for (const std::string& example : examples_of(*op)) {
      try {
        use(*op, example);
      } catch (const Error& error) {
        FAIL_CHECK(example << ": " << error.message());
      }
    }
  }
}

std::vector<Tensor> floating_results(const Arg& value) {
  std::vector<Tensor> out;
  if (value.kind() == Arg::Kind::tensor) out.push_back(value.tensor());
  if (value.kind() == Arg::Kind::tensor_list) out = value.tensor_list();
  std::erase_if(out, [](const Tensor& t) { return !is_floating(t.dtype()); });
  return out;
}

// A fixed weighting of all results, so that every element's gradient counts.
Tensor weighted(const std::vector<Tensor>& results) {
  Tensor total;
  for (const Tensor& y : results) {
    Tensor weights = empty(y.sizes(), y.dtype());
    for (std::int64_t i = 0; i < weights.numel(); ++i) {
      copy_elements(make_alias(weights, Shape{}, Shape{}, i), full_of({}, 0.3 + 0.7 * std::sin(1.0 + static_cast<double>(i)), y.dtype()));
    }
    const Tensor part = ops::sum(ops::mul(y, weights));
    total = total.defined() ? ops::add(total, part) : part;
  }
  return total;
}

std::vector<Tensor> copies_of(const std::vector<Tensor>& tensors, bool requires_grad) {
  std::vector<Tensor> out;
  for (const Tensor& tensor : tensors) {
    out.push_back(empty(tensor.sizes(), tensor.dtype()));
    copy_elements(out.back(), tensor);
    if (requires_grad) set_requires_grad(out.back(), true);
  }
  return out;
}

double value_at(const std::string& example, const std::vector<Tensor>& leaves) {
  NoGrad guard;
  Evaluation evaluation;
  evaluation.real = DType::float64;
  evaluation.replace = &leaves;
  return weighted(floating_results(evaluate(example, evaluation))).item().to_double();
}

std::vector<Tensor> gradients(const Tensor& y, const std::vector<Tensor>& leaves, bool create_graph) {
  BackwardRun::Options options;
  options.accumulate = false;
  options.allow_unused = true;
  options.retain_graph = options.create_graph = create_graph;
  options.inputs = leaves;
  BackwardRun run({&y, 1}, {}, std::move(options), ops::arithmetic());
  run.run();
  return run.take_input_grads();
}

// The derivative of example's weighted value (or of its gradient) with respect to element i of a leaf.
template <class F>
double slope(F f, std::vector<Tensor>& leaves, std::size_t leaf, std::int64_t i) {
  constexpr double kStep = 1e-5;
  double* cell = leaves[leaf].data_as<double>() + i;
  const double before = *cell;
  *cell = before + kStep;
  const double above = f(leaves);
  *cell = before - kStep;
  const double below = f(leaves);
  *cell = before;
  return (above - below) / (2 * kStep);
}

bool close(double a, double b) { return (std::isnan(a) && std::isnan(b)) || std::fabs(a - b) <= 2e-6 + 2e-5 * std::fabs(b); }

// A step of the function itself, at which there is no derivative to compare with.
bool jumps(double slope) { return !std::isfinite(slope) || std::fabs(slope) > 1e4; }

// Examples whose derivative is a convention: a choice among equals, one triangle of a symmetric matrix, or an
// argument (the q of a quantile) that has no derivative by definition.
bool conventional(const std::string& example) {
  return example.starts_with("torch.mode") || example.starts_with("torch.linalg.cholesky") ||
         example.find("quantile(torch.tensor([3., 1., 2., 5.]), torch.tensor(") != std::string::npos;
}

bool differentiable(const OpDef& op) {
  return op.grad_fn[0] && std::string_view(op.grad_fn).find("NotImplemented") == std::string_view::npos;
}

}  // namespace

TEST_CASE_FIXTURE(Session, "examples print what PyTorch prints") {
  std::map<std::string, std::string> recorded;
  std::ifstream file(LOGIT_OPS_EXAMPLES);
  std::string example, text;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with(">>> ")) {
      if (!example.empty()) recorded[example] = text;
      example = line.substr(4);
      text.clear();
    } else {
      text += (text.empty() ? "" : "\n") + line;
    }
  }
  if (!example.empty()) recorded[example] = text;
  CHECK(recorded.size() > 200);

  if (const char* dump = std::getenv("LOGIT_DUMP_EXAMPLES")) {
    std::ofstream out(dump);
    each_example([&](const OpDef&, const std::string& line) { out << line << "\n"; });
  }
  each_example([&](const OpDef&, const std::string& line) {
    std::string got;
    try {
      Evaluation evaluation;
      const Arg value = evaluate(line, evaluation);
      got = value_repr(value, evaluation.last_form);
    } catch (const Error& error) {
      got = std::string(python_name(error.kind())) + ": " + error.message();
    }
    const auto found = recorded.find(line);
    CHECK_MESSAGE(found != recorded.end(), "not recorded: " << line);
    if (found != recorded.end()) CHECK_MESSAGE(got == found->second, line);
  });
}

TEST_CASE_FIXTURE(Session, "shape rules agree with real outputs") {
  each_example([&](const OpDef&, const std::string& line) {
    Evaluation evaluation;
    const Arg value = evaluate(line, evaluation);
    if (!evaluation.last_op->shape || value.kind() != Arg::Kind::tensor) return;
    CHECK_MESSAGE(evaluation.last_op->shape(evaluation.last_args.data()) == value.tensor().sizes(), line);
  });
}

TEST_CASE_FIXTURE(Session, "strided inputs give the same as contiguous ones") {
  each_example([&](const OpDef&, const std::string& line) {
    Evaluation plain, strided;
    strided.strided = true;
    const Arg expected = evaluate(line, plain);
    if (line.find("as_strided") != std::string::npos) return;
    Arg got;
    try {
      got = evaluate(line, strided);
    } catch (const Error& error) {
      CHECK_MESSAGE(error.message().find("view size is not compatible") == 0, line);
      return;
    }
    CHECK_MESSAGE(value_repr(got, strided.last_form) == value_repr(expected, plain.last_form), line);
  });
}

TEST_CASE_FIXTURE(Session, "gradients agree with finite differences") {
  each_example([&](const OpDef& op, const std::string& line) {
    if (!differentiable(op) || conventional(line)) return;
    Evaluation evaluation;
    evaluation.real = DType::float64;
    evaluation.requires_grad = true;
    const std::vector<Tensor> results = floating_results(evaluate(line, evaluation));
    if (results.empty() || evaluation.leaves.empty()) return;
    const Tensor y = weighted(results);
    if (!y.requires_grad()) return;
    const std::vector<Tensor> grads = gradients(y, evaluation.leaves, false);
    std::vector<Tensor> leaves = copies_of(evaluation.leaves, false);
    for (std::size_t leaf = 0; leaf < leaves.size(); ++leaf) {
      for (std::int64_t i = 0; i < leaves[leaf].numel(); ++i) {
        const double expected = slope([&](const std::vector<Tensor>& at) { return value_at(line, at); }, leaves, leaf, i);
        const double got = grads[leaf].defined() ? grads[leaf].element(i).to_double() : 0;
        if (jumps(expected)) continue;
        CHECK_MESSAGE(close(got, expected), line << "  leaf " << leaf << " element " << i << ": " << got << ", expected " << expected);
      }
    }
  });
}

TEST_CASE_FIXTURE(Session, "second derivatives agree with finite differences") {
  each_example([&](const OpDef& op, const std::string& line) {
    if (!differentiable(op) || conventional(line)) return;
    auto slope_sum = [&](const std::vector<Tensor>& at, bool create_graph) {
      Evaluation evaluation;
      evaluation.real = DType::float64;
      evaluation.replace = &at;
      const Tensor y = weighted(floating_results(evaluate(line, evaluation)));
      if (!y.requires_grad()) return Tensor();
      std::vector<Tensor> grads = gradients(y, at, create_graph);
      std::erase_if(grads, [](const Tensor& g) { return !g.defined(); });
      return grads.empty() ? Tensor() : weighted(grads);
    };
    Evaluation first;
    first.real = DType::float64;
    if (floating_results(evaluate(line, first)).empty() || first.leaves.empty()) return;
    std::vector<Tensor> leaves = copies_of(first.leaves, true);
    const Tensor total = slope_sum(leaves, true);
    if (!total.defined() || !total.requires_grad()) return;
    const std::vector<Tensor> grads = gradients(total, leaves, false);
    for (std::size_t leaf = 0; leaf < leaves.size(); ++leaf) {
      for (std::int64_t i = 0; i < leaves[leaf].numel(); ++i) {
        const double expected = slope(
            [&](const std::vector<Tensor>& at) {
              const Tensor y = slope_sum(at, false);
              return y.defined() ? y.item().to_double() : 0.0;
            },
            leaves, leaf, i);
        const double got = grads[leaf].defined() ? grads[leaf].element(i).to_double() : 0;
        if (jumps(expected)) continue;
        CHECK_MESSAGE(close(got, expected), line << "  leaf " << leaf << " element " << i << ": " << got << ", expected " << expected);
      }
    }
  });
}

TEST_CASE_FIXTURE(Session, "no tensor is left alive by any example") {
  each_example([&](const OpDef&, const std::string& line) {
    const std::int64_t before = context.memory.live_tensors;
    {
      Evaluation evaluation;
      evaluation.requires_grad = true;
      evaluate(line, evaluation);
    }
    CHECK_MESSAGE(context.memory.live_tensors == before, line);
  });
}
