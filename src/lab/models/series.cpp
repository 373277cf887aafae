#include "lab/models/series.h"

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
  if (count_ == max_cells_ * stride_) halve();
  last_ = static_cast<float>(value);
  const std::size_t cell = count_ / stride_;
  if (cell == cells_.size()) cells_.emplace_back();
  Extremes one;
  one.add(last_);
  cells_[cell].add(one);
  index_cell(cell, one);
  ++count_;
}

void Series::index_cell(std::size_t cell, const Extremes& value) {
  std::size_t block = cell / kBlock;
  for (std::size_t level = 0;; ++level, block /= kBlock) {
    if (level == levels_.size()) levels_.emplace_back();
    if (levels_[level].size() <= block) levels_[level].resize(block + 1);
    levels_[level][block].add(value);
    // The first block of a level is all there is above it, until a second one comes.
    if (levels_[level].size() < 2) {
      levels_.resize(level + 1);
      return;
    }
    if (level + 1 == levels_.size()) {
      levels_.emplace_back((levels_[level].size() + kBlock - 1) / kBlock);
      for (std::size_t b = 0; b < levels_[level].size(); ++b) levels_[level + 1][b / kBlock].add(levels_[level][b]);
      return;
    }
  }
}

void Series::halve() {
  for (std::size_t i = 0; i < cells_.size(); i += 2) {
    Extremes pair = cells_[i];
    if (i + 1 < cells_.size()) pair.add(cells_[i + 1]);
    cells_[i / 2] = pair;
  }
  cells_.resize((cells_.size() + 1) / 2);
  stride_ *= 2;
  rebuild();
}

void Series::rebuild() {
  levels_.clear();
  for (std::size_t i = 0; i < cells_.size(); ++i) index_cell(i, cells_[i]);
}

void Series::compact(std::size_t cells) {
  max_cells_ = std::max<std::size_t>(cells, 2);
  while (cells_.size() > max_cells_) halve();
  cells_.shrink_to_fit();
}

float Series::operator[](std::size_t i) const {
  if (i + 1 == count_) return last_;
  const Extremes& cell = cells_[i / stride_];
  if (!cell.any) return NAN;
  return stride_ == 1 ? cell.low : (cell.low + cell.high) / 2;
}

Extremes Series::extremes(std::size_t begin, std::size_t end) const {
  Extremes out;
  end = std::min(end, count_);
  if (begin >= end) return out;
  begin /= stride_;
  end = (end + stride_ - 1) / stride_;
  while (begin < end) {
    // The largest block that starts here and fits.
    std::size_t size = 1, level = 0;
    while (level < levels_.size() && begin % (size * kBlock) == 0 && begin + size * kBlock <= end) {
      size *= kBlock;
      ++level;
    }
    out.add(level == 0 ? cells_[begin] : levels_[level - 1][begin / size]);
    begin += size;
  }
  return out;
}

const std::vector<float>& Smoother::update(const Series& series, float weight) {
  const std::size_t stride = series.stride(), cells = (series.size() + stride - 1) / stride;
  if (weight != weight_ || stride != stride_ || cells < out_.size()) {
    out_.clear();
    average_ = 0;
    correction_ = 1;
    weight_ = weight;
    stride_ = stride;
  }
  // A cell of many steps keeps what as many single steps would have kept.
  const double keep = std::pow(static_cast<double>(weight), static_cast<double>(stride));
  const std::size_t whole = stride == 1 ? cells : series.size() / stride;
  for (std::size_t i = out_.size(); i < whole; ++i) {
    const double value = series[i * stride];
    if (std::isfinite(value)) {
      average_ = keep * average_ + (1 - keep) * value;
      correction_ *= keep;
    }
    out_.push_back(static_cast<float>(correction_ < 1 ? average_ / (1 - correction_) : NAN));
  }
  return out_;
}

}  // namespace logit::lab
