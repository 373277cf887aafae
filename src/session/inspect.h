// What a person who types may ask of a machine: which names follow a dot, and how a function is called. Answers come from the
// machine's own modules, types, op table and functions; looking never runs code of the script.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "script/vm/vm.h"
#include "session/session.h"

namespace logit {

/// The names of what `path` leads to; see Session::members. `locals`: of the frame in which the path begins, or null.
std::vector<Member> inspect_members(script::Vm& vm, std::string_view path, const script::FrameInfo* locals);

/// The ways of calling what `path` leads to; see Session::call_forms.
std::vector<CallForm> inspect_call(script::Vm& vm, std::string_view path, const script::FrameInfo* locals);

}  // namespace logit
