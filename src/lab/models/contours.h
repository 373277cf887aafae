// Lines and areas of equal height over a grid, cell by cell (marching squares with linear interpolation).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace logit::lab {

/// Heights z, row-major, at the columns x and rows y.
struct HeightGrid {
  std::span<const double> x, y, z;
};

struct GridPoint {
  double x = 0, y = 0;
};

/// Calls segment(a, b) for each piece of the line z = level.
template <class Segment>
void contour_line(const HeightGrid& grid, double level, Segment&& segment);

/// Calls area(points) for each convex piece of low <= z < high.
template <class Area>
void contour_area(const HeightGrid& grid, double low, double high, Area&& area);

// ---- how -----------------------------------------------------------------------------------------------------

namespace contours {

struct Corner {
  GridPoint at;
  double z = 0;
};

/// The part of a convex polygon with sign · (z - level) >= 0.
std::vector<Corner> cut(const std::vector<Corner>& polygon, double level, double sign);

/// The cell as two triangles, so that every piece is convex and neighbours meet.
template <class Triangle>
void each_triangle(const HeightGrid& grid, Triangle&& visit) {
  const std::size_t columns = grid.x.size(), rows = grid.y.size();
  if (columns < 2 || rows < 2 || grid.z.size() < columns * rows) return;
  for (std::size_t r = 0; r + 1 < rows; ++r) {
    for (std::size_t c = 0; c + 1 < columns; ++c) {
      const auto corner = [&](std::size_t dr, std::size_t dc) {
        return Corner{{grid.x[c + dc], grid.y[r + dr]}, grid.z[(r + dr) * columns + c + dc]};
      };
      const Corner a = corner(0, 0), b = corner(0, 1), d = corner(1, 1), e = corner(1, 0);
      visit(a, b, d);
      visit(a, d, e);
    }
  }
}

}  // namespace contours

template <class Segment>
void contour_line(const HeightGrid& grid, double level, Segment&& segment) {
  contours::each_triangle(grid, [&](const auto& a, const auto& b, const auto& c) {
    GridPoint found[3];
    int count = 0;
    const contours::Corner* corners[] = {&a, &b, &c, &a};
    for (int i = 0; i < 3; ++i) {
      const contours::Corner &p = *corners[i], &q = *corners[i + 1];
      if ((p.z < level) == (q.z < level) || !(p.z == p.z) || !(q.z == q.z)) continue;
      const double t = (level - p.z) / (q.z - p.z);
      found[count++] = {p.at.x + t * (q.at.x - p.at.x), p.at.y + t * (q.at.y - p.at.y)};
    }
    if (count == 2) segment(found[0], found[1]);
  });
}

template <class Area>
void contour_area(const HeightGrid& grid, double low, double high, Area&& area) {
  contours::each_triangle(grid, [&](const auto& a, const auto& b, const auto& c) {
    if (!(a.z == a.z) || !(b.z == b.z) || !(c.z == c.z)) return;
    std::vector<contours::Corner> piece{a, b, c};
    const auto outside = [&](const auto& p, const auto& q, const auto& r) {
      return (p.z < low && q.z < low && r.z < low) || (p.z > high && q.z > high && r.z > high);
    };
    if (outside(a, b, c)) return;
    piece = contours::cut(contours::cut(piece, low, 1), high, -1);
    if (piece.size() < 3) return;
    std::vector<GridPoint> points;
    for (const auto& corner : piece) points.push_back(corner.at);
    area(points);
  });
}

}  // namespace logit::lab
