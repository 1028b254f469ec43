#include "core/collector/ingest/load.h"

#include <set>

#include "tests/support/suite.h"

using farebox::collector::IngestLoad;

class LoadTest : public QObject {
    Q_OBJECT
private slots:
    void has_as_many_places_as_it_was_given() {
        IngestLoad load(2, 1);
        const IngestLoad::Place one(load);
        {
            const IngestLoad::Place two(load);
            QVERIFY(bool(one) && bool(two));
            QVERIFY(!bool(IngestLoad::Place(load)));
        }
        QVERIFY(bool(IngestLoad::Place(load)));
    }

    void asks_for_a_pause_when_half_of_the_places_are_taken() {
        IngestLoad load(2, 1);
        QCOMPARE(load.pause_ms(), 0);
        const IngestLoad::Place one(load);
        QCOMPARE(load.pause_ms(), 0);
        const IngestLoad::Place two(load);
        QVERIFY(load.pause_ms() >= 500);
    }

    void tells_a_crowd_to_come_back_later_and_not_together() {
        IngestLoad load(1, 7);
        const std::int64_t calm = load.retry_after_ms();
        QVERIFY(calm >= 500 && calm <= 1500);
        const IngestLoad::Place taken(load);
        for (int i = 0; i < 200; ++i) QVERIFY(!bool(IngestLoad::Place(load)));
        std::set<std::int64_t> waits;
        for (int i = 0; i < 50; ++i) {
            const std::int64_t wait = load.retry_after_ms();
            QVERIFY(wait >= 10'000 && wait <= 60'000);
            waits.insert(wait);
        }
        QVERIFY(waits.size() > 40);
    }

    void forgets_the_crowd_when_it_was_served() {
        IngestLoad load(1, 7);
        {
            const IngestLoad::Place taken(load);
            for (int i = 0; i < 100; ++i) QVERIFY(!bool(IngestLoad::Place(load)));
        }
        for (int i = 0; i < 100; ++i) QVERIFY(bool(IngestLoad::Place(load)));
        QVERIFY(load.retry_after_ms() <= 1500);
    }
};

FAREBOX_TEST_CLASS(LoadTest)
#include "load_test.moc"
