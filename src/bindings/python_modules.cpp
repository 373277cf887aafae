#include "bindings/python_modules.h"

#include <span>
#include <string>

#include "bindings/kTorchPython.h"
#include "data/kDataPython.h"
#include "nn/kNnPython.h"
#include "numpy/kNumpyPython.h"
#include "optim/kOptimPython.h"
#include "sklearn/kSklearnPython.h"

namespace logit::bindings {

namespace {

// "modules/linear.py" below "torch.nn" is torch.nn.modules.linear; "__init__.py" is the package itself.
std::string module_name(std::string_view package, std::string_view path) {
  path.remove_suffix(std::string_view(".py").size());
  if (path.ends_with("__init__")) path.remove_suffix(std::string_view("__init__").size());
  std::string name(package);
  while (!path.empty()) {
    const std::size_t slash = path.find('/');
    if (slash != 0) name.append(".").append(path.substr(0, slash));
    if (slash == std::string_view::npos) break;
    path.remove_prefix(slash + 1);
  }
  return name;
}

// `import torch.fft` says by name what logit lacks.
script::Value refuse_module(script::Vm& vm, script::Module* module) {
  return vm.raise(vm.types.module_not_found_error,
                  cat("logit does not have ", module->name.as<script::Str>()->utf8(), " yet"));
}

// Calls visit(name of the module, text) for every embedded file.
template <class Visit>
void each_module(Visit&& visit) {
  const struct {
    std::string_view package;
    std::string_view prefix;  // of the embedded names
    std::span<const EmbeddedFile> files;
  } folders[] = {
      {"torch", "py/", kTorchPython},
      {"torch.nn", "", kNnPython},
      {"torch.optim", "", kOptimPython},
      {"torch.utils.data", "", kDataPython},
      {"numpy", "", kNumpyPython},
      {"sklearn", "", kSklearnPython},
  };
  for (const auto& folder : folders) {
    for (const EmbeddedFile& file : folder.files) {
      std::string_view path = file.name;
      path.remove_prefix(folder.prefix.size());
      visit(module_name(folder.package, path), file.text);
    }
  }
}

}  // namespace

std::vector<std::string_view> known_names(std::string_view list) {
  std::vector<std::string_view> names;
  for (const EmbeddedFile& file : kTorchPython) {
    if (std::string_view(file.name) != "py/_known.py") continue;
    std::string_view text = file.text;
    const std::size_t start = text.find(cat("\n", list, " = frozenset('''"));
    if (start == std::string_view::npos) break;
    text.remove_prefix(text.find("'''", start) + 3);
    text = text.substr(0, text.find("'''"));
    for (std::size_t at = 0; (at = text.find_first_not_of(" \n", at)) != std::string_view::npos;) {
      const std::size_t end = std::min(text.find_first_of(" \n", at), text.size());
      names.push_back(text.substr(at, end - at));
      at = end;
    }
  }
  return names;
}

void add_python_modules(script::Vm& vm,
                        script::Value (*(*native_part)(std::string_view name))(script::Vm&, script::Module*)) {
  each_module([&](std::string name, std::string_view text) {
    const auto build = native_part(name);
    vm.add_module({std::move(name), build, text});
  });
  for (const std::string_view name : known_names("MODULES")) vm.add_module({cat("torch.", name), refuse_module});
}

std::vector<std::string> python_module_names() {
  std::vector<std::string> names;
  each_module([&](std::string name, std::string_view) { names.push_back(std::move(name)); });
  return names;
}

}  // namespace logit::bindings
