// softmax and log_softmax in double; what simd/functions.cpp does for floats, row by row.
#include "kernels/functions.h"

namespace logit::kernels {
namespace {

double largest(const double* row, std::int64_t n) {
  double most = row[0];
  for (std::int64_t i = 1; i < n; ++i) most = row[i] > most || row[i] != row[i] ? row[i] : most;
  return most;
}

}  // namespace

void softmax_rows(const double* in, double* out, std::int64_t rows, std::int64_t n) {
  for (std::int64_t r = 0; r < rows; ++r, in += n, out += n) {
    const double most = largest(in, n);
    double total = 0;
    for (std::int64_t i = 0; i < n; ++i) total += out[i] = exp(in[i] - most);
    const double inverse = 1 / total;
    for (std::int64_t i = 0; i < n; ++i) out[i] *= inverse;
  }
}

void log_softmax_rows(const double* in, double* out, std::int64_t rows, std::int64_t n) {
  for (std::int64_t r = 0; r < rows; ++r, in += n, out += n) {
    const double most = largest(in, n);
    double total = 0;
    for (std::int64_t i = 0; i < n; ++i) total += exp(in[i] - most);
    const double logarithm = log(total);
    for (std::int64_t i = 0; i < n; ++i) out[i] = in[i] - most - logarithm;
  }
}

}  // namespace logit::kernels
