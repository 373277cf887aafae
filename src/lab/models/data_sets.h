// Data sets that the lab brings along: a few lines of ordinary PyTorch to put into a script, drawn with the script's own seed, or read
// from a small CSV file that goes into the data files. One file data_sets/N-name.py is one set; the first line is its title,
// "# Vietnamese | English"; one that opens 'name.csv' has that file beside it.
// Figures: orings.csv, the 23 flights before Challenger's last, from the Presidential Commission's report (1986); iris.csv, R. A. Fisher,
// "The use of multiple measurements in taxonomic problems" (1936), table I.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lab/text.h"

namespace logit::lab {

struct DataSet {
  std::string_view name;              ///< "xor"
  std::string_view vi, en;            ///< titles
  std::string_view code;              ///< without the title
  std::string file_name;              ///< "iris.csv", or empty
  std::string_view file;              ///< its bytes

  std::string_view title(Language language) const { return language == Language::vi ? vi : en; }
  /// What is put into a script: the title as a comment, then the code.
  std::string lines(Language language) const;
};

/// In the order of their numbers.
std::vector<DataSet> data_sets();

/// The line, from 0, before which a data set belongs: not among imports and seeds at the script's head, not inside a statement that goes
/// over several lines, else where the caret is.
int line_for_data(const std::vector<std::string>& lines, int caret_line);

}  // namespace logit::lab
