#include "script/vm/instructions.h"

#include "script/objects/dict_ops.h"
#include "script/objects/iterators.h"
#include "script/objects/numbers.h"
#include "script/objects/set.h"
#include "script/objects/text.h"

namespace logit::script::instructions {

Value name_error(Vm& vm, Str* name) {
  vm.raise(vm.types.name_error, cat("name '", name->utf8(), "' is not defined"));
  vm.exception().as<Exception>()->name = Value::object(name);
  return Value::error();
}
Value unbound_local(Vm& vm, Str* name) {
  return vm.raise(vm.types.unbound_local_error,
                  cat("cannot access local variable '", name->utf8(), "' where it is not associated with a value"));
}
Value unbound_free(Vm& vm, Str* name) {
  vm.raise(vm.types.name_error, cat("cannot access free variable '", name->utf8(),
                                    "' where it is not associated with a value in enclosing scope"));
  return Value::error();
}

// -------------------------------------------------------------------------------------------------- raise

namespace {
std::string class_repr(Vm& vm, const Value& type) {
  return vm.types.type->slots.repr(vm, type).as<Str>()->utf8();
}

Task raise_task(Vm& vm, Value exception, Value cause) {
  const auto is_class = [&](const Value& v) {
    return v.is_object() && vm.is_type_object(v.object()) && v.as<Type>()->is_subtype(vm.types.base_exception);
  };
  if (is_class(exception)) {
    Value type = exception;
    exception = co_await vm.call(type);
    if (exception.is_error()) co_return exception;
    if (!vm.is_instance(exception, vm.types.base_exception)) {
      co_return vm.type_error("calling ", class_repr(vm, type), " should have returned an instance of BaseException, not ",
                              class_repr(vm, Value::object(vm.type_of(exception))));
    }
  } else if (!vm.is_instance(exception, vm.types.base_exception)) {
    co_return vm.type_error("exceptions must derive from BaseException");
  }
  if (cause.ok()) {
    if (is_class(cause)) {
      Value type = cause;
      cause = co_await vm.call(type);
      if (cause.is_error()) co_return cause;
    } else if (!cause.is_none() && !vm.is_instance(cause, vm.types.base_exception)) {
      co_return vm.type_error("exception causes must derive from BaseException");
    }
    auto* e = exception.as<Exception>();
    e->cause = cause.is_none() ? Value() : cause;
    e->suppress_context = true;
  }
  co_return vm.raise_object(std::move(exception));
}
}  // namespace

Value start_raise(Vm& vm, const Value& exception, const Value& cause) {
  if (cause.is_undefined() && exception.is_object()) {
    Type* type = exception.object()->type;
    if (type->is_subtype(vm.types.base_exception)) return vm.raise_object(exception);
  }
  return vm.start(raise_task(vm, exception, cause));
}

Value exception_matches(Vm& vm, const Value& exception, const Value& pattern) {
  if (pattern.is_object() && vm.is_type_object(pattern.object())) {
    auto* type = pattern.as<Type>();
    if (!type->is_subtype(vm.types.base_exception)) {
      return vm.type_error("catching classes that do not inherit from BaseException is not allowed");
    }
    return Value::boolean(exception.object()->type->is_subtype(type));
  }
  if (vm.is_tuple(pattern)) {
    bool match = false;
    for (const Value& p : *pattern.as<Tuple>()) {
      if (!p.is_object() || !vm.is_type_object(p.object()) || !p.as<Type>()->is_subtype(vm.types.base_exception)) {
        return vm.type_error("catching classes that do not inherit from BaseException is not allowed");
      }
      match = match || exception.object()->type->is_subtype(p.as<Type>());
    }
    return Value::boolean(match);
  }
  return vm.type_error("catching classes that do not inherit from BaseException is not allowed");
}

// --------------------------------------------------------------------------------------------- unpacking

Value unpack_count_error(Vm& vm, std::size_t wanted, std::size_t got) {
  if (got > wanted) return vm.value_error("too many values to unpack (expected ", wanted, ")");
  return vm.value_error("not enough values to unpack (expected ", wanted, ", got ", got, ")");
}

namespace {
bool cannot_iterate(Vm& vm, const Value& value) {
  Type* type = vm.type_of(value);
  return !type->slots.iter && !type->slots.getitem;
}

Task unpack_task(Vm& vm, Value iterable, std::uint32_t count) {
  Value iterator = co_await vm.iter(iterable);
  if (iterator.is_error()) co_return iterator;
  std::vector<Value> items;
  while (items.size() < count) {
    Value item = co_await vm.next(iterator);
    if (item.is_error()) co_return item;
    if (item.is_undefined()) co_return unpack_count_error(vm, count, items.size());
    items.push_back(std::move(item));
  }
  Value more = co_await vm.next(iterator);
  if (more.is_error()) co_return more;
  if (!more.is_undefined()) co_return unpack_count_error(vm, count, count + 1);
  co_return vm.tuple(std::move(items));
}
}  // namespace

Value start_unpack(Vm& vm, const Value& iterable, std::uint32_t count) {
  if (cannot_iterate(vm, iterable)) return vm.type_error("cannot unpack non-iterable ", vm.type_name(iterable), " object");
  return vm.start(unpack_task(vm, iterable, count));
}

Value start_unpack_list(Vm& vm, const Value& iterable) {
  if (cannot_iterate(vm, iterable)) return vm.type_error("cannot unpack non-iterable ", vm.type_name(iterable), " object");
  return vm.start_list(iterable);
}

// ------------------------------------------------------------------------------------------------- strings

Value tuple_of_list(Vm& vm, const Value& list) {
  const List* from = list.as<List>();
  if (from->count == 0) return vm.empty_tuple();
  Ref<Tuple> tuple = vm.new_tuple_of(from->count);
  for (std::size_t i = 0; i < from->count; ++i) (*tuple)[i] = from->items[i];
  return Value::adopt(tuple.detach());
}

Value build_string(Vm& vm, Value* pieces, std::uint32_t count) {
  std::size_t length = 0;
  int width = 1;
  bool ascii = true;
  for (std::uint32_t i = 0; i < count; ++i) {
    const Str* s = pieces[i].as<Str>();
    length += s->length;
    width = s->width > width ? s->width : width;
    ascii = ascii && s->ascii;
  }
  if (length > 4096 && !vm.heap.request(length * static_cast<std::size_t>(width))) return Value::error();
  Ref<Str> out = new_str(vm.heap, vm.types.str, length, width);
  out->ascii = ascii;
  std::size_t at = 0;
  for (std::uint32_t i = 0; i < count; ++i) {
    const Str* s = pieces[i].as<Str>();
    if (s->width == width) {
      std::memcpy(out->data1() + at * static_cast<std::size_t>(width), s->data1(), s->bytes());
    } else {
      for (std::size_t k = 0; k < s->length; ++k) out->put(at + k, s->at(k));
    }
    at += s->length;
  }
  return out;
}

namespace {
Task format_value_task(Vm& vm, Value value, Value spec, std::uint32_t conversion) {
  Value text = value;
  if (conversion == 1) text = co_await vm.to_str(value);
  else if (conversion == 2) text = co_await vm.repr(value);
  else if (conversion == 3) text = co_await Await(vm.start_ascii(value));
  if (text.is_error()) co_return text;
  Value result = co_await vm.format(text, spec);
  co_return result;
}
}  // namespace

Value start_format_value(Vm& vm, const Value& value, const Value& spec, std::uint32_t conversion) {
  const bool empty = spec.is_undefined() || spec.as<Str>()->length == 0;
  if (empty) {
    if (conversion == 1) return vm.start_str(value);
    if (conversion == 2) return vm.start_repr(value);
    if (conversion == 3) return vm.start_ascii(value);
    if (value.is_exact(vm.types.str)) return value;
    if (value.is_small_int() || value.is_double()) return vm.start_str(value);
  }
  Value text = spec.is_undefined() ? vm.str("") : spec;
  if (conversion == 0) return vm.start_format(value, text);
  return vm.start(format_value_task(vm, value, text, conversion));
}

// -------------------------------------------------------------------------------------------- collections

namespace {
Task set_task(Vm& vm, std::vector<Value> items) {
  Value set = new_set(vm);
  for (const Value& item : items) {
    Value added = co_await Await(start_set_add(vm, set.as<Set>(), item));
    if (added.is_error()) co_return added;
  }
  co_return set;
}
Task dict_of_task(Vm& vm, std::vector<Value> items) {
  Value dict = vm.new_dict();
  for (std::size_t i = 0; i + 1 < items.size(); i += 2) {
    Value set = co_await vm.dict_set(dict.as<Dict>(), items[i], items[i + 1]);
    if (set.is_error()) co_return set;
  }
  co_return dict;
}
Task extend_task(Vm& vm, Value list, Value iterable) {
  Value iterator = co_await vm.iter(iterable);
  if (iterator.is_error()) co_return iterator;
  for (;;) {
    Value item = co_await vm.next(iterator);
    if (item.is_error()) co_return item;
    if (item.is_undefined()) co_return Value::none();
    if (!list.as<List>()->push(vm.heap, std::move(item))) co_return Value::error();
  }
}
Task update_task(Vm& vm, Value dict, Value mapping) {
  Value method = co_await vm.getattr(mapping, vm.names.keys);
  if (method.is_error()) co_return method;
  Value keys = co_await vm.call(method);
  if (keys.is_error()) co_return keys;
  Value iterator = co_await vm.iter(keys);
  if (iterator.is_error()) co_return iterator;
  for (;;) {
    Value key = co_await vm.next(iterator);
    if (key.is_error()) co_return key;
    if (key.is_undefined()) co_return Value::none();
    Value value = co_await vm.getitem(mapping, key);
    if (value.is_error()) co_return value;
    Value set = co_await vm.dict_set(dict.as<Dict>(), key, value);
    if (set.is_error()) co_return set;
  }
}
Task update_from_dict(Vm& vm, Value dict, Value other) {
  Dict* from = other.as<Dict>();
  for (std::uint32_t i = from->next(0); i < from->used; i = from->next(i + 1)) {
    Value key = from->entries[i].key, value = from->entries[i].value;
    Value set = co_await vm.dict_set(dict.as<Dict>(), key, value);
    if (set.is_error()) co_return set;
  }
  co_return Value::none();
}
}  // namespace

Value start_set_of(Vm& vm, const Value* items, std::uint32_t count) {
  Ref<Set> set = new_set(vm);
  for (std::uint32_t i = 0; i < count; ++i) {
    if (items[i].is_object() && !items[i].is_exact(vm.types.str)) {
      return vm.start(set_task(vm, std::vector<Value>(items, items + count)));
    }
    Value added = start_set_add(vm, set.get(), items[i]);
    if (added.is_error()) return added;
  }
  return set;
}

Value start_dict_of(Vm& vm, const Value* items, std::uint32_t count) {
  Ref<Dict> dict = vm.new_dict();
  if (count > 4 && !dict->reserve(vm.heap, count)) return Value::error();
  for (std::uint32_t i = 0; i < count; ++i) {
    const Value& key = items[2 * i];
    if (key.is_exact(vm.types.str)) {
      if (!dict->set(vm.heap, key.as<Str>(), items[2 * i + 1])) return Value::error();
      continue;
    }
    if (key.is_object()) return vm.start(dict_of_task(vm, std::vector<Value>(items, items + 2 * count)));
    Value set = vm.start_dict_set(dict.get(), key, items[2 * i + 1]);
    if (set.is_error()) return set;
  }
  return dict;
}

Value start_list_extend(Vm& vm, const Value& list, const Value& iterable) {
  Value keep = iterable;
  const int plain = append_plain(vm, *list.as<List>(), keep);
  if (plain < 0) return Value::error();
  if (plain == 1) return Value::none();
  return vm.start(extend_task(vm, list, iterable));
}

Value start_dict_update(Vm& vm, const Value& dict, const Value& mapping) {
  if (mapping.is_exact(vm.types.dict)) {
    Dict* from = mapping.as<Dict>();
    Dict* to = dict.as<Dict>();
    bool plain = true;
    for (std::uint32_t i = from->next(0); i < from->used && plain; i = from->next(i + 1)) {
      plain = from->entries[i].key.is_exact(vm.types.str);
    }
    if (!plain) return vm.start(update_from_dict(vm, dict, mapping));
    for (std::uint32_t i = from->next(0); i < from->used; i = from->next(i + 1)) {
      if (!to->set(vm.heap, from->entries[i].key.as<Str>(), from->entries[i].value)) return Value::error();
    }
    return Value::none();
  }
  const bool has_keys = vm.lookup_special(mapping, vm.names.keys) != nullptr;
  if (!has_keys) return vm.type_error("'", vm.type_name(mapping), "' object is not a mapping");
  return vm.start(update_task(vm, dict, mapping));
}

namespace {
std::string callable_name(Vm& vm, const Value& callable) {
  if (callable.is_exact(vm.types.function)) {
    auto* f = callable.as<Function>();
    std::string module = vm.is_str(f->module) ? f->module.as<Str>()->utf8() + "." : "";
    if (module == "builtins.") module.clear();
    return module + f->qualname.as<Str>()->utf8() + "()";
  }
  if (callable.is_exact(vm.types.method)) return callable_name(vm, callable.as<BoundMethod>()->function);
  if (callable.is_exact(vm.types.native_function)) return callable.as<NativeFunction>()->signature.function + "()";
  if (callable.is_object() && vm.is_type_object(callable.object())) {
    auto* t = callable.as<Type>();
    std::string module = vm.is_str(t->module) && !t->module.as<Str>()->equals("builtins") ? t->module.as<Str>()->utf8() + "." : "";
    return module + t->name_str()->utf8() + "()";
  }
  return vm.type_name(callable) + " object";
}

Task merge_task(Vm& vm, Value dict, Value mapping, Value callable) {
  Dict* to = dict.as<Dict>();
  if (!vm.is_dict(mapping) && !vm.lookup_special(mapping, vm.names.keys)) {
    co_return vm.type_error(callable_name(vm, callable), " argument after ** must be a mapping, not ", vm.type_name(mapping));
  }
  Value copy = vm.new_dict();
  Value updated = co_await Await(start_dict_update(vm, copy, mapping));
  if (updated.is_error()) co_return updated;
  Dict* from = copy.as<Dict>();
  for (std::uint32_t i = from->next(0); i < from->used; i = from->next(i + 1)) {
    const Value key = from->entries[i].key;
    if (!vm.is_str(key)) co_return vm.type_error("keywords must be strings");
    if (to->get(key.as<Str>())) {
      co_return vm.type_error(callable_name(vm, callable), " got multiple values for keyword argument '",
                              key.as<Str>()->utf8(), "'");
    }
    if (!to->set(vm.heap, key.as<Str>(), from->entries[i].value)) co_return Value::error();
  }
  co_return Value::none();
}
Task unpacked_call_task(Vm& vm, Value callable, Value args, Value keywords) {
  Type* type = vm.type_of(args);
  if (!type->slots.iter && !type->slots.getitem) {
    co_return vm.type_error(callable_name(vm, callable), " argument after * must be an iterable, not ", vm.type_name(args));
  }
  Value tuple = co_await vm.tuple_from(args);
  if (tuple.is_error()) co_return tuple;
  Value result = co_await Await(start_call_unpacked(vm, callable, tuple, keywords));
  co_return result;
}
}  // namespace

Value start_dict_merge(Vm& vm, const Value& dict, const Value& mapping, const Value& callable) {
  if (mapping.is_exact(vm.types.dict)) {
    Dict* from = mapping.as<Dict>();
    Dict* to = dict.as<Dict>();
    bool plain = true;
    for (std::uint32_t i = from->next(0); i < from->used && plain; i = from->next(i + 1)) {
      plain = from->entries[i].key.is_exact(vm.types.str) && !to->get(from->entries[i].key.as<Str>());
    }
    if (plain) {
      for (std::uint32_t i = from->next(0); i < from->used; i = from->next(i + 1)) {
        if (!to->set(vm.heap, from->entries[i].key.as<Str>(), from->entries[i].value)) return Value::error();
      }
      return Value::none();
    }
  }
  return vm.start(merge_task(vm, dict, mapping, callable));
}

Value start_call_unpacked(Vm& vm, const Value& callable, const Value& args, const Value& keywords) {
  if (!args.is_exact(vm.types.tuple)) return vm.start(unpacked_call_task(vm, callable, args, keywords));
  Tuple* tuple = args.as<Tuple>();
  Dict* kw = keywords.ok() ? keywords.as<Dict>() : nullptr;
  if (!kw || kw->count == 0) return vm.start_call(callable, tuple->items(), tuple->count);
  std::vector<Value> all;
  all.reserve(tuple->count + kw->count);
  all.insert(all.end(), tuple->begin(), tuple->end());
  const Value names = append_keywords(vm, *kw, all);
  return vm.start_call(callable, all.data(), tuple->count, names.as<Tuple>());
}

// --------------------------------------------------------------------------------------------------- with

Value start_with(Vm& vm, const Value& manager, Value& exit) {
  const Value* enter = vm.lookup_special(manager, vm.names.__enter__);
  const Value* leave = vm.lookup_special(manager, vm.names.__exit__);
  if (!enter) {
    return vm.type_error("'", vm.type_name(manager), "' object does not support the context manager protocol");
  }
  if (!leave) {
    return vm.type_error("'", vm.type_name(manager),
                         "' object does not support the context manager protocol (missed __exit__ method)");
  }
  Type* kind = vm.type_of(*leave);
  if (kind == vm.types.function || kind == vm.types.method_descriptor) {
    exit = vm.bind_method(*leave, manager);
  } else if (kind->slots.descr_get) {
    Value owner = Value::object(vm.type_of(manager));
    Value found = *leave;
    exit = kind->slots.descr_get(vm, found, manager, owner);
  } else {
    exit = *leave;
  }
  return vm.start_special(manager, vm.names.__enter__);
}

// ------------------------------------------------------------------------------------------------- imports

Value import_from(Vm& vm, const Value& module, Str* name) {
  if (module.is_exact(vm.types.module)) {
    auto* m = module.as<Module>();
    if (Value* found = m->dict->get(name)) return *found;
    Value sub = vm.imported(m->name.as<Str>()->utf8() + "." + name->utf8());
    if (sub.ok()) return sub;
    if (m->dict->get(vm.names.__getattr__)) return vm.start_getattr(module, name);
    vm.raise(vm.types.import_error, cat("cannot import name '", name->utf8(), "' from '", m->name.as<Str>()->utf8(),
                                        "' (unknown location)"));
    vm.exception().as<Exception>()->name = m->name;
    return Value::error();
  }
  return vm.start_getattr(module, name);
}

Value import_star(Vm& vm, const Value& module, Dict* globals) {
  if (!module.is_exact(vm.types.module)) return vm.raise(vm.types.import_error, "import * needs a module");
  Dict* dict = module.as<Module>()->dict;
  if (Value* all = dict->get(vm.names.__all__)) {
    Value names = vm.start_list(*all);
    if (!vm.is_list(names)) return Value::error();
    for (const Value& n : *names.as<List>()) {
      Value* found = vm.is_str(n) ? dict->get(n.as<Str>()) : nullptr;
      if (!found) return vm.raise(vm.types.attribute_error, cat("module '", module.as<Module>()->name.as<Str>()->utf8(), "' has no attribute '", vm.is_str(n) ? n.as<Str>()->utf8() : "?", "'"));
      if (!globals->set(vm.heap, vm.intern(n.as<Str>()), *found)) return Value::error();
    }
    return Value::none();
  }
  for (std::uint32_t i = dict->next(0); i < dict->used; i = dict->next(i + 1)) {
    Value key = dict->entries[i].key;
    if (!vm.is_str(key) || (key.as<Str>()->length > 0 && key.as<Str>()->at(0) == '_')) continue;
    if (!globals->set(vm.heap, key.as<Str>(), dict->entries[i].value)) return Value::error();
  }
  return Value::none();
}

// --------------------------------------------------------------------------------------------------- match

bool is_mapping(Vm& vm, const Value& value) {
  if (vm.is_dict(value) || value.is_exact(vm.types.mapping_proxy)) return true;
  // Classes of the library that register as mappings say so.
  const Value* flag = vm.lookup_special(value, vm.intern("__is_mapping__"));
  return flag && flag->is_true();
}

bool is_sequence(Vm& vm, const Value& value) {
  if (vm.is_list(value) || vm.is_tuple(value) || value.is_exact(vm.types.range)) return true;
  if (vm.type_of(value)->name_str()->equals("deque")) return true;
  const Value* flag = vm.lookup_special(value, vm.intern("__is_sequence__"));
  return flag && flag->is_true();
}

namespace {
Task match_keys_task(Vm& vm, Value subject, Value keys) {
  std::vector<Value> seen, values;
  for (const Value& key : *keys.as<Tuple>()) {
    for (const Value& other : seen) {
      Value same = co_await vm.equal(other, key);
      if (same.is_error()) co_return same;
      if (same.is_true()) {
        Value text = co_await vm.repr(key);
        if (text.is_error()) co_return text;
        co_return vm.value_error("mapping pattern checks duplicate key (", text.as<Str>()->utf8(), ")");
      }
    }
    seen.push_back(key);
    if (vm.is_dict(subject)) {
      Value found = co_await vm.dict_get(subject.as<Dict>(), key);
      if (found.is_error()) co_return found;
      if (found.is_undefined()) co_return Value::none();
      values.push_back(std::move(found));
      continue;
    }
    Value get = co_await vm.getattr(subject, vm.names.get);
    if (get.is_error()) co_return get;
    Value missing = vm.new_list();
    Value found = co_await vm.call(get, key, missing);
    if (found.is_error()) co_return found;
    if (found.same(missing)) co_return Value::none();
    values.push_back(std::move(found));
  }
  co_return vm.tuple(std::move(values));
}

Task match_class_task(Vm& vm, Value subject, Value cls, std::uint32_t positional, Value names) {
  if (!cls.is_object() || !vm.is_type_object(cls.object())) co_return vm.type_error("called match pattern must be a type");
  Value is = co_await Await(vm.start_is_instance(subject, cls));
  if (is.is_error()) co_return is;
  if (!is.is_true()) co_return Value::none();
  Type* type = cls.as<Type>();
  std::vector<Value> values;
  std::vector<Value> seen;
  if (positional) {
    const Value* found = type->lookup(vm.names.__match_args__);
    std::uint32_t allowed;
    Value args;
    bool self_only = false;
    if (found) {
      args = *found;
      if (!vm.is_tuple(args)) {
        co_return vm.type_error(type->name_str()->utf8(), ".__match_args__ must be a tuple (got ", vm.type_name(args), ")");
      }
      allowed = args.as<Tuple>()->count;
    } else {
      Types& t = vm.types;
      for (Type* own : {t.bool_, t.dict, t.float_, t.frozenset, t.int_, t.list, t.set, t.str, t.tuple}) {
        self_only = self_only || type->is_subtype(own);
      }
      allowed = self_only ? 1 : 0;
    }
    if (positional > allowed) {
      co_return vm.type_error(type->name_str()->utf8(), "() accepts ", allowed, " positional sub-pattern", allowed == 1 ? "" : "s",
                              " (", positional, " given)");
    }
    if (self_only) {
      values.push_back(subject);
    } else {
      for (std::uint32_t i = 0; i < positional; ++i) {
        Value name = (*args.as<Tuple>())[i];
        if (!vm.is_str(name)) {
          co_return vm.type_error("__match_args__ elements must be strings (got ", vm.type_name(name), ")");
        }
        for (const Value& s : seen) {
          if (s.as<Str>()->equals(*name.as<Str>())) {
            co_return vm.type_error(type->name_str()->utf8(), "() got multiple sub-patterns for attribute '",
                                    name.as<Str>()->utf8(), "'");
          }
        }
        seen.push_back(name);
        Value value = co_await vm.getattr(subject, vm.intern(name.as<Str>()));
        if (value.is_error()) {
          if (!vm.error_is(vm.types.attribute_error)) co_return value;
          vm.clear_error();
          co_return Value::none();
        }
        values.push_back(std::move(value));
      }
    }
  }
  for (const Value& name : *names.as<Tuple>()) {
    for (const Value& s : seen) {
      if (s.as<Str>()->equals(*name.as<Str>())) {
        co_return vm.type_error(type->name_str()->utf8(), "() got multiple sub-patterns for attribute '",
                                name.as<Str>()->utf8(), "'");
      }
    }
    seen.push_back(name);
    Value value = co_await vm.getattr(subject, vm.intern(name.as<Str>()));
    if (value.is_error()) {
      if (!vm.error_is(vm.types.attribute_error)) co_return value;
      vm.clear_error();
      co_return Value::none();
    }
    values.push_back(std::move(value));
  }
  co_return vm.tuple(std::move(values));
}
}  // namespace

Value start_match_keys(Vm& vm, const Value& subject, const Value& keys) {
  return vm.start(match_keys_task(vm, subject, keys));
}
Value start_match_class(Vm& vm, const Value& subject, const Value& cls, std::uint32_t positional, const Value& names) {
  return vm.start(match_class_task(vm, subject, cls, positional, names));
}

Value start_delegate(Vm& vm, const Value& iterator, const Value& sent) {
  if (iterator.is_exact(vm.types.generator)) return vm.start_generator(iterator.as<Generator>(), sent);
  if (sent.is_none()) {
    Type* type = vm.type_of(iterator);
    if (!type->slots.next) return vm.type_error("'", vm.type_name(iterator), "' object is not an iterator");
    return type->slots.next(vm, iterator);
  }
  return vm.start_method(iterator, vm.names.send, &sent, 1);
}

}  // namespace logit::script::instructions
