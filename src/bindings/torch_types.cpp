#include "bindings/torch_types.h"

#include "script/objects/numbers.h"
#include "tensor/dtype.h"

namespace logit::bindings {

using script::GetSetDef;
using script::Module;
using script::NativeDef;
using script::Tuple;
using script::TypeSpec;

namespace {

// ---- torch.dtype -----------------------------------------------------------------------------------

DType dtype_in(const Value& self) { return self.as<DTypeObject>()->dtype; }

Value dtype_repr_slot(Vm& vm, const Value& self) { return vm.str(dtype_repr(dtype_in(self))); }

constexpr GetSetDef kDTypeProperties[] = {
    {"is_floating_point", [](Vm&, const Value& self) { return Value::boolean(is_floating(dtype_in(self))); }},
    {"is_complex", [](Vm&, const Value&) { return Value::boolean(false); }},
    {"is_signed",
     [](Vm&, const Value& self) {
       return Value::boolean(dtype_in(self) != DType::uint8 && dtype_in(self) != DType::boolean);
     }},
    {"itemsize",
     [](Vm&, const Value& self) {
       return Value::small_int(static_cast<std::int64_t>(element_size(dtype_in(self))));
     }},
    {}};

// Every name under which torch has a dtype.
constexpr struct {
  const char* name;
  DType dtype;
} kDTypeNames[] = {
    {"float32", DType::float32}, {"float", DType::float32},  {"float64", DType::float64}, {"double", DType::float64},
    {"float16", DType::float16}, {"half", DType::float16},   {"bfloat16", DType::bfloat16},
    {"int64", DType::int64},     {"long", DType::int64},     {"int32", DType::int32},     {"int", DType::int32},
    {"int16", DType::int16},     {"short", DType::int16},    {"int8", DType::int8},       {"uint8", DType::uint8},
    {"bool", DType::boolean},
};

// ---- torch.device ----------------------------------------------------------------------------------

constexpr const char* kDeviceTypes =
    "cpu, cuda, ipu, xpu, mkldnn, opengl, opencl, ideep, hip, ve, fpga, maia, xla, lazy, vulkan, mps, meta, hpu, mtia, "
    "privateuseone";

bool is_device_type(std::string_view type) {
  std::string_view names = kDeviceTypes;
  while (!names.empty()) {
    const std::size_t comma = names.find(", ");
    if (names.substr(0, comma) == type) return true;
    if (comma == std::string_view::npos) return false;
    names.remove_prefix(comma + 2);
  }
  return false;
}

std::string device_text(const DeviceObject& device) {
  return device.index < 0 ? device.kind : cat(device.kind, ":", device.index);
}

Value new_device(Vm& vm, std::string_view text, int index) {
  std::string_view type = text;
  if (const std::size_t colon = text.find(':'); colon != std::string_view::npos) {
    type = text.substr(0, colon);
    const std::string_view digits = text.substr(colon + 1);
    bool good = !digits.empty() && digits.size() < 4;
    index = 0;
    for (const char c : digits) {
      if (c < '0' || c > '9') good = false;
      else index = index * 10 + (c - '0');
    }
    if (!good) return vm.runtime_error("Invalid device string: '", text, "'");
  }
  if (!is_device_type(type)) {
    return vm.runtime_error("Expected one of ", kDeviceTypes, " device type at start of device string: ", type);
  }
  auto device = vm.heap.make<DeviceObject>(TorchState::of(vm).device);
  device->kind = type;
  device->index = index;
  return device;
}

Value device_new(Vm& vm, Args args) {
  int index = -1;
  if (args.has(2) && !args[2].is_none()) {
    std::int64_t number = 0;
    if (!vm.to_int64(args[2], number)) return Value::error();
    index = static_cast<int>(number);
  }
  if (args[1].is_exact(TorchState::of(vm).device)) return args[1];
  std::string text;
  if (!vm.to_text(args[1], text, "device")) return Value::error();
  return new_device(vm, text, index);
}

Value device_repr(Vm& vm, const Value& self) {
  const DeviceObject& device = *self.as<DeviceObject>();
  if (device.index < 0) return vm.str(cat("device(type='", device.kind, "')"));
  return vm.str(cat("device(type='", device.kind, "', index=", device.index, ")"));
}

Value device_str(Vm& vm, const Value& self) { return vm.str(device_text(*self.as<DeviceObject>())); }

Value device_compare(Vm& vm, const Value& left, const Value& right, script::Compare op) {
  const Type* type = TorchState::of(vm).device;
  if (!left.is_exact(type) || !right.is_exact(type)) return Value::not_implemented();
  const DeviceObject& a = *left.as<DeviceObject>();
  const DeviceObject& b = *right.as<DeviceObject>();
  const bool same = a.kind == b.kind && a.index == b.index;
  if (op == script::Compare::eq) return Value::boolean(same);
  if (op == script::Compare::ne) return Value::boolean(!same);
  return Value::not_implemented();
}

Value device_hash(Vm&, const Value& self) {
  const DeviceObject& device = *self.as<DeviceObject>();
  return Value::small_int(static_cast<std::int64_t>(device.kind.size()) * 31 + device.index);
}

constexpr NativeDef kDeviceNew{"device(type, index=None)", [](Vm& vm, Args args) { return device_new(vm, args); }};
constexpr GetSetDef kDeviceProperties[] = {
    {"type", [](Vm& vm, const Value& self) { return vm.str(self.as<DeviceObject>()->kind); }},
    {"index",
     [](Vm&, const Value& self) {
       const int index = self.as<DeviceObject>()->index;
       return index < 0 ? Value::none() : Value::small_int(index);
     }},
    {}};

// ---- torch.Size ------------------------------------------------------------------------------------

// What tuple operations give back becomes a Size again.
Value as_size(Vm& vm, Value result) {
  if (!result.is_object() || !vm.is_tuple(result)) return result;
  const Tuple& items = *result.as<Tuple>();
  auto size = script::new_tuple(vm.heap, TorchState::of(vm).size, items.count);
  for (std::uint32_t i = 0; i < items.count; ++i) (*size)[i] = items[i];
  return size;
}

Value size_repr_slot(Vm& vm, const Value& self) {
  std::string text = "torch.Size([";
  const Tuple& items = *self.as<Tuple>();
  for (std::uint32_t i = 0; i < items.count; ++i) {
    std::int64_t number = 0;
    if (!vm.to_int64(items[i], number)) return Value::error();
    if (i) text += ", ";
    text += cat(number);
  }
  return vm.str(text + "])");
}

Value size_getitem(Vm& vm, const Value& self, const Value& key) {
  Value result = vm.types.tuple->slots.getitem(vm, self, key);
  return key.is_exact(vm.types.slice) ? as_size(vm, std::move(result)) : result;
}

Value size_concat(Vm& vm, const Value& left, const Value& right) {
  return as_size(vm, vm.types.tuple->slots.concat(vm, left, right));
}

Value size_repeat(Vm& vm, const Value& left, const Value& right) {
  return as_size(vm, vm.types.tuple->slots.repeat(vm, left, right));
}

script::Task collect_size(Vm& vm, Value source) {
  Value items = co_await vm.tuple_from(source);
  if (items.is_error()) co_return items;
  co_return as_size(vm, items);
}

Value size_new(Vm& vm, Args args) {
  if (!args.has(1)) return script::new_tuple(vm.heap, TorchState::of(vm).size, 0);
  return vm.start(collect_size(vm, args[1]));
}

Value size_numel(Vm& vm, Args args) {
  std::int64_t product = 1;
  for (const Value& item : *args[0].as<Tuple>()) {
    std::int64_t number = 0;
    if (!vm.to_int64(item, number)) return Value::error();
    product *= number;
  }
  return vm.integer(product);
}

constexpr NativeDef kSizeNew{"Size(iterable=(), /)", [](Vm& vm, Args args) { return size_new(vm, args); }};
constexpr NativeDef kSizeMethods[] = {{"numel()", size_numel, "Number of elements of a tensor of this size."}, {}};

// ---- torch.Generator -------------------------------------------------------------------------------

Generator& generator_in(const Value& self) { return *self.as<GeneratorObject>()->generator; }

Value generator_new(Vm& vm, Args args) {
  auto object = vm.allocate<GeneratorObject>(args[0]);
  object->generator = &object->own;
  return object;
}

// manual_seed takes any 64-bit number; negative ones wrap.
bool to_seed(Vm& vm, const Value& value, std::uint64_t& seed) {
  std::int64_t number = 0;
  if (vm.to_int64(value, number)) {
    seed = static_cast<std::uint64_t>(number);
    return true;
  }
  if (!vm.error_is(vm.types.overflow_error)) return false;
  vm.clear_error();
  double real = 0;
  if (!vm.to_double(value, real)) return false;
  if (real < 0 || real >= 0x1p64) {
    vm.runtime_error("Overflow when unpacking long");
    return false;
  }
  seed = static_cast<std::uint64_t>(real);
  return true;
}

Value generator_manual_seed(Vm& vm, Args args) {
  std::uint64_t seed = 0;
  if (!to_seed(vm, args[1], seed)) return Value::error();
  generator_in(args[0]).manual_seed(seed);
  return args[0];
}

Value seed_value(Vm& vm, std::uint64_t seed) {
  if (seed <= static_cast<std::uint64_t>(INT64_MAX)) return vm.integer(static_cast<std::int64_t>(seed));
  return script::make_int(vm, script::BigInt(static_cast<std::int64_t>(seed >> 1)) * script::BigInt(2) +
                                  script::BigInt(static_cast<std::int64_t>(seed & 1)));
}

Value generator_initial_seed(Vm& vm, Args args) { return seed_value(vm, generator_in(args[0]).initial_seed()); }

Value generator_seed(Vm& vm, Args args) {
  const std::uint64_t seed = vm.host.random_seed();
  generator_in(args[0]).manual_seed(seed);
  return seed_value(vm, seed);
}

Value generator_get_state(Vm& vm, Args args) {
  return guarded(vm, [&] {
    const std::int64_t sizes[] = {Generator::kStateBytes};
    Tensor state = empty(sizes, DType::uint8);
    generator_in(args[0]).get_state({state.data_as<std::uint8_t>(), Generator::kStateBytes});
    return wrap(vm, state);
  });
}

Value generator_set_state(Vm& vm, Args args) {
  if (!is_tensor(vm, args[1])) {
    return vm.type_error("expected a torch.ByteTensor, but got ", vm.type_name(args[1]));
  }
  return guarded(vm, [&] {
    const Tensor state = contiguous_data(tensor_of(args[1]));
    check(state.dtype() == DType::uint8, ErrorKind::type_error, "RNG state must be a torch.ByteTensor");
    generator_in(args[0]).set_state({state.data_as<std::uint8_t>(), static_cast<std::size_t>(state.numel())});
    return args[0];
  });
}

constexpr NativeDef kGeneratorNew{"Generator(device='cpu')", generator_new};
constexpr NativeDef kGeneratorMethods[] = {
    {"manual_seed(seed)", generator_manual_seed, "Starts the stream of this seed; returns the generator."},
    {"initial_seed()", generator_initial_seed, "The seed last given."},
    {"seed()", generator_seed, "Starts a stream that differs from run to run; returns its seed."},
    {"get_state()", generator_get_state, "The state as a uint8 tensor."},
    {"set_state(new_state)", generator_set_state, "Goes back to a state from get_state()."},
    {}};
constexpr GetSetDef kGeneratorProperties[] = {
    {"device", [](Vm& vm, const Value&) { return TorchState::of(vm).cpu; }}, {}};

}  // namespace

bool add_torch_types(Vm& vm, Module* module) {
  TorchState& torch = TorchState::of(vm);

  TypeSpec dtype{.name = "dtype", .module = "torch"};
  dtype.instance_bytes = sizeof(DTypeObject);
  dtype.slots.repr = dtype_repr_slot;
  dtype.properties = kDTypeProperties;
  dtype.is_final = true;
  torch.dtype = vm.define(dtype);
  for (int i = 0; i < kDTypeCount; ++i) {
    auto object = vm.heap.make<DTypeObject>(torch.dtype);
    object->dtype = static_cast<DType>(i);
    torch.dtypes[i] = object;
  }
  for (const auto& row : kDTypeNames) {
    if (!vm.set_attribute(module, row.name, torch.dtypes[static_cast<int>(row.dtype)])) return false;
  }

  TypeSpec device{.name = "device", .module = "torch"};
  device.instance_bytes = sizeof(DeviceObject);
  device.slots.repr = device_repr;
  device.slots.str = device_str;
  device.slots.compare = device_compare;
  device.slots.hash = device_hash;
  device.slots.dealloc = &script::drop<DeviceObject>;
  device.construct = &kDeviceNew;
  device.properties = kDeviceProperties;
  torch.device = vm.define(device);
  torch.cpu = new_device(vm, "cpu", -1);

  TypeSpec size{.name = "Size", .module = "torch"};
  size.base = vm.types.tuple;
  size.slots.repr = size_repr_slot;
  size.slots.getitem = size_getitem;
  size.slots.concat = size_concat;
  size.slots.repeat = size_repeat;
  size.construct = &kSizeNew;
  size.methods = kSizeMethods;
  torch.size = vm.define(size);

  TypeSpec generator{.name = "Generator", .module = "torch._C"};
  generator.instance_bytes = sizeof(GeneratorObject);
  generator.slots.dealloc = &script::drop<GeneratorObject>;
  generator.construct = &kGeneratorNew;
  generator.methods = kGeneratorMethods;
  generator.properties = kGeneratorProperties;
  torch.generator = vm.define(generator);
  auto shared = vm.heap.make<GeneratorObject>(torch.generator);
  shared->generator = &Context::current().generator;
  torch.default_generator = shared;

  for (Type* type : {torch.dtype, torch.device, torch.size, torch.generator}) vm.add_type(module, type);
  return vm.set_attribute(module, "default_generator", torch.default_generator);
}

Value to_device(Vm& vm, const Value& value) {
  TorchState& torch = TorchState::of(vm);
  if (value.is_none() || value.is_undefined()) return torch.cpu;
  if (value.is_exact(torch.device)) return value;
  std::string text;
  if (!vm.to_text(value, text, "device")) return Value::error();
  return new_device(vm, text, -1);
}

bool check_cpu_device(Vm& vm, const Value& value) {
  const Value device = to_device(vm, value);
  if (device.is_error()) return false;
  const std::string& type = device.as<DeviceObject>()->kind;
  if (type == "cpu") return true;
  if (type == "cuda") {
    vm.raise(vm.types.assertion_error, "Torch not compiled with CUDA enabled");
  } else {
    vm.runtime_error("logit does not have the device '", type, "': tensors live on the CPU");
  }
  return false;
}

Generator* to_generator(Vm& vm, const Value& value) {
  if (value.is_none() || value.is_undefined()) return &Context::current().generator;
  if (value.is_exact(TorchState::of(vm).generator)) return &generator_in(value);
  vm.type_error("generator must be a torch.Generator, not ", vm.type_name(value));
  return nullptr;
}

}  // namespace logit::bindings
