// Three steps, as in PyTorch: choose one number format for the whole tensor, lay the elements out in lines,
// append what else there is to say (size, dtype, grad_fn).
#include "tensor/print.h"

#include <cmath>
#include <cstdio>

#include "base/format.h"
#include "tensor/context.h"
#include "tensor/tensor.h"

namespace logit {
namespace {

std::string format_double(const char* format, int precision, double value) {
  char small[64];
  const int length = std::snprintf(small, sizeof small, format, precision, value);
  if (length < static_cast<int>(sizeof small)) return std::string(small, static_cast<std::size_t>(length));
  std::string large(static_cast<std::size_t>(length) + 1, '\0');
  std::snprintf(large.data(), large.size(), format, precision, value);
  large.pop_back();
  return large;
}

std::string format_number(const char* format, int precision, double value) {
  if (std::isnan(value)) return "nan";
  if (std::isinf(value)) return value > 0 ? "inf" : "-inf";
  return format_double(format, precision, value);
}

// A window on elements that remembers which of them are shown.
struct View {
  const Tensor& tensor;
  const PrintOptions& options;
  bool summarize;

  bool cut(std::int64_t size) const { return summarize && size > 2 * options.edgeitems; }

  Scalar at(std::int64_t offset) const {
    return with_type(tensor.dtype(), [&](auto t) -> Scalar {
      using T = decltype(t);
      const T value = static_cast<const T*>(tensor.data())[offset];
      if constexpr (dtype_of<T> == DType::boolean) return Scalar(bool(value));
      else if constexpr (is_floating(dtype_of<T>)) return Scalar(convert_element<double>(value));
      else return Scalar(std::int64_t(value));
    });
  }

  // Visits every shown element of the dimensions from `dim` on.
  template <class Visit>
  void each(std::size_t dim, std::int64_t offset, Visit& visit) const {
    if (dim == tensor.sizes().size()) {
      visit(at(offset));
      return;
    }
    const std::int64_t size = tensor.sizes()[dim], stride = tensor.strides()[dim];
    for (std::int64_t i = 0; i < size; ++i) {
      if (cut(size) && i == options.edgeitems) i = size - options.edgeitems;
      if (i < size) each(dim + 1, offset + i * stride, visit);
    }
  }
};

class Format {
 public:
  explicit Format(const View& view) : precision_(view.options.precision), floating_(is_floating(view.tensor.dtype())) {
    if (!floating_) {
      auto widest = [&](Scalar value) { grow(integer_text(value)); };
      view.each(0, 0, widest);
      return;
    }
    double smallest = INFINITY, largest = 0;
    bool whole = true, any = false;
    auto measure = [&](Scalar scalar) {
      const double value = scalar.to_double();
      if (!std::isfinite(value) || value == 0) return;
      any = true;
      smallest = std::fmin(smallest, std::fabs(value));
      largest = std::fmax(largest, std::fabs(value));
      whole = whole && value == std::ceil(value);
    };
    view.each(0, 0, measure);
    if (!any) return;
    whole_ = whole;
    scientific_ = largest / smallest > 1000.0 || largest > 1.0e8 || (!whole && smallest < 1.0e-4);
    auto widest = [&](Scalar scalar) {
      const double value = scalar.to_double();
      if (std::isfinite(value) && value != 0) grow(floating_text(value));
    };
    view.each(0, 0, widest);
    if (view.options.sci_mode) scientific_ = *view.options.sci_mode;
  }

  std::size_t width() const { return width_; }

  std::string text(Scalar value) const {
    std::string out = floating_ ? floating_text(value.to_double()) : integer_text(value);
    if (out.size() < width_) out.insert(0, width_ - out.size(), ' ');
    return out;
  }

 private:
  static std::string integer_text(Scalar value) { return value.is_bool() ? cat(value.to_bool()) : cat(value.to_int()); }
  std::string floating_text(double value) const {
    if (scientific_) return format_number("%.*e", precision_, value);
    if (!whole_) return format_number("%.*f", precision_, value);
    return format_number("%.*f", 0, value) + (std::isfinite(value) ? "." : "");
  }
  void grow(const std::string& text) {
    if (text.size() > width_) width_ = text.size();
  }

  int precision_;
  bool floating_;
  bool whole_ = true, scientific_ = false;
  std::size_t width_ = 1;
};

std::string layout(const View& view, const Format& format, std::size_t dim, std::int64_t offset, std::size_t indent) {
  const std::size_t dims = view.tensor.sizes().size();
  if (dim == dims) return format.text(view.at(offset));
  const std::int64_t size = view.tensor.sizes()[dim], stride = view.tensor.strides()[dim];
  const bool innermost = dim + 1 == dims;
  const std::size_t line_width = static_cast<std::size_t>(view.options.linewidth);
  std::size_t per_line = line_width > indent ? (line_width - indent) / (format.width() + 2) : 0;
  if (per_line == 0) per_line = 1;

  std::string line_break = ",";
  line_break.append(innermost ? 1 : dims - dim - 1, '\n');
  line_break.append(indent + 1, ' ');

  std::string out = "[";
  std::size_t count = 0;
  auto separate = [&] {
    if (count > 0) out += !innermost || count % per_line == 0 ? line_break : ", ";
    ++count;
  };
  for (std::int64_t i = 0; i < size; ++i) {
    if (view.cut(size) && i == view.options.edgeitems) {
      separate();
      out += innermost && view.options.edgeitems > 0 ? " ..." : "...";
      i = size - view.options.edgeitems;
      if (i >= size) break;
    }
    separate();
    out += layout(view, format, dim + 1, offset + i * stride, indent + 1);
  }
  return out + "]";
}

}  // namespace

std::string tensor_repr(const Tensor& tensor, std::string_view grad_fn, bool requires_grad) {
  constexpr std::size_t kIndent = 7;  // "tensor("
  const Context& context = Context::current();
  const PrintOptions& options = context.print;
  const DType dtype = tensor.dtype();
  std::string text = "tensor(";
  SmallVector<std::string, 4> suffixes;
  if (tensor.numel() == 0) {
    text += "[]";
    if (tensor.dim() != 1) {
      std::string size = sizes_text(tensor.sizes());
      size.front() = '(';
      size.back() = ')';
      suffixes.push_back("size=" + size);
    }
    if (dtype != context.default_dtype) suffixes.push_back(cat("dtype=torch.", dtype_name(dtype)));
  } else {
    if (dtype != context.default_dtype && dtype != DType::int64 && dtype != DType::boolean) {
      suffixes.push_back(cat("dtype=torch.", dtype_name(dtype)));
    }
    const View view{tensor, options, tensor.numel() > options.threshold};
    text += layout(view, Format(view), 0, 0, kIndent);
  }
  if (!grad_fn.empty()) {
    suffixes.push_back(cat("grad_fn=<", grad_fn, ">"));
  } else if (requires_grad) {
    suffixes.push_back("requires_grad=True");
  }

  const std::size_t last_break = text.rfind('\n');
  std::size_t line = last_break == std::string::npos ? text.size() + 2 : text.size() - last_break + 1;
  for (const std::string& suffix : suffixes) {
    if (line + suffix.size() + 2 > static_cast<std::size_t>(options.linewidth)) {
      text += ",\n" + std::string(kIndent, ' ') + suffix;
      line = kIndent + suffix.size();
    } else {
      text += ", " + suffix;
      line += suffix.size() + 2;
    }
  }
  return text + ")";
}

}  // namespace logit
