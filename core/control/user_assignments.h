#pragma once
// The user's own rules about where calls without a repository belong, in the settings file.
//
// Those of the device's or the collector's management cannot be changed here.

#include "core/model/assignment.h"
#include "core/settings/store.h"

namespace farebox::control {

/// Adds the rule, or changes the one of the same folder or program. Conflict: locked. Invalid names
/// key, value and what is allowed. Returns the rule as it was understood.
Result<Assignment> set_user_assignment(settings::Store& store, const Json& body);
/// `subject` is the folder or the program. NotFound when there is none; Conflict when it is not the
/// user's.
Result<void> remove_user_assignment(settings::Store& store, const std::string& subject);

}  // namespace farebox::control
