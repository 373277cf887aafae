// Division, gcd and square root of large magnitudes; libtommath's own divide digit by digit over the whole length.
#pragma once

#include <tommath.h>

namespace logit::script {

/// q = |a| / |b| rounded down and r = |a| - q |b|; b is not zero. Neither result may be an operand.
void divide_magnitudes(const mp_int& a, const mp_int& b, mp_int& q, mp_int& r);

/// The greatest common divisor of |a| and |b|.
void gcd_magnitudes(const mp_int& a, const mp_int& b, mp_int& result);

/// The whole part of the square root of a >= 0.
void square_root(const mp_int& a, mp_int& result);

}  // namespace logit::script
