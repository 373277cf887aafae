#include "lab/models/curve_model.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "base/format.h"

namespace logit::lab {

namespace {

// Gives a series the value for the step that ends at `size`; steps in between had the value before.
void push_up_to(Series& series, std::size_t size, double value) {
  if (series.size() == 0 && size > 1) {
    while (series.size() + 1 < size) series.push(NAN);
  }
  while (series.size() + 1 < size) series.push(series.back());
  if (series.size() < size) series.push(value);
}

std::string csv_number(double value) {
  char text[32];
  if (std::isnan(value)) return {};
  std::snprintf(text, sizeof text, "%.9g", value);
  return text;
}

std::string csv_field(std::string_view text) {
  if (text.find_first_of(",\"\n") == std::string_view::npos) return std::string(text);
  std::string out = "\"";
  for (char c : text) out += c == '"' ? std::string("\"\"") : std::string(1, c);
  return out + "\"";
}

}  // namespace

Series LossCurve::per_epoch() const {
  Series out = epochs;
  if (count > 0) out.push(sum / static_cast<double>(count));
  return out;
}

const LossCurve& RunCurves::main_loss() const {
  static const LossCurve kNone;
  const LossCurve* best = &kNone;
  for (const LossCurve& loss : losses)
    if (loss.steps.size() > best->steps.size()) best = &loss;
  return *best;
}

void CurveModel::begin_run(std::string_view script) {
  ++revision_;
  std::string label = script_difference(script_, script);
  if (current_.loss().size() > 1) {
    // What stays behind is only looked at as a whole.
    for (LossCurve& loss : current_.losses) loss.steps.compact(1 << 16);
    current_.elements.clear();
    earlier_.push_back(std::move(current_));
    if (earlier_.size() > kMaxRuns) earlier_.erase(earlier_.begin());
    // The earlier run is told apart by what it had where the new script differs.
    if (earlier_.back().label.empty()) earlier_.back().label = script_difference(script, script_);
  }
  current_ = {};
  has_pending_ = false;
  current_.label = std::move(label);
  script_ = script;
}

void CurveModel::forget_earlier() {
  earlier_.clear();
  ++revision_;
}

void CurveModel::read(const BackwardRan& ran) {
  if (ran.step != current_.step) settle();
  current_.step = ran.step;
  if (!std::isfinite(ran.root_value) && ran.line == 0) return;
  auto found = std::find_if(current_.losses.begin(), current_.losses.end(),
                            [&](const LossCurve& loss) { return loss.line == ran.line && loss.name == ran.root_name; });
  if (found == current_.losses.end()) {
    if (current_.losses.size() >= kMaxLosses) return;
    LossCurve loss;
    loss.name = ran.root_name;
    loss.line = ran.line;
    current_.losses.push_back(std::move(loss));
    found = current_.losses.end() - 1;
  }
  if (found->last_step == ran.step) return;  // the same pass again, with its graph or for another parameter
  // grad(l, w), grad(l, b) on two lines: one loss.
  for (const LossCurve& other : current_.losses) {
    if (other.last_step != ran.step) continue;
    if (found->steps.size() == 0) current_.losses.erase(found);
    else found->last_step = ran.step;
    return;
  }
  found->last_step = ran.step;
  found->steps.push(ran.root_value);
  if (std::isfinite(ran.root_value)) {
    found->sum += ran.root_value;
    ++found->count;
  }
  ++revision_;
}

void CurveModel::read(const ParametersMeasured& measured) {
  if (!has_pending_ || pending_.step != measured.step) {
    settle();
    pending_ = measured;
    has_pending_ = true;
    return;
  }
  pending_.grad_norm = std::max(pending_.grad_norm, measured.grad_norm);
  if (pending_.names != measured.names) {
    pending_ = measured;
    return;
  }
  for (std::size_t i = 0; i < pending_.gradients.size() && i < measured.gradients.size(); ++i) {
    if (std::isnan(pending_.gradients[i])) pending_.gradients[i] = measured.gradients[i];
  }
}

void CurveModel::settle() {
  if (!has_pending_) return;
  has_pending_ = false;
  ++revision_;
  const std::size_t size = std::max<std::size_t>(current_.loss().size(), 1);
  push_up_to(current_.grad_norm, size, pending_.grad_norm);
  if (!pending_.names) return;
  const std::vector<std::string>& names = *pending_.names;
  const auto matches = [&] {
    if (names.size() != current_.elements.size()) return false;
    for (std::size_t i = 0; i < names.size(); ++i)
      if (names[i] != current_.elements[i].name) return false;
    return true;
  };
  if (!matches()) {
    // Another model: curves of elements that it shares go on.
    std::vector<ElementCurve> elements;
    for (const std::string& name : names) {
      auto known = std::find_if(current_.elements.begin(), current_.elements.end(), [&](const auto& e) { return e.name == name; });
      if (known != current_.elements.end()) elements.push_back(std::move(*known));
      else elements.push_back({name});
    }
    current_.elements = std::move(elements);
  }
  for (std::size_t i = 0; i < names.size(); ++i) {
    push_up_to(current_.elements[i].values, size, static_cast<double>(pending_.values[i]));
    push_up_to(current_.elements[i].gradients, size, static_cast<double>(pending_.gradients[i]));
  }
}

void CurveModel::read(const ScalarLogged& scalar) {
  current_.scalars.try_emplace(scalar.series, Series::kCells).first->second.push(scalar.value);
  ++revision_;
}

void CurveModel::read(const OptimizerStepped& step) {
  settle();
  push_up_to(current_.learning_rate, std::max<std::size_t>(current_.loss().size(), 1), step.learning_rate);
}

void CurveModel::read(const EpochStarted&) {
  settle();
  current_.epochs.push_back(current_.loss().size());
  for (LossCurve& loss : current_.losses) {
    if (loss.count == 0) continue;
    loss.epochs.push(loss.sum / static_cast<double>(loss.count));
    loss.sum = 0;
    loss.count = 0;
  }
  ++revision_;
}

std::string CurveModel::csv() const {
  std::vector<std::pair<std::string, const Series*>> columns;
  for (const LossCurve& loss : current_.losses) {
    columns.emplace_back(current_.losses.size() > 1 ? cat(loss.name.empty() ? "loss" : loss.name, " (line ", loss.line, ")") : "loss",
                         &loss.steps);
  }
  columns.emplace_back("grad_norm", &current_.grad_norm);
  columns.emplace_back("lr", &current_.learning_rate);
  for (const auto& [name, series] : current_.scalars) columns.emplace_back(name, &series);
  for (const ElementCurve& element : current_.elements) {
    columns.emplace_back(element.name, &element.values);
    columns.emplace_back("grad " + element.name, &element.gradients);
  }
  std::erase_if(columns, [](const auto& column) { return column.second->size() == 0; });
  std::string out = "step,epoch";
  for (const auto& [name, series] : columns) out += "," + csv_field(name);
  out += '\n';
  const std::size_t steps = current_.loss().size(), stride = current_.loss().stride();
  std::size_t epoch = 0;
  for (std::size_t i = 0; i < steps; i += stride) {
    while (epoch < current_.epochs.size() && current_.epochs[epoch] <= i) ++epoch;
    out += cat(i + 1, ",", epoch > 0 ? cat(epoch) : std::string());
    for (const auto& column : columns) {
      out += ',';
      if (i < column.second->size()) out += csv_number(static_cast<double>((*column.second)[i]));
    }
    out += '\n';
  }
  return out;
}

std::string script_difference(std::string_view before, std::string_view now) {
  if (before.empty() || before == now) return {};
  std::size_t head = 0, tail = 0;
  const std::size_t shorter = std::min(before.size(), now.size());
  while (head < shorter && before[head] == now[head]) ++head;
  while (tail < shorter - head && before[before.size() - 1 - tail] == now[now.size() - 1 - tail]) ++tail;
  if (now.size() - head - tail > 40 || before.size() - head - tail > 40) return {};
  // Grown to whole words and to the name it is given to: "lr=0.1", not "1".
  const auto is_part = [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '.' || c == '=';
  };
  std::size_t begin = head, end = now.size() - tail;
  while (begin > 0 && is_part(now[begin - 1])) --begin;
  while (end < now.size() && is_part(now[end])) ++end;
  // "lr = 0.1" has spaces around the sign.
  if (begin >= 3 && now.substr(begin - 3, 3) == " = ") {
    begin -= 3;
    while (begin > 0 && is_part(now[begin - 1])) --begin;
  }
  std::string out(now.substr(begin, end - begin));
  return out.find('\n') == std::string::npos && out.size() <= 40 ? out : std::string();
}

}  // namespace logit::lab
