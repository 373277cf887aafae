// A figure as a script drew it, in data units: what matplotlib.pyplot's functions leave behind. Colours are resolved, limits
// are not: whoever draws knows the size.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace logit {

struct Figure {
  /// Colours are 0xRRGGBBAA.
  using Color = std::uint32_t;

  struct Artist {
    enum class Kind {
      line,     ///< through (x, y), with style, width, and a marker of `size` at each point
      points,   ///< scatter: a marker at (x, y); sizes and colors one or one each
      bars,     ///< rectangles: x, y is the lower left corner, w, h the extent
      area,     ///< between (x, y) and (x, z)
      image,    ///< z is rows × columns, colors one per cell; x and y are the two outer edges
      contour,  ///< lines of z = levels over the grid x (columns), y (rows); colors one per level
      contour_fill,  ///< areas between levels; colors one per area
      horizontal,    ///< a line across at y[0]
      vertical,      ///< a line up at x[0]
      text,          ///< text at (x[0], y[0])
    };
    Kind kind = Kind::line;
    std::vector<double> x, y, z, w, h, levels, sizes;
    std::vector<Color> colors;
    std::string label, text;
    std::string style = "-";  ///< "-", "--", ":", "-." or "" for none
    std::string marker;       ///< "o", "s", "^", "x", …; empty for none
    std::string align = "left";
    double width = 1.5, size = 6;  ///< points
    Color edge = 0;                ///< outline of bars and markers; 0 for none
    std::int64_t columns = 0;      ///< of z
  };

  struct Axis {
    std::string label;
    std::optional<double> low, high;      ///< limits that were set
    bool logarithmic = false, inverted = false;
    std::optional<std::vector<double>> ticks;
    std::vector<std::string> tick_labels;  ///< with ticks; empty: the numbers
  };

  struct Axes {
    double left = 0, bottom = 0, width = 1, height = 1;  ///< share of the figure, from the lower left corner
    std::string title;
    Axis x, y;
    bool grid = false, frame = true, equal = false;
    bool legend = false;
    std::string legend_place = "best";
    std::vector<Artist> artists;
  };

  std::int64_t number = 1;
  double width = 6.4, height = 4.8;  ///< inches
  std::string title;                 ///< suptitle
  std::string file;                  ///< name given to savefig; empty for show()
  std::vector<Axes> axes;
};

}  // namespace logit
