#include "core/base/clock.h"

#include <cstdlib>
#include <ctime>

#include "tests/support/suite.h"

using farebox::format_day;
using farebox::format_utc;
using farebox::NsPerDay;
using farebox::NsPerSecond;
using farebox::parse_utc;

class ClockTest : public QObject {
    Q_OBJECT

private slots:
    void reads_what_people_and_vendors_write_data() {
        QTest::addColumn<std::string>("text");
        QTest::addColumn<std::string>("utc");
        const auto row = [](const char* text, const char* utc) {
            QTest::newRow(text) << std::string(text) << std::string(utc);
        };
        row("2026-11-22", "2026-11-22T00:00:00.000Z");
        row("2026-11-22T03:20", "2026-11-22T03:20:00.000Z");
        row("2026-11-22 03:20:09", "2026-11-22T03:20:09.000Z");
        row("2026-11-22T03:20:09.123456789Z", "2026-11-22T03:20:09.123Z");
        row("2026-11-22T03:20:09+01:00", "2026-11-22T02:20:09.000Z");
        row("2026-11-22T23:20:09-0130", "2026-11-23T00:50:09.000Z");
        row("1969-12-31T23:59:59.5Z", "1969-12-31T23:59:59.500Z");
        row("2024-02-29", "2024-02-29T00:00:00.000Z");
    }
    void reads_what_people_and_vendors_write() {
        QFETCH(std::string, text);
        QFETCH(std::string, utc);
        QCOMPARE(format_utc(parse_utc(text).value()), utc);
    }

    void refuses_what_is_no_time_data() {
        QTest::addColumn<std::string>("text");
        for (const char* text : {"", "today", "2026-13-01", "2026-02-29", "2026-1-1", "2026-11-22T",
                                 "2026-11-22T24:00", "2026-11-22T03:60", "2026-11-22T03:20:09.",
                                 "2026-11-22T03:20X", "2026-11-22T03:20+25:00", "2026-11-22T-1:00",
                                 "-026-11-22", "2026-11-22T03:20Z ", "9999-12-31", "0001-01-01"}) {
            QTest::newRow(text) << std::string(text);
        }
    }
    void refuses_what_is_no_time() {
        QFETCH(std::string, text);
        QVERIFY(!parse_utc(text).has_value());
    }

    void knows_the_calendar_day_of_an_offset() {
        const auto midnight = parse_utc("2026-11-22").value();
        QCOMPARE(format_day(midnight, 0), std::string("2026-11-22"));
        QCOMPARE(format_day(midnight, -60), std::string("2026-11-21"));
        QCOMPARE(format_day(midnight - NsPerSecond, 60), std::string("2026-11-22"));
        QCOMPARE(format_day(-1, 0), std::string("1969-12-31"));
        QCOMPARE(format_day(NsPerDay, 0), std::string("1970-01-02"));
    }

    void follows_the_zone_of_the_process() {
        const char* before = std::getenv("TZ");
        const std::string saved = before == nullptr ? "" : before;
        qputenv("TZ", "XYZ-05:30");
        tzset();
        QCOMPARE(farebox::utc_offset_min(0), 330);
        qputenv("TZ", saved.c_str());
        tzset();
    }

    void ticks_forward() {
        const farebox::SystemClock clock;
        const auto first = clock.monotonic();
        QVERIFY(clock.monotonic() >= first);
        QVERIFY(clock.now() > parse_utc("2024-01-01").value());
    }
};

FAREBOX_TEST_CLASS(ClockTest)
#include "clock_test.moc"
