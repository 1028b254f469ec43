#pragma once
// Timelines in the database: four tables of one shape (schema_directory.cpp), read as the collector
// believed them at a time, and written by adding rows and superseding others, never by change.

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/collector/directory/org_join.h"
#include "core/collector/directory/timeline.h"
#include "core/collector/store/database.h"

namespace farebox::collector {

/// Names of the table and of its two id columns.
struct SpanTable {
    std::string_view table;
    std::string_view subject;
    std::string_view target;
};
inline constexpr SpanTable PersonTeam{"person_team", "person_id", "team_id"};
inline constexpr SpanTable TeamCostCentre{"team_cost_centre", "team_id", "cost_centre_id"};
inline constexpr SpanTable CostCentreUnit{"cost_centre_unit", "cost_centre_id", "business_unit_id"};
inline constexpr SpanTable RepoCharge{"repo_charge", "repo", "cost_centre_id"};

Result<Timeline> load_timeline(Session& session, const SpanTable& table, const std::string& subject,
                               UtcNs as_of = AsOfNow);
/// Of every subject.
Result<std::map<std::string, Timeline>> load_timelines(Session& session, const SpanTable& table,
                                                       UtcNs as_of = AsOfNow);

struct TimelineChange {
    std::string subject;
    Timeline before;  ///< as read in this transaction
    Timeline after;   ///< what is believed from the stamp on
};
/// At most once per subject and stamp: a row believed by nobody would remain.
Result<void> save_timelines(Session& session, const SpanTable& table,
                            const std::vector<TimelineChange>& changes, UtcNs stamp);

/// The next recorded time: at least `now`, later than every one given before. Until the transaction
/// ends no other one gets a stamp, so that stamps follow the order of commits. Closing a month takes
/// its `closed_at` from here: an edit is then clearly before or after it, whatever clocks say.
Result<UtcNs> directory_stamp(Session& session, UtcNs now);

}  // namespace farebox::collector
