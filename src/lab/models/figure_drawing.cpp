#include "lab/models/figure_drawing.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/format.h"
#include "lab/models/contours.h"
#include "lab/models/number_text.h"
#include "lab/models/ticks.h"

namespace logit::lab {

namespace {

using Artist = Figure::Artist;
using Kind = Artist::Kind;

Paint ink(Figure::Color color) { return ink_of(color >> 8, color & 255); }
constexpr Paint kBlack = ink_of(0x000000), kWhite = ink_of(0xFFFFFF), kGrid = ink_of(0xB0B0B0);

struct Range {
  double low = std::numeric_limits<double>::infinity(), high = -std::numeric_limits<double>::infinity();
  void add(double v) {
    if (!std::isfinite(v)) return;
    low = std::min(low, v);
    high = std::max(high, v);
  }
  bool empty() const { return low > high; }
};

// One direction of the axes: data to pixels.
struct Scale {
  double low = 0, high = 1;  // log10 when logarithmic
  float from = 0, to = 1;    // pixels
  bool logarithmic = false;
  float at(double v) const {
    if (logarithmic) v = v > 0 ? std::log10(v) : low - (high - low);
    return from + static_cast<float>((v - low) / (high - low)) * (to - from);
  }
};

class AxesDrawing {
 public:
  AxesDrawing(Painter& painter, const Figure::Axes& axes, float unit) : p_(painter), axes_(axes), unit_(unit) {}

  void draw(float x, float y, float w, float h) {
    small_ = 9.5f * unit_;
    const bool framed = axes_.frame;
    const float left = framed ? (axes_.y.label.empty() ? 34.0f : 48.0f) * unit_ : 6 * unit_;
    const float bottom = framed ? (axes_.x.label.empty() ? 22.0f : 36.0f) * unit_ : 6 * unit_;
    const float top = (axes_.title.empty() ? 10.0f : 26.0f) * unit_, right = 12 * unit_;
    left_ = x + left, top_ = y + top, right_ = x + w - right, bottom_ = y + h - bottom;
    if (right_ - left_ < 8 || bottom_ - top_ < 8) return;
    find_limits();
    if (axes_.equal) make_equal();
    p_.rect(left_, top_, right_ - left_, bottom_ - top_, kWhite);
    p_.clip(left_, top_, right_ - left_, bottom_ - top_);
    // Images and areas lie below lines, as their zorder says.
    for (int layer = 0; layer < 3; ++layer) {
      if (layer == 1 && axes_.grid && framed) draw_ticks(true);
      for (const Artist& artist : axes_.artists)
        if (layer_of(artist) == layer) draw_artist(artist);
    }
    p_.unclip();
    if (framed) {
      draw_ticks(false);
      const float hair = std::max(1.0f, 0.8f * unit_);
      const Point frame[] = {{left_, top_}, {right_, top_}, {right_, bottom_}, {left_, bottom_}, {left_, top_}};
      p_.line(frame, kBlack, hair);
    }
    const float middle_x = (left_ + right_) / 2;
    if (!axes_.title.empty()) p_.text(middle_x, top_ - 9 * unit_, Anchor::middle, 11.5f * unit_, kBlack, axes_.title);
    if (framed && !axes_.x.label.empty()) p_.text(middle_x, bottom_ + 28 * unit_, Anchor::middle, 10 * unit_, kBlack, axes_.x.label);
    if (framed && !axes_.y.label.empty()) p_.text(x + 9 * unit_, (top_ + bottom_) / 2, Anchor::middle, 10 * unit_, kBlack, axes_.y.label, true);
    if (axes_.legend) draw_legend();
  }

 private:
  static int layer_of(const Artist& artist) {
    switch (artist.kind) {
      case Kind::image:
      case Kind::contour_fill: return 0;
      case Kind::text: return 2;
      default: return 1;
    }
  }

  void find_limits() {
    Range x, y;
    bool tight = false, bars = false;
    for (const Artist& artist : axes_.artists) {
      if (artist.kind == Kind::horizontal) {
        for (double v : artist.y) y.add(v);
        continue;
      }
      if (artist.kind == Kind::vertical) {
        for (double v : artist.x) x.add(v);
        continue;
      }
      if (artist.kind == Kind::text) continue;
      for (double v : artist.x)
        if (!axes_.x.logarithmic || v > 0) x.add(v);
      for (double v : artist.y)
        if (!axes_.y.logarithmic || v > 0) y.add(v);
      if (artist.kind == Kind::area)
        for (double v : artist.z) y.add(v);
      if (artist.kind == Kind::bars) {
        bars = true;
        for (std::size_t i = 0; i < artist.x.size(); ++i) {
          x.add(artist.x[i] + item(artist.w, i));
          y.add(artist.y[i] + item(artist.h, i));
        }
      }
      tight = tight || layer_of(artist) == 0 || artist.kind == Kind::contour;
    }
    x_ = scale(axes_.x, x, tight, false, left_, right_);
    y_ = scale(axes_.y, y, tight, bars, bottom_, top_);
  }

  static double item(const std::vector<double>& values, std::size_t i) {
    return values.empty() ? 0 : values[std::min(i, values.size() - 1)];
  }

  static Scale scale(const Figure::Axis& axis, Range range, bool tight, bool sticky_zero, float from, float to) {
    if (range.empty()) range = {0, 1};
    Scale out;
    out.logarithmic = axis.logarithmic;
    double low = range.low, high = range.high;
    if (out.logarithmic) {
      low = std::log10(std::max(low, 1e-300));
      high = std::log10(std::max(high, 1e-300));
    }
    if (high - low <= 1e-12 * std::max(1.0, std::fabs(high))) {
      const double pad = std::max(0.05 * std::fabs(high), 0.05);
      low -= pad;
      high += pad;
    } else if (!tight) {
      const double pad = 0.05 * (high - low);
      const bool keep = sticky_zero && !out.logarithmic;
      if (!(keep && low == 0)) low -= pad;
      if (!(keep && high == 0)) high += pad;
    }
    const auto set = [&](double v) { return out.logarithmic ? std::log10(std::max(v, 1e-300)) : v; };
    if (axis.low) low = set(*axis.low);
    if (axis.high) high = set(*axis.high);
    if (low == high) high = low + 1;
    out.low = low, out.high = high, out.from = from, out.to = to;
    if (axis.inverted && out.low < out.high) std::swap(out.from, out.to);
    return out;
  }

  // The same length for a unit of x and of y: the box shrinks around its middle.
  void make_equal() {
    const double per_x = static_cast<double>(right_ - left_) / std::fabs(x_.high - x_.low);
    const double per_y = static_cast<double>(bottom_ - top_) / std::fabs(y_.high - y_.low);
    const double per = std::min(per_x, per_y);
    const float w = static_cast<float>(per * std::fabs(x_.high - x_.low)), h = static_cast<float>(per * std::fabs(y_.high - y_.low));
    const float cx = (left_ + right_) / 2, cy = (top_ + bottom_) / 2;
    left_ = cx - w / 2, right_ = cx + w / 2, top_ = cy - h / 2, bottom_ = cy + h / 2;
    const bool x_back = x_.from > x_.to, y_back = y_.from < y_.to;
    x_.from = x_back ? right_ : left_, x_.to = x_back ? left_ : right_;
    y_.from = y_back ? top_ : bottom_, y_.to = y_back ? bottom_ : top_;
  }

  void draw_ticks(bool grid) {
    draw_axis_ticks(axes_.x, x_, true, grid);
    draw_axis_ticks(axes_.y, y_, false, grid);
  }

  void draw_axis_ticks(const Figure::Axis& axis, const Scale& scale, bool across, bool grid) {
    const double low = std::min(scale.low, scale.high), high = std::max(scale.low, scale.high);
    const float length = std::fabs(scale.to - scale.from), hair = std::max(1.0f, 0.8f * unit_);
    double step = tick_step(high - low, std::min(9.0, static_cast<double>(length / ((across ? 44 : 26) * unit_))));
    if (scale.logarithmic) step = std::max(1.0, std::round(step));
    std::vector<double> places = ticks(low, high, step);
    if (axis.ticks) places = *axis.ticks;
    for (std::size_t i = 0; i < places.size(); ++i) {
      const double v = axis.ticks || !scale.logarithmic ? places[i] : std::pow(10.0, places[i]);
      const float at = std::floor(scale.at(v));
      if (at < std::min(scale.from, scale.to) - 1 || at > std::max(scale.from, scale.to) + 1) continue;
      if (grid) {
        if (across) p_.rect(at, top_, hair, bottom_ - top_, kGrid);
        else p_.rect(left_, at, right_ - left_, hair, kGrid);
        continue;
      }
      std::string label = scale.logarithmic && !axis.ticks ? power_label(places[i]) : axis_number(v, axis.ticks ? tick_precision(places) : step);
      if (i < axis.tick_labels.size()) label = axis.tick_labels[i];
      const float mark = 3.5f * unit_;
      if (across) {
        p_.rect(at, bottom_, hair, mark, kBlack);
        p_.text(at, bottom_ + 11 * unit_, Anchor::middle, small_, kBlack, label);
      } else {
        p_.rect(left_ - mark, at, mark, hair, kBlack);
        p_.text(left_ - 6 * unit_, at, Anchor::end, small_, kBlack, label);
      }
    }
  }

  static std::string power_label(double exponent) {
    std::string out = "10";
    static const char* const kUp[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
    const int e = static_cast<int>(std::round(exponent));
    if (e < 0) out += "⁻";
    for (char c : cat(std::abs(e))) out += kUp[c - '0'];
    return out;
  }

  static double tick_precision(const std::vector<double>& places) {
    double step = 1;
    for (double v : places)
      while (step > 1e-4 && std::fabs(v / step - std::round(v / step)) > 1e-6) step /= 10;
    return step;
  }

  static Dash dash_of(const std::string& style) {
    return style == "--" ? Dash::dashed : style == ":" ? Dash::dotted : style == "-." ? Dash::dash_dot : Dash::solid;
  }
  static Paint color_of(const Artist& artist, std::size_t i) {
    return artist.colors.empty() ? kBlack : ink(artist.colors[std::min(i, artist.colors.size() - 1)]);
  }

  void draw_artist(const Artist& artist) {
    switch (artist.kind) {
      case Kind::line: draw_line(artist); break;
      case Kind::points:
        for (std::size_t i = 0; i < artist.x.size() && i < artist.y.size(); ++i) {
          draw_marker({x_.at(artist.x[i]), y_.at(artist.y[i])}, artist.marker, static_cast<float>(item(artist.sizes, i)) * unit_, color_of(artist, i),
                      artist.edge ? ink(artist.edge) : 0);
        }
        break;
      case Kind::bars:
        for (std::size_t i = 0; i < artist.x.size(); ++i) draw_bar(artist, i);
        break;
      case Kind::area: draw_area(artist); break;
      case Kind::image: draw_image(artist); break;
      case Kind::contour: draw_contour(artist); break;
      case Kind::contour_fill: draw_contour_fill(artist); break;
      case Kind::horizontal:
        for (double v : artist.y) stroke({{left_, y_.at(v)}, {right_, y_.at(v)}}, artist);
        break;
      case Kind::vertical:
        for (double v : artist.x) stroke({{x_.at(v), top_}, {x_.at(v), bottom_}}, artist);
        break;
      case Kind::text:
        p_.text(x_.at(item(artist.x, 0)), y_.at(item(artist.y, 0)), artist.align == "center" ? Anchor::middle : artist.align == "right" ? Anchor::end : Anchor::start,
                static_cast<float>(artist.size) * unit_, color_of(artist, 0), artist.text);
        break;
    }
  }

  void stroke(const std::vector<Point>& points, const Artist& artist, std::size_t color = 0) {
    p_.line(points, color_of(artist, color), static_cast<float>(artist.width) * unit_, dash_of(artist.style));
  }

  void draw_line(const Artist& artist) {
    const std::size_t n = std::min(artist.x.size(), artist.y.size());
    if (!artist.style.empty()) {
      std::vector<Point> points;
      const auto flush = [&] {
        stroke(points, artist);
        points.clear();
      };
      // Long lines: one column of pixels shows first, lowest, highest and last of its points.
      const bool dense = n > 4000;
      for (std::size_t i = 0; i < n; ++i) {
        const Point at{x_.at(artist.x[i]), y_.at(artist.y[i])};
        if (!std::isfinite(at.x) || !std::isfinite(at.y)) {
          flush();
          continue;
        }
        if (!dense || points.size() < 2 || std::floor(points.back().x) != std::floor(at.x)) {
          points.push_back(at);
          continue;
        }
        // Within the column only a new extreme adds a point.
        const Point &last = points.back(), &before = points[points.size() - 2];
        if ((at.y - last.y) * (last.y - before.y) < 0) points.push_back(at);
        else points.back() = at;
      }
      flush();
    }
    if (artist.marker.empty()) return;
    const std::size_t every = std::max<std::size_t>(1, n / 4000);
    for (std::size_t i = 0; i < n; i += every) {
      draw_marker({x_.at(artist.x[i]), y_.at(artist.y[i])}, artist.marker, static_cast<float>(artist.size) * unit_, color_of(artist, 0), 0);
    }
  }

  void draw_marker(Point at, const std::string& marker, float size, Paint color, Paint edge) {
    if (!std::isfinite(at.x) || !std::isfinite(at.y) || marker.empty()) return;
    const float r = size / 2;
    const char kind = marker[0];
    const float pen = std::max(1.0f, 1.0f * unit_);
    const auto polygon = [&](std::initializer_list<Point> shape) {
      std::vector<Point> points;
      for (const Point& s : shape) points.push_back({at.x + s.x * r, at.y + s.y * r});
      p_.polygon(points, color);
      if (edge) {
        points.push_back(points.front());
        p_.line(points, edge, pen);
      }
    };
    const auto cross = [&](std::initializer_list<std::pair<Point, Point>> strokes) {
      for (const auto& [a, b] : strokes) {
        const Point ends[] = {{at.x + a.x * r, at.y + a.y * r}, {at.x + b.x * r, at.y + b.y * r}};
        p_.line(ends, color, std::max(pen, 1.5f * unit_));
      }
    };
    switch (kind) {
      case '.':
        p_.circle(at.x, at.y, r / 2, color);
        break;
      case ',': p_.rect(at.x, at.y, 1, 1, color); break;
      case 's': polygon({{-1, -1}, {1, -1}, {1, 1}, {-1, 1}}); break;
      case '^': polygon({{0, -1}, {1, 1}, {-1, 1}}); break;
      case 'v': polygon({{0, 1}, {-1, -1}, {1, -1}}); break;
      case '<': polygon({{-1, 0}, {1, -1}, {1, 1}}); break;
      case '>': polygon({{1, 0}, {-1, 1}, {-1, -1}}); break;
      case 'D': polygon({{0, -1.4f}, {1.4f, 0}, {0, 1.4f}, {-1.4f, 0}}); break;
      case 'd': polygon({{0, -1.4f}, {0.85f, 0}, {0, 1.4f}, {-0.85f, 0}}); break;
      case 'x':
      case 'X': cross({{{-1, -1}, {1, 1}}, {{-1, 1}, {1, -1}}}); break;
      case '+':
      case 'P': cross({{{-1, 0}, {1, 0}}, {{0, -1}, {0, 1}}}); break;
      case '|': cross({{{0, -1}, {0, 1}}}); break;
      case '_': cross({{{-1, 0}, {1, 0}}}); break;
      case '*': {
        // Five convex points around a middle.
        for (int i = 0; i < 5; ++i) {
          const float a = -1.5708f + 1.25664f * static_cast<float>(i);
          const Point points[] = {at, {at.x + 0.4f * r * std::cos(a - 0.628f), at.y + 0.4f * r * std::sin(a - 0.628f)},
                                  {at.x + 1.15f * r * std::cos(a), at.y + 1.15f * r * std::sin(a)},
                                  {at.x + 0.4f * r * std::cos(a + 0.628f), at.y + 0.4f * r * std::sin(a + 0.628f)}};
          p_.polygon(points, color);
        }
        break;
      }
      default:
        if (edge) {
          p_.circle(at.x, at.y, r + pen / 2, edge);
          p_.circle(at.x, at.y, r - pen / 2, color);
        } else {
          p_.circle(at.x, at.y, r, color);
        }
    }
  }

  void draw_bar(const Artist& artist, std::size_t i) {
    const float x0 = x_.at(artist.x[i]), x1 = x_.at(artist.x[i] + item(artist.w, i));
    const float y0 = y_.at(y_.logarithmic ? std::pow(10.0, y_.low) : artist.y[i]), y1 = y_.at(artist.y[i] + item(artist.h, i));
    p_.rect(std::min(x0, x1), std::min(y0, y1), std::fabs(x1 - x0), std::fabs(y1 - y0), color_of(artist, i));
    if (artist.edge) {
      const Point outline[] = {{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}, {x0, y0}};
      p_.line(outline, ink(artist.edge), static_cast<float>(artist.width) * unit_);
    }
  }

  void draw_area(const Artist& artist) {
    const std::size_t n = std::min({artist.x.size(), artist.y.size(), artist.z.size()});
    for (std::size_t i = 0; i + 1 < n; ++i) {
      const Point piece[] = {{x_.at(artist.x[i]), y_.at(artist.y[i])}, {x_.at(artist.x[i + 1]), y_.at(artist.y[i + 1])},
                             {x_.at(artist.x[i + 1]), y_.at(artist.z[i + 1])}, {x_.at(artist.x[i]), y_.at(artist.z[i])}};
      p_.polygon(piece, color_of(artist, 0));
    }
  }

  void draw_image(const Artist& artist) {
    if (artist.columns < 1 || artist.x.size() < 2 || artist.y.size() < 2) return;
    const auto columns = static_cast<std::size_t>(artist.columns), rows = artist.colors.size() / columns;
    if (rows == 0) return;
    // The first row stands at the top of the picture, whichever way the axis runs.
    const float left = x_.at(artist.x[0]), right = x_.at(artist.x[1]);
    const float y0 = y_.at(artist.y[0]), y1 = y_.at(artist.y[1]), top = std::min(y0, y1), bottom = std::max(y0, y1);
    const float w = (right - left) / static_cast<float>(columns), h = (bottom - top) / static_cast<float>(rows);
    const std::size_t skip_x = std::max<std::size_t>(1, static_cast<std::size_t>(1 / std::max(1e-3f, std::fabs(w))));
    const std::size_t skip_y = std::max<std::size_t>(1, static_cast<std::size_t>(1 / std::max(1e-3f, h)));
    for (std::size_t r = 0; r < rows; r += skip_y) {
      // Neighbours of one colour are one rectangle.
      for (std::size_t c = 0; c < columns;) {
        std::size_t end = c + skip_x;
        const Figure::Color color = artist.colors[r * columns + c];
        while (end < columns && artist.colors[r * columns + end] == color) end += skip_x;
        end = std::min(end, columns);
        const float xa = std::floor(left + w * static_cast<float>(c)), xb = std::floor(left + w * static_cast<float>(end));
        const float ya = std::floor(top + h * static_cast<float>(r)), yb = std::floor(top + h * static_cast<float>(std::min(r + skip_y, rows)));
        p_.rect(std::min(xa, xb), ya, std::max(1.0f, std::fabs(xb - xa)), std::max(1.0f, yb - ya), ink(color));
        c = end;
      }
    }
  }

  HeightGrid grid_of(const Artist& artist) const { return {artist.x, artist.y, artist.z}; }

  void draw_contour(const Artist& artist) {
    for (std::size_t i = 0; i < artist.levels.size(); ++i) {
      contour_line(grid_of(artist), artist.levels[i], [&](GridPoint a, GridPoint b) { stroke({{x_.at(a.x), y_.at(a.y)}, {x_.at(b.x), y_.at(b.y)}}, artist, i); });
    }
  }

  void draw_contour_fill(const Artist& artist) {
    std::vector<Point> points;
    for (std::size_t i = 0; i + 1 < artist.levels.size(); ++i) {
      contour_area(grid_of(artist), artist.levels[i], artist.levels[i + 1], [&](const std::vector<GridPoint>& area) {
        points.clear();
        for (const GridPoint& g : area) points.push_back({x_.at(g.x), y_.at(g.y)});
        p_.polygon(points, color_of(artist, i));
      });
    }
  }

  void draw_legend() {
    std::vector<const Artist*> shown;
    for (const Artist& artist : axes_.artists)
      if (!artist.label.empty() && artist.label[0] != '_' && artist.kind != Kind::text) shown.push_back(&artist);
    if (shown.empty()) return;
    const float size = 10 * unit_, line = 15 * unit_, sample = 20 * unit_, pad = 5 * unit_;
    float text = 0;
    for (const Artist* artist : shown) text = std::max(text, p_.text_width(size, artist->label));
    const float w = sample + 3 * pad + text, h = line * static_cast<float>(shown.size()) + pad;
    const float inset = 5 * unit_;
    const bool left = axes_.legend_place.find("left") != std::string::npos, lower = axes_.legend_place.find("lower") != std::string::npos;
    float x = left ? left_ + inset : right_ - w - inset, y = lower ? bottom_ - h - inset : top_ + inset;
    if (axes_.legend_place == "best") best_place(w, h, inset, x, y);
    p_.rect(x, y, w, h, ink_of(0xFFFFFF, 205));
    const Point frame[] = {{x, y}, {x + w, y}, {x + w, y + h}, {x, y + h}, {x, y}};
    p_.line(frame, ink_of(0xCCCCCC), std::max(1.0f, unit_));
    float row = y + pad / 2 + line / 2;
    for (const Artist* artist : shown) {
      const Point ends[] = {{x + pad, row}, {x + pad + sample, row}};
      const bool block = artist->kind == Kind::bars || artist->kind == Kind::area;
      if (block) p_.rect(x + pad, row - 4 * unit_, sample, 8 * unit_, color_of(*artist, 0));
      else if (artist->kind != Kind::points && !artist->style.empty()) p_.line(ends, color_of(*artist, 0), static_cast<float>(artist->width) * unit_, dash_of(artist->style));
      if (!artist->marker.empty() && !block) draw_marker({x + pad + sample / 2, row}, artist->marker, 6 * unit_, color_of(*artist, 0), artist->edge ? ink(artist->edge) : 0);
      p_.text(x + 2 * pad + sample, row, Anchor::start, size, kBlack, artist->label);
      row += line;
    }
  }

  // The corner that hides the fewest points.
  void best_place(float w, float h, float inset, float& x, float& y) {
    int fewest = std::numeric_limits<int>::max();
    for (const auto& [right, low] : {std::pair{true, false}, {false, false}, {false, true}, {true, true}}) {
      const float cx = right ? right_ - w - inset : left_ + inset, cy = low ? bottom_ - h - inset : top_ + inset;
      int hidden = 0;
      for (const Artist& artist : axes_.artists) {
        const std::size_t n = std::min(artist.x.size(), artist.y.size()), every = std::max<std::size_t>(1, n / 500);
        for (std::size_t i = 0; i < n; i += every) {
          const float px = x_.at(artist.x[i]), py = y_.at(artist.y[i]);
          hidden += px > cx && px < cx + w && py > cy && py < cy + h;
        }
      }
      if (hidden < fewest) {
        fewest = hidden;
        x = cx;
        y = cy;
      }
    }
  }

  Painter& p_;
  const Figure::Axes& axes_;
  float unit_ = 1, small_ = 10;
  float left_ = 0, top_ = 0, right_ = 0, bottom_ = 0;
  Scale x_, y_;
};

}  // namespace

void draw_figure(Painter& painter, const Figure& figure, float x, float y, float width, float height, float unit) {
  painter.rect(x, y, width, height, kWhite);
  float top = 0;
  if (!figure.title.empty()) {
    top = 20 * unit;
    painter.text(x + width / 2, y + top * 0.6f, Anchor::middle, 12 * unit, kBlack, figure.title);
  }
  const float room = height - top;
  for (const Figure::Axes& axes : figure.axes) {
    const float w = static_cast<float>(axes.width) * width, h = static_cast<float>(axes.height) * room;
    AxesDrawing(painter, axes, unit).draw(x + static_cast<float>(axes.left) * width, y + top + room - static_cast<float>(axes.bottom) * room - h, w, h);
  }
}

std::string figure_svg(const Figure& figure) {
  const auto width = static_cast<float>(figure.width * 100), height = static_cast<float>(figure.height * 100);
  SvgPainter painter(width, height, kWhite);
  draw_figure(painter, figure, 0, 0, width, height, 100.0f / 72);
  return painter.finish();
}

std::string figure_summary(const Figure& figure) {
  std::string out = figure.title;
  for (const Figure::Axes& axes : figure.axes) {
    if (!out.empty()) out += "; ";
    out += axes.title;
    if (!axes.x.label.empty() || !axes.y.label.empty()) out += cat(" (", axes.x.label, ", ", axes.y.label, ")");
    for (const Artist& artist : axes.artists) {
      if (!artist.label.empty() && artist.label[0] != '_') out += cat(" ", artist.label);
    }
  }
  return out;
}

}  // namespace logit::lab
