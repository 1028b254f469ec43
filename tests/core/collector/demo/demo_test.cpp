// The demo company: the same seed gives the same company, every price is core/pricing's, every way of
// summing gives the whole, and the months are closed as the story says.
#include "core/collector/demo/demo.h"

#include <set>

#include "core/base/format.h"
#include "core/base/money.h"
#include "core/base/strings.h"
#include "core/collector/auth/accounts.h"
#include "core/collector/chargeback/periods.h"
#include "core/collector/chargeback/spend.h"
#include "core/collector/demo/company.h"
#include "core/collector/demo/demo_days.h"
#include "core/collector/demo/demo_logins.h"
#include "core/collector/demo/demo_rules.h"
#include "core/collector/demo/demo_table.h"
#include "core/collector/demo/demo_words.h"
#include "core/collector/demo/dice.h"
#include "core/collector/demo/workday.h"
#include "core/collector/policy/central_budgets.h"
#include "core/collector/policy/documents.h"
#include "core/collector/policy/fleet.h"
#include "core/pricing/price.h"
#include "tests/core/collector/stores.h"

using namespace farebox;
using namespace farebox::collector;
using namespace farebox::tests;

namespace {

const UtcNs Now = parse_utc("2026-11-22T12:00Z").value();

DemoOptions small(int engineers = 40, int months = 4) {
    return {.engineers = engineers, .months = months, .seed = 7, .now = Now};
}

Result<DemoSummary> fill(Database& database, const DemoOptions& options) {
    return fill_demo(database, options, [](const std::string&) {});
}

/// Every row of a query as one text.
std::string dump(Session& session, const std::string& sql) {
    std::string text;
    const auto rows = session.run(sql);
    if (!rows) return rows.error().message;
    for (const Row& row : *rows) {
        for (std::size_t i = 0; i < row.size(); ++i) text += row.text(i) + "|";
        text += "\n";
    }
    return text;
}

std::int64_t number(Session& session, const std::string& sql) {
    const auto rows = session.run(sql);
    if (!rows) qWarning("%s", rows.error().message.c_str());
    return rows && !rows->empty() ? (*rows)[0].integer(0) : -1;
}

}  // namespace

class DemoTest : public QObject {
    Q_OBJECT
private slots:
    void the_same_seed_gives_the_same_company() {
        std::string first;
        for (int round = 0; round < 2; ++round) {
            const auto store = TestStore::make("sqlite");
            QVERIFY(fill(store->database(), small(20, 2)).has_value());
            const Lease session = store->database().session().value();
            std::string all;
            for (const char* table : {"rollup", "rollup_components", "people", "person_team", "calls"}) {
                all += dump(*session, format("SELECT * FROM {}", table));
            }
            QVERIFY(all.size() > 100'000);
            if (round == 0) first = all;
            QVERIFY(all == first);
        }
        QVERIFY(make_company(7, 25, "2026-04-01", "2026-11-21").people[3].name !=
                    make_company(8, 25, "2026-04-01", "2026-11-21").people[3].name ||
                make_company(7, 25, "2026-04-01", "2026-11-21").people[4].name !=
                    make_company(8, 25, "2026-04-01", "2026-11-21").people[4].name);
    }

    void every_slicing_adds_up_data() { add_stores(); }
    void every_slicing_adds_up() {
        FAREBOX_STORE(store);
        const auto filled = fill(store->database(), small());
        QVERIFY2(filled.has_value(), filled ? "" : filled.error().message.c_str());
        const Lease session = store->database().session().value();
        QCOMPARE(number(*session, "SELECT CAST(sum(calls) AS BIGINT) FROM rollup"), filled->calls);
        QCOMPARE(number(*session, "SELECT CAST(sum(list_cost_nano) AS BIGINT) FROM rollup"),
                 filled->list_cost_nano);
        QCOMPARE(number(*session, "SELECT CAST(sum(cost_nano) AS BIGINT) FROM rollup_components"),
                 filled->list_cost_nano);
        // Raw calls of the present month are the present month.
        QCOMPARE(number(*session, "SELECT CAST(sum(list_cost_nano) AS BIGINT) FROM calls"),
                 number(*session, "SELECT CAST(sum(list_cost_nano) AS BIGINT) FROM rollup"
                                  " WHERE day >= '2026-11-01'"));
        QVERIFY(filled->single_calls > 100);

        for (const Dimension by : {Dimension::Month, Dimension::CostCentre, Dimension::BusinessUnit,
                                   Dimension::Team, Dimension::Developer, Dimension::Agent,
                                   Dimension::Repo, Dimension::Model, Dimension::BillingMode}) {
            SpendQuery query;
            query.from = filled->first_month;
            query.to = filled->last_month;
            query.group_by = {by};
            query.limit = MaxSpendRows;
            const auto table = spend(*session, query, Scope::everything());
            QVERIFY2(table.has_value(), table ? "" : table.error().message.c_str());
            std::int64_t calls = table->unattributed.calls;
            std::int64_t cost = table->unattributed.list_cost_nano.value().value_or(0);
            for (const SpendRow& row : table->rows) {
                calls += row.figures.calls;
                cost += row.figures.list_cost_nano.value().value_or(0);
            }
            QCOMPARE(calls, filled->calls);
            QCOMPARE(cost, filled->list_cost_nano);
        }
    }

    void looks_like_a_company() {
        const auto store = TestStore::make("sqlite");
        const auto filled = fill(store->database(), small(70, 0));
        QVERIFY2(filled.has_value(), filled ? "" : filled.error().message.c_str());
        const Lease session = store->database().session().value();
        // Eight months back is April, and April is closed.
        QCOMPARE(filled->first_month, std::string("2026-04"));
        QCOMPARE(dump(*session, "SELECT month, state FROM periods ORDER BY month"),
                 std::string("2026-04|closed|\n2026-05|closed|\n2026-06|closed|\n2026-07|closed|\n"
                             "2026-08|closed|\n2026-09|closed|\n2026-10|provisional|\n"));
        QCOMPARE(number(*session, "SELECT count(DISTINCT agent) FROM rollup"), 5);
        // Late laptops became corrections, some calls have no price, some no owner, some failed.
        QVERIFY(number(*session, "SELECT count(*) FROM rollup WHERE substr(day, 1, 7) < posted_month") > 0);
        const auto share = [&](const char* part) {
            return number(*session, format("SELECT CAST(sum({}) * 1000 / sum(calls) AS BIGINT) FROM rollup",
                                           part));
        };
        QVERIFY(share("unpriced_calls") > 0 && share("unpriced_calls") < 40);
        QVERIFY(share("failed_calls") > 2 && share("failed_calls") < 120);
        const std::int64_t unknown = share("CASE WHEN developer_id = '' THEN calls ELSE 0 END");
        QVERIFY2(unknown > 2 && unknown < 90, std::to_string(unknown).c_str());
        QVERIFY(number(*session, "SELECT count(*) FROM person_team") > 70);
        // Used more in the end than in the beginning, and hardly on Sundays.
        QVERIFY(number(*session, "SELECT sum(calls) FROM rollup WHERE day LIKE '2026-10%'") >
                number(*session, "SELECT sum(calls) FROM rollup WHERE day LIKE '2026-04%'"));
        QVERIFY(number(*session, "SELECT sum(calls) FROM rollup WHERE day = '2026-10-11'") * 5 <
                number(*session, "SELECT sum(calls) FROM rollup WHERE day = '2026-10-13'"));
        // The terminal's table has the month's sum in its total and under each other slicing.
        const std::string table = demo_table(*session, "2026-04").value();
        const std::string sum = format_usd({number(*session, "SELECT CAST(sum(list_cost_nano) AS BIGINT)"
                                                             " FROM rollup WHERE posted_month = '2026-04'")});
        QCOMPARE(QString::fromStdString(table).count(QString::fromStdString(sum)), 6);
        QVERIFY(contains(table, "unattributed"));
        // A person who moved is charged to both teams, and never after closing by surprise: the
        // correction of May shows in the history alone.
        QVERIFY(number(*session, "SELECT count(*) FROM person_team WHERE person_id = 'p-00002'"
                                 " AND superseded_at < 9223372036854775807") > 0);
    }

    void groups_are_exact_multiples_of_priced_calls() {
        const pricing::PriceBook book = pricing::embedded_price_book().value();
        const DemoModels models(book);
        const Company company = make_company(7, 60, "2026-04-01", "2026-11-21");
        const DemoWorld world{7, "2026-04-01", "2026-11-21", company, book, models};
        int seen = 0;
        for (std::size_t person = 0; person < 60; ++person) {
            for (const StoredCall& group : workday(world, person, "2026-11-12")) {
                ++seen;
                const auto calls = single_calls(world, group);
                QCOMPARE(std::int64_t(calls.size()), group.calls);
                std::int64_t sum = 0, output = 0;
                std::set<std::string> ids;
                for (const StoredCall& one : calls) {
                    sum += one.call.cost.list_cost_nano.value_or(0);
                    output += one.call.usage.output_tokens.value_or(0);
                    ids.insert(one.call.call_id);
                    QCOMPARE(one.call.cost.list_cost_nano.has_value(),
                             group.call.cost.list_cost_nano.has_value());
                    QCOMPARE(format_day(one.call.started_at, 0), group.day);
                }
                QCOMPARE(ids.size(), calls.size());
                QCOMPARE(sum, group.call.cost.list_cost_nano.value_or(0));
                QCOMPARE(output, group.call.usage.output_tokens.value_or(0));
                const Call& one = calls[0].call;
                const Cost again = pricing::price(book, {.provider = one.provider,
                                                         .model_served = one.model_served,
                                                         .when = one.started_at,
                                                         .usage = one.usage,
                                                         .endpoint = one.endpoint,
                                                         .http_status = one.http_status,
                                                         .billing_mode = one.billing_mode});
                QCOMPARE(one.cost.list_cost_nano, again.list_cost_nano);
                QCOMPARE(one.cost.price_rule, again.price_rule);
            }
        }
        QVERIFY(seen > 40);
    }

    void fills_an_empty_store_only() {
        const auto store = TestStore::make("sqlite");
        QVERIFY(fill(store->database(), small(5, 1)).has_value());
        const auto again = fill(store->database(), small(5, 1));
        QVERIFY(!again && again.error().code == ErrorCode::Conflict);
        QVERIFY(!fill(store->database(), {.engineers = 0, .now = Now}));
    }

    void gives_a_login_of_each_role() {
        const auto store = TestStore::make("sqlite");
        QVERIFY(fill(store->database(), small(20, 1)).has_value());
        const Lease session = store->database().session().value();
        const auto first = make_demo_logins(*session, Now);
        QVERIFY2(first.has_value(), first ? "" : first.error().message.c_str());
        QCOMPARE(first->logins.size(), std::size_t(5));
        const auto second = make_demo_logins(*session, Now);
        QVERIFY(second->password != first->password);
        QVERIFY(std::holds_alternative<Account>(admit_password(*session, "lead", second->password, Now)));
        QVERIFY(!std::holds_alternative<Account>(admit_password(*session, "lead", first->password, Now)));
    }

    void has_budgets_a_fleet_and_a_record() {
        const auto store = TestStore::make("sqlite");
        QVERIFY(fill(store->database(), small(74, 3)).has_value());
        const Lease session = store->database().session().value();
        const auto budgets = list_central_budgets(*session);
        QVERIFY2(budgets && budgets->size() >= 4, budgets ? "too few" : budgets.error().message.c_str());
        // What the laptops reported of the budget that everybody shares is the month's total.
        QCOMPARE(number(*session, "SELECT CAST(sum(spent) AS BIGINT) FROM shares"
                                  " WHERE budget_id = 'everybody'"),
                 number(*session, "SELECT CAST(sum(list_cost_nano) AS BIGINT) FROM calls"
                                  " WHERE day >= '2026-11-01'"));
        const auto fleet = list_fleet(*session, {}, Now);
        QVERIFY2(fleet.has_value(), fleet ? "" : fleet.error().message.c_str());
        QVERIFY(is_silent_laptop(5) && is_silent_laptop(42) && !is_silent_laptop(6));
        QVERIFY(find_int(fleet->totals, "offline").value_or(0) >= 1);
        QVERIFY(find_int(fleet->totals, "online") > find_int(fleet->totals, "offline"));
        for (const FleetRow& row : fleet->rows) {
            if (!row.last_seen_at) continue;
            QVERIFY(!row.report["agents"].empty());
            QVERIFY(!row.policy_version.empty() && row.policy_installed_at.has_value());
        }
        QVERIFY(find_int(fleet->totals, "with_policy") > find_int(fleet->totals, "behind_policy"));
        QVERIFY(find_int(fleet->totals, "behind_policy").value_or(0) >= 1);
        QCOMPARE(newest_settings(*session)->version, std::int64_t(2));
        QVERIFY(number(*session, "SELECT count(*) FROM audit WHERE action = 'period.close'") >= 1);
    }

    void days_follow_the_calendar() {
        QCOMPARE(weekday("2026-11-22"), 6);
        QCOMPARE(weekday("1970-01-01"), 3);
        QCOMPARE(day_after("2026-02-28"), std::string("2026-03-01"));
        QCOMPARE(months_between("2025-11-30", "2026-02-01").size(), std::size_t(4));
        QVERIFY(rhythm("2026-05-01") < rhythm("2026-05-08"));
        Dice dice(1), same(1);
        QCOMPARE(dice.next(), same.next());
        QVERIFY(GivenNames.size() * FamilyNames.size() > 6000);
    }
};

FAREBOX_TEST_CLASS(DemoTest)
#include "demo_test.moc"
