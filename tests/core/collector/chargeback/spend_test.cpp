// The table on rollup rows written by hand: what is in a row, what is unattributed, what a viewer
// sees. The directory's part is in spend_org_test.cpp, sums over real calls in property_test.cpp.
#include "core/collector/chargeback/spend.h"

#include "core/collector/chargeback/period_state.h"
#include "core/collector/chargeback/spend_sql.h"
#include "tests/core/collector/rollup_rows.h"
#include "tests/core/collector/stores.h"

using namespace farebox;
using namespace farebox::collector;
using namespace farebox::tests;

namespace {

SpendQuery months(std::vector<Dimension> group_by) {
    SpendQuery query;
    query.from = "2026-04";
    query.to = "2026-05";
    query.group_by = std::move(group_by);
    return query;
}

bool fill(Session& session) {
    RollupRow known;
    RollupRow dear{.repo = "github.com/acme/shop", .calls = 2, .list_cost_nano = 900};
    RollupRow no_repo{.agent = "unknown", .repo = "", .branch = "", .list_cost_nano = 7};
    RollupRow unpriced{.repo = "github.com/acme/shop", .branch = "spike", .price_status = "unpriced",
                       .list_cost_nano = std::nullopt, .more = {{"unpriced_calls", 1}}};
    RollupRow stated{.branch = "stated", .price_status = "vendor_stated",
                     .list_cost_nano = std::nullopt,
                     .more = {{"vendor_cost_nano", 55}, {"vendor_cost_nano_calls", 1}}};
    RollupRow correction{.posted_month = "2026-05", .list_cost_nano = -30};
    for (const RollupRow& row : {known, dear, no_repo, unpriced, stated, correction}) {
        if (!insert_rollup(session, row)) return false;
    }
    return fill_months(session);
}

SpendTable table_of(Session& session, const SpendQuery& query) {
    auto table = spend(session, query, Scope::everything());
    if (!table) qWarning("%s", table.error().message.c_str());
    return table ? *table : SpendTable();
}

Figures sum(const SpendTable& table) {
    Figures all = table.unattributed;
    for (const SpendRow& row : table.rows) all += row.figures;
    return all;
}

}  // namespace

class SpendTest : public QObject {
    Q_OBJECT
private slots:
    void adds_up_and_shows_the_unattributed_data() { add_stores(); }
    void adds_up_and_shows_the_unattributed() {
        FAREBOX_STORE(store);
        const Lease session = store->database().session().value();
        QVERIFY(fill(*session));
        const SpendTable table = table_of(*session, months({Dimension::Repo}));
        QCOMPARE(table.rows.size(), std::size_t(2));
        QCOMPARE(table.rows[0].keys[0], std::optional<std::string>("github.com/acme/shop"));
        QCOMPARE(table.rows[0].figures.unpriced_calls, 1);
        QCOMPARE(table.rows[0].figures.list_cost_nano.calls, 2);
        QCOMPARE(table.unattributed.list_cost_nano.value(), std::optional<std::int64_t>(7));
        QCOMPARE(table.total.list_cost_nano.value(), std::optional<std::int64_t>(977));
        QCOMPARE(table.total.vendor_stated_cost_nano.value(), std::optional<std::int64_t>(55));
        QCOMPARE(table.total.correction_list_cost_nano.value(), std::optional<std::int64_t>(-30));
        QCOMPARE(table.total.contracted_cost_nano.value(), std::optional<std::int64_t>());
        QVERIFY(sum(table) == table.total);
        QCOMPARE(table.state, std::string("open"));
    }

    // A plan's calls are billed 0; a sum of such with calls that wait for an invoice is not 0.
    void knows_no_billed_amount_before_the_invoice_data() { add_stores(); }
    void knows_no_billed_amount_before_the_invoice() {
        FAREBOX_STORE(store);
        const Lease session = store->database().session().value();
        RollupRow plan{.billing_mode = "subscription", .more = {{"billed_cost_nano_calls", 1}}};
        RollupRow api{.billing_mode = "api", .calls = 2};
        QVERIFY(insert_rollup(*session, plan) && insert_rollup(*session, api) && fill_months(*session));
        const SpendTable table = table_of(*session, months({Dimension::BillingMode}));
        std::map<std::string, std::optional<std::int64_t>> billed;
        std::map<std::string, std::int64_t> unbilled;
        const auto note = [&](const std::string& name, const Figures& figures) {
            visit_shown(figures, [&](std::string_view column, const auto& shown) {
                if (column == "billed_cost_nano") billed[name] = shown;
            });
            unbilled[name] = figures.unbilled_calls();
        };
        for (const SpendRow& row : table.rows) note(row.keys[0].value_or(""), row.figures);
        note("total", table.total);
        QVERIFY(billed["subscription"] == std::optional<std::int64_t>(0));
        QVERIFY(!billed["api"] && !billed["total"]);
        QCOMPARE(unbilled["subscription"], std::int64_t(0));
        QCOMPARE(unbilled["total"], std::int64_t(2));
    }

    void keeps_a_row_of_which_a_part_is_known_data() { add_stores(); }
    void keeps_a_row_of_which_a_part_is_known() {
        FAREBOX_STORE(store);
        const Lease session = store->database().session().value();
        QVERIFY(fill(*session));
        const SpendTable table =
            table_of(*session, months({Dimension::Agent, Dimension::Repo, Dimension::Model}));
        QCOMPARE(table.unattributed.calls, 0);
        QVERIFY(!table.rows.back().keys[0] || !table.rows.back().keys[1]);
        const SpendTable bare = table_of(*session, months({Dimension::Agent, Dimension::Repo}));
        QCOMPARE(bare.unattributed.calls, 1);
        QVERIFY(sum(bare) == table.total);
    }

    void splits_the_unattributed_by_time_data() { add_stores(); }
    void splits_the_unattributed_by_time() {
        FAREBOX_STORE(store);
        const Lease session = store->database().session().value();
        QVERIFY(fill(*session));
        const SpendTable table = table_of(*session, months({Dimension::Month, Dimension::Repo}));
        QCOMPARE(table.unattributed_rows.size(), std::size_t(1));
        QCOMPARE(table.unattributed_rows[0].keys[0], std::optional<std::string>("2026-04"));
        const SpendTable by_month = table_of(*session, months({Dimension::Month}));
        QCOMPARE(by_month.rows.size(), std::size_t(2));
        QCOMPARE(by_month.unattributed.calls, 0);
    }

    void asks_by_month_that_carries_or_by_day_of_the_call_data() { add_stores(); }
    void asks_by_month_that_carries_or_by_day_of_the_call() {
        FAREBOX_STORE(store);
        const Lease session = store->database().session().value();
        QVERIFY(fill(*session));
        SpendQuery may = months({});
        may.from = "2026-05";
        QCOMPARE(table_of(*session, may).total.list_cost_nano.total, -30);
        SpendQuery days = months({});
        days.from = "2026-04-01";
        days.to = "2026-04-30";
        QCOMPARE(table_of(*session, days).total.list_cost_nano.total, 977);
    }

    void filters_by_values_and_by_unknown_data() { add_stores(); }
    void filters_by_values_and_by_unknown() {
        FAREBOX_STORE(store);
        const Lease session = store->database().session().value();
        QVERIFY(fill(*session));
        SpendQuery query = months({});
        query.filters = {{Dimension::Repo, {"github.com/acme/shop"}, true}};
        QCOMPARE(table_of(*session, query).total.list_cost_nano.total, 907);
        query.filters = {{Dimension::Repo, {}, true}};
        QCOMPARE(table_of(*session, query).total.list_cost_nano.total, 7);
        query.filters = {{Dimension::Agent, {"claude-code"}, false},
                         {Dimension::Month, {"2026-04"}, false}};
        QCOMPARE(table_of(*session, query).total.list_cost_nano.total, 1000);
    }

    void sorts_and_pages_without_losing_the_total_data() { add_stores(); }
    void sorts_and_pages_without_losing_the_total() {
        FAREBOX_STORE(store);
        const Lease session = store->database().session().value();
        QVERIFY(fill(*session));
        SpendQuery query = months({Dimension::Branch});
        query.sort = "branch";
        const SpendTable all = table_of(*session, query);
        QCOMPARE(all.rows[0].keys[0], std::optional<std::string>("main"));
        query.offset = 1;
        query.limit = 1;
        const SpendTable page = table_of(*session, query);
        QCOMPARE(page.row_count, 3);
        QCOMPARE(page.rows.size(), std::size_t(1));
        QCOMPARE(page.rows[0].keys[0], all.rows[1].keys[0]);
        QVERIFY(page.total == all.total);
        query.offset = 10;
        QVERIFY(table_of(*session, query).rows.empty());
    }

    void hides_amounts_from_those_who_may_only_count() {
        const QString engine = "sqlite";
        const auto store = TestStore::make(engine);
        const Lease session = store->database().session().value();
        QVERIFY(fill(*session));
        const SpendTable table =
            spend(*session, months({Dimension::Repo}), counts_scope(ScopePolicy())).value();
        QVERIFY(!table.amounts);
        QCOMPARE(table.total.calls, 7);
        QCOMPARE(table.total.list_cost_nano.value(), std::optional<std::int64_t>());
        QCOMPARE(table.rows[0].figures.output_tokens.value(), std::optional<std::int64_t>());
    }

    void tells_the_state_of_its_months() {
        const auto store = TestStore::make("sqlite");
        const Lease session = store->database().session().value();
        QVERIFY(session
                    ->run("INSERT INTO periods (month, state, closed_at) "
                          "VALUES ('2026-04', 'closed', 77), ('2026-05', 'provisional', NULL)")
                    .has_value());
        QCOMPARE(months_of(*session, months({})).value().state, std::string("mixed"));
        SpendQuery april = months({});
        april.to = "2026-04";
        const QueryMonths closed = months_of(*session, april).value();
        QCOMPARE(closed.state, std::string("closed"));
        QCOMPARE(closed.as_of[0].as_of, 77);
        QCOMPARE(closed.names_as_of, 77);
    }
};

FAREBOX_TEST_CLASS(SpendTest)
#include "spend_test.moc"
