// Whole numbers of any size with Python's semantics: division rounds down, bit operations see infinite
// two's complement, conversions to float are correctly rounded.
//
// A thin value type over libtommath's mp_int. It knows nothing of the heap: whoever computes something that
// may be large charges `bytes_for_bits()` of the result first, so that an allocation never fails here.
#pragma once

#include <tommath.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace logit::script {

class BigInt {
 public:
  BigInt();
  explicit BigInt(std::int64_t value);
  BigInt(const BigInt& other);
  BigInt(BigInt&& other) noexcept;
  BigInt& operator=(const BigInt& other);
  BigInt& operator=(BigInt&& other) noexcept;
  ~BigInt();

  static BigInt from_unsigned(std::uint64_t value);
  /// The whole part of a finite number.
  static BigInt from_double(double value);
  /// Digits of `base` (2 to 36) without sign or prefix; the caller has checked them.
  static BigInt from_digits(std::string_view digits, int base);
  /// sum of words[i] * 2**(32 i).
  static BigInt from_words(std::span<const std::uint32_t> words);
  static BigInt power_of_two(std::size_t exponent);

  bool is_zero() const { return n_.used == 0; }
  bool is_negative() const { return n_.sign == MP_NEG; }
  bool is_odd() const { return n_.used > 0 && (n_.dp[0] & 1); }
  bool fits_int64() const;
  std::int64_t to_int64() const;                       ///< only when fits_int64()
  std::optional<std::uint64_t> to_uint64() const;      ///< nothing when negative or too large
  std::size_t bit_length() const;                      ///< of the magnitude
  std::size_t bit_count() const;                       ///< ones in the magnitude
  std::size_t trailing_zeros() const;                  ///< of the magnitude; 0 for zero
  /// Memory that a number of so many bits takes.
  static std::size_t bytes_for_bits(std::size_t bits) { return bits / MP_DIGIT_BIT * sizeof(mp_digit) + 64; }
  std::size_t bytes() const { return static_cast<std::size_t>(n_.alloc) * sizeof(mp_digit); }
  /// Magnitude in words of 32 bits, lowest first.
  std::string to_words() const;

  /// -1, 0 or 1.
  static int compare(const BigInt& a, const BigInt& b);
  /// Against a number that is not nan, without rounding anything.
  static int compare(const BigInt& a, double b);

  friend BigInt operator+(const BigInt& a, const BigInt& b);
  friend BigInt operator-(const BigInt& a, const BigInt& b);
  friend BigInt operator*(const BigInt& a, const BigInt& b);
  friend BigInt operator&(const BigInt& a, const BigInt& b);
  friend BigInt operator|(const BigInt& a, const BigInt& b);
  friend BigInt operator^(const BigInt& a, const BigInt& b);
  friend BigInt operator<<(const BigInt& a, std::size_t bits);
  friend BigInt operator>>(const BigInt& a, std::size_t bits);  ///< rounds down
  BigInt operator-() const;
  BigInt operator~() const;
  BigInt abs() const;

  /// a // b and a % b; b is not zero. Either result may be null.
  static void floor_divide(const BigInt& a, const BigInt& b, BigInt* quotient, BigInt* remainder);
  static BigInt power(const BigInt& base, std::uint32_t exponent);
  /// base ** exponent % modulus with Python's sign rule; exponent >= 0, modulus not zero.
  static BigInt power_mod(const BigInt& base, const BigInt& exponent, const BigInt& modulus);
  /// The x with a * x % modulus == 1, if there is one; modulus > 0.
  static std::optional<BigInt> inverse_mod(const BigInt& a, const BigInt& modulus);
  static BigInt gcd(const BigInt& a, const BigInt& b);
  /// The whole part of the square root; a >= 0.
  static BigInt isqrt(const BigInt& a);
  /// The multiple of `unit` (positive) nearest to a, ties to the even multiple.
  static BigInt round_to_multiple(const BigInt& a, const BigInt& unit);

  /// Correctly rounded; nothing when beyond the range of float.
  std::optional<double> to_double() const;
  /// a / b correctly rounded; b is not zero. Nothing when beyond the range of float.
  static std::optional<double> true_divide(const BigInt& a, const BigInt& b);
  /// a as m * 2**exponent with 0.5 <= |m| < 1, m rounded; for logarithms of huge numbers.
  double to_fraction(std::int64_t& exponent) const;

  /// With '-' where negative, in base 2 to 36, lower case.
  std::string to_string(int base = 10) const;
  /// How many decimal digits at least; cheap. Used for the 4300 digit limit.
  std::size_t decimal_digits_at_least() const;

  /// CPython's hash: the value modulo 2**61 - 1 with its sign, and -2 for -1.
  std::int64_t hash() const;

 private:
  std::uint64_t top_bits(std::size_t count, bool& sticky) const;
  mp_int n_;
};

/// m * 2**exponent rounded to a double (ties to even); `sticky`: the true value is a little above m. Nothing
/// when beyond the range of float.
std::optional<double> scale_rounded(std::uint64_t m, bool sticky, std::int64_t exponent);

/// CPython refuses to convert longer numbers from and to decimal text.
inline constexpr std::size_t kMaxDecimalDigits = 4300;

/// What int(text, base) makes of a text.
struct IntText {
  enum Status { ok, invalid, too_long } status = invalid;
  bool is_small = false;
  std::int64_t small = 0;  ///< the value when is_small
  BigInt big;              ///< the value otherwise
  std::size_t digits = 0;  ///< number of digits when too_long
};

/// Reads sign, prefix (where the base allows or base is 0 asks for it), digits of any script and single
/// underscores, with white space around. `max_digits` of 0 means no limit.
IntText parse_int(std::string_view text, int base, std::size_t max_digits = kMaxDecimalDigits);

}  // namespace logit::script
