#include "core/collector/directory/timeline.h"

#include <random>

#include "core/collector/directory/spans.h"
#include "tests/support/suite.h"

using namespace farebox;
using namespace farebox::collector;

namespace {

Timeline since(const std::string& day, const std::string& target) {
    return with_span({}, {day, EndOfDays, target}, Overlap::Refuse).value();
}

}  // namespace

class TimelineTest : public QObject {
    Q_OBJECT
private slots:
    void covers_all_days_with_one_statement() {
        const Timeline timeline = since("2026-04-01", "payments");
        QCOMPARE(timeline.size(), std::size_t(2));
        QCOMPARE(target_on(timeline, "2026-03-31"), std::string());
        QCOMPARE(target_on(timeline, "2026-04-01"), std::string("payments"));
        QCOMPARE(target_on(timeline, "2199-01-01"), std::string("payments"));
    }

    void refuses_an_overlap_and_names_both_ranges() {
        const auto refused = with_span(since("2026-01-01", "search"),
                                       {"2026-03-01", "2026-06-01", "payments"}, Overlap::Refuse);
        QVERIFY(!refused.has_value());
        QVERIFY(refused.error().code == ErrorCode::Conflict);
        QCOMPARE(refused.error().message,
                 std::string("payments from 2026-03-01 to 2026-05-31 overlaps "
                             "search from 2026-01-01 until further notice"));
    }

    void a_move_ends_the_open_range_before_it() {
        const auto moved = with_span(since("2026-01-01", "search"),
                                     {"2026-03-01", EndOfDays, "payments"}, Overlap::Move);
        QCOMPARE(target_on(*moved, "2026-02-28"), std::string("search"));
        QCOMPARE(target_on(*moved, "2026-03-01"), std::string("payments"));
    }

    void a_move_does_not_rewrite_what_was_stated_for_later() {
        const Timeline planned = since("2026-09-01", "search");
        QVERIFY(!with_span(planned, {"2026-03-01", EndOfDays, "payments"}, Overlap::Move));
        // A range of its own does not end anything either.
        QVERIFY(!with_span(since("2026-01-01", "search"), {"2026-03-01", "2026-04-01", "payments"},
                           Overlap::Move));
    }

    void a_correction_replaces_and_leaves_the_rest() {
        const auto corrected = with_span(since("2026-01-01", "search"),
                                         {"2026-03-01", "2026-04-01", "payments"}, Overlap::Replace);
        QCOMPARE(target_on(*corrected, "2026-02-28"), std::string("search"));
        QCOMPARE(target_on(*corrected, "2026-03-31"), std::string("payments"));
        QCOMPARE(target_on(*corrected, "2026-04-01"), std::string("search"));
        QCOMPARE(first_difference(*corrected, since("2026-01-01", "search")), std::string("2026-03-01"));
    }

    void saying_the_same_again_changes_nothing() {
        const Timeline timeline = since("2026-01-01", "search");
        QVERIFY(with_span(timeline, {"2026-03-01", EndOfDays, "search"}, Overlap::Refuse).value() ==
                timeline);
        QCOMPARE(first_difference(timeline, timeline), std::string());
    }

    void none_ends_a_membership() {
        const auto left = with_span(since("2026-01-01", "search"), {"2026-03-01", EndOfDays, ""},
                                    Overlap::Move);
        QCOMPARE(target_on(*left, "2026-03-01"), std::string());
        QCOMPARE(target_on(*left, "2026-02-28"), std::string("search"));
    }

    void refuses_days_that_are_none() {
        for (const char* day : {"2026-02-30", "2026-4-1", "", "yesterday", "2026-04-01T00:00Z"}) {
            QVERIFY(!with_span({}, {day, EndOfDays, "x"}, Overlap::Refuse));
        }
        QVERIFY(!with_span({}, {"2026-04-01", "2026-04-01", "x"}, Overlap::Refuse));
    }

    // Whatever is stated in whatever order, each day has exactly one answer.
    void covers_each_day_once_whatever_is_stated() {
        std::mt19937 random(11);
        const auto day = [&] {
            const auto text = std::to_string(10 + random() % 80);
            return "2026-0" + std::to_string(1 + random() % 9) + "-" + (text < "29" ? text : "15");
        };
        for (int round = 0; round < 200; ++round) {
            Timeline timeline;
            for (int i = 0; i < 12; ++i) {
                const auto next = with_span(timeline, {day(), random() % 2 ? EndOfDays : day(),
                                                       std::string(1, char('a' + random() % 4))},
                                            Overlap(random() % 3));
                if (next) timeline = *next;
                if (timeline.empty()) continue;
                QCOMPARE(timeline.front().valid_from, std::string(FirstDay));
                QCOMPARE(timeline.back().valid_to, std::string(EndOfDays));
                for (std::size_t s = 1; s < timeline.size(); ++s) {
                    QCOMPARE(timeline[s].valid_from, timeline[s - 1].valid_to);
                    QVERIFY(timeline[s].target != timeline[s - 1].target);
                }
            }
        }
    }
};

FAREBOX_TEST_CLASS(TimelineTest)
#include "timeline_test.moc"
