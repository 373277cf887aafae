// list[int] and int | None: what annotations are made of. They keep their parts, print like CPython's and otherwise step
// aside: list[int](x) is list(x).
#include "script/objects/generic_alias.h"

namespace logit::script {

namespace {

struct GenericAlias : Object {
  Value origin;
  Value args;  ///< Tuple
};

struct Union : Object {
  Value args;  ///< Tuple
};

/// A class as annotations show it: "int", "collections.deque"; anything else by its repr.
Task part_repr(Vm& vm, Value part) {
  if (part.is_ellipsis()) co_return vm.str("...");
  if (part.is_object() && vm.is_type_object(part.object())) {
    const Type* type = part.as<Type>();
    const std::string name = type->qualname.as<Str>()->utf8();
    const std::string module = vm.is_str(type->module) ? type->module.as<Str>()->utf8() : "builtins";
    co_return vm.str(module == "builtins" ? name : cat(module, ".", name));
  }
  Value text = co_await vm.repr(part);
  co_return text;
}

Task parts_repr(Vm& vm, Value parts, const char* separator) {
  std::string out;
  for (std::size_t i = 0; i < parts.as<Tuple>()->count; ++i) {
    if (i > 0) out += separator;
    Value text = co_await vm.run_task(part_repr(vm, (*parts.as<Tuple>())[i]));
    if (text.is_error()) co_return text;
    text.as<Str>()->append_utf8(out);
  }
  co_return vm.str(out);
}

Task alias_repr_task(Vm& vm, Value self) {
  const auto* alias = self.as<GenericAlias>();
  Value origin = co_await vm.run_task(part_repr(vm, alias->origin));
  if (origin.is_error()) co_return origin;
  Value args = co_await vm.run_task(parts_repr(vm, alias->args, ", "));
  if (args.is_error()) co_return args;
  std::string text = args.as<Str>()->utf8();
  if (text.empty()) text = "()";
  co_return vm.str(cat(origin.as<Str>()->utf8(), "[", text, "]"));
}

Value alias_repr(Vm& vm, const Value& self) { return vm.start(alias_repr_task(vm, self)); }

Value alias_call(Vm& vm, const Value& self, CallArgs args) {
  return vm.start_call(self.as<GenericAlias>()->origin, args.values, args.positional, args.keywords);
}

Value alias_getattr(Vm& vm, const Value& self, Str* name) {
  // Dunder names are the alias's own, anything else the class's.
  if (name->length > 2 && name->at(0) == '_' && name->at(1) == '_') return vm.generic_getattr(self, name);
  return vm.start_getattr(self.as<GenericAlias>()->origin, name);
}

Value alias_compare(Vm& vm, const Value& left, const Value& right, Compare op) {
  if ((op != Compare::eq && op != Compare::ne) || !left.is_exact(vm.types.generic_alias) ||
      !right.is_exact(vm.types.generic_alias)) {
    return Value::not_implemented();
  }
  const auto* a = left.as<GenericAlias>();
  const auto* b = right.as<GenericAlias>();
  return vm.start_compare(vm.tuple_of(a->origin, a->args), vm.tuple_of(b->origin, b->args), op);
}

Value alias_hash(Vm& vm, const Value& self) {
  const auto* alias = self.as<GenericAlias>();
  return vm.start_hash(vm.tuple_of(alias->origin, alias->args));
}

Value get_origin(Vm&, const Value& self) { return self.as<GenericAlias>()->origin; }
Value get_args(Vm&, const Value& self) { return self.as<GenericAlias>()->args; }
Value get_parameters(Vm& vm, const Value&) { return vm.empty_tuple(); }

Value alias_getitem(Vm& vm, const Value& self, const Value& key) {
  return make_generic_alias(vm, self.as<GenericAlias>()->origin, key);
}

Value alias_no_instances(Vm& vm, Args) { return vm.type_error("isinstance() argument 2 cannot be a parameterized generic"); }
Value alias_no_subclasses(Vm& vm, Args) { return vm.type_error("issubclass() argument 2 cannot be a parameterized generic"); }

constexpr NativeDef kAliasMethods[] = {{"__instancecheck__(obj, /)", alias_no_instances, "Refused."},
                                       {"__subclasscheck__(cls, /)", alias_no_subclasses, "Refused."},
                                       {}};

void alias_traverse(Object* object, Visitor visit, void* context) {
  visit(context, static_cast<GenericAlias*>(object)->origin);
  visit(context, static_cast<GenericAlias*>(object)->args);
}

constexpr GetSetDef kAliasProperties[] = {{"__origin__", get_origin, nullptr, "The class."},
                                          {"__args__", get_args, nullptr, "What stands in the brackets."},
                                          {"__parameters__", get_parameters, nullptr, "()"},
                                          {}};

// --- X | Y -------------------------------------------------------------------------------------------------------------

Task union_repr_task(Vm& vm, Value self) {
  const Tuple* parts = self.as<Union>()->args.as<Tuple>();
  std::string out;
  for (std::size_t i = 0; i < parts->count; ++i) {
    if (i > 0) out += " | ";
    if ((*parts)[i].is_exact(vm.types.none_type) || (*parts)[i].same(Value::object(vm.types.none_type))) {
      out += "None";
      continue;
    }
    Value text = co_await vm.run_task(part_repr(vm, (*parts)[i]));
    if (text.is_error()) co_return text;
    text.as<Str>()->append_utf8(out);
  }
  co_return vm.str(out);
}

Value union_repr(Vm& vm, const Value& self) { return vm.start(union_repr_task(vm, self)); }
Value union_args(Vm&, const Value& self) { return self.as<Union>()->args; }
Value union_or(Vm& vm, const Value& left, const Value& right);
Value union_compare(Vm& vm, const Value& left, const Value& right, Compare op);
Value union_hash(Vm& vm, const Value& self) { return vm.start_hash(self.as<Union>()->args); }
void union_traverse(Object* object, Visitor visit, void* context) {
  visit(context, static_cast<Union*>(object)->args);
}

Value union_instancecheck(Vm& vm, Args args) { return vm.start_is_instance(args[1], args[0].as<Union>()->args); }
Value union_subclasscheck(Vm& vm, Args args) { return vm.start_is_subclass(args[1], args[0].as<Union>()->args); }

constexpr NativeDef kUnionMethods[] = {
    {"__instancecheck__(obj, /)", union_instancecheck, "Whether obj belongs to an alternative."},
    {"__subclasscheck__(cls, /)", union_subclasscheck, "Whether cls derives from an alternative."},
    {}};
constexpr GetSetDef kUnionProperties[] = {{"__args__", union_args, nullptr, "The alternatives."}, {}};

TypeSpec union_spec() {
  TypeSpec spec{.name = "UnionType", .module = "types", .doc = "X | Y of classes."};
  spec.instance_bytes = sizeof(Union);
  spec.slots.repr = union_repr;
  spec.slots.hash = union_hash;
  spec.slots.compare = union_compare;
  spec.slots.dealloc = drop<Union>;
  spec.slots.traverse = union_traverse;
  spec.slots.binary[static_cast<int>(Binary::bit_or)] = union_or;
  spec.methods = kUnionMethods;
  spec.properties = kUnionProperties;
  spec.is_final = true;
  return spec;
}

const TypeSpec kUnionSpec = union_spec();

bool is_union(Vm& vm, const Value& v) { return v.is_exact(vm.type_for(kUnionSpec)); }

bool is_alternative(Vm& vm, const Value& v) {
  return v.is_none() || v.is_exact(vm.types.generic_alias) || (v.is_object() && vm.is_type_object(v.object())) ||
         is_union(vm, v);
}

Value union_or(Vm& vm, const Value& left, const Value& right) {
  if (!is_alternative(vm, left) || !is_alternative(vm, right)) return Value::not_implemented();
  std::vector<Value> parts;
  for (const Value* side : {&left, &right}) {
    std::vector<Value> own;
    if (is_union(vm, *side)) {
      for (const Value& v : *side->as<Union>()->args.as<Tuple>()) own.push_back(v);
    } else {
      own.push_back(side->is_none() ? Value::object(vm.types.none_type) : *side);
    }
    for (const Value& v : own) {
      bool known = false;
      for (const Value& p : parts) known = known || p.same(v);
      if (!known) parts.push_back(v);
    }
  }
  if (parts.size() == 1) return parts[0];
  auto result = vm.heap.make<Union>(vm.type_for(kUnionSpec));
  result->args = vm.tuple(std::move(parts));
  return result;
}

Value union_compare(Vm& vm, const Value& left, const Value& right, Compare op) {
  if ((op != Compare::eq && op != Compare::ne) || !is_union(vm, left) || !is_union(vm, right)) {
    return Value::not_implemented();
  }
  const Tuple* a = left.as<Union>()->args.as<Tuple>();
  const Tuple* b = right.as<Union>()->args.as<Tuple>();
  bool equal = a->count == b->count;
  for (const Value& x : *a) {
    bool there = false;
    for (const Value& y : *b) there = there || x.same(y);
    equal = equal && there;
  }
  return Value::boolean(equal == (op == Compare::eq));
}

}  // namespace

Value make_generic_alias(Vm& vm, const Value& origin, const Value& item) {
  auto alias = vm.heap.make<GenericAlias>(vm.types.generic_alias);
  alias->origin = origin;
  alias->args = item.is_exact(vm.types.tuple) ? item : vm.tuple_of(item);
  return alias;
}

Value class_getitem(Vm& vm, Args args) { return make_generic_alias(vm, args[0], args[1]); }

void define_generic_alias(Vm& vm) {
  TypeSpec spec{.name = "GenericAlias", .module = "types", .doc = "A class with its parameters."};
  spec.instance_bytes = sizeof(GenericAlias);
  Slots& s = spec.slots;
  s.repr = alias_repr;
  s.call = alias_call;
  s.getattr = alias_getattr;
  s.getitem = alias_getitem;
  s.compare = alias_compare;
  s.hash = alias_hash;
  s.dealloc = drop<GenericAlias>;
  s.traverse = alias_traverse;
  s.binary[static_cast<int>(Binary::bit_or)] = union_or;
  spec.methods = kAliasMethods;
  spec.properties = kAliasProperties;
  spec.is_final = true;
  vm.define(spec, vm.types.generic_alias);
  vm.types.type->slots.binary[static_cast<int>(Binary::bit_or)] = union_or;
}

}  // namespace logit::script
