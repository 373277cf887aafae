// Binds the built-in functions and constants to their names.
#include "script/vm/builtins.h"

#include "script/objects/define.h"
#include "script/vm/vm.h"

namespace logit::script {

void define_builtins(Vm& vm) {
  for (const NativeDef* table :
       {kNumberBuiltins, kIterationBuiltins, kObjectBuiltins, kPrintBuiltins, kInputBuiltins, kRefusedBuiltins}) {
    vm.add_builtins(table);
  }
  vm.add_builtin("NotImplemented", Value::not_implemented());
  vm.add_builtin("Ellipsis", Value::ellipsis());
  vm.add_builtin("__debug__", Value::boolean(true));
  define_refused_types(vm);
}

}  // namespace logit::script
