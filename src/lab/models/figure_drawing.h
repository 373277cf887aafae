// Draws a Figure as matplotlib would: margins of 5 %, its places for ticks, legend and titles, on white paper in both themes.
#pragma once

#include "events/figure.h"
#include "lab/models/painter.h"

namespace logit::lab {

/// Draws `figure` into the rectangle; `unit` is pixels per point of matplotlib (1/72 inch).
void draw_figure(Painter& painter, const Figure& figure, float x, float y, float width, float height, float unit);

/// The same as a file, at 100 pixels per inch.
std::string figure_svg(const Figure& figure);

/// "line 3 points, loss; 2 more": what a screen reader says of it.
std::string figure_summary(const Figure& figure);

}  // namespace logit::lab
