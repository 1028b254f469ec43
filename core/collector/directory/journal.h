#pragma once
// How the directory tells the audit log what it changed, in the transaction of the change.

#include <functional>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/collector/store/database.h"

namespace farebox::collector {

struct JournalEntry {
    std::string action;  ///< "directory.person_team", "directory.import"
    std::string object;
    std::string before;
    std::string after;
    std::string note;    ///< "reaches back into closed months 2026-03, 2026-04: ..."
};

/// Adds who did it and appends. An error undoes the edit: what cannot be audited does not happen.
using Journal = std::function<Result<void>(Session&, const JournalEntry&)>;

class Edit;
struct PeopleNews;
/// What follows for devices and accounts, in the transaction of the edit: an error undoes both.
using FollowPeople = std::function<Result<void>(Session&, const PeopleNews&)>;
/// Does so before the commit; nothing when there is no news or nobody to follow.
Result<void> follow_people(Edit& edit, const FollowPeople& follow);

/// Tells each change of an edit, before its commit.
Result<void> write_changes(Edit& edit, const Journal& journal);
/// "reaches back into closed months (2026-03), ..."; "" for none.
std::string past_note(const std::vector<std::string>& closed_months);

}  // namespace farebox::collector
