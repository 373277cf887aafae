#include "script/objects/bigint.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <limits>
#include <vector>

#include "base/assert.h"
#include "script/objects/bigint_divide.h"
#include "script/objects/float_text.h"
#include "script/objects/unicode.h"
#include "script/objects/utf8.h"

namespace logit::script {

namespace {

void must(mp_err result) { LOGIT_ASSERT(result == MP_OKAY, mp_error_to_string(result)); }

// The largest power of ten in one digit of mp_int, for conversion in chunks.
constexpr int kChunkDigits = MP_DIGIT_BIT >= 60 ? 18 : 8;
constexpr mp_digit kChunk = MP_DIGIT_BIT >= 60 ? static_cast<mp_digit>(1000000000000000000u) : 100000000u;

int bits_of(std::uint64_t x) { return static_cast<int>(std::bit_width(x)); }

int digit_value(char32_t c) {
  if (c >= 'a' && c <= 'z') return static_cast<int>(c - 'a') + 10;
  if (c >= 'A' && c <= 'Z') return static_cast<int>(c - 'A') + 10;
  return unicode::decimal_value(c);
}

}  // namespace

BigInt::BigInt() { must(mp_init(&n_)); }
BigInt::BigInt(std::int64_t value) { must(mp_init_i64(&n_, value)); }
BigInt::BigInt(const BigInt& other) { must(mp_init_copy(&n_, &other.n_)); }
BigInt::BigInt(BigInt&& other) noexcept : n_(other.n_) { other.n_ = mp_int{0, 0, MP_ZPOS, nullptr}; }
BigInt::~BigInt() {
  if (n_.dp) mp_clear(&n_);
}
BigInt& BigInt::operator=(const BigInt& other) {
  if (this != &other) *this = BigInt(other);
  return *this;
}
BigInt& BigInt::operator=(BigInt&& other) noexcept {
  std::swap(n_, other.n_);
  return *this;
}

BigInt BigInt::from_unsigned(std::uint64_t value) {
  BigInt r;
  mp_set_u64(&r.n_, value);
  return r;
}

BigInt BigInt::from_double(double value) {
  int exponent;
  const double m = std::frexp(std::fabs(value), &exponent);
  if (exponent <= 0) return BigInt();
  const auto mantissa = static_cast<std::uint64_t>(std::ldexp(m, 53));
  BigInt r = from_unsigned(exponent >= 53 ? mantissa : mantissa >> (53 - exponent));
  if (exponent > 53) r = r << static_cast<std::size_t>(exponent - 53);
  return value < 0 ? -r : r;
}

BigInt BigInt::from_digits(std::string_view digits, int base) {
  BigInt r;
  if ((base & (base - 1)) == 0) {
    const int width = bits_of(static_cast<std::uint64_t>(base)) - 1;
    std::vector<std::uint32_t> words(digits.size() * static_cast<std::size_t>(width) / 32 + 1);
    std::size_t at = 0;
    for (auto it = digits.rbegin(); it != digits.rend(); ++it, at += static_cast<std::size_t>(width)) {
      const auto value = static_cast<std::uint64_t>(digit_value(static_cast<unsigned char>(*it))) << at % 32;
      words[at / 32] |= static_cast<std::uint32_t>(value);
      if (value >> 32) words[at / 32 + 1] |= static_cast<std::uint32_t>(value >> 32);
    }
    return from_words(words);
  }
  // As many digits at a time as fit into one digit of mp_int.
  int chunk_digits = 0;
  mp_digit chunk = 1;
  while (chunk <= MP_MASK / static_cast<mp_digit>(base)) chunk *= static_cast<mp_digit>(base), ++chunk_digits;
  for (std::size_t i = 0; i < digits.size();) {
    const std::size_t n = std::min<std::size_t>(static_cast<std::size_t>(chunk_digits), digits.size() - i);
    mp_digit value = 0;
    mp_digit scale = 1;
    for (std::size_t k = 0; k < n; ++k, ++i) {
      value = value * static_cast<mp_digit>(base) +
              static_cast<mp_digit>(digit_value(static_cast<unsigned char>(digits[i])));
      scale *= static_cast<mp_digit>(base);
    }
    must(mp_mul_d(&r.n_, scale, &r.n_));
    must(mp_add_d(&r.n_, value, &r.n_));
  }
  return r;
}

BigInt BigInt::from_words(std::span<const std::uint32_t> words) {
  BigInt r;
  const std::size_t digits = words.size() * 32 / MP_DIGIT_BIT + 1;
  must(mp_grow(&r.n_, static_cast<int>(digits)));
  std::uint64_t pending = 0;  // bits that do not yet fill a digit, fewer than one digit's
  int count = 0;
  int used = 0;
  for (const std::uint32_t word : words) {
    // A digit may take its last bits from the middle of a word.
    std::uint64_t rest = word;
    int left = 32;
    while (left > 0) {
      const int taken = std::min(left, MP_DIGIT_BIT - count);
      pending |= (rest & ((std::uint64_t{1} << taken) - 1)) << count;
      rest >>= taken;
      left -= taken;
      count += taken;
      if (count < MP_DIGIT_BIT) continue;
      r.n_.dp[used++] = static_cast<mp_digit>(pending);
      pending = 0;
      count = 0;
    }
  }
  if (count > 0) r.n_.dp[used++] = static_cast<mp_digit>(pending);
  r.n_.used = used;
  mp_clamp(&r.n_);
  return r;
}

BigInt BigInt::power_of_two(std::size_t exponent) {
  BigInt r;
  must(mp_2expt(&r.n_, static_cast<int>(exponent)));
  return r;
}

bool BigInt::fits_int64() const {
  const std::size_t bits = bit_length();
  return bits < 64 || (bits == 64 && is_negative() && trailing_zeros() == 63);
}

std::int64_t BigInt::to_int64() const { return mp_get_i64(&n_); }

std::optional<std::uint64_t> BigInt::to_uint64() const {
  if (is_negative() || bit_length() > 64) return std::nullopt;
  return mp_get_mag_u64(&n_);
}

std::size_t BigInt::bit_length() const { return static_cast<std::size_t>(mp_count_bits(&n_)); }

std::size_t BigInt::bit_count() const {
  std::size_t n = 0;
  for (int i = 0; i < n_.used; ++i) n += static_cast<std::size_t>(std::popcount(n_.dp[i]));
  return n;
}

std::size_t BigInt::trailing_zeros() const { return is_zero() ? 0 : static_cast<std::size_t>(mp_cnt_lsb(&n_)); }

std::string BigInt::to_words() const {
  const std::size_t count = (bit_length() + 31) / 32;
  std::string out(count * 4, '\0');
  for (std::size_t i = 0; i < count; ++i) {
    std::uint32_t word = 0;
    for (std::size_t at = i * 32, got = 0; got < 32 && at / MP_DIGIT_BIT < static_cast<std::size_t>(n_.used);) {
      const std::size_t offset = at % MP_DIGIT_BIT;
      word |= static_cast<std::uint32_t>(static_cast<std::uint64_t>(n_.dp[at / MP_DIGIT_BIT]) >> offset << got);
      got += MP_DIGIT_BIT - offset;
      at += MP_DIGIT_BIT - offset;
    }
    std::memcpy(out.data() + i * 4, &word, 4);
  }
  return out;
}

int BigInt::compare(const BigInt& a, const BigInt& b) { return mp_cmp(&a.n_, &b.n_); }

int BigInt::compare(const BigInt& a, double b) {
  if (std::isinf(b)) return b > 0 ? -1 : 1;
  const int sign_a = a.is_zero() ? 0 : a.is_negative() ? -1 : 1;
  const int sign_b = b > 0 ? 1 : b < 0 ? -1 : 0;
  if (sign_a != sign_b) return sign_a < sign_b ? -1 : 1;
  const int whole = compare(a, from_double(b));
  if (whole != 0) return whole;
  const double fraction = b - std::trunc(b);
  return fraction > 0 ? -1 : fraction < 0 ? 1 : 0;
}

BigInt operator+(const BigInt& a, const BigInt& b) {
  BigInt r;
  must(mp_add(&a.n_, &b.n_, &r.n_));
  return r;
}
BigInt operator-(const BigInt& a, const BigInt& b) {
  BigInt r;
  must(mp_sub(&a.n_, &b.n_, &r.n_));
  return r;
}
BigInt operator*(const BigInt& a, const BigInt& b) {
  BigInt r;
  must(mp_mul(&a.n_, &b.n_, &r.n_));
  return r;
}
BigInt operator&(const BigInt& a, const BigInt& b) {
  BigInt r;
  must(mp_and(&a.n_, &b.n_, &r.n_));
  return r;
}
BigInt operator|(const BigInt& a, const BigInt& b) {
  BigInt r;
  must(mp_or(&a.n_, &b.n_, &r.n_));
  return r;
}
BigInt operator^(const BigInt& a, const BigInt& b) {
  BigInt r;
  must(mp_xor(&a.n_, &b.n_, &r.n_));
  return r;
}
BigInt operator<<(const BigInt& a, std::size_t bits) {
  BigInt r;
  must(mp_mul_2d(&a.n_, static_cast<int>(bits), &r.n_));
  return r;
}
BigInt operator>>(const BigInt& a, std::size_t bits) {
  if (bits > a.bit_length()) return a.is_negative() ? BigInt(-1) : BigInt();
  BigInt r;
  must(mp_signed_rsh(&a.n_, static_cast<int>(bits), &r.n_));
  return r;
}
BigInt BigInt::operator-() const {
  BigInt r;
  must(mp_neg(&n_, &r.n_));
  return r;
}
BigInt BigInt::operator~() const {
  BigInt r;
  must(mp_complement(&n_, &r.n_));
  return r;
}
BigInt BigInt::abs() const {
  BigInt r;
  must(mp_abs(&n_, &r.n_));
  return r;
}

void BigInt::floor_divide(const BigInt& a, const BigInt& b, BigInt* quotient, BigInt* remainder) {
  BigInt q;
  BigInt r;
  divide_magnitudes(a.n_, b.n_, q.n_, r.n_);
  if (a.is_negative() != b.is_negative() && !q.is_zero()) q.n_.sign = MP_NEG;
  if (a.is_negative() && !r.is_zero()) r.n_.sign = MP_NEG;
  if (!r.is_zero() && r.is_negative() != b.is_negative()) {
    must(mp_decr(&q.n_));
    must(mp_add(&r.n_, &b.n_, &r.n_));
  }
  if (quotient) *quotient = std::move(q);
  if (remainder) *remainder = std::move(r);
}

BigInt BigInt::power(const BigInt& base, std::uint32_t exponent) {
  BigInt r(1);
  if (exponent == 0) return r;
  for (int bit = bits_of(exponent) - 1; bit >= 0; --bit) {
    must(mp_sqr(&r.n_, &r.n_));
    if (exponent >> bit & 1) must(mp_mul(&r.n_, &base.n_, &r.n_));
  }
  return r;
}

BigInt BigInt::power_mod(const BigInt& base, const BigInt& exponent, const BigInt& modulus) {
  const BigInt m = modulus.abs();
  BigInt r;
  if (m.bit_length() > 1) {
    BigInt reduced;
    floor_divide(base, m, nullptr, &reduced);
    if (exponent.is_zero()) {
      mp_set(&r.n_, 1);
    } else if (!reduced.is_zero()) {
      must(mp_exptmod(&reduced.n_, &exponent.n_, &m.n_, &r.n_));
    }
  }
  if (modulus.is_negative() && !r.is_zero()) r = r + modulus;
  return r;
}

std::optional<BigInt> BigInt::inverse_mod(const BigInt& a, const BigInt& modulus) {
  // Extended Euclid on (a mod m, m), as CPython's long_invmod; modulus 1 has the inverse 0.
  BigInt b(1);
  BigInt c;
  BigInt x;
  floor_divide(a, modulus, nullptr, &x);
  if (modulus.bit_length() == 1) return BigInt();
  BigInt n = modulus;
  while (!n.is_zero()) {
    BigInt q;
    BigInt r;
    floor_divide(x, n, &q, &r);
    x = std::move(n);
    n = std::move(r);
    BigInt t = b - q * c;
    b = std::move(c);
    c = std::move(t);
  }
  if (x.bit_length() != 1) return std::nullopt;
  return b;
}

BigInt BigInt::gcd(const BigInt& a, const BigInt& b) {
  BigInt r;
  gcd_magnitudes(a.n_, b.n_, r.n_);
  return r;
}

BigInt BigInt::isqrt(const BigInt& a) {
  BigInt r;
  square_root(a.n_, r.n_);
  return r;
}

BigInt BigInt::round_to_multiple(const BigInt& a, const BigInt& unit) {
  BigInt q;
  BigInt r;
  floor_divide(a, unit, &q, &r);
  const int half = compare(r + r, unit);
  const bool up = half > 0 || (half == 0 && q.is_odd());
  return a - r + (up ? unit : BigInt());
}

/// The highest `count` (up to 64) bits of the magnitude, all of them when there are fewer.
std::uint64_t BigInt::top_bits(std::size_t count, bool& sticky) const {
  const std::size_t bits = bit_length();
  sticky = false;
  if (bits <= count) return mp_get_mag_u64(&n_);
  const std::size_t drop = bits - count;
  sticky = trailing_zeros() < drop;
  BigInt head;
  must(mp_div_2d(&n_, static_cast<int>(drop), &head.n_, nullptr));
  return mp_get_mag_u64(&head.n_);
}

std::optional<double> scale_rounded(std::uint64_t m, bool sticky, std::int64_t exponent) {
  if (m == 0) return 0.0;
  const std::int64_t top = exponent + bits_of(m);
  if (top > 1024) return std::nullopt;
  const std::int64_t lowest = std::max<std::int64_t>(top - 53, -1074);
  const std::int64_t drop = lowest - exponent;
  if (drop > 64) return 0.0;
  if (drop > 0) {
    const std::uint64_t half = std::uint64_t{1} << (drop - 1);
    const std::uint64_t rest = drop == 64 ? m : m & ((half << 1) - 1);
    m = drop == 64 ? 0 : m >> drop;
    if (rest > half || (rest == half && (sticky || (m & 1)))) ++m;
    exponent = lowest;
  }
  const double value = std::ldexp(static_cast<double>(m), static_cast<int>(exponent));
  if (std::isinf(value)) return std::nullopt;
  return value;
}

std::optional<double> BigInt::to_double() const {
  bool sticky;
  const std::uint64_t m = top_bits(64, sticky);
  const std::size_t bits = bit_length();
  const auto value = scale_rounded(m, sticky, bits > 64 ? static_cast<std::int64_t>(bits - 64) : 0);
  return value && is_negative() ? -*value : value;
}

double BigInt::to_fraction(std::int64_t& exponent) const {
  bool sticky;
  const std::uint64_t m = top_bits(64, sticky);
  const std::size_t bits = bit_length();
  exponent = static_cast<std::int64_t>(bits);
  double value = *scale_rounded(m, sticky, -static_cast<std::int64_t>(std::min<std::size_t>(bits, 64)));
  if (value == 1.0) value = 0.5, ++exponent;
  return is_negative() ? -value : value;
}

std::optional<double> BigInt::true_divide(const BigInt& a, const BigInt& b) {
  if (a.is_zero()) return b.is_negative() ? -0.0 : 0.0;
  const BigInt x = a.abs();
  const BigInt y = b.abs();
  // A quotient of 61 or 62 bits with a sticky bit decides every rounding.
  const auto shift = static_cast<std::int64_t>(x.bit_length()) - static_cast<std::int64_t>(y.bit_length()) - 61;
  BigInt q;
  BigInt r;
  if (shift <= 0) {
    floor_divide(x << static_cast<std::size_t>(-shift), y, &q, &r);
  } else {
    floor_divide(x, y << static_cast<std::size_t>(shift), &q, &r);
  }
  const auto value = scale_rounded(mp_get_mag_u64(&q.n_), !r.is_zero(), shift);
  return value && a.is_negative() != b.is_negative() ? -*value : value;
}

std::string BigInt::to_string(int base) const {
  if (is_zero()) return "0";
  std::string out;  // backwards
  if ((base & (base - 1)) == 0) {
    const std::size_t width = static_cast<std::size_t>(bits_of(static_cast<std::uint64_t>(base)) - 1);
    const std::size_t bits = bit_length();
    out.reserve(bits / width + 2);
    for (std::size_t at = 0; at < bits; at += width) {
      const std::size_t i = at / MP_DIGIT_BIT;
      const std::size_t offset = at % MP_DIGIT_BIT;
      mp_digit value = n_.dp[i] >> offset;
      if (offset + width > MP_DIGIT_BIT && static_cast<int>(i) + 1 < n_.used) {
        value |= n_.dp[i + 1] << (MP_DIGIT_BIT - offset);
      }
      out += "0123456789abcdefghijklmnopqrstuvwxyz"[value & static_cast<mp_digit>(base - 1)];
    }
  } else {
    int chunk_digits = kChunkDigits;
    mp_digit chunk = kChunk;
    if (base != 10) {
      chunk = 1;
      chunk_digits = 0;
      while (chunk <= MP_MASK / static_cast<mp_digit>(base)) chunk *= static_cast<mp_digit>(base), ++chunk_digits;
    }
    BigInt rest = abs();
    while (!rest.is_zero()) {
      mp_digit part = 0;
      must(mp_div_d(&rest.n_, chunk, &rest.n_, &part));
      for (int i = 0; i < chunk_digits && (part != 0 || !rest.is_zero()); ++i) {
        out += "0123456789abcdefghijklmnopqrstuvwxyz"[part % static_cast<mp_digit>(base)];
        part /= static_cast<mp_digit>(base);
      }
    }
  }
  if (is_negative()) out += '-';
  std::reverse(out.begin(), out.end());
  return out;
}

std::size_t BigInt::decimal_digits_at_least() const {
  const std::size_t bits = bit_length();
  // 0.30102 is a little below log10(2).
  return bits == 0 ? 1 : static_cast<std::size_t>(static_cast<double>(bits - 1) * 0.30102) + 1;
}

std::int64_t BigInt::hash() const {
  constexpr std::uint64_t p = (std::uint64_t{1} << 61) - 1;
  std::uint64_t h = 0;
  for (int i = n_.used - 1; i >= 0; --i) {
    // Multiplying by 2**k modulo 2**61 - 1 is a rotation of 61 bits.
    h = ((h << MP_DIGIT_BIT) & p) | h >> (61 - MP_DIGIT_BIT);
    h += n_.dp[i];
    if (h >= p) h -= p;
  }
  const auto value = static_cast<std::int64_t>(h);
  const std::int64_t result = is_negative() ? -value : value;
  return result == -1 ? -2 : result;
}

IntText parse_int(std::string_view text, int base, std::size_t max_digits) {
  IntText result;
  text = strip_space(text);
  bool negative = false;
  if (!text.empty() && (text[0] == '+' || text[0] == '-')) {
    negative = text[0] == '-';
    text.remove_prefix(1);
  }
  bool leading_zero_matters = false;
  bool underscore_allowed = false;  // one may follow a prefix
  const auto prefix_base = [&]() -> int {
    if (text.size() < 2 || text[0] != '0') return 0;
    switch (text[1] | 0x20) {
      case 'x': return 16;
      case 'o': return 8;
      case 'b': return 2;
      default: return 0;
    }
  };
  const int named = prefix_base();
  if (base == 0) {
    if (named) {
      base = named;
    } else {
      base = 10;
      leading_zero_matters = !text.empty() && text[0] == '0';
    }
  }
  if (named && named == base) {
    text.remove_prefix(2);
    underscore_allowed = true;
  }
  std::string digits;
  digits.reserve(text.size());
  bool before_underscore = false;
  for (char32_t c : CodePoints(text)) {
    if (c == '_') {
      if (before_underscore || !(underscore_allowed || !digits.empty())) return result;
      before_underscore = true;
      continue;
    }
    const int value = digit_value(c);
    if (value < 0 || value >= base) return result;
    before_underscore = false;
    digits += "0123456789abcdefghijklmnopqrstuvwxyz"[value];
  }
  if (digits.empty() || before_underscore) return result;
  if (leading_zero_matters && digits.find_first_not_of('0') != digits.npos) return result;
  const bool power_of_two = (base & (base - 1)) == 0;
  if (!power_of_two && max_digits && digits.size() > max_digits) {
    result.status = IntText::too_long;
    result.digits = digits.size();
    return result;
  }
  result.status = IntText::ok;
  const std::size_t first = std::min(digits.find_first_not_of('0'), digits.size() - 1);
  const std::string_view significant = std::string_view(digits).substr(first);
  // 12 digits of base 36 are below 2**63, 18 of base 10.
  if (significant.size() <= (base <= 10 ? 18u : 12u)) {
    std::int64_t value = 0;
    for (char c : significant) value = value * base + digit_value(static_cast<unsigned char>(c));
    result.is_small = true;
    result.small = negative ? -value : value;
    return result;
  }
  result.big = BigInt::from_digits(significant, base);
  if (negative) result.big = -result.big;
  if (result.big.fits_int64()) {
    result.is_small = true;
    result.small = result.big.to_int64();
  }
  return result;
}

}  // namespace logit::script
