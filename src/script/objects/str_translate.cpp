// str.translate and str.maketrans.
#include "script/objects/str_methods.h"
#include "script/objects/text.h"
#include "script/vm/vm.h"

namespace logit::script {

namespace {

Task translate_task(Vm& vm, Value self, Value table) {
  const Str& s = *self.as<Str>();
  TextBuilder out(vm);
  for (std::size_t i = 0; i < s.length; ++i) {
    const char32_t c = s.at(i);
    Value to = co_await vm.getitem(table, Value::small_int(c));
    if (to.is_error()) {
      if (!vm.error_is(vm.types.lookup_error)) co_return to;
      vm.clear_error();
      out.add(c);
      continue;
    }
    if (to.is_none()) continue;
    if (vm.is_str(to)) {
      const Str& piece = *to.as<Str>();
      if (!vm.heap.request(4 * (std::uint64_t{out.length()} + piece.length))) co_return Value::error();
      if (!charge_text(vm, piece.length)) co_return Value::error();
      out.add(piece);
    } else if (vm.is_int(to)) {
      std::int64_t point;
      if (!vm.to_clipped(to, point)) co_return Value::error();
      if (point < 0 || point > 0x10FFFF) co_return vm.value_error("character mapping must be in range(0x110000)");
      out.add(static_cast<char32_t>(point));
    } else {
      co_return vm.type_error("character mapping must return integer, None or str");
    }
  }
  co_return out.finish();
}

Task from_mapping(Vm& vm, Value mapping) {
  auto result = vm.new_dict();
  const Dict* dict = mapping.as<Dict>();
  for (std::uint32_t i = dict->next(0); i < dict->used; i = dict->next(i + 1)) {
    Value key = dict->entries[i].key;
    const Value value = dict->entries[i].value;
    if (vm.is_str(key)) {
      const Str& s = *key.as<Str>();
      if (s.length != 1) co_return vm.value_error("string keys in translate table must be of length 1");
      key = Value::small_int(s.at(0));
    } else if (!vm.is_int(key)) {
      co_return vm.type_error("keys in translate table must be strings or integers");
    }
    Value done = co_await vm.dict_set(result.get(), key, value);
    if (done.is_error()) co_return done;
  }
  co_return result;
}

}  // namespace

Value str_translate(Vm& vm, Args args) { return vm.start(translate_task(vm, args[0], args[1])); }

Value str_maketrans(Vm& vm, Args args) {
  if (!args.has(1)) {
    if (!vm.is_dict(args[0])) return vm.type_error("if you give only one argument to maketrans it must be a dict");
    return vm.start(from_mapping(vm, args[0]));
  }
  for (std::size_t i : {1, 2}) {
    if (i == 2 && !args.has(2)) continue;
    if (!vm.is_str(args[i])) {
      return vm.type_error("maketrans() argument ", i + 1, " must be str, not ", argument_type(vm, args[i]));
    }
  }
  if (!vm.is_str(args[0])) {
    return vm.type_error("first maketrans argument must be a string if there is a second argument");
  }
  const Str& from = *args[0].as<Str>();
  const Str& to = *args[1].as<Str>();
  if (from.length != to.length) {
    return vm.value_error("the first two maketrans arguments must have equal length");
  }
  auto table = vm.new_dict();
  const auto put = [&](char32_t from_point, Value value) {
    return vm.start_dict_set(table.get(), Value::small_int(from_point), value).ok();  // int keys: never pending
  };
  for (std::size_t i = 0; i < from.length; ++i) {
    if (!put(from.at(i), Value::small_int(to.at(i)))) return Value::error();
  }
  if (args.has(2)) {
    const Str& gone = *args[2].as<Str>();
    for (std::size_t i = 0; i < gone.length; ++i) {
      if (!put(gone.at(i), Value::none())) return Value::error();
    }
  }
  return table;
}

}  // namespace logit::script
