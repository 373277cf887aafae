// The op table: one OpDef per operation, from which the bindings, the help cards, the table of covered
// names and the generic tests are made.
//
// How a binding walks the table and calls an op:
//
//   for (const OpDef* op : all_ops()) {                      // once, at start
//     for (std::string_view name : op->names()) {            // "torch.add", "Tensor.add", "Tensor.add_", …
//       bind_name(name, op);
//     }
//   }
//
//   // torch.sum(x, 1, keepdim=True): try the forms in order until one takes the arguments.
//   for (const Form& form : op->all_forms()) {
//     const Signature signature = parse_signature(form);     // parse once and keep
//     std::vector<Arg> args = match(signature, positional, keywords);   // binding's work
//     Arg result = form.bound.call(args.data());             // may throw logit::Error
//   }
//
// A name ending in one underscore ("Tensor.add_") is the in-place form of the same op: call
// ops::call_in_place(form, args) instead; it changes args[0] and returns it. For methods ("Tensor.…") the
// tensor itself is the first parameter, also for reflected operators ("Tensor.__rsub__").
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "ops/arg.h"

namespace logit {

/// A C++ op behind a uniform call, with the kinds of its parameters.
class BoundCall {
 public:
  const ParamKind* kinds = nullptr;
  int count = 0;

  constexpr BoundCall() = default;
  /// `invoke` knows the type of the function whose address is at `function`: one for all ops of that type.
  constexpr BoundCall(Arg (*invoke)(const void* function, const Arg* args), const void* function, const ParamKind* kinds, int count)
      : kinds(kinds), count(count), invoke_(invoke), function_(function) {}
  constexpr explicit operator bool() const { return invoke_ != nullptr; }
  /// Takes one Arg per parameter, defaults filled in.
  Arg call(const Arg* args) const { return invoke_(function_, args); }

 private:
  Arg (*invoke_)(const void* function, const Arg* args) = nullptr;
  const void* function_ = nullptr;
};

/// One way to call an op.
struct Form {
  /// Names and defaults: "sum(input, dim, keepdim=False, *, dtype=None)". What follows a bare * must be
  /// named; a parameter *size takes a list, or any number of ints (or tensors) in a row.
  const char* signature = nullptr;
  BoundCall bound;
  /// For tuple results: the type and field names, "max(values, indices)" for torch.return_types.max. Empty:
  /// a plain tuple or a single value.
  const char* results = "";
  /// The in-place form where it is more than "compute, then copy"; call_in_place uses it.
  BoundCall in_place = {};
};

/// The shape of the result, computed from the arguments alone; checked by the tests against real outputs.
using ShapeRule = Shape (*)(const Arg* args);

struct OpDef {
  static constexpr int kMaxForms = 5;

  Form forms[kMaxForms];
  /// Public names that lead here, separated by spaces: "torch.add Tensor.add Tensor.add_ Tensor.__add__".
  const char* reference = "";
  ShapeRule shape = nullptr;
  const char* grad_fn = "";   ///< names of the graph nodes it records, separated by spaces
  const char* backward = "";  ///< the rule, shown on the node in the graph panel
  const char* symbol = "";    ///< drawn on the node: "+", "σ"; empty: the name
  const char* summary = "";
  /// A creation function: also takes device, layout, pin_memory, requires_grad.
  bool factory = false;
  /// Python expressions over torch and F, one per line; the tests evaluate them.
  const char* examples = "";

  std::string_view name() const;                  ///< "add"
  std::span<const Form> all_forms() const;
  std::vector<std::string_view> names() const;    ///< `reference`, split
};

/// A definition is complete when it can be called, found and explained.
constexpr bool complete(const OpDef& op) {
  return op.forms[0].signature && op.forms[0].bound && op.reference[0] && op.summary[0];
}

/// Every operation, in the order of ops.def.
std::span<const OpDef* const> all_ops();
/// The op with a public name such as "torch.add" or "F.relu"; null if there is none.
const OpDef* find_op(std::string_view public_name);
/// The op that records nodes of this name ("AddBackward0"); null if there is none.
const OpDef* find_op_by_grad_fn(std::string_view grad_fn);

/// A parameter as parse_signature finds it.
struct Param {
  std::string_view name;
  ParamKind kind;
  bool keyword_only = false;
  bool spread = false;       ///< *name: takes the remaining positional ints
  bool has_default = false;
  Arg default_value;
};

struct Signature {
  std::string_view name;
  std::vector<Param> params;
};

/// Splits a form's text; aborts on text that does not fit the C++ parameters (the tests parse all of them).
Signature parse_signature(const Form& form);

namespace detail {
template <class F> struct BindFunction;
template <class R, class... P>
struct BindFunction<R (*)(P...)> {
  using Function = R (*)(P...);
  static constexpr int count = sizeof...(P);
  static constexpr ParamKind kinds[count + 1] = {ParamTraits<std::remove_cvref_t<P>>::kind...};
  template <std::size_t... I>
  static Arg invoke(Function f, [[maybe_unused]] const Arg* args, std::index_sequence<I...>) {
    if constexpr (std::is_void_v<R>) {
      f(ParamTraits<std::remove_cvref_t<P>>::read(args[I])...);
      return Arg();
    } else {
      return to_arg(f(ParamTraits<std::remove_cvref_t<P>>::read(args[I])...));
    }
  }
  static Arg call(const void* function, const Arg* args) {
    return invoke(*static_cast<const Function*>(function), args, std::index_sequence_for<P...>());
  }
};
template <auto F>
inline constexpr auto address_of = F;
}  // namespace detail

/// The BoundCall of a C++ function.
template <auto F>
inline constexpr BoundCall bind{&detail::BindFunction<decltype(F)>::call, &detail::address_of<F>,
                                detail::BindFunction<decltype(F)>::kinds, detail::BindFunction<decltype(F)>::count};

namespace def {
// The table's entries, one per OP line of ops.def.
#define OP(result, name, params) extern const OpDef name;
#define FORM(result, name, params)
#include "ops/ops.def"
#undef OP
#undef FORM
}  // namespace def

}  // namespace logit
