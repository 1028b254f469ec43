#include "ui/state/glance.h"

#include "tests/support/suite.h"
#include "tests/ui/support/samples.h"

using namespace farebox;
using namespace farebox::tests;
using namespace farebox::ui;

class GlanceTest : public QObject {
    Q_OBJECT
private slots:
    void the_tooltip_says_it_all() {
        QCOMPARE(Glances::make(sourceOf(sampleSummary())).tooltip,
                 QString("Today $4.20 · Month $83.10 of $150.00 (55 %) · payments @ "
                         "feat/PAY-12-refunds · OK"));
    }

    void has_a_mood_for_each_state() {
        QCOMPARE(Glances::mood(sourceOf(sampleSummary())), Mood::Ok);
        QCOMPARE(Glances::mood(sourceOf(warningSummary())), Mood::Warning);
        QCOMPARE(Glances::mood(sourceOf(pausedSummary())), Mood::Paused);
        QCOMPARE(Glances::mood(sourceOf(overriddenSummary())), Mood::Warning);
        QCOMPARE(Glances::mood(sourceOf(troubledSummary())), Mood::Warning);
        QCOMPARE(Glances::mood({true, false, sampleSummary(), 0}), Mood::Down);
        QCOMPARE(Glances::mood({false, true, sampleSummary(), 0}), Mood::Stale);
        QCOMPARE(Glances::mood({false, false, std::nullopt, 0}), Mood::Stale);
        api::Summary paused = sampleSummary();
        paused.paused = true;
        QCOMPARE(Glances::mood(sourceOf(paused)), Mood::Paused);
    }

    void the_month_is_the_budget_of_all_work_before_the_fullest() {
        api::Summary summary = sampleSummary();
        QCOMPARE(findMonthBudget(summary)->budget.name, std::string("Everything"));
        summary.budgets[0].budget.period = BudgetPeriod::Day;
        QCOMPARE(findMonthBudget(summary)->budget.name, std::string("Payments"));
        summary.budgets.clear();
        QVERIFY(findMonthBudget(summary) == nullptr);
        QVERIFY(Glances::make(sourceOf(summary)).tooltip.contains("Month $83.10 ·"));
    }

    void a_daemon_that_is_gone_shows_no_figure() {
        const Glance glance = Glances::make({true, false, sampleSummary(), SampleNow});
        QVERIFY(!glance.tooltip.contains('$'));
        QVERIFY(glance.tooltip.contains("not running"));
    }

    void the_icon_shows_the_amount_that_is_wanted() {
        const Source source = sourceOf(sampleSummary());
        QCOMPARE(Glances::make(source).figure, QString());
        QCOMPARE(Glances::make(source, ShownAmount::Today).figure, QString("4.2"));
        const Glance month = Glances::make(source, ShownAmount::Month);
        QCOMPARE(month.figure, QString("83"));
        QVERIFY(month.tooltip.startsWith("Month $83.10 of $150.00 (55 %) · Today $4.20"));
        // A figure that may be old, or counts no further, is none.
        QCOMPARE(Glances::make(sourceOf(pausedSummary()), ShownAmount::Today).figure, QString());
        QCOMPARE(Glances::make({false, true, sampleSummary(), 0}, ShownAmount::Today).figure,
                 QString());
        api::Summary unknown = sampleSummary();
        unknown.today.cost_nano.reset();
        QCOMPARE(Glances::make(sourceOf(unknown), ShownAmount::Today).figure, QString("–"));
    }

    void an_unknown_day_is_a_dash() {
        api::Summary summary = sampleSummary();
        summary.today.cost_nano.reset();
        QVERIFY(Glances::make(sourceOf(summary)).tooltip.startsWith("Today — ·"));
    }
};

FAREBOX_TEST_CLASS(GlanceTest)
#include "glance_test.moc"
