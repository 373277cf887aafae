// slice objects, and the rules for indices and slices that all sequences share.
#include "script/objects/slice.h"

#include "script/objects/numbers.h"

namespace logit::script {

namespace {

bool is_plain_bound(const Vm& vm, const Value& v) { return v.is_none() || vm.is_int(v); }

bool has_index(const Vm& vm, const Value& v) { return vm.type_of(v)->slots.index != nullptr; }

Value bad_bound(Vm& vm) {
  return vm.type_error("slice indices must be integers or None or have an __index__ method");
}

Task plain_slice(Vm& vm, Value slice_value) {
  Value parts[3] = {slice_value.as<Slice>()->start, slice_value.as<Slice>()->stop, slice_value.as<Slice>()->step};
  for (Value& part : parts) {
    if (is_plain_bound(vm, part)) continue;
    if (!has_index(vm, part)) co_return bad_bound(vm);
    Value index = co_await vm.index(part);
    if (index.is_error()) co_return index;
    part = index;
  }
  co_return make_slice(vm, parts[0], parts[1], parts[2]);
}

Task plain_key(Vm& vm, Value key) {
  if (!is_slice(vm, key)) {
    Value index = co_await vm.index(key);
    co_return index;
  }
  Value slice = co_await vm.run_task(plain_slice(vm, key));
  co_return slice;
}

Task getitem_task(Vm& vm, Value container, Value key) {
  Value plain = co_await vm.run_task(plain_key(vm, key));
  if (plain.is_error()) co_return plain;
  Value item = co_await vm.getitem(container, plain);
  co_return item;
}

Task setitem_task(Vm& vm, Value container, Value key, Value value) {
  Value plain = co_await vm.run_task(plain_key(vm, key));
  if (plain.is_error()) co_return plain;
  Value done = co_await vm.setitem(container, plain, value);
  co_return done;
}

Ready resolve(Vm& vm, const Value& index, std::int64_t length, const char* what, const char* range_text,
              std::int64_t& out) {
  if (index.is_small_int()) [[likely]] {
    out = index.small_int();
  } else if (vm.is_int(index)) {
    IntView view;
    int_view(vm, index, view);
    if (view.big) {
      vm.index_error("cannot fit '", vm.type_name(index), "' into an index-sized integer");
      return Ready::error;
    }
    out = view.small;
  } else if (has_index(vm, index)) {
    return Ready::needs_script;
  } else {
    vm.type_error(what, " indices must be integers or slices, not ", vm.type_name(index));
    return Ready::error;
  }
  if (out < 0) out += length;
  if (out < 0 || out >= length) {
    vm.index_error(what, range_text);
    return Ready::error;
  }
  return Ready::yes;
}

Value slice_repr(Vm& vm, const Value& self) {
  const Slice* s = self.as<Slice>();
  struct Local {
    static Task run(Vm& vm, Value start, Value stop, Value step) {
      std::string out = "slice(";
      Value a = co_await vm.repr(start);
      if (a.is_error()) co_return a;
      Value b = co_await vm.repr(stop);
      if (b.is_error()) co_return b;
      Value c = co_await vm.repr(step);
      if (c.is_error()) co_return c;
      co_return vm.str(cat("slice(", a.as<Str>()->utf8(), ", ", b.as<Str>()->utf8(), ", ", c.as<Str>()->utf8(), ")"));
    }
  };
  return vm.start(Local::run(vm, s->start, s->stop, s->step));
}

Value slice_compare(Vm& vm, const Value& left, const Value& right, Compare op) {
  if (!is_slice(vm, left) || !is_slice(vm, right)) return Value::not_implemented();
  const auto as_tuple = [&](const Value& v) {
    const Slice* s = v.as<Slice>();
    return vm.tuple_of(s->start, s->stop, s->step);
  };
  return vm.start_compare(as_tuple(left), as_tuple(right), op);
}

Value slice_hash(Vm& vm, const Value&) { return vm.type_error("unhashable type: 'slice'"); }

Value slice_construct(Vm& vm, Args args) {
  if (args.has(3)) return make_slice(vm, args[1], args[2], args[3]);
  if (args.has(2)) return make_slice(vm, args[1], args[2], Value::none());
  return make_slice(vm, Value::none(), args[1], Value::none());
}

Task slice_indices_task(Vm& vm, Value self, Value length_value) {
  Value plain = co_await vm.run_task(plain_slice(vm, self));
  if (plain.is_error()) co_return plain;
  Value length = co_await vm.index(length_value);
  if (length.is_error()) co_return length;
  std::int64_t n;
  if (!vm.to_int64(length, n)) co_return Value::error();
  if (n < 0) co_return vm.value_error("length should not be negative");
  SliceRange range;
  if (resolve_slice(vm, plain, n, range) == Ready::error) co_return Value::error();
  co_return vm.tuple_of(vm.integer(range.start), vm.integer(range.stop), vm.integer(range.step));
}

Value slice_indices(Vm& vm, Args args) { return vm.start(slice_indices_task(vm, args[0], args[1])); }

Value get_start(Vm&, const Value& self) { return self.as<Slice>()->start; }
Value get_stop(Vm&, const Value& self) { return self.as<Slice>()->stop; }
Value get_step(Vm&, const Value& self) { return self.as<Slice>()->step; }

void slice_traverse(Object* object, Visitor visit, void* context) {
  auto* s = static_cast<Slice*>(object);
  visit(context, s->start);
  visit(context, s->stop);
  visit(context, s->step);
}

constexpr NativeDef kConstruct{"slice(start, stop=None, step=None, /)", slice_construct, "What stands in [a:b:c]."};
constexpr NativeDef kMethods[] = {
    {"indices(len, /)", slice_indices, "(start, stop, step) for a sequence of that length."}, {}};
constexpr GetSetDef kProperties[] = {{"start", get_start}, {"stop", get_stop}, {"step", get_step}, {}};

}  // namespace

Value make_slice(Vm& vm, Value start, Value stop, Value step) {
  auto slice = vm.heap.make<Slice>(vm.types.slice);
  slice->start = std::move(start);
  slice->stop = std::move(stop);
  slice->step = std::move(step);
  return slice;
}

Ready resolve_slice(Vm& vm, const Value& slice_value, std::int64_t length, SliceRange& out) {
  const Slice* s = slice_value.as<Slice>();
  for (const Value* part : {&s->step, &s->start, &s->stop}) {
    if (is_plain_bound(vm, *part)) continue;
    if (has_index(vm, *part)) return Ready::needs_script;
    bad_bound(vm);
    return Ready::error;
  }
  out.step = 1;
  if (!s->step.is_none()) {
    if (!vm.to_clipped(s->step, out.step)) return Ready::error;
    if (out.step == 0) {
      vm.value_error("slice step cannot be zero");
      return Ready::error;
    }
    if (out.step == INT64_MIN) out.step = -INT64_MAX;
  }
  const bool back = out.step < 0;
  const auto bound = [&](const Value& v, std::int64_t missing, std::int64_t& result) {
    if (v.is_none()) {
      result = missing;
      return true;
    }
    if (!vm.to_clipped(v, result)) return false;
    if (result < 0) {
      result += length;
      if (result < 0) result = back ? -1 : 0;
    } else if (result >= length) {
      result = back ? length - 1 : length;
    }
    return true;
  };
  if (!bound(s->start, back ? length - 1 : 0, out.start) || !bound(s->stop, back ? -1 : length, out.stop)) {
    return Ready::error;
  }
  if (back) {
    out.count = out.stop < out.start ? (out.start - out.stop - 1) / -out.step + 1 : 0;
  } else {
    out.count = out.start < out.stop ? (out.stop - out.start - 1) / out.step + 1 : 0;
  }
  return Ready::yes;
}

Ready resolve_index(Vm& vm, const Value& index, std::int64_t length, const char* what, std::int64_t& out) {
  return resolve(vm, index, length, what, " index out of range", out);
}

Ready resolve_index_for_store(Vm& vm, const Value& index, std::int64_t length, const char* what, std::int64_t& out) {
  return resolve(vm, index, length, what, " assignment index out of range", out);
}

Value getitem_with_index(Vm& vm, const Value& container, const Value& key) {
  return vm.start(getitem_task(vm, container, key));
}

Value setitem_with_index(Vm& vm, const Value& container, const Value& key, const Value& value) {
  return vm.start(setitem_task(vm, container, key, value));
}

bool clip_bound(Vm& vm, const Value& value, std::int64_t length, std::int64_t& bound) {
  if (value.is_undefined() || value.is_none()) return true;
  if (!vm.is_int(value)) {
    bad_bound(vm);
    return false;
  }
  if (!vm.to_clipped(value, bound)) return false;
  if (bound < 0) {
    bound += length;
    if (bound < 0) bound = 0;
  } else if (bound > length) {
    bound = length;
  }
  return true;
}

void define_slice(Vm& vm) {
  TypeSpec spec{.name = "slice", .doc = "What stands between the brackets in x[a:b:c]."};
  spec.instance_bytes = sizeof(Slice);
  spec.slots.repr = slice_repr;
  spec.slots.compare = slice_compare;
  spec.slots.hash = slice_hash;
  spec.slots.dealloc = drop<Slice>;
  spec.slots.traverse = slice_traverse;
  spec.construct = &kConstruct;
  spec.methods = kMethods;
  spec.properties = kProperties;
  spec.is_final = true;
  vm.define(spec, vm.types.slice);
}

}  // namespace logit::script
