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

void add_python_modules(script::Vm& vm,
                        script::Value (*(*native_part)(std::string_view name))(script::Vm&, script::Module*)) {
  each_module([&](std::string name, std::string_view text) {
    const auto build = native_part(name);
    vm.add_module({std::move(name), build, text});
  });
}

std::vector<std::string> python_module_names() {
  std::vector<std::string> names;
  each_module([&](std::string name, std::string_view) { names.push_back(std::move(name)); });
  return names;
}

}  // namespace logit::bindings
