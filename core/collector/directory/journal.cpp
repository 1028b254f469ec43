#include "core/collector/directory/journal.h"

#include "core/base/format.h"
#include "core/base/strings.h"
#include "core/collector/directory/edit.h"

namespace farebox::collector {

std::string past_note(const std::vector<std::string>& closed_months) {
    if (closed_months.empty()) return {};
    return format("reaches back into closed months ({}), whose figures stay as they were closed",
                  join(closed_months, ", "));
}

Result<void> follow_people(Edit& edit, const FollowPeople& follow) {
    if (!follow || edit.people_news().empty()) return {};
    return follow(edit.session(), edit.people_news());
}

Result<void> write_changes(Edit& edit, const Journal& journal) {
    FAREBOX_TRY(months, edit.touched_closed_months());
    for (const DirectoryChange& change : edit.changes()) {
        const bool past = !change.from_day.empty() && !months.empty() &&
                          change.from_day.substr(0, 7) <= months.back();
        FAREBOX_TRY_VOID(journal(edit.session(), {"directory." + change.action, change.object,
                                                  change.before, change.after,
                                                  past ? past_note(months) : ""}));
    }
    return {};
}

}  // namespace farebox::collector
