// Division in three sizes: by one digit, schoolbook (Knuth, The Art of Computer Programming 4.3.1, algorithm D), and by
// halves (Brent and Zimmermann, Modern Computer Arithmetic, algorithm 1.8), which is as fast as multiplication up to a
// factor of the logarithm. gcd is Lehmer's (Knuth 4.5.2, algorithm L): Euclid's steps on the leading digits, applied to the
// numbers a digit's worth at a time. The square root refines its precision with each Newton step, as CPython's isqrt.
#include "script/objects/bigint_divide.h"

#include <bit>
#include <cstdint>
#include <utility>

#include "base/assert.h"

namespace logit::script {

namespace {

#if MP_DIGIT_BIT > 32
__extension__ typedef unsigned __int128 Wide;
#else
using Wide = std::uint64_t;
#endif

// Below so many digits the schoolbook wins.
constexpr int kSchoolDigits = 120;

void must(mp_err result) { LOGIT_ASSERT(result == MP_OKAY, mp_error_to_string(result)); }

/// An mp_int with a destructor.
struct Number {
  Number() { must(mp_init(&n)); }
  explicit Number(const mp_int& from) { must(mp_init_copy(&n, &from)); }
  Number(const Number&) = delete;
  Number& operator=(const Number&) = delete;
  ~Number() { mp_clear(&n); }
  mp_int n;
};

void copy_magnitude(const mp_int& from, mp_int& to) { must(mp_abs(&from, &to)); }

/// to = the lowest `digits` digits of from.
void low_digits(const mp_int& from, int digits, mp_int& to) { must(mp_mod_2d(&from, digits * MP_DIGIT_BIT, &to)); }

void high_digits(const mp_int& from, int digits, mp_int& to) {
  must(mp_copy(&from, &to));
  mp_rshd(&to, digits);
}

/// to = high * base**digits + low, with low < base**digits.
void join_digits(const mp_int& high, const mp_int& low, int digits, mp_int& to) {
  must(mp_copy(&high, &to));
  must(mp_lshd(&to, digits));
  must(mp_add(&to, &low, &to));
}

/// Algorithm D for a >= b > 0, b of two digits or more with its highest bit set.
void divide_school(const mp_int& a, const mp_int& b, mp_int& q, mp_int& r) {
  const int n = b.used;
  const int steps = a.used - n;
  must(mp_copy(&a, &r));
  must(mp_grow(&r, a.used + 1));
  r.dp[a.used] = 0;
  must(mp_grow(&q, steps + 1));
  mp_digit* const u = r.dp;
  const mp_digit* const v = b.dp;
  const Wide top = v[n - 1];
  for (int j = steps; j >= 0; --j) {
    const Wide head = static_cast<Wide>(u[j + n]) << MP_DIGIT_BIT | u[j + n - 1];
    Wide guess = head / top;
    Wide rest = head % top;
    while (guess > MP_MASK || guess * v[n - 2] > (rest << MP_DIGIT_BIT | u[j + n - 2])) {
      --guess;
      rest += top;
      if (rest > MP_MASK) break;
    }
    Wide carry = 0;
    mp_digit borrow = 0;
    for (int i = 0; i < n; ++i) {
      const Wide product = guess * v[i] + carry;
      carry = product >> MP_DIGIT_BIT;
      const mp_digit difference = u[i + j] - (static_cast<mp_digit>(product) & MP_MASK) - borrow;
      borrow = difference >> (8 * sizeof(mp_digit) - 1);
      u[i + j] = difference & MP_MASK;
    }
    const mp_digit difference = u[j + n] - static_cast<mp_digit>(carry) - borrow;
    u[j + n] = difference & MP_MASK;
    if (difference >> (8 * sizeof(mp_digit) - 1)) {  // one too many: add the divisor back
      --guess;
      mp_digit more = 0;
      for (int i = 0; i < n; ++i) {
        const mp_digit sum = u[i + j] + v[i] + more;
        more = sum >> MP_DIGIT_BIT;
        u[i + j] = sum & MP_MASK;
      }
      u[j + n] = (u[j + n] + more) & MP_MASK;
    }
    q.dp[j] = static_cast<mp_digit>(guess);
  }
  q.used = steps + 1;
  q.sign = MP_ZPOS;
  mp_clamp(&q);
  r.used = n;
  mp_clamp(&r);
}

void divide_normalized(const mp_int& a, const mp_int& b, mp_int& q, mp_int& r);

/// Half of the quotient at a time; a has at most twice as many digits as b. Algorithm 1.8.
void divide_halves(const mp_int& a, const mp_int& b, mp_int& q, mp_int& r) {
  const int half = (a.used - b.used) / 2;
  Number high, low, part, step;
  high_digits(b, half, high.n);
  low_digits(b, half, low.n);

  // rest = rest mod high joined with the digits below, minus digit * low; negative at most twice.
  const auto refine = [&](const mp_int& above, const mp_int& below, int digits, mp_int& quotient, mp_int& rest) {
    divide_normalized(above, high.n, quotient, part.n);
    join_digits(part.n, below, digits, rest);
    must(mp_mul(&quotient, &low.n, &part.n));
    must(mp_lshd(&part.n, digits - half));
    must(mp_sub(&rest, &part.n, &rest));
    while (rest.sign == MP_NEG) {
      must(mp_decr(&quotient));
      must(mp_copy(&b, &step.n));
      must(mp_lshd(&step.n, digits - half));
      must(mp_add(&rest, &step.n, &rest));
    }
  };
  Number above, below, first, second, rest;
  high_digits(a, 2 * half, above.n);
  low_digits(a, 2 * half, below.n);
  refine(above.n, below.n, 2 * half, first.n, rest.n);
  high_digits(rest.n, half, above.n);
  low_digits(rest.n, half, below.n);
  refine(above.n, below.n, half, second.n, r);
  join_digits(first.n, second.n, half, q);
}

/// a >= 0 by b > 0 whose highest digit has its highest bit set.
void divide_normalized(const mp_int& a, const mp_int& b, mp_int& q, mp_int& r) {
  if (mp_cmp_mag(&a, &b) == MP_LT) {
    must(mp_copy(&a, &r));
    mp_zero(&q);
    return;
  }
  if (b.used == 1) {
    mp_digit rest = 0;
    must(mp_div_d(&a, b.dp[0], &q, &rest));
    mp_set(&r, rest);
    return;
  }
  if (b.used < kSchoolDigits || a.used - b.used < kSchoolDigits) return divide_school(a, b, q, r);
  if (a.used <= 2 * b.used) return divide_halves(a, b, q, r);
  // A long dividend: pieces as long as the divisor, from the top.
  const int n = b.used;
  int at = (a.used - 1) / n * n;
  Number rest, piece, digits;
  high_digits(a, at, rest.n);
  Number quotient, next;
  divide_normalized(rest.n, b, quotient.n, next.n);
  while (at > 0) {
    at -= n;
    high_digits(a, at, piece.n);
    low_digits(piece.n, n, digits.n);
    join_digits(next.n, digits.n, n, rest.n);
    divide_normalized(rest.n, b, piece.n, next.n);
    join_digits(quotient.n, piece.n, n, quotient.n);
  }
  mp_exch(&quotient.n, &q);
  mp_exch(&next.n, &r);
}

/// The `count` highest bits that |a| would have were it `bits` long.
std::uint64_t leading_bits(const mp_int& a, int bits, int count) {
  Number head;
  must(mp_div_2d(&a, bits - count, &head.n, nullptr));
  return mp_get_mag_u64(&head.n);
}

/// to = x * a + y * b, where one factor is negative or zero and the sum is not.
void combine(const mp_int& a, std::int64_t x, const mp_int& b, std::int64_t y, mp_int& to, mp_int& scratch) {
  const auto magnitude = [](std::int64_t v) { return static_cast<mp_digit>(v < 0 ? -v : v); };
  must(mp_mul_d(&a, magnitude(x), &to));
  must(mp_mul_d(&b, magnitude(y), &scratch));
  must(x < 0 ? mp_sub(&scratch, &to, &to) : y < 0 ? mp_sub(&to, &scratch, &to) : mp_add(&to, &scratch, &to));
}

}  // namespace

void divide_magnitudes(const mp_int& a, const mp_int& b, mp_int& q, mp_int& r) {
  Number dividend, divisor;
  copy_magnitude(a, dividend.n);
  copy_magnitude(b, divisor.n);
  const int shift = divisor.n.used == 1 ? 0 : MP_DIGIT_BIT - std::bit_width(divisor.n.dp[divisor.n.used - 1]);
  if (shift > 0) {
    must(mp_mul_2d(&dividend.n, shift, &dividend.n));
    must(mp_mul_2d(&divisor.n, shift, &divisor.n));
  }
  divide_normalized(dividend.n, divisor.n, q, r);
  if (shift > 0) must(mp_div_2d(&r, shift, &r, nullptr));
}

void gcd_magnitudes(const mp_int& a_in, const mp_int& b_in, mp_int& result) {
  Number a, b, c, d, scratch;
  copy_magnitude(a_in, a.n);
  copy_magnitude(b_in, b.n);
  if (mp_cmp_mag(&a.n, &b.n) == MP_LT) mp_exch(&a.n, &b.n);
  // The factors of a step must fit into one digit.
  constexpr int kHeadBits = MP_DIGIT_BIT;
  while (b.n.used > 1) {
    const int bits = mp_count_bits(&a.n);
    auto x = static_cast<std::int64_t>(leading_bits(a.n, bits, kHeadBits));
    auto y = static_cast<std::int64_t>(leading_bits(b.n, bits, kHeadBits));
    std::int64_t aa = 1, ab = 0, ba = 0, bb = 1;
    while (y + ba != 0 && y + bb != 0) {
      const std::int64_t quotient = (x + aa) / (y + ba);
      if (quotient != (x + ab) / (y + bb)) break;
      aa = std::exchange(ba, aa - quotient * ba);
      ab = std::exchange(bb, ab - quotient * bb);
      x = std::exchange(y, x - quotient * y);
    }
    if (ab == 0) {
      divide_magnitudes(a.n, b.n, c.n, d.n);
      mp_exch(&a.n, &b.n);
      mp_exch(&b.n, &d.n);
      continue;
    }
    combine(a.n, aa, b.n, ab, c.n, scratch.n);
    combine(a.n, ba, b.n, bb, d.n, scratch.n);
    mp_exch(&a.n, &c.n);
    mp_exch(&b.n, &d.n);
  }
  if (b.n.used == 1) {
    mp_digit y = b.n.dp[0];
    mp_digit x = 0;
    must(mp_div_d(&a.n, y, nullptr, &x));
    while (x != 0) y = std::exchange(x, y % x);
    mp_set(&result, y);
    return;
  }
  mp_exch(&a.n, &result);
}

void square_root(const mp_int& a, mp_int& result) {
  if (a.used == 0) {
    mp_zero(&result);
    return;
  }
  const int half_bits = (mp_count_bits(&a) - 1) / 2;
  Number root, part, quotient, rest;
  mp_set(&root.n, 1);
  int known = 0;  // bits of the root that are right
  for (int s = std::bit_width(static_cast<unsigned>(half_bits)) - 1; s >= 0; --s) {
    const int before = known;
    known = half_bits >> s;
    must(mp_div_2d(&a, 2 * half_bits - before - known + 1, &part.n, nullptr));
    divide_magnitudes(part.n, root.n, quotient.n, rest.n);
    must(mp_mul_2d(&root.n, known - before - 1, &root.n));
    must(mp_add(&root.n, &quotient.n, &root.n));
  }
  must(mp_sqr(&root.n, &part.n));
  if (mp_cmp_mag(&part.n, &a) == MP_GT) must(mp_decr(&root.n));
  mp_exch(&root.n, &result);
}

}  // namespace logit::script
