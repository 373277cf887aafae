#include "tensor/dtype.h"

namespace logit {
namespace {

struct Names {
  std::string_view python, scalar_type, c;
};

constexpr Names kNames[kDTypeCount] = {
    {"float32", "Float", "float"},  {"float64", "Double", "double"},
    {"float16", "Half", "c10::Half"}, {"bfloat16", "BFloat16", "c10::BFloat16"}, {"int64", "Long", "long int"},
    {"int32", "Int", "int"},        {"int16", "Short", "short int"},     {"int8", "Char", "signed char"},
    {"uint8", "Byte", "unsigned char"}, {"bool", "Bool", "bool"},
};

// 0 bool, 1 integer, 2 float
int category(DType dtype) { return is_floating(dtype) ? 2 : dtype == DType::boolean ? 0 : 1; }

}  // namespace

std::string_view dtype_name(DType dtype) { return kNames[static_cast<int>(dtype)].python; }
std::string_view scalar_type_name(DType dtype) { return kNames[static_cast<int>(dtype)].scalar_type; }
std::string_view c_type_name(DType dtype) { return kNames[static_cast<int>(dtype)].c; }

std::optional<DType> dtype_from_name(std::string_view name) {
  for (int i = 0; i < kDTypeCount; ++i) {
    if (kNames[i].python == name) return static_cast<DType>(i);
  }
  if (name == "float") return DType::float32;
  if (name == "double") return DType::float64;
  if (name == "half") return DType::float16;
  if (name == "long") return DType::int64;
  if (name == "int") return DType::int32;
  if (name == "short") return DType::int16;
  return std::nullopt;
}

DType promote_types(DType a, DType b) {
  if (a == b) return a;
  const int ca = category(a), cb = category(b);
  if (ca != cb) return ca > cb ? a : b;
  if (ca == 2) {
    if (a == DType::float64 || b == DType::float64) return DType::float64;
    return DType::float32;  // float16 and bfloat16 have neither the other's range nor its precision
  }
  // Two different integers: the wider one, except that uint8 and int8 need int16 to hold both.
  if ((a == DType::uint8 && b == DType::int8) || (a == DType::int8 && b == DType::uint8)) return DType::int16;
  return element_size(a) > element_size(b) ? a : b;
}

DType ResultType::result() const {
  auto combine_categories = [](std::optional<DType> higher, std::optional<DType> lower) {
    if (!higher) return lower;
    if (!lower) return higher;
    if (category(*lower) > category(*higher)) return lower;
    return higher;
  };
  const auto low = combine_categories(zero_dim_, number_);
  const auto all = combine_categories(dim_, low);
  return all.value_or(default_dtype_);
}

bool can_cast(DType from, DType to) { return category(from) <= category(to); }

}  // namespace logit
