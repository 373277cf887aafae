// List is declared next to Tuple.
#pragma once

#include "script/objects/tuple.h"
