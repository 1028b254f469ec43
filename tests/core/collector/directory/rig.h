#pragma once
// What the tests of the directory share: a clock that is set by hand, a small company, sums by org
// column as chargeback makes them.

#include <map>
#include <string>

#include "core/base/format.h"
#include "core/base/strings.h"
#include "core/collector/directory/edit.h"
#include "core/collector/directory/import.h"
#include "core/collector/directory/journal.h"
#include "core/collector/directory/org_join.h"
#include "core/collector/directory/spans.h"
#include "tests/core/collector/stores.h"

namespace farebox::tests {

class SetClock final : public Clock {
public:
    explicit SetClock(std::string_view utc) { set(utc); }
    void set(std::string_view utc) { now_ = parse_utc(utc).value(); }
    UtcNs now() const override { return now_; }
    MonotonicNs monotonic() const override { return now_; }

private:
    UtcNs now_ = 0;
};

inline collector::Journal no_journal() {
    return [](collector::Session&, const collector::JournalEntry&) { return Result<void>(); };
}

/// One import that must be taken whole.
inline collector::ImportReport import(collector::Session& session, const Clock& clock,
                                      collector::ImportKind kind, std::string_view text,
                                      collector::ImportOptions options = {}) {
    auto report = collector::import_csv(session, clock, kind, text, options, no_journal());
    if (!report) {
        qWarning("%s", report.error().message.c_str());
        return {};
    }
    for (const auto& error : report->errors) {
        qWarning("line %zu: %s", error.line, error.message.c_str());
    }
    return *report;
}

/// Two units, three cost centres, three teams, three people.
inline void found_company(collector::Session& session, const Clock& clock) {
    using collector::ImportKind;
    import(session, clock, ImportKind::BusinessUnits,
           "business_unit_id,name\nretail,Retail\nbank,Bank\n");
    import(session, clock, ImportKind::CostCentres,
           "cost_centre_id,name,business_unit_id\nCC-1,Checkout,retail\nCC-2,Search,retail\n"
           "CC-3,Cards,bank\n");
    import(session, clock, ImportKind::Teams,
           "team_id,name,cost_centre_id\npayments,Payments,CC-1\nsearch,Search,CC-2\n"
           "cards,Cards,CC-3\n");
    import(session, clock, ImportKind::People,
           "person_id,name,email,team_id\np-ada,Ada,ada@acme.example,payments\n"
           "p-bob,Bob,bob@acme.example,search\np-eve,Eve,eve@acme.example,\n");
}

/// A store of one engine, where the other would show nothing more.
#define FAREBOX_STORE_BY_NAME(name, engine)                             \
    const auto name = farebox::tests::TestStore::make(engine);          \
    QVERIFY2(name != nullptr, "the store could not be made")

/// Rows as the rollup has them, as far as the join needs them.
inline void make_spend(collector::Session& session) {
    (void)session.run_script("CREATE TABLE spend (posted_month TEXT, day TEXT, developer_id TEXT, "
                             "repo TEXT, cost BIGINT)");
}
inline void spend(collector::Session& session, const std::string& day, const std::string& developer,
                  const std::string& repo, std::int64_t cost, std::string posted = {}) {
    if (posted.empty()) posted = day.substr(0, 7);
    (void)session.run("INSERT INTO spend VALUES ($1, $2, $3, $4, $5)",
                      {posted, day, developer, repo, cost});
}

/// "CC-1" -> sum, "" the unattributed; every row counted, so the values add up to the whole.
inline std::map<std::string, std::int64_t> sums_by(
    collector::Session& session, std::string collector::OrgJoin::*column,
    const std::vector<collector::MonthAsOf>& months) {
    const collector::OrgJoin join = collector::org_join(months);
    const auto rows = session.run("WITH " + join.with + " SELECT " + join.*column +
                                      " AS k, sum(r.cost) FROM spend r" + join.join + " GROUP BY 1",
                                  join.parameters);
    if (!rows) qWarning("%s", rows.error().message.c_str());
    std::map<std::string, std::int64_t> sums;
    if (rows) {
        for (const collector::Row& row : *rows) sums[row.text(0)] = row.integer(1);
    }
    return sums;
}

using Sums = std::map<std::string, std::int64_t>;

}  // namespace farebox::tests

namespace QTest {
template <>
inline char* toString(const farebox::tests::Sums& sums) {
    std::string text;
    for (const auto& [key, sum] : sums) text += farebox::format("{}={} ", key.empty() ? "-" : key, sum);
    return qstrdup(text.c_str());
}
}  // namespace QTest
