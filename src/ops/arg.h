// One argument or result of an op, in the form in which the bindings hand it over.
//
// Numbers and tensors need no heap. A parameter's kind follows from its C++ type (param_kind), so a
// signature text only has to give names and defaults.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "tensor/generator.h"
#include "tensor/tensor.h"

namespace logit {

/// A tensor operand that may be written as a Python number: `x + 2`. The number becomes a 0-dim tensor of
/// lowest rank in type promotion.
class Operand : public Tensor {
 public:
  Operand() = default;
  Operand(const Tensor& tensor) : Tensor(tensor) {}
  Operand(Scalar number) : Tensor(wrap_number(number)) {}
  Operand(double number) : Operand(Scalar(number)) {}
  Operand(std::int64_t number) : Operand(Scalar(number)) {}
  Operand(int number) : Operand(Scalar(number)) {}
};

using TensorList = std::span<const Tensor>;
using TensorTriple = std::array<Tensor, 3>;  ///< three results
using TensorPair = std::array<Tensor, 2>;  ///< two results

/// The value of one parameter, or a result.
class Arg {
 public:
  using Value = std::variant<std::monostate, bool, std::int64_t, double, Tensor, DType, Shape, std::vector<Tensor>,
                             std::string, std::vector<double>, Generator*>;
  enum class Kind : std::uint8_t {  // in the order of Value's alternatives
    none, boolean, integer, real, tensor, dtype, int_list, tensor_list, string, real_list, generator,
  };

  Arg() = default;
  Arg(bool value) : value_(value) {}
  Arg(std::int64_t value) : value_(value) {}
  Arg(int value) : value_(std::int64_t{value}) {}
  Arg(double value) : value_(value) {}
  Arg(Scalar value);
  Arg(Tensor value) {
    if (value.defined()) value_ = std::move(value);
  }
  Arg(DType value) : value_(value) {}
  Arg(Shape value) : value_(std::move(value)) {}
  Arg(std::vector<Tensor> value) : value_(std::move(value)) {}
  Arg(std::string value) : value_(std::move(value)) {}
  Arg(std::vector<double> value) : value_(std::move(value)) {}
  Arg(Generator* value) : value_(value) {}

  Kind kind() const { return static_cast<Kind>(value_.index()); }
  bool is_none() const { return kind() == Kind::none; }
  bool is_number() const { return kind() >= Kind::boolean && kind() <= Kind::real; }

  bool boolean() const { return std::get<bool>(value_); }
  std::int64_t integer() const { return number().to_int(); }  ///< any number
  double real() const { return number().to_double(); }        ///< any number
  Scalar number() const;
  const Tensor& tensor() const { return std::get<Tensor>(value_); }
  DType dtype() const { return std::get<DType>(value_); }
  const Shape& int_list() const { return std::get<Shape>(value_); }
  const std::vector<Tensor>& tensor_list() const { return std::get<std::vector<Tensor>>(value_); }
  const std::string& string() const { return std::get<std::string>(value_); }
  const std::vector<double>& real_list() const { return std::get<std::vector<double>>(value_); }
  Generator* generator() const { return std::get<Generator*>(value_); }

 private:
  Value value_;
};

/// What a parameter accepts.
struct ParamKind {
  enum class Type : std::uint8_t {
    tensor,       ///< Arg::Kind::tensor
    operand,      ///< tensor or number
    number,       ///< bool, int or float
    boolean,
    integer,
    real,         ///< float or int
    dtype,
    int_list,     ///< a list or tuple of ints; where the text says *name, also spread over the arguments
    tensor_list,  ///< a list or tuple of tensors
    string,
    real_list,
    generator,    ///< a torch.Generator
  };
  Type type = Type::tensor;
  bool optional = false;  ///< None is welcome
};

/// The kind of a C++ parameter type.
template <class T> struct ParamTraits;

/// For a C++ parameter of type T: its kind, and how to read it from an Arg. Arg values stay alive during the call.
#define LOGIT_PARAM(CppType, kind_name, expression)                            \
  template <> struct ParamTraits<CppType> {                                    \
    static constexpr ParamKind kind{ParamKind::Type::kind_name, false};        \
    static CppType read(const Arg& arg) { return expression; }                 \
  };                                                                           \
  template <> struct ParamTraits<std::optional<CppType>> {                     \
    static constexpr ParamKind kind{ParamKind::Type::kind_name, true};         \
    static std::optional<CppType> read(const Arg& arg) {                       \
      if (arg.is_none()) return std::nullopt;                                  \
      return expression;                                                       \
    }                                                                          \
  };
LOGIT_PARAM(bool, boolean, arg.number().to_bool())
LOGIT_PARAM(std::int64_t, integer, arg.integer())
LOGIT_PARAM(double, real, arg.real())
LOGIT_PARAM(Scalar, number, arg.number())
LOGIT_PARAM(DType, dtype, arg.dtype())
LOGIT_PARAM(IntList, int_list, IntList(arg.int_list().data(), arg.int_list().size()))
LOGIT_PARAM(TensorList, tensor_list, TensorList(arg.tensor_list()))
LOGIT_PARAM(std::string_view, string, std::string_view(arg.string()))
LOGIT_PARAM(std::span<const double>, real_list, std::span<const double>(arg.real_list()))
#undef LOGIT_PARAM

template <> struct ParamTraits<Tensor> {
  static constexpr ParamKind kind{ParamKind::Type::tensor, false};  // `=None` in the text makes it optional
  static Tensor read(const Arg& arg) { return arg.is_none() ? Tensor() : arg.tensor(); }
};
template <> struct ParamTraits<Operand> {
  static constexpr ParamKind kind{ParamKind::Type::operand, false};
  static Operand read(const Arg& arg) {
    if (arg.is_none()) return Operand();
    return arg.is_number() ? Operand(arg.number()) : Operand(arg.tensor());
  }
};
template <> struct ParamTraits<Generator*> {
  static constexpr ParamKind kind{ParamKind::Type::generator, true};
  static Generator* read(const Arg& arg) { return arg.is_none() ? nullptr : arg.generator(); }
};

/// Turns an op's C++ result into an Arg.
inline Arg to_arg(Tensor tensor) { return Arg(std::move(tensor)); }
inline Arg to_arg(Arg arg) { return arg; }
inline Arg to_arg(bool value) { return Arg(value); }
inline Arg to_arg(std::int64_t value) { return Arg(value); }
inline Arg to_arg(double value) { return Arg(value); }
inline Arg to_arg(Scalar value) { return Arg(value); }
inline Arg to_arg(DType value) { return Arg(value); }
inline Arg to_arg(Shape value) { return Arg(std::move(value)); }
inline Arg to_arg(std::vector<Tensor> tensors) { return Arg(std::move(tensors)); }
template <std::size_t N>
Arg to_arg(std::array<Tensor, N> tensors) {
  return Arg(std::vector<Tensor>(tensors.begin(), tensors.end()));
}

}  // namespace logit
