#include "core/collector/chargeback/trend.h"

#include "tests/core/collector/rollup_rows.h"
#include "tests/core/collector/stores.h"

using namespace farebox;
using namespace farebox::collector;
using namespace farebox::tests;

namespace {

/// Eight weeks of 100 a working day and 10 a day of the weekend, up to and without `end`.
std::vector<DaySpend> steady(const std::string& end) {
    std::vector<DaySpend> days;
    const UtcNs last = parse_utc(end).value();
    for (std::int64_t back = 1; back <= 56; ++back) {
        const UtcNs day = last - back * NsPerDay;
        const bool is_weekend = (day / NsPerDay + 3) % 7 >= 5;
        days.push_back({format_day(day, 0), is_weekend ? 10 : 100});
    }
    return days;
}

}  // namespace

class TrendTest : public QObject {
    Q_OBJECT
private slots:
    void goes_on_as_it_was() {
        // April 2026 has 22 working days and 8 of weekends.
        const Forecast forecast = forecast_month(steady("2026-04-16"), "2026-04-16");
        QCOMPARE(forecast.month_end_nano, std::optional<std::int64_t>(22 * 100 + 8 * 10));
        QCOMPARE(forecast.low_nano, forecast.month_end_nano);
        QCOMPARE(forecast.high_nano, forecast.month_end_nano);
    }

    void widens_with_uneven_days_and_never_below_what_is_spent() {
        std::vector<DaySpend> days = steady("2026-04-16");
        for (std::size_t i = 0; i < days.size(); i += 2) days[i].list_cost_nano *= 9;
        const Forecast forecast = forecast_month(days, "2026-04-16");
        QVERIFY(*forecast.low_nano < *forecast.month_end_nano);
        QVERIFY(*forecast.high_nano > *forecast.month_end_nano);
        const Forecast last = forecast_month(days, "2026-04-30");
        QVERIFY(*last.low_nano >= 0);
    }

    void counts_today_once() {
        std::vector<DaySpend> days = steady("2026-04-16");
        days.push_back({"2026-04-16", 60});
        QCOMPARE(*forecast_month(days, "2026-04-16").month_end_nano, 22 * 100 + 8 * 10);
        days.back().list_cost_nano = 150;
        QCOMPARE(*forecast_month(days, "2026-04-16").month_end_nano, 22 * 100 + 8 * 10 + 50);
    }

    void says_why_there_is_no_forecast() {
        const Forecast forecast = forecast_month({{"2026-04-14", 5}}, "2026-04-16");
        QVERIFY(!forecast.month_end_nano);
        QVERIFY(!forecast.reason.empty());
        QVERIFY(!forecast_month({}, "2026-04-16").month_end_nano);
    }

    void gives_days_with_one_further_dimension() {
        const auto store = TestStore::make("sqlite");
        const Lease session = store->database().session().value();
        QVERIFY(insert_rollup(*session, RollupRow()));
        QVERIFY(insert_rollup(*session, {.agent = "codex"}));
        QVERIFY(insert_rollup(*session, {.posted_month = "2026-05", .day = "2026-04-02"}));
        SpendQuery query;
        query.from = query.to = "2026-04";
        query.group_by = {Dimension::Agent};
        const UtcNs now = parse_utc("2026-04-20").value();
        const Trend result = trend(*session, query, Scope::everything(), now).value();
        QCOMPARE(result.rows.size(), std::size_t(2));
        QCOMPARE(result.rows[0].keys[0], std::optional<std::string>("2026-04-02"));
        // By day of the call, whichever month carries it.
        QCOMPARE(result.rows[0].figures.calls, 2);
        query.group_by = {Dimension::Agent, Dimension::Repo};
        QVERIFY(!trend(*session, query, Scope::everything(), now));
    }
};

FAREBOX_TEST_CLASS(TrendTest)
#include "trend_test.moc"
