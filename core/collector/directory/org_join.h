#pragma once
// From (posted month, day, developer, repository) of a rollup row to who pays: the directory as SQL.
//
// The directory is bitemporal. Valid time: a row of March belongs to the team of March. Recorded
// time: a closed month is read as the directory stood when the month was closed, so that no later
// edit changes it. An open month is read as it stands now. Each posted month therefore brings its
// own `as_of`, and one query may span closed and open months.
//
// The charge goes to the cost centre that a repository rule names, else to that of the person's
// team of the day; the business unit follows the cost centre; the team stays the person's.
//
// Every row of the left side comes out exactly once: per (as_of, developer, day) and (as_of,
// repository, day) there is at most one span, which the tables' unique indexes and the writers
// (timeline.h) ensure. So sums over any org column add up to the sum without the join. What the
// directory does not know is NULL: unattributed.
//
// Cost: the named tables are small (one row a person and move) and computed once a query; the join
// is one indexed look-up a left row and side. Sum the rollup by day, developer_id and repo first,
// then join: that is some 100,000 rows a month for 2,000 developers instead of a million.

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/clock.h"
#include "core/collector/store/database.h"

namespace farebox::collector {

/// Recorded times run from 0 up to, not including, this one: a row that nothing superseded.
constexpr UtcNs NeverSuperseded = INT64_MAX;
/// The directory as it stands.
constexpr UtcNs AsOfNow = INT64_MAX - 1;

/// How the rows posted to one accounting month are resolved: a closed month as of its `closed_at`
/// (taken from directory_stamp, see directory.h), every other one AsOfNow.
struct MonthAsOf {
    std::string posted_month;  ///< "2026-04"
    UtcNs as_of = AsOfNow;
};

/// Parts of one SELECT:
///     "WITH " + with + [", more ..."] + " SELECT " + cost_centre_id + ... + " FROM x r " + join
/// `parameters` are those of `with`, numbered from the given first one on; the caller's own have the
/// numbers before or after (next_parameter).
struct OrgJoin {
    std::string with;  ///< named tables separated by commas, without the word WITH
    std::string join;  ///< LEFT JOINs; never filters or multiplies a row of the left side
    std::vector<Value> parameters;
    int next_parameter = 1;

    // Expressions over the joined tables; each is an id or NULL.
    std::string person_id;
    std::string team_id;
    std::string cost_centre_id;
    std::string business_unit_id;
};

/// `alias`: the left side, which has the columns posted_month, day, developer_id, repo. A posted
/// month that `months` does not name comes out with all org columns NULL, so name all of the range.
OrgJoin org_join(std::span<const MonthAsOf> months, int first_parameter = 1,
                 std::string_view alias = "r");

/// What an id is called. Names of teams, cost centres and business units are recorded in time too;
/// a person's is the present one. For the rows that are shown, after grouping.
enum class OrgKind { Person, Team, CostCentre, BusinessUnit };
/// (id, name) of the given ids; ids without a name are left out.
Result<std::vector<std::pair<std::string, std::string>>> org_names(
    Session& session, OrgKind kind, std::span<const std::string> ids, UtcNs as_of = AsOfNow);

}  // namespace farebox::collector
