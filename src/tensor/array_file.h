// Arrays in files: NumPy's .npy format and tables of numbers in text. Input comes from strangers: every size is checked against the bytes
// that are there before memory is asked for.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tensor/tensor.h"

namespace logit {

/// The content of a .npy file (format 1.0, row-major, little-endian).
/// Errors: TypeError for a dtype that NumPy does not have.
std::string write_npy(const Tensor& array);

/// Reads formats 1.0 to 3.0, both orders, little- and big-endian, of the dtypes that tensors have.
/// Errors: ValueError that says what is wrong with the file.
Tensor read_npy(std::string_view bytes);

/// How a table of numbers is written: numpy.loadtxt and genfromtxt.
struct TableOptions {
  std::string delimiter;                ///< empty: white space
  std::string comments = "#";           ///< the rest of a line behind it is left out; empty: none
  std::int64_t skip_rows = 0;
  std::int64_t max_rows = -1;
  std::vector<std::int64_t> columns;    ///< empty: all; negative ones count from the end
  std::optional<double> missing;        ///< for fields that are no number (genfromtxt); nothing: an error
};

/// Rows and columns, always two dimensions, float64.
/// Errors: ValueError in NumPy's words ("could not convert string 'x' to float64 at row 0, column 1.").
Tensor read_table(std::string_view text, const TableOptions& options);

}  // namespace logit
