#include "session/inspect.h"

#include <algorithm>

#include "base/format.h"
#include "bindings/op_function.h"
#include "bindings/torch_state.h"
#include "script/objects/list.h"
#include "script/tokens/token.h"
#include "script/vm/attributes.h"
#include "session/value_text.h"

namespace logit {

using script::Type;
using script::Value;
using script::Vm;

namespace {

constexpr std::size_t kDefaultText = 40;  // of a default value
constexpr std::size_t kSummary = 200;

/// What a path leads to: a value, or only the type that a value there would have (`torch.tensor(…)` before it has run).
struct Found {
  Value value;
  Type* instance_of = nullptr;
  bool ok() const { return instance_of || value.ok(); }
};

bool is_torch_tensor(Vm& vm, const Value& value) { return bindings::has_torch(vm) && bindings::is_tensor(vm, value); }

bool is_op(Vm& vm, const Value& value) {
  return bindings::has_torch(vm) && value.is_object() && value.object()->type == bindings::TorchState::of(vm).op_function;
}

bool is_native(Vm& vm, const Value& value) {
  return value.is_exact(vm.types.native_function) || value.is_exact(vm.types.method_descriptor) ||
         value.is_exact(vm.types.classmethod_descriptor);
}

bool is_bound(Vm& vm, const Value& value) { return value.is_exact(vm.types.method) || value.is_exact(vm.types.native_method); }

// "_parameters" and its kin, where a module keeps what its __getattr__ would find.
const script::Dict* module_register(Vm& vm, const Value& value, std::string_view name) {
  if (!value.is_object() || value.object()->type->native) return nullptr;
  script::Attributes* attributes = script::attributes_of(value.object());
  const Value* found = attributes ? script::find_attribute(*attributes, vm.intern(name)) : nullptr;
  return found && vm.is_dict(*found) ? found->as<script::Dict>() : nullptr;
}
constexpr std::string_view kRegisters[] = {"_parameters", "_buffers", "_modules"};

Found type_member(Vm& vm, Type* type, std::string_view name) {
  const Value* member = type->lookup(vm.intern(name));
  if (!member) return {};
  // What a property gives is known when it is an op: x.T is a tensor again.
  if (is_op(vm, *member) && member->as<bindings::OpFunction>()->property) return {{}, bindings::TorchState::of(vm).tensor};
  return {*member, nullptr};
}

Found attribute(Vm& vm, const Found& of, std::string_view name) {
  if (of.instance_of) return type_member(vm, of.instance_of, name);
  for (const std::string_view reg : kRegisters) {
    const script::Dict* dict = module_register(vm, of.value, reg);
    if (!dict) break;
    if (Value* held = const_cast<script::Dict*>(dict)->get(vm.intern(name))) return {*held, nullptr};
  }
  if (is_torch_tensor(vm, of.value)) {
    const Found member = type_member(vm, vm.type_of(of.value), name);
    if (member.instance_of) return member;
    if (name == "grad" || name == "data") return {{}, bindings::TorchState::of(vm).tensor};
  }
  Value value = vm.getattr_plain(of.value, vm.intern(name));
  if (value.ok()) return {std::move(value), nullptr};
  // A class with a __getattr__, as every module has: what stands in the instance or in its class needs no call.
  if (!of.value.is_object() || vm.is_type_object(of.value.object())) return {};
  if (script::Attributes* attributes = script::attributes_of(of.value.object())) {
    if (const Value* held = script::find_attribute(*attributes, vm.intern(name))) return {*held, nullptr};
  }
  const Found member = type_member(vm, vm.type_of(of.value), name);
  return member.value.is_exact(vm.types.function) ? Found{vm.bind_method(member.value, of.value), nullptr} : member;
}

// What a call gives: an instance of a type; a tensor from an operation, from torch's own functions and from a module.
Found called(Vm& vm, const Found& callee) {
  if (callee.instance_of) {
    const bool module = callee.instance_of->lookup(vm.intern("forward"));
    return module && bindings::has_torch(vm) ? Found{{}, bindings::TorchState::of(vm).tensor} : Found{};
  }
  const Value& value = callee.value;
  if (!value.is_object()) return {};
  if (vm.is_type_object(value.object())) return {{}, value.as<Type>()};
  if (!bindings::has_torch(vm)) return {};
  Type* tensor = bindings::TorchState::of(vm).tensor;
  if (is_op(vm, value)) return {{}, tensor};
  if (is_bound(vm, value) && is_op(vm, value.as<script::BoundMethod>()->function)) return {{}, tensor};
  if (is_native(vm, value)) {
    const auto* function = value.as<script::NativeFunction>();
    if (vm.is_str(function->module) && function->module.as<script::Str>()->utf8() == "torch") return {{}, tensor};
    return {};
  }
  if (module_register(vm, value, "_parameters")) return {{}, tensor};
  return {};
}

Found item(Vm& vm, const Found& of) {
  if (of.instance_of) return of.instance_of == (bindings::has_torch(vm) ? bindings::TorchState::of(vm).tensor : nullptr) ? of : Found{};
  const Value& value = of.value;
  if (is_torch_tensor(vm, value)) return {{}, vm.type_of(value)};
  if (vm.is_str(value)) return of;
  if (vm.is_list(value) && value.as<script::List>()->count > 0) return {value.as<script::List>()->items[0], nullptr};
  if (vm.is_tuple(value) && value.as<script::Tuple>()->count > 0) return {value.as<script::Tuple>()->items()[0], nullptr};
  if (vm.is_dict(value)) {
    const script::Dict& dict = *value.as<script::Dict>();
    const std::uint32_t first = dict.next(0);
    if (first < dict.used) return {dict.entries[first].value, nullptr};
  }
  return {};
}

Found begin(Vm& vm, std::string_view name, const script::FrameInfo* locals) {
  if (locals) {
    for (const auto& variable : locals->locals)
      if (variable.name == name && variable.value.ok()) return {variable.value, nullptr};
  }
  script::Str* key = vm.intern(name);
  for (script::Dict* scope : {vm.main_globals(), vm.builtins()}) {
    if (!scope) continue;
    if (const Value* value = scope->get(key); value && value->ok()) return {*value, nullptr};
  }
  return {};
}

Found resolve(Vm& vm, std::string_view path, const script::FrameInfo* locals) {
  Found found;
  bool first = true;
  while (!path.empty()) {
    if (path.starts_with("()") || path.starts_with("[]")) {
      found = path[0] == '(' ? called(vm, found) : item(vm, found);
      path.remove_prefix(2);
    } else {
      if (path.front() == '.') path.remove_prefix(1);
      const std::string_view name = path.substr(0, path.find_first_of(".(["));
      if (name.empty()) return {};
      found = first ? begin(vm, name, locals) : attribute(vm, found, name);
      path.remove_prefix(name.size());
    }
    first = false;
    if (!found.ok()) return {};
  }
  return found;
}

Member describe(Vm& vm, std::string name, const Value& value) {
  Member member{std::move(name), Member::Kind::value, {}};
  if (!value.ok()) return member;
  member.type = vm.type_name(value);
  if (value.is_exact(vm.types.module)) member.kind = Member::Kind::module;
  else if (value.is_object() && vm.is_type_object(value.object())) member.kind = Member::Kind::type;
  else if (is_op(vm, value)) member.kind = value.as<bindings::OpFunction>()->property ? Member::Kind::value : Member::Kind::function;
  else if (value.is_exact(vm.types.function) || is_native(vm, value) || is_bound(vm, value) || value.is_exact(vm.types.staticmethod) ||
           value.is_exact(vm.types.classmethod)) {
    member.kind = Member::Kind::function;
  } else if (value.is_exact(vm.types.getset_descriptor) || value.is_exact(vm.types.property)) {
    member.type.clear();  // what it gives is known when it is asked
  }
  return member;
}

// ---- calls -------------------------------------------------------------------------------------------------

// The parameters in "name(a, b=(1, 2), *, c='x')", split at the commas outside brackets and quotes.
std::vector<std::string> split_parameters(std::string_view signature) {
  std::vector<std::string> out;
  const std::size_t open = signature.find('('), close = signature.rfind(')');
  if (open == signature.npos || close == signature.npos || close < open) return out;
  std::string current;
  int depth = 0;
  char quote = 0;
  const auto finish = [&] {
    const std::size_t from = current.find_first_not_of(" \n");
    if (from != current.npos) out.push_back(current.substr(from, current.find_last_not_of(" \n") + 1 - from));
    current.clear();
  };
  for (const char c : signature.substr(open + 1, close - open - 1)) {
    if (quote) quote = c == quote ? 0 : quote;
    else if (c == '\'' || c == '"') quote = c;
    else if (c == '(' || c == '[' || c == '{') ++depth;
    else if (c == ')' || c == ']' || c == '}') --depth;
    if (c == ',' && depth == 0 && !quote) finish();
    else current += c;
  }
  finish();
  return out;
}

std::string first_sentence(const Value& doc, Vm& vm) {
  if (!vm.is_str(doc)) return {};
  std::string text = doc.as<script::Str>()->utf8();
  text.resize(std::min(text.find("\n\n"), text.size()));
  std::replace(text.begin(), text.end(), '\n', ' ');
  if (text.size() > kSummary) return {};
  return text;
}

CallForm script_form(Vm& vm, const script::Function& function, bool bound) {
  CallForm form;
  const script::Code& code = *function.code;
  form.name = function.name.as<script::Str>()->utf8();
  const auto local = [&](std::size_t i) { return i < code.local_names.size() ? code.local_names[i].as<script::Str>()->utf8() : std::string(); };
  const std::size_t defaults = function.defaults.is_object() ? function.defaults.as<script::Tuple>()->count : 0;
  std::size_t next = code.arg_count + code.keyword_only;
  for (std::size_t i = bound ? 1 : 0; i < code.arg_count; ++i) {
    std::string text = local(i);
    if (i + defaults >= code.arg_count) {
      const Value& value = function.defaults.as<script::Tuple>()->items()[i + defaults - code.arg_count];
      text += "=" + value_text(vm, value, kDefaultText);
    }
    form.parameters.push_back(std::move(text));
    if (code.positional_only && i + 1 == code.positional_only) form.parameters.emplace_back("/");
  }
  if (code.has_star) form.parameters.push_back(cat("*", local(next++)));
  else if (code.keyword_only) form.parameters.emplace_back("*");
  for (std::size_t i = code.arg_count; i < code.arg_count + code.keyword_only; ++i) {
    std::string text = local(i);
    script::Dict* values = function.kw_defaults.is_object() ? function.kw_defaults.as<script::Dict>() : nullptr;
    const Value* value = values ? values->get(vm.intern(text)) : nullptr;
    if (value) text += "=" + value_text(vm, *value, kDefaultText);
    form.parameters.push_back(std::move(text));
  }
  if (code.has_double_star) form.parameters.push_back(cat("**", local(next)));
  form.summary = first_sentence(function.doc.ok() && !function.doc.is_none() ? function.doc : code.doc, vm);
  return form;
}

CallForm native_form(const script::NativeFunction& function) {
  CallForm form;
  form.name = function.signature.function;
  form.parameters = split_parameters(function.text ? function.text : "");
  form.summary = function.doc ? function.doc : "";
  return form;
}

std::vector<CallForm> op_forms(const bindings::OpFunction& function, bool bound) {
  std::vector<CallForm> out;
  for (const bindings::PreparedForm& prepared : function.prepared->forms) {
    CallForm form;
    form.name = function.name;
    form.parameters = split_parameters(prepared.form->signature);
    if (bound && !form.parameters.empty()) form.parameters.erase(form.parameters.begin());
    form.summary = function.prepared->op->summary;
    out.push_back(std::move(form));
  }
  return out;
}

std::vector<CallForm> forms_of(Vm& vm, const Value& value, bool bound) {
  if (!value.is_object()) return {};
  if (is_op(vm, value)) return op_forms(*value.as<bindings::OpFunction>(), bound || value.as<bindings::OpFunction>()->method);
  if (value.is_exact(vm.types.function)) return {script_form(vm, *value.as<script::Function>(), bound)};
  if (is_native(vm, value)) return {native_form(*value.as<script::NativeFunction>())};
  if (is_bound(vm, value)) return forms_of(vm, value.as<script::BoundMethod>()->function, true);
  if (vm.is_type_object(value.object())) {
    Type* type = value.as<Type>();
    std::vector<CallForm> forms;
    const Value* init = type->lookup(vm.names.__init__);
    if (init && init->is_exact(vm.types.function)) forms = forms_of(vm, *init, true);
    else if (type->construct.is_object()) forms = {native_form(*type->construct.as<script::NativeFunction>())};
    for (CallForm& form : forms) {
      form.name = type->name_str()->utf8();
      const std::string own = first_sentence(type->doc, vm);
      if (!own.empty()) form.summary = own;
    }
    return forms;
  }
  // A module is called through its forward, other objects through __call__.
  Type* type = vm.type_of(value);
  if (type->native) return {};
  for (script::Str* name : {vm.intern("forward"), vm.intern("__call__")}) {
    const Value* method = type->lookup(name);
    if (method && method->is_exact(vm.types.function)) return forms_of(vm, *method, true);
  }
  return {};
}

}  // namespace

std::vector<Member> inspect_members(Vm& vm, std::string_view path, const script::FrameInfo* locals) {
  std::vector<Member> out;
  const auto add_dict = [&](const script::Dict* dict) {
    if (!dict) return;
    for (std::uint32_t i = dict->next(0); i < dict->used; i = dict->next(i + 1)) {
      if (vm.is_str(dict->entries[i].key)) out.push_back(describe(vm, dict->entries[i].key.as<script::Str>()->utf8(), dict->entries[i].value));
    }
  };
  if (path.empty()) {
    if (locals) {
      for (const auto& variable : locals->locals)
        if (variable.value.ok()) out.push_back(describe(vm, variable.name, variable.value));
    }
    add_dict(vm.main_globals());
    add_dict(vm.builtins());
#define LOGIT_KEYWORD(name, text) out.push_back({text, Member::Kind::keyword, {}});
    LOGIT_KEYWORD_TOKENS(LOGIT_KEYWORD)
#undef LOGIT_KEYWORD
  } else {
    const Found found = resolve(vm, path, locals);
    if (!found.ok()) return out;
    if (found.instance_of) {
      for (const auto& type : found.instance_of->mro) add_dict(type->dict.get());
    } else if (found.value.is_exact(vm.types.module)) {
      add_dict(found.value.as<script::Module>()->dict);
    } else {
      for (const std::string_view reg : kRegisters) add_dict(module_register(vm, found.value, reg));
      if (found.value.is_object() && !vm.is_type_object(found.value.object())) {
        if (script::Attributes* attributes = script::attributes_of(found.value.object())) {
          if (attributes->shape && vm.type_of(found.value)->has_dict) {
            for (std::uint32_t i = 0; i < attributes->shape->count; ++i) {
              out.push_back(describe(vm, attributes->shape->keys[i]->utf8(), attributes->values[i]));
            }
          }
          add_dict(attributes->dict);
        }
      }
      const bool is_type = found.value.is_object() && vm.is_type_object(found.value.object());
      Type* type = is_type ? found.value.as<Type>() : vm.type_of(found.value);
      for (const auto& t : type->mro) add_dict(t->dict.get());
    }
  }
  // The first of a name is the one that a lookup finds.
  std::stable_sort(out.begin(), out.end(), [](const Member& a, const Member& b) { return a.name < b.name; });
  out.erase(std::unique(out.begin(), out.end(), [](const Member& a, const Member& b) { return a.name == b.name; }), out.end());
  return out;
}

std::vector<CallForm> inspect_call(Vm& vm, std::string_view path, const script::FrameInfo* locals) {
  const Found found = resolve(vm, path, locals);
  if (found.instance_of) {
    const Value* method = found.instance_of->lookup(vm.intern("forward"));
    return method ? forms_of(vm, *method, true) : std::vector<CallForm>();
  }
  // A method found on a type through one of its instances has its first argument already.
  bool bound = false;
  const std::size_t dot = path.rfind('.');
  if (dot != path.npos && found.value.is_exact(vm.types.function)) {
    const Found owner = resolve(vm, path.substr(0, dot), locals);
    bound = owner.instance_of != nullptr;
  }
  return forms_of(vm, found.value, bound);
}

}  // namespace logit
