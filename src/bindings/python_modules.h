// The parts of torch that are written in the script language, made importable under PyTorch's module names.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "script/vm/vm.h"

namespace logit::bindings {

/// Adds every embedded file: nn/ as torch.nn, optim/ as torch.optim, data/ as torch.utils.data, bindings/py/ as torch.
/// `native_part(name)` gives the C++ function that fills the module before its text runs, or null.
void add_python_modules(script::Vm& vm,
                        script::Value (*(*native_part)(std::string_view name))(script::Vm&, script::Module*));

/// Their names: "torch.nn.functional", "torch.optim", … Modules that begin with an underscore included.
std::vector<std::string> python_module_names();

/// The public names of PyTorch in a list of py/_known.py: known_names("TENSOR").
std::vector<std::string_view> known_names(std::string_view list);

}  // namespace logit::bindings
