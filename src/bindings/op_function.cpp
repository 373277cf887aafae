#include "bindings/op_function.h"

#include <algorithm>
#include <new>

#include "autograd/grad_meta.h"
#include "bindings/convert.h"
#include "bindings/recorded_signatures.h"
#include "bindings/torch_types.h"
#include "ops/inplace.h"
#include "ops/ops.h"

namespace logit::bindings {

using script::List;
using script::Module;
using script::Str;
using script::Tuple;
using script::TypeSpec;

namespace {

constexpr int kMaxParams = 16;

// ---- matching --------------------------------------------------------------------------------------

// Why a form did not take the arguments; used for the message when no form did.
struct Mismatch {
  enum class Why { none, too_many, missing, unknown_keyword, wrong_type, duplicate };
  Why why = Why::none;
  int param = -1;
  int position = -1;       // of the offending positional argument, from 1; 0: given by name
  int given = 0;
  const Value* value = nullptr;
  const Str* keyword = nullptr;
};

// What a creation function takes besides its own parameters.
struct FactoryOptions {
  bool requires_grad = false;
};

bool is_factory_keyword(const Str* name) {
  return name->equals("device") || name->equals("layout") || name->equals("pin_memory") ||
         name->equals("memory_format") || name->equals("names");
}

// Takes a keyword that all creation functions share. False: it is none of them. An unusable device sets an exception.
bool take_factory_keyword(Vm& vm, std::string_view function, const Str* name, const Value& value, FactoryOptions& options) {
  if (name->equals("requires_grad")) {
    options.requires_grad = value.is_true();
    if (!value.is_bool()) {
      vm.type_error(function, "(): argument 'requires_grad' must be bool, not ", vm.type_name(value));
    }
    return value.is_bool();
  }
  if (!is_factory_keyword(name)) return false;
  if (name->equals("device")) return check_cpu_device(vm, value);
  return true;
}

class Matcher {
 public:
  Matcher(Vm& vm, const PreparedForm& form, CallArgs call, bool factory, Arg* out)
      : vm_(vm), form_(form), call_(call), factory_(factory), out_(out) {}

  bool match(Mismatch& mismatch, FactoryOptions& options) {
    const auto& params = form_.signature.params;
    const int count = static_cast<int>(params.size());
    int positional = static_cast<int>(call_.positional);
    int next = 0;  // parameters filled by position
    if (positional > form_.positional && !form_.has_spread) {
      mismatch = {Mismatch::Why::too_many, -1, -1, positional, nullptr, nullptr};
      return false;
    }
    for (; next < positional && next < form_.positional; ++next) {
      const Param& param = params[static_cast<std::size_t>(next)];
      const bool lone_tensor = param.spread && param.kind.type == ParamKind::Type::tensor_list &&
                               is_tensor(vm_, call_.values[next]);
      if (param.spread && (positional - next > 1 || lone_tensor)) {
        if (!take_spread(next, positional, mismatch)) return false;
        ++next;
        positional = next;
        break;
      }
      if (!take(next, call_.values[next], next + 1, mismatch)) return false;
    }
    for (int i = next; i < count; ++i) given_[i] = false;
    if (call_.keywords && !take_keywords(next, mismatch, options)) return false;
    for (int i = next; i < count; ++i) {
      if (given_[i]) continue;
      const Param& param = params[static_cast<std::size_t>(i)];
      if (!param.has_default) {
        mismatch = {Mismatch::Why::missing, i, -1, 0, nullptr, nullptr};
        return false;
      }
      out_[i] = param.default_value;
    }
    return true;
  }

 private:
  bool take(int i, const Value& value, int position, Mismatch& mismatch) {
    const Param& param = form_.signature.params[static_cast<std::size_t>(i)];
    if (value.is_none() && param.has_default && param.default_value.is_none()) {
      out_[i] = Arg();
      return true;
    }
    // A size is a list, unless it may also be spread out; a dim may stand alone.
    const bool lone_size = param.kind.type == ParamKind::Type::int_list && param.name == "size" && !param.spread &&
                           !vm_.is_list(value) && !vm_.is_tuple(value);
    if (!lone_size && to_arg(vm_, value, param.kind, out_[i])) return true;
    mismatch = {Mismatch::Why::wrong_type, i, position, 0, &value, nullptr};
    return false;
  }

  bool take_spread(int i, int positional, Mismatch& mismatch) {
    if (form_.signature.params[static_cast<std::size_t>(i)].kind.type == ParamKind::Type::tensor_list) {
      return take_tensors(i, positional, mismatch);
    }
    Shape list;
    for (int j = i; j < positional; ++j) {
      const std::size_t before = list.size();
      if (!to_int_list(vm_, call_.values[j], list) || list.size() != before + 1 || vm_.is_list(call_.values[j]) ||
          vm_.is_tuple(call_.values[j])) {
        mismatch = {Mismatch::Why::wrong_type, i, j + 1, 0, &call_.values[j], nullptr};
        return false;
      }
    }
    out_[i] = Arg(std::move(list));
    return true;
  }

  bool take_tensors(int i, int positional, Mismatch& mismatch) {
    std::vector<Tensor> list;
    for (int j = i; j < positional; ++j) {
      if (!is_tensor(vm_, call_.values[j])) {
        mismatch = {Mismatch::Why::wrong_type, i, j + 1, 0, &call_.values[j], nullptr};
        return false;
      }
      list.push_back(tensor_of(call_.values[j]));
    }
    out_[i] = Arg(std::move(list));
    return true;
  }

  bool take_keywords(int next, Mismatch& mismatch, FactoryOptions& options) {
    const Tuple& keywords = *call_.keywords;
    const int count = static_cast<int>(form_.names.size());
    for (std::uint32_t k = 0; k < keywords.count; ++k) {
      const Str* name = keywords[k].as<Str>();
      const Value& value = call_.values[call_.positional + k];
      int i = 0;
      while (i < count && form_.names[static_cast<std::size_t>(i)] != name) ++i;
      if (i == count) i = alias_of(name);
      if (i == count) {
        // `out=None` changes nothing and is accepted everywhere.
        if (name->equals("out") && value.is_none()) continue;
        if (factory_ && take_factory_keyword(vm_, form_.signature.name, name, value, options)) continue;
        mismatch = {Mismatch::Why::unknown_keyword, -1, 0, 0, &value, name};
        return false;
      }
      if (i < next || given_[i]) {
        mismatch = {Mismatch::Why::duplicate, i, 0, 0, &value, name};
        return false;
      }
      if (!take(i, value, 0, mismatch)) return false;
      given_[i] = true;
    }
    return true;
  }

  // NumPy's words for PyTorch's, which PyTorch accepts as well.
  int alias_of(const Str* name) const {
    const char* ours = name->equals("axis") ? "dim" : name->equals("keepdims") ? "keepdim" : name->equals("x") ? "input"
                       : name->equals("split_size") ? "split_size_or_sections" : nullptr;
    const int count = static_cast<int>(form_.names.size());
    for (int i = 0; ours && i < count; ++i) {
      if (form_.names[static_cast<std::size_t>(i)]->equals(ours)) return i;
    }
    return count;
  }

  Vm& vm_;
  const PreparedForm& form_;
  CallArgs call_;
  bool factory_;
  Arg* out_;
  bool given_[kMaxParams];
};

// Room for the arguments of an op's longest form; most ops have far fewer than the most there may be.
class ArgSpace {
 public:
  explicit ArgSpace(const PreparedOp& op) {
    for (const PreparedForm& form : op.forms) count_ = std::max(count_, form.signature.params.size());
    for (std::size_t i = 0; i < count_; ++i) new (first() + i) Arg();
  }
  ~ArgSpace() {
    for (std::size_t i = 0; i < count_; ++i) first()[i].~Arg();
  }
  ArgSpace(const ArgSpace&) = delete;
  ArgSpace& operator=(const ArgSpace&) = delete;
  operator Arg*() { return first(); }

 private:
  Arg* first() { return std::launder(reinterpret_cast<Arg*>(room_)); }
  std::size_t count_ = 0;
  alignas(Arg) unsigned char room_[kMaxParams * sizeof(Arg)];
};

// ---- messages --------------------------------------------------------------------------------------

std::string default_text(const Arg& value) {
  switch (value.kind()) {
    case Arg::Kind::none: return "None";
    case Arg::Kind::boolean: return value.boolean() ? "True" : "False";
    case Arg::Kind::integer: return cat(value.integer());
    case Arg::Kind::real: return cat(value.real());
    case Arg::Kind::string: return cat("\"", value.string(), "\"");
    default: return "()";
  }
}

// A form as PyTorch writes it; a method's text leaves out the tensor itself.
std::string form_text(const PreparedForm& form, bool method) {
  std::string text = "(";
  bool keyword_only = false;
  for (std::size_t i = method ? 1 : 0; i < form.signature.params.size(); ++i) {
    const Param& param = form.signature.params[i];
    if (text.size() > 1) text += ", ";
    if (param.keyword_only && !keyword_only) {
      text += "*, ";
      keyword_only = true;
    }
    text += cat(kind_name(param.kind), " ", param.name);
    if (param.has_default) text += cat(" = ", default_text(param.default_value));
  }
  return text + ")";
}

// Could a call with this many arguments mean the form?
bool plausible(const PreparedForm& form, CallArgs call) {
  const int given = static_cast<int>(call.positional) + (call.keywords ? static_cast<int>(call.keywords->count) : 0);
  int least = 0;
  for (const Param& param : form.signature.params) least += !param.has_default;
  return given >= least && (given <= static_cast<int>(form.signature.params.size()) || form.has_spread);
}

// How an argument of a plausible form is shown: between exclamation marks if it has the wrong type.
std::string marked_arguments(Vm& vm, const PreparedForm& form, CallArgs call, bool method) {
  std::string text = "(";
  const auto& params = form.signature.params;
  for (std::uint32_t i = method ? 1 : 0; i < call.positional; ++i) {
    if (text.size() > 1) text += ", ";
    Arg ignored;
    const bool fits = i < params.size() && (to_arg(vm, call.values[i], params[i].kind, ignored) ||
                                            (call.values[i].is_none() && params[i].has_default));
    text += fits ? value_kind_name(vm, call.values[i]) : cat("!", value_kind_name(vm, call.values[i]), "!");
  }
  for (std::uint32_t k = 0; call.keywords && k < call.keywords->count; ++k) {
    if (text.size() > 1) text += ", ";
    const Value& value = call.values[call.positional + k];
    const Str* name = (*call.keywords)[k].as<Str>();
    bool fits = false;
    for (std::size_t i = 0; i < params.size(); ++i) {
      Arg ignored;
      if (form.names[i] == name) fits = to_arg(vm, value, params[i].kind, ignored);
    }
    text += fits ? cat(name->utf8(), "=", value_kind_name(vm, value)) : cat("!", name->utf8(), "=", value_kind_name(vm, value), "!");
  }
  return text + ")";
}

// ---- overloads as PyTorch lists them ----

// The name under which the function was recorded.
std::string_view public_name(const PreparedOp& op, std::string_view name, bool method) {
  for (const std::string_view candidate : op.op->names()) {
    const std::size_t dot = candidate.rfind('.');
    if (candidate.substr(dot + 1) == name && candidate.starts_with("Tensor.") == method) return candidate;
  }
  return {};
}

// The index of our form whose positional parameters have the names of the recorded overload, or -1.
int form_of(const PreparedOp& op, const RecordedSignature& signature, bool method) {
  for (std::size_t f = 0; f < op.forms.size(); ++f) {
    const auto& params = op.forms[f].signature.params;
    std::size_t i = method ? 1 : 0;
    bool same = true;
    for (const RecordedParam& param : signature.params) {
      if (param.keyword_only) break;
      same = same && i < params.size() && params[i].name == param.name;
      ++i;
    }
    if (same && (i == params.size() || params[i].keyword_only || params[i].has_default)) return static_cast<int>(f);
  }
  return -1;
}

// The arguments as the message shows them beside one overload: between exclamation marks if they do not fit it.
std::string marked_for(Vm& vm, const RecordedSignature& signature, CallArgs call, bool method) {
  std::string text = "(";
  const auto show = [&](std::string_view label, const Value& value, const RecordedParam* param) {
    if (text.size() > 1) text += ", ";
    bool fits = false;
    if (param) {
      Arg ignored;
      bool known = false;
      const ParamKind kind = kind_of_recorded_type(param->type, known);
      fits = (known && to_arg(vm, value, kind, ignored)) || (value.is_none() && param->optional);
    }
    const std::string shown = cat(label, value_kind_name(vm, value));
    text += fits ? shown : cat("!", shown, "!");
  };
  for (std::uint32_t i = method ? 1 : 0; i < call.positional; ++i) {
    const std::size_t at = i - (method ? 1 : 0);
    show("", call.values[i], at < signature.params.size() && !signature.params[at].keyword_only ? &signature.params[at] : nullptr);
  }
  for (std::uint32_t k = 0; call.keywords && k < call.keywords->count; ++k) {
    const std::string name = (*call.keywords)[k].as<Str>()->utf8();
    const RecordedParam* found = nullptr;
    for (const RecordedParam& param : signature.params) {
      if (param.name == name) found = &param;
    }
    show(cat(name, "="), call.values[call.positional + k], found);
  }
  return text + ")";
}

// Keywords that the overload does not have: "a, b".
std::string wrong_keywords(const RecordedSignature& signature, CallArgs call) {
  std::string text;
  for (std::uint32_t k = 0; call.keywords && k < call.keywords->count; ++k) {
    const std::string name = (*call.keywords)[k].as<Str>()->utf8();
    bool known = false;
    for (const RecordedParam& param : signature.params) known = known || param.name == name;
    if (!known) text += cat(text.empty() ? "" : ", ", name);
  }
  return text;
}

// torch.dtype, torch.Size and torch.device are shown with their module.
std::string shown_type(Vm& vm, const Value& value) {
  const TorchState& torch = TorchState::of(vm);
  const Type* type = vm.type_of(value);
  const bool with_module = type == torch.dtype || type == torch.size || type == torch.device;
  return cat(with_module ? "torch." : "", vm.type_name(value));
}

// Which of our forms was meant by a call that none took; -1 after the TypeError that lists all overloads.
int meant_by(Vm& vm, const PreparedOp& op, std::string_view name, CallArgs call, bool method,
             const std::vector<RecordedSignature>& recorded) {
  const std::size_t given = call.positional - (method ? 1 : 0) + (call.keywords ? call.keywords->count : 0);
  int meant = -1, fitting = 0;
  for (const RecordedSignature& signature : recorded) {
    std::size_t least = 0;
    for (const RecordedParam& param : signature.params) least += !param.optional;
    if (given < least || given > signature.params.size()) continue;
    if (++fitting == 1) meant = form_of(op, signature, method);
  }
  if (fitting == 1 && meant >= 0) return meant;
  if (recorded.size() == 1) {
    vm.type_error(name, "() received an invalid combination of arguments - got ", marked_for(vm, recorded[0], call, method),
                  ", but expected ", recorded[0].text);
    return -1;
  }
  std::string got;
  for (std::uint32_t i = method ? 1 : 0; i < call.positional; ++i) got += cat(got.empty() ? "" : ", ", shown_type(vm, call.values[i]));
  for (std::uint32_t k = 0; call.keywords && k < call.keywords->count; ++k) {
    got += cat(got.empty() ? "" : ", ", (*call.keywords)[k].as<Str>()->utf8(), "=", shown_type(vm, call.values[call.positional + k]));
  }
  std::string expected;
  for (const RecordedSignature& signature : recorded) {
    expected += cat("\n * ", signature.text);
    if (signature.pieces != given) continue;
    const std::string wrong = wrong_keywords(signature, call);
    expected += wrong.empty() ? cat("\n      didn't match because some of the arguments have invalid types: ", marked_for(vm, signature, call, method))
                              : cat("\n      didn't match because some of the keywords were incorrect: ", wrong);
  }
  vm.type_error(name, "() received an invalid combination of arguments - got (", got, "), but expected one of:", expected, "\n");
  return -1;
}

// Functions of torch.nn.functional that are built into PyTorch; the others are Python and complain like Python functions.
constexpr std::string_view kBuiltInFunctionals[] = {
    "adaptive_avg_pool1d", "avg_pool1d", "avg_pool2d", "avg_pool3d", "bilinear", "celu_", "channel_shuffle", "conv1d", "conv2d", "conv3d",
    "conv_transpose1d", "conv_transpose2d", "conv_transpose3d", "conv_tbc", "cosine_similarity", "elu_", "gelu", "hardshrink", "hardtanh_",
    "leaky_relu_", "linear", "logsigmoid", "native_channel_shuffle", "one_hot", "pairwise_distance", "pdist", "pixel_shuffle",
    "pixel_unshuffle", "prelu", "relu_", "rrelu_", "scaled_dot_product_attention", "selu_", "softplus", "softshrink", "threshold_"};

// What a Python function of torch.nn.functional first asks of its `position`-th argument, and of which argument first.
struct FirstUse {
  std::string_view function;
  int position;
  std::string_view attribute;
};
constexpr FirstUse kFirstUses[] = {
    {"mse_loss", 2, "size"}, {"l1_loss", 2, "size"}, {"smooth_l1_loss", 2, "size"}, {"huber_loss", 2, "size"},
    {"binary_cross_entropy", 2, "size"}, {"binary_cross_entropy_with_logits", 2, "size"}, {"softmax", 1, "softmax"},
    {"log_softmax", 1, "log_softmax"}, {"softmin", 1, "neg"}, {"sigmoid", 1, "sigmoid"}, {"tanh", 1, "tanh"}, {"normalize", 1, "norm"}};

// Losses whose native function has another name, which messages show.
constexpr std::pair<std::string_view, std::string_view> kInnerNames[] = {{"cross_entropy", "cross_entropy_loss"}, {"nll_loss", "nll_loss_nd"}};

Value missing_in_python(Vm& vm, const PreparedForm& form, std::string_view name, std::size_t from) {
  std::vector<std::string_view> names;
  for (std::size_t i = from; i < form.signature.params.size(); ++i) {
    if (form.signature.params[i].has_default || form.signature.params[i].keyword_only) break;
    names.push_back(form.signature.params[i].name);
  }
  std::string list;
  for (std::size_t i = 0; i < names.size(); ++i) {
    list += cat(i == 0 ? "'" : i + 1 < names.size() ? ", '" : names.size() == 2 ? " and '" : ", and '", names[i], "'");
  }
  return vm.type_error(name, "() missing ", names.size(), " required positional argument", names.size() == 1 ? "" : "s", ": ", list);
}

// `whys` holds one mismatch per form.
Value no_match(Vm& vm, const PreparedOp& op, std::string_view name, CallArgs call, bool method, const Mismatch* whys, bool functional) {
  const std::vector<RecordedSignature> recorded = recorded_signatures(public_name(op, name, method));
  // The one form that the number of arguments fits is the one that was meant.
  int meant = op.forms.size() == 1 ? 0 : -1;
  int fitting = 0;
  if (!recorded.empty()) {
    meant = meant_by(vm, op, name, call, method, recorded);
    if (meant < 0) return Value::error();
  }
  for (std::size_t i = 0; meant < 0 && i < op.forms.size(); ++i) fitting += plausible(op.forms[i], call);
  for (std::size_t i = 0; fitting == 1 && i < op.forms.size(); ++i) {
    if (plausible(op.forms[i], call)) meant = static_cast<int>(i);
  }
  if (meant < 0) {
    std::string got;
    for (std::uint32_t i = method ? 1 : 0; i < call.positional; ++i) {
      if (!got.empty()) got += ", ";
      got += vm.type_name(call.values[i]);
    }
    const std::size_t keywords = call.keywords ? call.keywords->count : 0;
    for (std::size_t k = 0; k < keywords; ++k) {
      if (k == 0 && !got.empty()) got += ", ";
      got += cat((*call.keywords)[k].as<Str>()->utf8(), "=", vm.type_name(call.values[call.positional + k]), ", ");
    }
    const std::size_t given = call.positional - (method ? 1 : 0) + keywords;
    std::string expected;
    for (const PreparedForm& form : op.forms) {
      const std::string text = form_text(form, method);
      expected += cat("\n * ", text);
      // PyTorch counts the pieces between the commas, a lone * among them.
      std::size_t pieces = 1;
      for (std::size_t at = text.find(", "); at != std::string::npos; at = text.find(", ", at + 2)) ++pieces;
      if (pieces == given) {
        expected += cat("\n      didn't match because some of the arguments have invalid types: ",
                        marked_arguments(vm, form, call, method));
      }
    }
    return vm.type_error(name, "() received an invalid combination of arguments - got (", got,
                         "), but expected one of:", expected, "\n");
  }
  const PreparedForm& form = op.forms[static_cast<std::size_t>(meant)];
  const Mismatch& why = whys[meant];
  const int hidden = method ? 1 : 0;
  switch (why.why) {
    case Mismatch::Why::too_many: {
      const int most = form.positional - hidden;
      const int given = why.given - hidden;
      if (method && form.signature.params.size() == 1) {
        return vm.type_error("TensorBase.", name, "() takes no arguments (", given, " given)");
      }
      const int least = std::max(form.required - hidden, 0);
      const std::string takes = least < most ? cat("from ", least, " to ", most) : cat(most);
      return vm.type_error(name, "() takes ", takes, " positional argument", most == 1 && least == most ? "" : "s", " but ", given,
                           given == 1 ? " was given" : " were given");
    }
    case Mismatch::Why::missing: {
      if (functional) return missing_in_python(vm, form, name, static_cast<std::size_t>(why.param));
      std::string missing;
      int count = 0;
      for (std::size_t i = static_cast<std::size_t>(why.param); i < form.signature.params.size(); ++i) {
        if (form.signature.params[i].has_default || form.signature.params[i].keyword_only) break;
        missing += cat(count++ ? ", \"" : "\"", form.signature.params[i].name, "\"");
      }
      return vm.type_error(name, "() missing ", count, " required positional argument", count == 1 ? "s" : "", ": ", missing);
    }
    case Mismatch::Why::unknown_keyword:
      return vm.type_error(name, "() got an unexpected keyword argument '", why.keyword->utf8(), "'");
    case Mismatch::Why::duplicate:
      return vm.type_error(name, "() got multiple values for argument '", why.keyword->utf8(), "'");
    case Mismatch::Why::wrong_type:
    case Mismatch::Why::none: break;
  }
  const Param& param = form.signature.params[static_cast<std::size_t>(why.param)];
  if (functional && (param.kind.type == ParamKind::Type::tensor || param.kind.type == ParamKind::Type::operand)) {
    if (name == "embedding" && why.position == 1) {  // the native function takes the weight first
      return vm.type_error("embedding(): argument 'indices' (position 2) must be Tensor, not ", vm.type_name(*why.value));
    }
    for (const FirstUse& use : kFirstUses) {
      if (use.function != name || static_cast<int>(call.positional) < use.position) continue;
      const Value& value = call.values[use.position - 1];
      if (is_tensor(vm, value)) continue;
      return vm.raise(vm.types.attribute_error, cat("'", vm.type_name(value), "' object has no attribute '", use.attribute, "'"));
    }
    for (const auto& [python, inner] : kInnerNames) {
      if (python == name) name = inner;
    }
  }
  // The first number of a list decides whether it is one at all; a later one that is none has a message of its own.
  const auto unpack_error = [&](std::size_t at, const Value& value) {
    return vm.type_error(name, "(): argument '", param.name, "' failed to unpack the object at pos ", at,
                         " with error \"type must be tuple of ints,but got ", vm.type_name(value), "\"");
  };
  if (param.kind.type == ParamKind::Type::int_list || param.kind.type == ParamKind::Type::tensor_list) {
    // A list of the wrong things: the first of them is named.
    const bool ints = param.kind.type == ParamKind::Type::int_list;
    const Value* items = nullptr;
    std::size_t count = 0;
    if (vm.is_list(*why.value)) items = why.value->as<List>()->begin(), count = why.value->as<List>()->count;
    if (vm.is_tuple(*why.value)) items = why.value->as<Tuple>()->begin(), count = why.value->as<Tuple>()->count;
    for (std::size_t i = 0; i < count; ++i) {
      if (ints ? items[i].is_small_int() : is_tensor(vm, items[i])) continue;
      if (!ints) return vm.type_error("expected Tensor as element ", i, " in argument 0, but got ", vm.type_name(items[i]));
      if (i > 0) return unpack_error(i + 1, items[i]);
      return vm.type_error(name, "(): argument '", param.name, "' must be ", kind_name(param.kind),
                           ", but found element of type ", vm.type_name(items[i]), " at pos ", i);
    }
  }
  if (param.spread && param.kind.type == ParamKind::Type::int_list && why.position > why.param + 1) {
    return unpack_error(static_cast<std::size_t>(why.position - why.param), *why.value);
  }
  const std::string position = why.position > 0 ? cat(" (position ", why.position - hidden, ")") : "";
  return vm.type_error(name, "(): argument '", param.name, "'", position, " must be ", kind_name(param.kind), ", not ",
                       vm.type_name(*why.value));
}

// ---- the callable ----------------------------------------------------------------------------------

Value op_function_call(Vm& vm, const Value& self, CallArgs args) {
  const OpFunction& function = *self.as<OpFunction>();
  return call_op(vm, function, args);
}

Value op_function_descr_get(Vm& vm, const Value& self, const Value& instance, const Value&) {
  if (!self.as<OpFunction>()->prepared) {
    return vm.raise(vm.types.attribute_error, cat("logit does not have torch.Tensor.", self.as<OpFunction>()->name, " yet"));
  }
  if (instance.is_undefined()) return self;
  if (self.as<OpFunction>()->property) {
    Value argument = instance;
    return call_op(vm, *self.as<OpFunction>(), {&argument, 1, nullptr});
  }
  auto method = vm.heap.make<script::BoundMethod>(vm.types.method);
  method->function = self;
  method->self = instance;
  return method;
}

Value op_function_repr(Vm& vm, const Value& self) {
  return vm.str(cat("<built-in method ", self.as<OpFunction>()->name, " of type object>"));
}

constexpr script::GetSetDef kOpFunctionProperties[] = {
    {"__name__", [](Vm& vm, const Value& self) { return vm.str(self.as<OpFunction>()->name); }},
    {"__qualname__", [](Vm& vm, const Value& self) { return vm.str(self.as<OpFunction>()->name); }},
    {"__doc__",
     [](Vm& vm, const Value& self) {
       const OpDef& op = *self.as<OpFunction>()->prepared->op;
       std::string text;
       for (const Form& form : op.all_forms()) text += cat(form.signature, "\n");
       return vm.str(cat(text, "\n", op.summary));
     }},
    {}};

// ---- torch.return_types ----------------------------------------------------------------------------

// The position of a field of a named result, or -1.
int field_index(Vm& vm, const Value& self, const Str* name) {
  const std::vector<std::string>* fields = TorchState::of(vm).ops->result_fields(self.object()->type);
  for (std::size_t i = 0; fields && i < fields->size(); ++i) {
    if (name->equals((*fields)[i])) return static_cast<int>(i);
  }
  return -1;
}

Value named_result_getattr(Vm& vm, const Value& self, Str* name) {
  const int index = field_index(vm, self, name);
  if (index >= 0) return (*self.as<Tuple>())[static_cast<std::size_t>(index)];
  return vm.types.object->slots.getattr(vm, self, name);
}

script::Task named_result_text(Vm& vm, Value self) {
  const Type* type = self.object()->type;
  std::string text = cat("torch.return_types.", type->name_str()->utf8(), "(\n");
  const std::vector<std::string>& fields = *TorchState::of(vm).ops->result_fields(type);
  for (std::size_t i = 0; i < fields.size(); ++i) {
    Value item = co_await vm.repr((*self.as<Tuple>())[i]);
    if (item.is_error()) co_return item;
    if (i) text += ",\n";
    text += cat(fields[i], "=", item.as<Str>()->utf8());
  }
  co_return vm.str(text + ")");
}

Value named_result_repr(Vm& vm, const Value& self) { return vm.start(named_result_text(vm, self)); }

}  // namespace

// ---- OpTable ---------------------------------------------------------------------------------------

OpTable::OpTable(Vm& vm) {
  for (const OpDef* op : all_ops()) {
    auto prepared = std::make_unique<PreparedOp>();
    prepared->op = op;
    for (const Form& form : op->all_forms()) {
      PreparedForm ready;
      ready.form = &form;
      ready.signature = parse_signature(form);
      for (const Param& param : ready.signature.params) {
        ready.names.push_back(vm.intern(param.name));
        script::retain(ready.names.back());  // for the life of the Vm
        if (!param.keyword_only) ++ready.positional;
        if (!param.has_default && ready.required == ready.positional - 1) ++ready.required;
        if (param.spread) ready.has_spread = true;
      }
      if (form.results[0]) ready.result_type = result_type(vm, form.results);
      prepared->forms.push_back(std::move(ready));
    }
    ops_.push_back(std::move(prepared));
  }
}

const PreparedOp* OpTable::find(const OpDef* op) const {
  for (const auto& prepared : ops_) {
    if (prepared->op == op) return prepared.get();
  }
  return nullptr;
}

const std::vector<std::string>* OpTable::result_fields(const Type* type) const {
  for (const ResultType& row : result_types_) {
    if (row.type == type) return &row.fields;
  }
  return nullptr;
}

Type* OpTable::result_type(Vm& vm, std::string_view text) {
  const std::size_t open = text.find('(');
  const std::string name(text.substr(0, open));
  for (const ResultType& row : result_types_) {
    if (row.type->name_str()->equals(name)) return row.type;
  }
  ResultType row;
  std::string_view fields = text.substr(open + 1, text.size() - open - 2);
  while (!fields.empty()) {
    const std::size_t comma = fields.find(", ");
    row.fields.emplace_back(fields.substr(0, comma));
    if (comma == std::string_view::npos) break;
    fields.remove_prefix(comma + 2);
  }
  TypeSpec spec{.name = name.c_str(), .module = "torch.return_types"};
  spec.base = vm.types.tuple;
  spec.slots.getattr = named_result_getattr;
  spec.slots.repr = named_result_repr;
  row.type = vm.define(spec);
  result_types_.push_back(std::move(row));
  return result_types_.back().type;
}

void add_op_function_type(Vm& vm) {
  TypeSpec spec{.name = "builtin_function_or_method"};
  spec.instance_bytes = sizeof(OpFunction);
  spec.slots.call = op_function_call;
  spec.slots.descr_get = op_function_descr_get;
  spec.slots.repr = op_function_repr;
  spec.slots.dealloc = &script::drop<OpFunction>;
  spec.properties = kOpFunctionProperties;
  TorchState::of(vm).op_function = vm.define(spec);
}

namespace {

// "add_", "__iadd__", but not "__add__" and "__invert__".
bool is_in_place_name(std::string_view name) {
  if (!name.ends_with("__")) return name.ends_with("_");
  for (const char* operation : script::kBinaryNames) {
    if (name == cat("__i", operation, "__")) return true;
  }
  return false;
}

}  // namespace

bool add_ops(Vm& vm, script::Dict* names, std::string_view prefix) {
  TorchState& torch = TorchState::of(vm);
  for (const auto& prepared : torch.ops->all()) {
    for (std::string_view name : prepared->op->names()) {
      if (!name.starts_with(prefix) || name.find('.', prefix.size()) != std::string_view::npos) continue;
      name.remove_prefix(prefix.size());
      // A method of the type itself, such as Tensor.to with a device, knows more than the table's form.
      if (!name.starts_with("__") && names->get(vm.intern(name))) continue;
      auto function = vm.heap.make<OpFunction>(torch.op_function);
      function->prepared = prepared.get();
      function->name = name;
      function->in_place = is_in_place_name(name);
      function->method = prefix == "Tensor.";
      function->functional = prefix == "F." && std::find(std::begin(kBuiltInFunctionals), std::end(kBuiltInFunctionals), name) ==
                                                   std::end(kBuiltInFunctionals);
      function->property = function->method && std::string_view(prepared->op->summary).ends_with("A property.") &&
                           name != "adjoint";
      if (!names->set(vm.heap, vm.intern(name), Value(function))) return false;
    }
  }
  return true;
}

// A few activations have a gradient formula of their own in place, which PyTorch numbers apart.
static void number_in_place_node(const OpDef& op, const Tensor& result) {
  constexpr std::string_view kNumbered[] = {"EluBackward0", "EluBackward1", "CeluBackward0", "CeluBackward1",
                                            "LeakyReluBackward0", "LeakyReluBackward1", "ThresholdBackward0", "ThresholdBackward1"};
  if (!op.grad_fn[0] || !result.requires_grad()) return;
  const Ref<Node> node = grad_fn(result);
  for (std::size_t i = 0; node && i < std::size(kNumbered); i += 2) {
    if (kNumbered[i] == node->name()) return node->rename(kNumbered[i + 1].data());
  }
}

// An op whose product was put off: computes it, giving way to the page, and calls the op again.
static script::Task finish_op(Vm& vm, Value function, std::vector<Value> values, std::uint32_t positional, Value keywords) {
  ops::LongWork& work = TorchState::of(vm).long_work;
  while (work.step()) {
    Value going = co_await give_way(vm, work);
    if (going.is_error()) {
      work.clear();
      co_return going;
    }
  }
  Tuple* names = keywords.is_undefined() ? nullptr : keywords.as<Tuple>();
  Value result = co_await script::Await(call_op(vm, *function.as<OpFunction>(), {values.data(), positional, names}));
  work.clear();
  co_return result;
}

static Value put_off(Vm& vm, const OpFunction& function, CallArgs call) {
  std::vector<Value> values(call.values, call.values + call.count());
  return vm.start(finish_op(vm, Value::object(const_cast<OpFunction*>(&function)), std::move(values), call.positional,
                            call.keywords ? Value::object(call.keywords) : Value()));
}

// ---- out=… -----------------------------------------------------------------------------------------

// The number of the keyword `out` among the call's values, if it was given a tensor or a tuple of tensors; else -1.
static int out_keyword(Vm& vm, CallArgs call) {
  for (std::uint32_t k = 0; call.keywords && k < call.keywords->count; ++k) {
    if (!(*call.keywords)[k].as<Str>()->equals("out")) continue;
    const Value& out = call.values[call.positional + k];
    return is_tensor(vm, out) || vm.is_tuple(out) || vm.is_list(out) ? static_cast<int>(call.positional + k) : -1;
  }
  return -1;
}

// Puts a result where out= wants it: the tensor takes the result's shape and keeps its dtype.
static void store_result(const Tensor& out, const Tensor& result) {
  if (!can_cast(result.dtype(), out.dtype())) {
    fail(ErrorKind::runtime_error, cat("result type ", scalar_type_name(result.dtype()), " can't be cast to the desired output type ",
                                       scalar_type_name(out.dtype())));
  }
  if (out.sizes() == result.sizes()) {
    ops::copy_(out, result);
  } else {
    set_data(out, ops::to_dtype(ops::clone_contiguous(result), out.dtype(), false));
  }
}

static Value store_results(Vm& vm, const OpFunction& function, const Value& result, const Value& out) {
  return guarded(vm, [&] {
    if (is_tensor(vm, out) && is_tensor(vm, result)) {
      store_result(tensor_of(out), tensor_of(result));
      return out;
    }
    if (!vm.is_tuple(result) || is_tensor(vm, out)) return vm.type_error(function.name, "(): out= does not fit the result");
    const Tuple& results = *result.as<Tuple>();
    const Value* const places = vm.is_tuple(out) ? out.as<Tuple>()->begin() : out.as<List>()->begin();
    const std::size_t count = vm.is_tuple(out) ? out.as<Tuple>()->count : out.as<List>()->count;
    if (count != results.count) return vm.type_error(function.name, "(): expected ", results.count, " tensors in out=, got ", count);
    Type* type = results.type;
    if (const std::vector<std::string>* fields = TorchState::of(vm).ops->result_fields(type)) {
      std::string text = cat(type->name_str()->utf8(), "_out(");
      for (const std::string& field : *fields) text += cat(text.ends_with('(') ? "" : ", ", field);
      type = TorchState::of(vm).ops->result_type(vm, text + ")");
    }
    auto tuple = script::new_tuple(vm.heap, type, count);
    for (std::size_t i = 0; i < count; ++i) {
      if (!is_tensor(vm, places[i])) return vm.type_error(function.name, "(): out= must hold tensors, not ", vm.type_name(places[i]));
      store_result(tensor_of(places[i]), tensor_of(results[i]));
      (*tuple)[i] = places[i];
    }
    return Value(tuple);
  });
}

static script::Task finish_with_out(Vm& vm, Value function, std::vector<Value> values, std::uint32_t positional, Value keywords,
                                    Value out) {
  Tuple* names = keywords.is_undefined() ? nullptr : keywords.as<Tuple>();
  Value result = co_await script::Await(call_op(vm, *function.as<OpFunction>(), {values.data(), positional, names}));
  if (result.is_error()) co_return result;
  co_return store_results(vm, *function.as<OpFunction>(), result, out);
}

static bool wants_grad(Vm& vm, const Value& value) {
  if (is_tensor(vm, value)) return tensor_of(value).requires_grad();
  const auto any = [&](auto& items) {
    return std::any_of(items.begin(), items.end(), [&](const Value& item) { return is_tensor(vm, item) && tensor_of(item).requires_grad(); });
  };
  return vm.is_tuple(value) ? any(*value.as<Tuple>()) : vm.is_list(value) && any(*value.as<List>());
}

// torch.add(a, b, out=c): the call without out=, and its result put into c.
static Value call_with_out(Vm& vm, const OpFunction& function, CallArgs call, int out_at) {
  std::vector<Value> values;
  std::vector<Value> names;
  for (std::uint32_t i = 0; i < call.count(); ++i) {
    if (Context::current().grad_enabled && wants_grad(vm, call.values[i])) {
      return vm.runtime_error(function.name, "(): functions with out=... arguments don't support automatic differentiation, but "
                              "one of the arguments requires grad.");
    }
    if (static_cast<int>(i) == out_at) continue;
    values.push_back(call.values[i]);
    if (i >= call.positional) names.push_back((*call.keywords)[i - call.positional]);
  }
  Value keywords;
  if (!names.empty()) {
    auto tuple = vm.new_tuple_of(names.size());
    for (std::size_t i = 0; i < names.size(); ++i) (*tuple)[i] = names[i];
    keywords = Value(tuple);
  }
  return vm.start(finish_with_out(vm, Value::object(const_cast<OpFunction*>(&function)), std::move(values), call.positional, keywords,
                                  call.values[out_at]));
}

Value call_op(Vm& vm, const OpFunction& function, CallArgs call) {
  const PreparedOp& op = *function.prepared;
  if (function.method && (call.positional == 0 || !is_tensor(vm, call.values[0]))) [[unlikely]] {
    if (call.positional == 0) return vm.type_error("unbound method TensorBase.", function.name, "() needs an argument");
    return vm.type_error("descriptor '", function.name, "' for 'torch._C.TensorBase' objects doesn't apply to a '",
                         vm.type_name(call.values[0]), "' object");
  }
  ArgSpace args(op);
  Mismatch whys[OpDef::kMaxForms];
  for (std::size_t i = 0; i < op.forms.size(); ++i) {
    const PreparedForm& form = op.forms[i];
    FactoryOptions options;
    Matcher matcher(vm, form, call, op.op->factory, args);
    if (matcher.match(whys[i], options)) {
      return guarded(vm, [&] {
        const ops::LongWork::Scope long_work(TorchState::of(vm).long_work);
        try {
          if (function.in_place) {
            ops::call_in_place(*form.form, args);
            number_in_place_node(*op.op, args[0].tensor());
            return call.values[0];
          }
          Arg result = form.form->bound.call(args);
          if (options.requires_grad) require_grad_at_birth(result.tensor());
          return arg_value(vm, result, form.result_type);
        } catch (const ops::Suspended&) {
          return put_off(vm, function, call);
        }
      });
    }
    if (!vm.exception().is_undefined()) return Value::error();
  }
  if (const int out = out_keyword(vm, call); out >= 0 && !function.method) return call_with_out(vm, function, call, out);
  return no_match(vm, op, function.name, call, function.method, whys, function.functional);
}

Value arg_value(Vm& vm, const Arg& arg, Type* result_type) {
  using Kind = Arg::Kind;
  switch (arg.kind()) {
    case Kind::none: return Value::none();
    case Kind::boolean: return Value::boolean(arg.boolean());
    case Kind::integer: return vm.integer(arg.integer());
    case Kind::real: return Value::number(arg.real());
    case Kind::tensor: return wrap(vm, arg.tensor());
    case Kind::dtype: return dtype_value(vm, arg.dtype());
    case Kind::int_list: return size_value(vm, arg.int_list());
    case Kind::tensor_list: {
      const std::vector<Tensor>& tensors = arg.tensor_list();
      auto tuple = script::new_tuple(vm.heap, result_type ? result_type : vm.types.tuple, tensors.size());
      for (std::size_t i = 0; i < tensors.size(); ++i) (*tuple)[i] = wrap(vm, tensors[i]);
      return tuple;
    }
    case Kind::string: return vm.str(arg.string());
    case Kind::real_list: {
      auto tuple = vm.new_tuple_of(arg.real_list().size());
      for (std::size_t i = 0; i < arg.real_list().size(); ++i) (*tuple)[i] = Value::number(arg.real_list()[i]);
      return tuple;
    }
    case Kind::generator: return Value::none();
  }
  return Value::none();
}

}  // namespace logit::bindings
