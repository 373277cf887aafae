// One curve: its values and, above them, minima and maxima of blocks of 16, 256, … values, so that drawing a million
// points costs as much as drawing a thousand and no spike is lost. Memory is bounded: a full series keeps two neighbours
// as one cell with their minimum and maximum, and goes on.
#pragma once

#include <cstddef>
#include <vector>

namespace logit::lab {

/// Smallest and largest value of some neighbouring points.
struct Extremes {
  float low = 0, high = 0;
  bool any = false;  ///< false: no finite value among them
  void add(float value);
  void add(const Extremes& other);
};

/// Values at the steps 0, 1, 2, …
class Series {
 public:
  /// Cells of a loss (about 13 MB) and of everything else.
  static constexpr std::size_t kLossCells = std::size_t{1} << 20, kCells = std::size_t{1} << 14;

  explicit Series(std::size_t max_cells = kLossCells) : max_cells_(max_cells) {}

  void push(double value);
  /// Steps so far.
  std::size_t size() const { return count_; }
  /// Steps that share a cell: 1 until the series is full.
  std::size_t stride() const { return stride_; }
  /// The value at step `i`; of a shared cell the middle of its extremes. NaN where the value was not finite.
  float operator[](std::size_t i) const;
  float back() const { return last_; }
  /// Extremes of the finite values at the steps [begin, end); whole cells once they are shared.
  Extremes extremes(std::size_t begin, std::size_t end) const;
  /// Makes cells coarser until there are at most `cells`.
  void compact(std::size_t cells);

 private:
  static constexpr std::size_t kBlock = 16;
  void halve();
  void index_cell(std::size_t cell, const Extremes& value);
  void rebuild();

  std::vector<Extremes> cells_;
  std::vector<std::vector<Extremes>> levels_;  // levels_[k][b]: cells b·16^(k+1) up to the next block
  std::size_t max_cells_, stride_ = 1, count_ = 0;
  float last_ = 0;
};

/// Exponential smoothing with the bias correction of Adam, kept up to date as the series grows.
class Smoother {
 public:
  /// One value per cell of `series`; `weight` in 0..1 is the share that each step keeps of what was before.
  const std::vector<float>& update(const Series& series, float weight);

 private:
  std::vector<float> out_;
  double average_ = 0, correction_ = 1;
  float weight_ = -1;
  std::size_t stride_ = 0;
};

}  // namespace logit::lab
