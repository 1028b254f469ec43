#include "core/budget/window.h"

#include "core/base/strings.h"
#include "core/budget/zone.h"
#include "tests/support/suite.h"

using namespace farebox;
using namespace farebox::budget;

class WindowTest : public QObject {
    Q_OBJECT
private:
    static Zone zone(const std::string& name) { return Zone::find(name).value(); }
    static std::string window(const std::string& name, BudgetPeriod period, const char* when) {
        const Window found = window_at(zone(name), period, parse_utc(when).value());
        return format_utc(found.start).substr(0, 16) + " " + format_utc(found.end).substr(0, 16);
    }

private slots:
    void begins_days_weeks_and_months_at_local_midnight() {
        QCOMPARE(window("UTC", BudgetPeriod::Day, "2026-11-22T03:30"),
                 std::string("2026-11-22T00:00 2026-11-23T00:00"));
        QCOMPARE(window("UTC", BudgetPeriod::Week, "2026-11-22T23:59"),
                 std::string("2026-11-16T00:00 2026-11-23T00:00"));
        QCOMPARE(window("UTC", BudgetPeriod::Month, "2026-12-31T12:00"),
                 std::string("2026-12-01T00:00 2027-01-01T00:00"));
        QCOMPARE(window("Asia/Tokyo", BudgetPeriod::Day, "2026-11-22T15:00"),
                 std::string("2026-11-22T15:00 2026-11-23T15:00"));
        QCOMPARE(window("America/Los_Angeles", BudgetPeriod::Month, "2026-11-01T06:59"),
                 std::string("2026-10-01T07:00 2026-11-01T07:00"));
    }

    void counts_23_and_25_hours_where_clocks_change() {
        QCOMPARE(window("Europe/Berlin", BudgetPeriod::Day, "2026-03-29T12:00"),
                 std::string("2026-03-28T23:00 2026-03-29T22:00"));
        QCOMPARE(window("Europe/Berlin", BudgetPeriod::Day, "2026-10-25T12:00"),
                 std::string("2026-10-24T22:00 2026-10-25T23:00"));
        QCOMPARE(window("Europe/Berlin", BudgetPeriod::Month, "2026-10-25T12:00"),
                 std::string("2026-09-30T22:00 2026-10-31T23:00"));
    }

    void begins_at_the_change_where_it_skips_midnight() {
        // Sao Paulo, 2018-11-04: 00:00 -03 became 01:00 -02.
        QCOMPARE(window("America/Sao_Paulo", BudgetPeriod::Day, "2018-11-04T12:00"),
                 std::string("2018-11-04T03:00 2018-11-05T02:00"));
    }

    void partitions_time_in_every_odd_zone() {
        // Skipped days (Apia), repeated evenings (Sao Paulo, St. John's), half hours (Lord Howe).
        for (const char* name : {"Pacific/Apia", "America/Sao_Paulo", "America/St_Johns",
                                 "Australia/Lord_Howe", "America/Havana", "Africa/Casablanca"}) {
            const Zone where = zone(name);
            const UtcNs end = parse_utc("2012-04-01").value();
            Window before = window_at(where, BudgetPeriod::Day, parse_utc("2011-10-01").value());
            for (UtcNs t = before.start; t < end; t += 1800 * NsPerSecond) {
                const Window now = window_at(where, BudgetPeriod::Day, t);
                QVERIFY2(now.contains(t), (std::string(name) + " " + format_utc(t)).c_str());
                QVERIFY2(now == before || now.start == before.end,
                         (std::string(name) + " " + format_utc(t)).c_str());
                before = now;
            }
        }
    }

    void says_which_zone_it_does_not_know() {
        const auto found = Zone::find("Mars/Olympus");
        QVERIFY(!found.has_value());
        QVERIFY(contains(found.error().message, "time_zone is \"Mars/Olympus\""));
        QVERIFY(Zone::find("").has_value());
    }

    void writes_local_time_for_people() {
        QCOMPARE(format_local(zone("Europe/Berlin"), parse_utc("2026-11-30T23:00").value()),
                 std::string("Tue 1 Dec 2026 00:00 (Europe/Berlin)"));
    }
};

FAREBOX_TEST_CLASS(WindowTest)
#include "window_test.moc"
