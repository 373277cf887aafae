// str: slots and construction. The methods are in str_methods.cpp, format() in str_format.cpp, % in percent_format.cpp.
#include "script/objects/str.h"

#include <algorithm>

#include "script/objects/format_spec.h"
#include "script/objects/iterators.h"
#include "script/objects/sequence.h"
#include "script/objects/slice.h"
#include "script/objects/str_methods.h"
#include "script/objects/text.h"

namespace logit::script {

namespace {

Str* as_str(const Value& v) { return v.as<Str>(); }

Value str_repr(Vm& vm, const Value& self) { return quoted_text(vm, *as_str(self)); }

Value str_str(Vm& vm, const Value& self) {
  if (self.is_exact(vm.types.str)) return self;
  const Str& text = *as_str(self);
  return text.length == 0 ? vm.str("") : substring(vm, text, 0, text.length);
}

Value str_len(Vm&, const Value& self) { return Value::small_int(as_str(self)->length); }
Value str_iter(Vm& vm, const Value& self) { return iterate_text(vm, self); }
Value str_hash(Vm& vm, const Value& self) { return vm.integer(static_cast<std::int64_t>(as_str(self)->hash())); }

Value str_getitem(Vm& vm, const Value& self, const Value& key) {
  const Str& text = *as_str(self);
  if (is_slice(vm, key)) {
    SliceRange range;
    switch (resolve_slice(vm, key, text.length, range)) {
      case Ready::error: return Value::error();
      case Ready::needs_script: return getitem_with_index(vm, self, key);
      case Ready::yes: break;
    }
    if (range.count == 0) return vm.str("");
    if (range.count == text.length && range.step == 1) return str_str(vm, self);
    return substring(vm, text, static_cast<std::size_t>(range.start), static_cast<std::size_t>(range.count), range.step);
  }
  if (!key.is_small_int() && !vm.type_of(key)->slots.index) {
    return vm.type_error("string indices must be integers, not '", vm.type_name(key), "'");
  }
  std::int64_t i;
  switch (resolve_index(vm, key, text.length, "string", i)) {
    case Ready::error: return Value::error();
    case Ready::needs_script: return getitem_with_index(vm, self, key);
    case Ready::yes: break;
  }
  return character(vm, text.at(static_cast<std::size_t>(i)));
}

Value str_contains(Vm& vm, const Value& self, const Value& item) {
  if (!vm.is_str(item)) {
    return vm.type_error("'in <string>' requires string as left operand, not ", vm.type_name(item));
  }
  const Str& text = *as_str(self);
  if (!charge_text(vm, text.length)) return Value::error();
  return Value::boolean(find_text(text, *as_str(item), 0, text.length) >= 0);
}

Value str_concat(Vm& vm, const Value& left, const Value& right) {
  if (!vm.is_str(right)) {
    return vm.type_error("can only concatenate str (not \"", vm.type_name(right), "\") to str");
  }
  if (as_str(right)->length == 0) return str_str(vm, left);
  if (as_str(left)->length == 0) return str_str(vm, right);
  const Value parts[] = {left, right};
  const Value nothing = vm.str("");
  return join_text(vm, *as_str(nothing), parts, 2);
}

Value str_repeat(Vm& vm, const Value& self, const Value& times) {
  std::int64_t n;
  switch (resolve_count(vm, times, n)) {
    case Ready::error: return Value::error();
    case Ready::needs_script: return repeat_with_index(vm, self, times);
    case Ready::yes: break;
  }
  const Str& text = *as_str(self);
  if (n <= 0 || text.length == 0) return vm.str("");
  if (n == 1) return str_str(vm, self);
  const double bytes = static_cast<double>(n) * static_cast<double>(text.bytes());
  if (!vm.heap.request(bytes > 2e9 ? static_cast<std::uint64_t>(bytes > 9e18 ? 9e18 : bytes) + (std::uint64_t{1} << 32)
                                   : static_cast<std::uint64_t>(bytes))) {
    return Value::error();
  }
  if (!vm.charge_plain(static_cast<std::int64_t>(bytes / 64))) return Value::error();
  const std::size_t piece = text.bytes();
  Ref<Str> out = new_str(vm.heap, vm.types.str, text.length * static_cast<std::size_t>(n), text.width);
  out->ascii = text.ascii;
  if (piece == 1) {
    std::memset(out->data1(), text.data1()[0], static_cast<std::size_t>(n));
  } else {
    for (std::int64_t i = 0; i < n; ++i) {
      std::memcpy(out->data1() + static_cast<std::size_t>(i) * piece, text.data1(), piece);
    }
  }
  return out;
}

Value str_mod(Vm& vm, const Value& left, const Value& right) {
  if (!vm.is_str(left)) return Value::not_implemented();
  return percent_format(vm, left, right);
}

Value str_compare(Vm& vm, const Value& left, const Value& right, Compare op) {
  if (!vm.is_str(left) || !vm.is_str(right)) return Value::not_implemented();
  const Str& a = *as_str(left);
  const Str& b = *as_str(right);
  if (!charge_text(vm, std::min(a.length, b.length))) return Value::error();
  if (op == Compare::eq) return Value::boolean(a.equals(b));
  if (op == Compare::ne) return Value::boolean(!a.equals(b));
  const int order = compare_text(a, b);
  switch (op) {
    case Compare::lt: return Value::boolean(order < 0);
    case Compare::le: return Value::boolean(order <= 0);
    case Compare::gt: return Value::boolean(order > 0);
    default: return Value::boolean(order >= 0);
  }
}

Task construct_task(Vm& vm, Value class_value, Value object) {
  Value text = co_await vm.to_str(object);
  if (text.is_error()) co_return text;
  co_return vm.allocate_str(class_value, *as_str(text));
}

Value str_construct(Vm& vm, Args args) {
  for (std::size_t i : {2, 3}) {
    if (!args.has(i) || vm.is_str(args[i])) continue;
    return vm.type_error("str() argument '", i == 2 ? "encoding" : "errors", "' must be str, not ", vm.type_name(args[i]));
  }
  if ((args.has(2) || args.has(3)) && args.has(1) && vm.is_str(args[1])) return vm.type_error("decoding str is not supported");
  if (args.has(2) || args.has(3)) return vm.type_error("decoding to str: need a bytes-like object, ", vm.type_name(args.has(1) ? args[1] : args[2]), " found");
  const bool exact = args[0].as<Type>() == vm.types.str;
  if (!args.has(1)) {
    const Value empty = vm.str("");
    return exact ? empty : Value(vm.allocate_str(args[0], *as_str(empty)));
  }
  if (exact) return vm.start_str(args[1]);
  return vm.start(construct_task(vm, args[0], args[1]));
}

std::size_t attributes_at(const Object* object) {
  const std::size_t end = sizeof(Str) + static_cast<const Str*>(object)->bytes();
  return (end + 7) & ~std::size_t{7};
}

constexpr NativeDef kConstruct{"str(object='', encoding=None, errors=None)", str_construct, "The text of an object."};

}  // namespace

Ref<Str> Vm::allocate_str(const Value& class_value, const Str& text) {
  Type* type = class_value.as<Type>();
  const std::size_t end = (sizeof(Str) + text.bytes() + 7) & ~std::size_t{7};
  auto copy = heap.make_sized<Str>(type, instance_bytes(type, end));
  // A class with an __eq__ or __hash__ of its own does not pass for text in dicts.
  const bool as_text = type->slots.hash == types.str->slots.hash && type->slots.compare == types.str->slots.compare;
  if (as_text) copy->flags |= Object::kStrFlag;
  copy->length = text.length;
  copy->capacity = static_cast<std::uint32_t>(text.bytes());
  copy->width = text.width;
  copy->ascii = text.ascii;
  std::memcpy(copy->data1(), text.data1(), text.bytes());
  init_attributes(type, copy.get());
  return copy;
}

void define_str(Vm& vm) {
  vm.types.str->tail_offset = attributes_at;
  TypeSpec spec{.name = "str", .doc = "Text."};
  spec.instance_bytes = sizeof(Str);
  Slots& s = spec.slots;
  s.repr = str_repr;
  s.str = str_str;
  s.len = str_len;
  s.iter = str_iter;
  s.hash = str_hash;
  s.getitem = str_getitem;
  s.contains = str_contains;
  s.concat = str_concat;
  s.repeat = str_repeat;
  s.compare = str_compare;
  s.binary[static_cast<int>(Binary::mod)] = str_mod;
  spec.construct = &kConstruct;
  spec.methods = kStrMethods;
  spec.static_methods = kStrStaticMethods;
  vm.define(spec, vm.types.str);
}

}  // namespace logit::script
