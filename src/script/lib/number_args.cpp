#include "script/lib/number_args.h"

namespace logit::script {

namespace {

// The arguments arrive as a tuple, which keeps them while the script converts; undefined ones stay what they are.
Task converted(Vm& vm, NativeFn fn, Value packed, bool to_float) {
  Tuple* values = packed.as<Tuple>();
  for (std::uint32_t i = 0; i < values->count; ++i) {
    Value& value = (*values)[i];
    if (!value.ok() || vm.is_int(value) || vm.is_float(value)) continue;
    Value number = to_float ? co_await vm.to_float(value) : co_await vm.index(value);
    if (number.is_error()) co_return number;
    (*values)[i] = std::move(number);
  }
  co_return fn(vm, Args{values->items(), values->count});
}

Value retry(Vm& vm, NativeFn fn, Args args, bool to_float) {
  Ref<Tuple> packed = vm.new_tuple_of(args.count);
  for (std::uint32_t i = 0; i < args.count; ++i) (*packed)[i] = args[i];
  return vm.start(converted(vm, fn, Value(std::move(packed)), to_float));
}

}  // namespace

Value retry_with_floats(Vm& vm, NativeFn fn, Args args) { return retry(vm, fn, args, true); }
Value retry_with_ints(Vm& vm, NativeFn fn, Args args) { return retry(vm, fn, args, false); }

}  // namespace logit::script
