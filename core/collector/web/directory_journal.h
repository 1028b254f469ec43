#pragma once
// The directory's changes as entries of the audit log, with who asked.

#include "core/collector/directory/journal.h"
#include "core/collector/web/routes.h"
#include "core/collector/web/services.h"

namespace farebox::collector {

/// Valid as long as both arguments.
Journal directory_journal(const WebRequest& request, const Services& services);

/// What people's coming and going means for their devices and accounts: those that waited for a person
/// get theirs, and whoever left loses all of them. Valid as long as both arguments.
FollowPeople directory_follower(const WebRequest& request, const Services& services);

}  // namespace farebox::collector
