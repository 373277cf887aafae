#include "tensor/array_print.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <vector>

#include "base/format.h"

namespace logit {

namespace {

using FloatMode = ArrayPrintOptions::FloatMode;

// Digits and decimal exponent of |value|: 0.d1d2d3… × 10^point, shortest that read back in the dtype.
struct Digits {
  std::string digits;
  int point = 0;
};

Digits shortest(double value, DType dtype) {
  char buffer[64];
  const std::to_chars_result end =
      dtype == DType::float64 ? std::to_chars(buffer, buffer + 64, std::fabs(value), std::chars_format::scientific)
                              : std::to_chars(buffer, buffer + 64, std::fabs(static_cast<float>(value)), std::chars_format::scientific);
  const std::string_view text(buffer, static_cast<std::size_t>(end.ptr - buffer));
  const std::size_t e = text.find('e');
  Digits out;
  for (const char c : text.substr(0, e))
    if (c != '.') out.digits += c;
  int exponent = 0;
  const std::size_t first = e + (text[e + 1] == '+' ? 2 : 1);
  std::from_chars(text.data() + first, text.data() + text.size(), exponent);
  out.point = exponent + 1;
  if (value == 0) out.point = 1;
  return out;
}

// Half precision has no shortest form in the library: the fewest digits that round back to the same bits.
Digits shortest_half(double value) {
  for (int precision = 0;; ++precision) {
    char buffer[64];
    const auto end = std::to_chars(buffer, buffer + 64, std::fabs(value), std::chars_format::scientific, precision);
    double back = 0;
    const std::string text(buffer, end.ptr);
    back = std::strtod(text.c_str(), nullptr);
    if (precision >= 8 || static_cast<float>(Half(static_cast<float>(back))) == static_cast<float>(std::fabs(value))) {
      return shortest(back, DType::float64);
    }
  }
}

Digits digits_of(double value, DType dtype) {
  return dtype == DType::float16 ? shortest_half(value) : shortest(value, dtype);
}

std::string exact(double value, std::chars_format format, std::int64_t precision) {
  std::string out(400 + static_cast<std::size_t>(precision), '\0');
  const auto end = std::to_chars(out.data(), out.data() + out.size(), std::fabs(value), format, static_cast<int>(precision));
  out.resize(static_cast<std::size_t>(end.ptr - out.data()));
  return out;
}

struct Parts {
  std::string whole, fraction, exponent;  // "-12", "5", "+05"
};

void trim_zeros(std::string& fraction) {
  while (!fraction.empty() && fraction.back() == '0') fraction.pop_back();
}

// `unique`: shortest digits, cut (and rounded) at `precision`; else exactly that many. precision < 0: no limit.
Parts positional(double value, DType dtype, std::int64_t precision, bool unique) {
  Parts out;
  const Digits d = digits_of(value, dtype);
  const auto count = static_cast<std::int64_t>(d.digits.size());
  if (!unique || (precision >= 0 && count - d.point > precision)) {
    const std::string text = exact(value, std::chars_format::fixed, precision);
    const std::size_t dot = std::min(text.find('.'), text.size());
    out.whole = text.substr(0, dot);
    if (dot < text.size()) out.fraction = text.substr(dot + 1);
    if (unique) trim_zeros(out.fraction);
  } else {
    for (int i = 0; i < d.point; ++i) out.whole += i < count ? d.digits[static_cast<std::size_t>(i)] : '0';
    if (out.whole.empty()) out.whole = "0";
    if (d.point < 0) out.fraction.assign(static_cast<std::size_t>(-d.point), '0');
    if (d.point < count) out.fraction += d.digits.substr(static_cast<std::size_t>(std::max(d.point, 0)));
    trim_zeros(out.fraction);
  }
  if (std::signbit(value)) out.whole.insert(out.whole.begin(), '-');
  return out;
}

Parts scientific(double value, DType dtype, std::int64_t precision, bool unique) {
  Parts out;
  const Digits d = digits_of(value, dtype);
  if (!unique || (precision >= 0 && static_cast<std::int64_t>(d.digits.size()) - 1 > precision)) {
    const std::string text = exact(value, std::chars_format::scientific, precision);
    const std::size_t e = text.find('e');
    out.whole = text.substr(0, 1);
    if (e > 1) out.fraction = text.substr(2, e - 2);
    out.exponent = text.substr(e + 1);
    if (unique) trim_zeros(out.fraction);
  } else {
    const int exponent = value == 0 ? 0 : d.point - 1;
    out.whole = d.digits.substr(0, 1);
    out.fraction = d.digits.substr(1);
    trim_zeros(out.fraction);
    const std::string number = cat(std::abs(exponent));
    out.exponent = cat(exponent < 0 ? "-" : "+", number.size() < 2 ? "0" : "", number);
  }
  if (std::signbit(value)) out.whole.insert(out.whole.begin(), '-');
  return out;
}

// Fills short fractions with zeros ("trim k").
void pad_zeros(std::string& fraction, std::int64_t digits) {
  if (static_cast<std::int64_t>(fraction.size()) < digits) fraction.append(static_cast<std::size_t>(digits) - fraction.size(), '0');
}

std::string spaces(std::int64_t count) { return std::string(static_cast<std::size_t>(std::max<std::int64_t>(count, 0)), ' '); }

// One way of writing all elements of an array.
class Format {
 public:
  Format(const std::vector<Scalar>& data, std::int64_t dims, DType dtype, const ArrayPrintOptions& options)
      : dtype_(dtype), options_(options), has_dims_(dims > 0) {
    if (is_floating(dtype)) fit_floats(data);
    else fit_others(data);
  }

  std::string operator()(const Scalar& value) const {
    if (dtype_ == DType::boolean || !is_floating(dtype_)) {
      const std::string text = plain(value);
      return spaces(width_ - static_cast<std::int64_t>(text.size())) + text;
    }
    const double x = value.to_double();
    if (!std::isfinite(x)) {
      const std::string text = std::isnan(x) ? options_.nan : cat(x < 0 ? "-" : "", options_.inf);
      return spaces(pad_left_ + pad_right_ + 1 - static_cast<std::int64_t>(text.size())) + text;
    }
    Parts parts = exponential_ ? scientific(x, dtype_, precision_, unique_) : positional(x, dtype_, precision_, unique_);
    pad_zeros(parts.fraction, min_digits_);
    std::string out = spaces(pad_left_ - static_cast<std::int64_t>(parts.whole.size())) + parts.whole + "." + parts.fraction;
    if (exponential_) {
      std::string digits = parts.exponent.substr(1);
      if (static_cast<std::int64_t>(digits.size()) < exp_size_) digits.insert(0, static_cast<std::size_t>(exp_size_) - digits.size(), '0');
      return cat(out, "e", parts.exponent.substr(0, 1), digits);
    }
    return out + spaces(pad_right_ - static_cast<std::int64_t>(parts.fraction.size()));
  }

 private:
  std::string plain(const Scalar& value) const {
    if (dtype_ != DType::boolean) return cat(value.to_int());
    return value.to_bool() ? "True" : "False";
  }

  void fit_others(const std::vector<Scalar>& data) {
    if (dtype_ == DType::boolean && has_dims_) width_ = 5;  // ' True' stands below 'False'
    for (const Scalar& value : data) width_ = std::max(width_, static_cast<std::int64_t>(plain(value).size()));
  }

  void fit_floats(const std::vector<Scalar>& data) {
    precision_ = options_.float_mode == FloatMode::unique ? -1 : options_.precision;
    std::vector<double> finite;
    double largest = 0, smallest = INFINITY;
    bool negative_infinity = false;
    for (const Scalar& value : data) {
      const double x = value.to_double();
      if (!std::isfinite(x)) {
        negative_infinity |= x < 0;
        continue;
      }
      finite.push_back(x);
      if (x == 0) continue;
      largest = std::max(largest, std::fabs(x));
      smallest = std::min(smallest, std::fabs(x));
    }
    if (largest > 0) {
      const double limit = dtype_ == DType::float64 ? 1e8 : dtype_ == DType::float32 ? 1e6 : 1e3;
      // In the array's own type, where a quotient may overflow or be rounded.
      const double ratio = dtype_ == DType::float64 ? largest / smallest : static_cast<float>(largest) / static_cast<float>(smallest);
      exponential_ = largest >= limit || (!options_.suppress && (smallest < 0.0001 || ratio > 1000.0));
    }
    const bool fixed = options_.float_mode == FloatMode::fixed;
    unique_ = !fixed;
    std::int64_t longest = 0;
    for (const double x : finite) {
      const Parts parts = exponential_ ? scientific(x, dtype_, precision_, unique_) : positional(x, dtype_, precision_, unique_);
      pad_left_ = std::max(pad_left_, static_cast<std::int64_t>(parts.whole.size()));
      longest = std::max(longest, static_cast<std::int64_t>(parts.fraction.size()));
      if (exponential_) exp_size_ = std::max(exp_size_, static_cast<std::int64_t>(parts.exponent.size()) - 1);
    }
    if (exponential_ && !finite.empty()) {
      precision_ = min_digits_ = longest;
      pad_right_ = exp_size_ + 2 + precision_;
    } else {
      pad_right_ = longest;
      if (fixed || options_.float_mode == FloatMode::maxprec_equal) precision_ = min_digits_ = pad_right_;
    }
    if (finite.size() != data.size()) {
      const std::int64_t offset = pad_right_ + 1;
      pad_left_ = std::max({pad_left_, static_cast<std::int64_t>(options_.nan.size()) - offset,
                            static_cast<std::int64_t>(options_.inf.size()) + negative_infinity - offset});
    }
  }

  DType dtype_;
  const ArrayPrintOptions& options_;
  bool has_dims_;
  bool exponential_ = false, unique_ = true;
  std::int64_t precision_ = 8, min_digits_ = 0, pad_left_ = 0, pad_right_ = 0, exp_size_ = -1, width_ = 0;
};

// Lays out brackets and lines.
class Writer {
 public:
  Writer(const Tensor& array, const ArrayPrintOptions& options, std::string_view separator)
      : array_(array), options_(options), separator_(separator), bare_separator_(separator.substr(0, separator.find_last_not_of(' ') + 1)),
        summary_(array.numel() > options.threshold), format_(shown(), array.dim(), array.dtype(), options) {}

  std::string write(std::size_t indent, std::int64_t width) { return level(0, 0, spaces(static_cast<std::int64_t>(indent)), width); }

 private:
  bool is_cut(std::int64_t length) const { return summary_ && 2 * options_.edgeitems < length; }

  // The elements that will be printed.
  std::vector<Scalar> shown() const {
    std::vector<Scalar> out;
    collect(0, 0, out);
    return out;
  }
  void collect(std::int64_t dim, std::int64_t index, std::vector<Scalar>& out) const {
    if (dim == array_.dim()) {
      out.push_back(array_.element(index));
      return;
    }
    const std::int64_t length = array_.size(dim);
    for (std::int64_t i = 0; i < length; ++i) {
      if (is_cut(length) && i == options_.edgeitems) i = length - options_.edgeitems;
      if (i < length) collect(dim + 1, index * length + i, out);
    }
  }

  void extend(std::string& text, std::string& line, const std::string& word, std::int64_t width, const std::string& indent) const {
    if (static_cast<std::int64_t>(line.size() + word.size()) > width && line.size() > indent.size()) {
      line.erase(line.find_last_not_of(' ') + 1);
      text += line + "\n";
      line = indent;
    }
    line += word;
  }

  std::string level(std::int64_t dim, std::int64_t index, const std::string& indent, std::int64_t width) const {
    if (dim == array_.dim()) return format_(array_.element(index));
    const std::int64_t length = array_.size(dim), left = array_.dim() - dim;
    const bool cut = is_cut(length);
    const std::string inner = indent + " ";
    std::string text, line = left == 1 ? indent : std::string();
    const std::string row_end = std::string(bare_separator_) + std::string(static_cast<std::size_t>(left - 1), '\n');
    const std::int64_t room = width - static_cast<std::int64_t>(std::max<std::size_t>(bare_separator_.size(), 1));
    for (std::int64_t i = 0; i < length; ++i) {
      if (cut && i == options_.edgeitems) {
        i = length - options_.edgeitems;
        if (left == 1) {
          extend(text, line, "...", room, indent);
          line += separator_;
        } else {
          text += indent + "..." + row_end;
        }
        if (i >= length) break;
      }
      const std::string word = level(dim + 1, index * length + i, inner, width - 1);
      if (left == 1) {
        extend(text, line, word, room, indent);
        if (i + 1 < length) line += separator_;
      } else {
        text += indent + word + (i + 1 < length ? row_end : "");
      }
    }
    text += line;
    return cat("[", std::string_view(text).substr(std::min(indent.size(), text.size())), "]");
  }

  const Tensor& array_;
  const ArrayPrintOptions& options_;
  std::string_view separator_, bare_separator_;
  bool summary_;
  Format format_;
};

}  // namespace

std::string array_text(const Tensor& array, const ArrayPrintOptions& options, std::string_view separator, std::size_t prefix,
                       std::size_t suffix) {
  if (array.numel() == 0) return "[]";
  return Writer(array, options, separator).write(prefix + 1, options.linewidth - static_cast<std::int64_t>(suffix));
}

std::string array_repr(const Tensor& array, const ArrayPrintOptions& options) {
  constexpr std::string_view kName = "array(";
  std::string extras;
  const auto add = [&](std::string_view text) { extras += cat(extras.empty() ? "" : ", ", text); };
  if ((array.numel() == 0 && !(array.dim() == 1)) || array.numel() > options.threshold) {
    std::string sizes;
    for (std::int64_t d = 0; d < array.dim(); ++d) sizes += cat(d ? ", " : "", array.size(d));
    add(cat("shape=(", sizes, array.dim() == 1 ? ",)" : ")"));
  }
  const DType dtype = array.dtype();
  const bool implied = dtype == DType::float64 || dtype == DType::int64 || dtype == DType::boolean;
  if (!implied || array.numel() == 0) add(cat("dtype=", dtype_name(dtype)));
  const std::string text = array_text(array, options, ", ", kName.size(), 1);
  if (extras.empty()) return cat(kName, text, ")");
  std::string out = cat(kName, text, ",");
  extras += ")";
  const std::size_t line = out.size() - (out.rfind('\n') + 1);
  const bool fits = static_cast<std::int64_t>(line + extras.size() + 1) <= options.linewidth;
  return cat(out, fits ? " " : "\n", std::string(fits ? 0 : kName.size(), ' '), extras);
}

std::string numpy_float_text(double value, DType dtype) {
  if (std::isnan(value)) return "nan";
  if (std::isinf(value)) return value < 0 ? "-inf" : "inf";
  const double size = std::fabs(value);
  const double limit = dtype == DType::float64 ? 1e16 : dtype == DType::float32 ? 1e6 : 1e3;
  if (size != 0 && (size >= limit || size < 1e-4)) {
    const Parts parts = scientific(value, dtype, -1, true);
    return cat(parts.whole, parts.fraction.empty() ? "" : ".", parts.fraction, "e", parts.exponent);
  }
  const Parts parts = positional(value, dtype, -1, true);
  return cat(parts.whole, ".", parts.fraction.empty() ? "0" : parts.fraction);
}

}  // namespace logit
