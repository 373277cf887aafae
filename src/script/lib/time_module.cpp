// The native part of `time`: clocks and sleeping, both through the Host. Dates as tuples and texts are in time.py.
#include <cmath>

#include "script/lib/modules.h"
#include "script/lib/number_args.h"

namespace logit::script {

namespace {

Value do_time(Vm& vm, Args) { return Value::number(vm.host.wall_clock()); }
Value do_steady(Vm& vm, Args) { return Value::number(vm.host.steady_clock()); }
Value do_time_ns(Vm& vm, Args) { return vm.integer(static_cast<std::int64_t>(vm.host.wall_clock() * 1e6) * 1000); }
Value do_steady_ns(Vm& vm, Args) { return vm.integer(static_cast<std::int64_t>(vm.host.steady_clock() * 1e9)); }

Task sleep_task(Vm& vm, double seconds) {
  Value done = co_await vm.sleep(seconds);
  if (done.is_error()) co_return done;
  co_return Value::none();
}

Value do_sleep(Vm& vm, Args args) {
  double seconds;
  if (!vm.is_float(args[0]) && !vm.is_int(args[0]) && !vm.lookup_special(args[0], vm.names.__float__) &&
      !vm.lookup_special(args[0], vm.names.__index__)) {
    return vm.type_error("'", vm.type_name(args[0]), "' object cannot be interpreted as an integer");
  }
  switch (plain_double(vm, args[0], seconds)) {
    case Plain::ok: break;
    case Plain::failed: return Value::error();
    case Plain::ask: return retry_with_floats(vm, do_sleep, args);
  }
  if (std::isnan(seconds)) return vm.value_error("Invalid value NaN (not a number)");
  if (seconds < 0) return vm.value_error("sleep length must be non-negative");
  if (seconds > 9.2e9) return vm.overflow_error("timestamp too large to convert to C _PyTime_t");
  if (seconds == 0) return Value::none();
  return vm.start(sleep_task(vm, seconds));
}

constexpr NativeDef kFunctions[] = {
    {"time()", do_time, "Return the current time in seconds since the Epoch."},
    {"time_ns()", do_time_ns, "Return the current time in nanoseconds since the Epoch."},
    {"perf_counter()", do_steady, "Performance counter for benchmarking."},
    {"perf_counter_ns()", do_steady_ns, "Performance counter for benchmarking as nanoseconds."},
    {"monotonic()", do_steady, "Monotonic clock, cannot go backward."},
    {"monotonic_ns()", do_steady_ns, "Monotonic clock, cannot go backward, as nanoseconds."},
    {"process_time()", do_steady, "Process time for profiling."},
    {"process_time_ns()", do_steady_ns, "Process time for profiling as nanoseconds."},
    {"thread_time()", do_steady, "Thread time for profiling."},
    {"sleep(seconds, /)", do_sleep, "Delay execution for a given number of seconds."},
    {}};

}  // namespace

Value build_time(Vm& vm, Module* module) {
  vm.add_functions(module, kFunctions);
  return Value::none();
}

}  // namespace logit::script
