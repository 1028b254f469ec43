#include "ui/state/popover_view.h"

#include "tests/support/suite.h"
#include "tests/ui/support/samples.h"

using namespace farebox;
using namespace farebox::tests;
using namespace farebox::ui;

class PopoverViewTest : public QObject {
    Q_OBJECT
private:
    static PopoverView view(const api::Summary& summary) {
        return PopoverViews::make(sourceOf(summary));
    }

private slots:
    void the_header_has_today_the_month_and_the_forecast() {
        const HeaderView header = view(sampleSummary()).header;
        QCOMPARE(header.today.text, QString("$4.20"));
        QCOMPARE(header.today.hover, QString("$4.203125"));
        QCOMPARE(header.month.text, QString("$83.10"));
        QCOMPARE(header.limit, QString("of $150.00"));
        QCOMPARE(header.percent, QString("55 %"));
        QVERIFY(header.forecast.contains("$118.40"));
        QCOMPARE(header.basis, QString("API-equivalent"));
    }

    void a_budget_that_runs_out_says_when() {
        const HeaderView header = view(warningSummary()).header;
        QVERIFY(header.forecast.contains("runs out Thu"));
        QVERIFY(header.isForecastBad);
    }

    void without_a_forecast_its_reason_is_said() {
        QCOMPARE(view(emptySummary()).header.forecast, QString("A forecast needs a day of calls."));
    }

    void says_whether_the_amount_is_billed() {
        QCOMPARE(view(pausedSummary()).header.basis, QString("Billed"));
        QCOMPARE(view(warningSummary()).header.basis, QString("Mixed"));
        QCOMPARE(view(sampleSummary()).header.basis, QString("API-equivalent"));
        QVERIFY(view(pausedSummary()).header.basisHover.contains("list prices"));
    }

    void a_day_whose_calls_have_no_price_is_a_dash() {
        api::Summary summary = sampleSummary();
        summary.today.cost_nano.reset();
        QCOMPARE(view(summary).header.today.text, QString("—"));
        QVERIFY(view(summary).header.today.hover.contains("148 calls"));
    }

    void the_unattributed_row_is_always_there_and_last() {
        for (const auto& rows : {view(sampleSummary()).repos, view(sampleSummary()).branches}) {
            QCOMPARE(rows.size(), std::size_t(4));
            QVERIFY(rows.back().isMuted);
            QCOMPARE(rows.back().title, QString("Unattributed"));
        }
        const auto none = view(emptySummary()).repos;
        QCOMPARE(none.size(), std::size_t(1));
        QVERIFY(none[0].hover.contains("Every call"));
    }

    void shows_three_rows_at_most_and_keeps_what_is_unattributed() {
        api::Summary summary = sampleSummary();
        summary.top.repo.insert(summary.top.repo.begin(), 6, {"", "github.com/acme/x", 5, 1, 0});
        const auto rows = view(summary).repos;
        QCOMPARE(rows.size(), std::size_t(4));
        QVERIFY(rows.back().isMuted);
    }

    void what_burns_now_names_place_agent_and_age() {
        const auto live = view(sampleSummary()).live;
        QCOMPARE(live[0].title, QString("payments @ feat/PAY-12-refunds"));
        QCOMPARE(live[0].subtitle, QString("Claude Code · working"));
        QCOMPARE(live[1].subtitle, QString("Codex · 4 min ago"));
        QVERIFY(live[1].hover.contains("likely"));
    }

    void a_session_without_price_is_a_dash() {
        QCOMPARE(view(troubledSummary()).live[1].amount.text, QString("—"));
    }

    void a_paused_budget_has_a_banner_with_the_way_out() {
        const PopoverView paused = view(pausedSummary());
        QCOMPARE(paused.banner.title, QString("Payments is paused"));
        QCOMPARE(paused.banner.budgetId, QString("Payments"));
        QVERIFY(paused.banner.text.contains("$66.42 of $60.00"));
        QVERIFY(paused.banner.text.contains("110 %"));
        QVERIFY(paused.banner.text.contains("Dec 1"));
        QCOMPARE(paused.budgets[1].status, QString("Paused until Dec 1"));
    }

    void an_override_is_shown_with_its_end_and_reason() {
        const BudgetView budget = view(overriddenSummary()).budgets[1];
        QVERIFY(budget.status.startsWith("Overridden until"));
        QVERIFY(budget.hover.contains("release night"));
        QCOMPARE(budget.overrideId, QString("o1"));
    }

    void the_persons_own_pause_can_be_resumed() {
        api::Summary summary = sampleSummary();
        summary.paused = true;
        QVERIFY(view(summary).banner.canResume);
    }

    void the_footer_says_health_sync_and_what_is_collected() {
        const FooterView well = view(sampleSummary()).footer;
        QVERIFY(well.isOk);
        QVERIFY(well.healthHover.contains("7717"));
        QCOMPARE(PopoverViews::make({false, true, sampleSummary(), SampleNow}).footer.health,
                 QString("No answer"));
        QVERIFY(well.health.contains("9 unattributed"));
        QCOMPARE(well.collected, QString("Nothing leaves this machine."));
        const FooterView ill = view(troubledSummary()).footer;
        QVERIFY(!ill.isOk);
        QCOMPARE(ill.problems.size(), 1);
        QCOMPARE(ill.managedBy, QString("Managed by Acme Engineering"));
        QVERIFY(ill.collected.contains("repository"));
        QVERIFY(ill.collected.contains("Never prompts"));
        QVERIFY(ill.health.contains("12 call"));
    }

    void a_daemon_that_is_gone_says_what_that_means() {
        const PopoverView view = PopoverViews::make({true, false, std::nullopt, SampleNow});
        QVERIFY(!view.hasFigures);
        QCOMPARE(view.banner.title, QString("Farebox is not running"));
    }
};

FAREBOX_TEST_CLASS(PopoverViewTest)
#include "popover_view_test.moc"
