// Exception and Traceback: what is raised and where it came from.
#pragma once

#include "script/objects/type.h"

namespace logit::script {

struct Code;

/// Instances of BaseException and everything derived from it.
struct Exception : Object {
  Value args;        ///< Tuple
  Value cause;       ///< undefined, None or an exception
  Value context;     ///< undefined or an exception
  Value traceback;   ///< undefined or Traceback
  Value value;       ///< StopIteration.value, SystemExit.code, the object of an AttributeError, ...: see `name`
  Value name;        ///< NameError.name, AttributeError.name, ImportError.name; for suggestions
  bool suppress_context = false;
  Attributes attributes;  ///< whatever else a script sets, __notes__ too
};

/// One frame of a traceback; `next` leads towards the place where it was raised.
struct Traceback : Object {
  Value next;        ///< Traceback or undefined
  Value code;        ///< Code
  Value locals_owner;///< function globals (Dict), for suggestions
  std::uint32_t line = 0;
  std::vector<Value> local_names;  ///< names bound in the frame that raised: candidates for "Did you mean"
};

}  // namespace logit::script
