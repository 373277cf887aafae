// Importing: a registry of modules, native or written in the language; nothing is read from anywhere else.
#include "script/bytecode/compiler.h"
#include "script/vm/vm.h"

namespace logit::script {

void Vm::add_module(ModuleDef def) {
  std::string name = def.name;
  module_defs_[name] = std::move(def);
}

Value Vm::imported(std::string_view name) {
  Value* found = modules_->get(intern(name));
  return found ? *found : Value();
}

namespace {

Value missing_module(Vm& vm, const std::string& name) {
  vm.raise(vm.types.module_not_found_error, cat("No module named '", name, "'"));
  vm.exception().as<Exception>()->name = vm.str(name);
  return Value::error();
}

Task import_task(Vm& vm, std::string name) {
  // Parents first: a.b.c imports a, then a.b, and binds each in its parent.
  Value module;
  Value parent;
  std::size_t end = 0;
  do {
    end = name.find('.', end + 1);
    const std::string part = name.substr(0, end);
    module = vm.imported(part);
    if (module.is_undefined()) {
      const ModuleDef* def = vm.module_def(part);
      if (!def) {
        if (parent.ok()) {
          vm.raise(vm.types.module_not_found_error,
                   cat("No module named '", part, "'; '", part.substr(0, part.rfind('.')), "' is not a package"));
          vm.exception().as<Exception>()->name = vm.str(part);
          co_return Value::error();
        }
        co_return missing_module(vm, part);
      }
      auto made = vm.heap.make<Module>(vm.types.module);
      made->name = Value::object(vm.intern(part));
      made->dict = vm.new_dict().detach();
      module = made.value();
      Dict* dict = made->dict;
      (void)dict->set(vm.heap, vm.names.__name__, made->name);
      (void)dict->set(vm.heap, vm.names.__doc__, Value::none());
      (void)vm.modules()->set(vm.heap, vm.intern(part), module);
      const auto forget = [&]() { vm.modules()->erase(vm.intern(part)); };
      if (def->build) {
        Value built = def->build(vm, made.get());
        if (built.is_error()) {
          forget();
          co_return built;
        }
      }
      if (!def->source.empty()) {
        auto compiled = bytecode::compile_source(def->source, cat("<", part, ">"), true);
        if (compiled.error) {
          forget();
          co_return vm.raise(vm.types.syntax_error,
                             cat(compiled.error->message, " (", part, ".py, line ", compiled.error->line, ")"));
        }
        Value code = vm.make_code(compiled.unit);
        if (code.is_error()) co_return code;
        Value function = vm.make_function(code.as<Code>(), dict);
        Value result = co_await vm.call(function);
        if (result.is_error()) {
          forget();
          co_return result;
        }
      }
      if (parent.ok()) {
        const std::string leaf = part.substr(part.rfind('.') + 1);
        (void)parent.as<Module>()->dict->set(vm.heap, vm.intern(leaf), module);
      }
    }
    parent = module;
  } while (end != std::string::npos);
  co_return module;
}

Task import_name_task(Vm& vm, std::string name, Value from_list, std::int64_t level) {
  if (level > 0) co_return vm.raise(vm.types.import_error, "attempted relative import with no known parent package");
  Value module = co_await vm.import(name);
  if (module.is_error()) co_return module;
  if (from_list.is_none()) {
    const std::size_t dot = name.find('.');
    co_return dot == std::string::npos ? module : vm.imported(name.substr(0, dot));
  }
  // from package import submodule
  for (const Value& item : *from_list.as<Tuple>()) {
    const std::string full = name + "." + item.as<Str>()->utf8();
    if (!module.is_exact(vm.types.module)) break;
    if (module.as<Module>()->dict->get(item.as<Str>()) || !vm.module_def(full)) continue;
    Value sub = co_await vm.import(full);
    if (sub.is_error()) co_return sub;
  }
  co_return module;
}

}  // namespace

const ModuleDef* Vm::module_def(const std::string& name) const {
  const auto it = module_defs_.find(name);
  return it == module_defs_.end() ? nullptr : &it->second;
}

Value Vm::start_import(std::string_view name) {
  Value there = imported(name);
  if (there.ok()) return there;
  return start(import_task(*this, std::string(name)));
}

Value Vm::start_import_name(const Str* name, const Value& from_list, std::int64_t level) {
  return start(import_name_task(*this, name->utf8(), from_list, level));
}

}  // namespace logit::script
