#pragma once
// The options that `spend` and `calls` share, as parameters of the local API.

#include "core/control/arguments.h"
#include "core/control/query_string.h"

namespace farebox::cli {

control::Parameters make_parameters(const control::Arguments& arguments);

}  // namespace farebox::cli
