#include "core/pricing/calendar.h"

#include <QtTest/QtTest>

#include "tests/support/suite.h"

using namespace farebox;
using namespace farebox::pricing;

class CalendarTest : public QObject {
    Q_OBJECT

private slots:
    void reads_days_that_exist();
    void refuses_everything_else_data();
    void refuses_everything_else();
    void cuts_time_at_midnight_utc();
};

void CalendarTest::reads_days_that_exist() {
    QCOMPARE(parse_day("1970-01-01").value().number, 0);
    QCOMPARE(parse_day("2026-10-07").value().number, 20733);
    QCOMPARE(pricing::format_day(parse_day("2024-02-29").value()), std::string("2024-02-29"));
}

void CalendarTest::refuses_everything_else_data() {
    QTest::addColumn<QString>("text");
    for (const char* text : {"", "2026", "2026-1-07", "2026-02-29", "2026-13-01", "2026-00-10",
                             "2026-10-07Z", " 2026-10-07", "2026/10/07", "+026-10-07"}) {
        QTest::newRow(*text ? text : "empty") << text;
    }
}

void CalendarTest::refuses_everything_else() {
    QFETCH(QString, text);
    QVERIFY(!parse_day(text.toStdString()).has_value());
}

void CalendarTest::cuts_time_at_midnight_utc() {
    const Day day = parse_day("2026-10-07").value();
    QVERIFY(day_of(day.number * NsPerDay) == day);
    QVERIFY(day_of(day.number * NsPerDay - 1) == Day{day.number - 1});
    QVERIFY(day_of((day.number + 1) * NsPerDay - 1) == day);
    QVERIFY(day_of(-1) == Day{-1});
}

FAREBOX_TEST_CLASS(CalendarTest)
#include "calendar_test.moc"
