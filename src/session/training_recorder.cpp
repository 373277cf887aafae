#include "session/training_recorder.h"

#include <cmath>

#include "autograd/grad_meta.h"
#include "base/format.h"

namespace logit {

namespace {

double element_of(const Tensor& tensor, std::int64_t i) {
  return tensor.dtype() == DType::float32 && tensor.is_contiguous() ? static_cast<double>(static_cast<const float*>(tensor.data())[i])
                                                                    : tensor.element(i).to_double();
}

double square_sum(const Tensor& tensor) {
  double sum = 0;
  const std::int64_t n = tensor.numel();
  for (std::int64_t i = 0; i < n; ++i) {
    const double v = element_of(tensor, i);
    sum += v * v;
  }
  return sum;
}

// "w", "w[2]", "weight[0, 1]": element `i` in row-major order.
std::string element_name(const std::string& name, const Tensor& tensor, std::int64_t i) {
  if (tensor.numel() == 1) return name;
  std::string index;
  for (std::int64_t d = tensor.dim() - 1; d >= 0; --d) {
    index = cat(i % tensor.size(d), index.empty() ? "" : ", ", index);
    i /= tensor.size(d);
  }
  return cat(name, "[", index, "]");
}

}  // namespace

void TrainingRecorder::backward_begins(std::span<const Tensor> roots) {
  if (names_are_old_) {
    names_are_old_ = false;
    names_.refresh(vm_);
  }
  graphs_.backward_begins(roots, names_);
}

void TrainingRecorder::backward_ended() {
  graphs_.backward_ended();
  for (GraphRecorder::Pass& pass : graphs_.take_passes()) last_ = std::move(pass);
  if (std::exchange(epoch_begins_, false)) log_.append(EpochStarted{++epochs_});
  log_.append(BackwardRan{last_.step, last_.line, last_.root_name, last_.root_value, nullptr});
  news_ = true;
  measure(last_.step);
}

void TrainingRecorder::measure(std::uint64_t step) {
  std::int64_t elements = 0;
  double squares = 0;
  bool same = true;
  std::size_t count = 0;
  graphs_.each_leaf([&](const GraphRecorder::Leaf& leaf) {
    elements += leaf.tensor.numel();
    const GradMeta* meta = find_grad_meta(leaf.tensor);
    if (meta && meta->grad.defined()) squares += square_sum(meta->grad);
    else if (leaf.grad)
      for (const double v : leaf.grad->values) squares += v * v;
    same = same && count < leaves_.size() && leaves_[count] == leaf.tensor.impl();
    ++count;
  });
  if (count == 0) return;
  ParametersMeasured event{step, std::sqrt(squares), nullptr, {}, {}};
  if (elements <= kMaxElements) {
    if (!same || count != leaves_.size() || !element_names_) name_elements();
    event.names = element_names_;
    event.values.reserve(static_cast<std::size_t>(elements));
    event.gradients.reserve(static_cast<std::size_t>(elements));
    graphs_.each_leaf([&](const GraphRecorder::Leaf& leaf) {
      const GradMeta* meta = find_grad_meta(leaf.tensor);
      const bool whole = meta && meta->grad.defined() && meta->grad.numel() == leaf.tensor.numel();
      for (std::int64_t i = 0; i < leaf.tensor.numel(); ++i) {
        event.values.push_back(static_cast<float>(element_of(leaf.tensor, i)));
        double grad = NAN;
        if (whole) grad = element_of(meta->grad, i);
        else if (leaf.grad && static_cast<std::size_t>(i) < leaf.grad->values.size()) grad = leaf.grad->values[static_cast<std::size_t>(i)];
        event.gradients.push_back(static_cast<float>(grad));
      }
    });
  }
  log_.append(std::move(event));
}

void TrainingRecorder::name_elements() {
  auto names = std::make_shared<std::vector<std::string>>();
  leaves_.clear();
  int unnamed = 0;
  graphs_.each_leaf([&](const GraphRecorder::Leaf& leaf) {
    leaves_.push_back(leaf.tensor.impl());
    const std::string name = leaf.name.empty() ? cat("parameter ", ++unnamed) : leaf.name;
    for (std::int64_t i = 0; i < leaf.tensor.numel(); ++i) names->push_back(element_name(name, leaf.tensor, i));
  });
  // The same names as before stay the same object, so that readers see at once that nothing changed.
  if (!element_names_ || *element_names_ != *names) element_names_ = std::move(names);
}

void TrainingRecorder::optimizer_stepped(double learning_rate) {
  log_.append(OptimizerStepped{++optimizer_steps_, learning_rate});
}

BackwardRan TrainingRecorder::last_pass() const {
  return {last_.step, last_.line, last_.root_name, last_.root_value, nullptr};
}

}  // namespace logit
