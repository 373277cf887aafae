#include "lab/models/contours.h"

namespace logit::lab::contours {

std::vector<Corner> cut(const std::vector<Corner>& polygon, double level, double sign) {
  std::vector<Corner> out;
  for (std::size_t i = 0; i < polygon.size(); ++i) {
    const Corner &p = polygon[i], &q = polygon[(i + 1) % polygon.size()];
    const double from = sign * (p.z - level), to = sign * (q.z - level);
    if (from >= 0) out.push_back(p);
    if ((from >= 0) != (to >= 0)) {
      const double t = from / (from - to);
      out.push_back({{p.at.x + t * (q.at.x - p.at.x), p.at.y + t * (q.at.y - p.at.y)}, level});
    }
  }
  return out;
}

}  // namespace logit::lab::contours
