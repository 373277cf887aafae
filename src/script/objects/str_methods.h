// The method tables of str.
#pragma once

#include "script/objects/native.h"

namespace logit::script {

extern const NativeDef kStrMethods[];
extern const NativeDef kStrStaticMethods[];

/// str.format and str.format_map (str_format.cpp), str.translate and str.maketrans (str_translate.cpp).
Value str_format(Vm& vm, Args args);
Value str_format_map(Vm& vm, Args args);
Value str_translate(Vm& vm, Args args);
Value str_maketrans(Vm& vm, Args args);

}  // namespace logit::script
