#include "lab/models/curve_model.h"

#include <algorithm>
#include <cmath>

namespace logit::lab {

void Extremes::add(float value) {
  if (!std::isfinite(value)) return;
  low = any ? std::min(low, value) : value;
  high = any ? std::max(high, value) : value;
  any = true;
}

void Extremes::add(const Extremes& other) {
  if (!other.any) return;
  add(other.low);
  add(other.high);
}

void Series::push(double value) {
  if (values_.size() >= kMaxPoints) return;
  const std::size_t index = values_.size();
  values_.push_back(static_cast<float>(value));
  std::size_t block = index / kBlock;
  for (std::size_t level = 0;; ++level, block /= kBlock) {
    if (level == levels_.size()) {
      if (block == 0 && index + 1 < kBlock) break;
      levels_.emplace_back();
      // A level that begins late takes over what is below it.
      const std::size_t blocks = block + 1;
      levels_[level].resize(blocks);
      for (std::size_t b = 0; b < blocks; ++b) {
        if (level == 0) {
          for (std::size_t i = b * kBlock; i < std::min((b + 1) * kBlock, values_.size()); ++i) levels_[0][b].add(values_[i]);
        } else {
          const auto& below = levels_[level - 1];
          for (std::size_t i = b * kBlock; i < std::min((b + 1) * kBlock, below.size()); ++i) levels_[level][b].add(below[i]);
        }
      }
    } else {
      if (levels_[level].size() <= block) levels_[level].resize(block + 1);
      levels_[level][block].add(static_cast<float>(value));
    }
    if (block < kBlock) break;
  }
}

Extremes Series::extremes(std::size_t begin, std::size_t end) const {
  Extremes out;
  end = std::min(end, values_.size());
  while (begin < end) {
    // The largest block that starts here and fits.
    std::size_t size = 1, level = 0;
    while (level < levels_.size() && begin % (size * kBlock) == 0 && begin + size * kBlock <= end) {
      size *= kBlock;
      ++level;
    }
    if (level == 0) out.add(values_[begin]);
    else out.add(levels_[level - 1][begin / size]);
    begin += size;
  }
  return out;
}

void CurveModel::begin_run(std::string_view script) {
  ++revision_;
  std::string label = script_difference(script_, script);
  if (current_.loss.size() > 1) {
    earlier_.push_back(std::move(current_));
    if (earlier_.size() > kMaxRuns) earlier_.erase(earlier_.begin());
    // The earlier run is told apart by what it had where the new script differs.
    if (earlier_.back().label.empty()) earlier_.back().label = script_difference(script, script_);
  }
  current_ = {};
  current_.label = std::move(label);
  script_ = script;
}

void CurveModel::forget_earlier() {
  earlier_.clear();
  ++revision_;
}

void CurveModel::read(const BackwardRan& ran) {
  current_.loss.push(ran.root_value);
  ++revision_;
}

void CurveModel::read(const ScalarLogged& scalar) {
  current_.scalars[scalar.series].push(scalar.value);
  ++revision_;
}

void CurveModel::read(const OptimizerStepped& step) { current_.scalars["lr"].push(step.learning_rate); }

void CurveModel::read(const EpochStarted&) { current_.epochs.push_back(current_.loss.size()); }

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

std::vector<float> smoothed(const Series& series, float weight) {
  std::vector<float> out(series.size());
  double average = 0, correction = 1;
  for (std::size_t i = 0; i < series.size(); ++i) {
    if (std::isfinite(series[i])) {
      average = weight * average + (1 - weight) * series[i];
      correction *= weight;
    }
    out[i] = static_cast<float>(correction < 1 ? average / (1 - correction) : average);
  }
  return out;
}

}  // namespace logit::lab
