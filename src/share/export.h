// An experiment in the forms that other programs read. The script itself is handed over as it stands: it is an
// ordinary PyTorch program.
#pragma once

#include <string>
#include <string_view>

namespace logit::share {

/// A notebook (nbformat 4.5) for Jupyter or Colab: a line that names the link, then the script as one cell.
std::string notebook(std::string_view script, std::string_view title, std::string_view link);

/// The script as a fenced block, with the link below it.
std::string markdown(std::string_view script, std::string_view title, std::string_view link);

/// An <iframe> that shows the lab within a course page.
std::string iframe(std::string_view link, std::string_view title);

}  // namespace logit::share
