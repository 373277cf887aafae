// Sixteen normal numbers from sixteen uniform ones, in place: the inner step of randn for larger tensors.
//
// Element j (0-7) pairs with j + 8 (Box-Muller). float32 uses the single-precision polynomials of S. Moshier's
// Cephes library for log, sin and cos with fused steps, as vector math libraries do; float64 uses libm's.
#pragma once

namespace logit::kernels {

void normal_block(float* block, float mean, float std);
void normal_block(double* block, double mean, double std);

}  // namespace logit::kernels
