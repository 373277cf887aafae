// Short texts of script values for the lab: what stands beside a line and in the list of variables. Made without running script
// code, so that looking never changes anything.
#pragma once

#include <string>

#include "script/vm/vm.h"

namespace logit {

/// repr() of numbers, strings, None, tensors and containers of such, cut at `limit` bytes with "…"; objects of classes of the script
/// as <Name object>, whatever their __repr__ would say.
std::string value_text(script::Vm& vm, const script::Value& value, std::size_t limit);

/// The first `limit` bytes of a text, whole characters only, with "…" where something is left out.
std::string cut_text(std::string text, std::size_t limit);

/// True for values that the source line explains better than any text: modules, functions, classes.
bool is_definition(script::Vm& vm, const script::Value& value);

}  // namespace logit
