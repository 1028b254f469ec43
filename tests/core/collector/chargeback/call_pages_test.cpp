#include "core/collector/chargeback/call_pages.h"

#include "tests/core/collector/chargeback/company.h"

using namespace farebox;
using namespace farebox::collector;
using namespace farebox::tests;

namespace {

/// All pages, one after the other.
std::vector<VisibleCall> all_calls(Session& session, CallStore& store, const SpendQuery& query,
                                   const Scope& scope) {
    std::vector<VisibleCall> all;
    std::string cursor;
    do {
        auto page = visible_calls(session, store, query, cursor, scope);
        if (!page) qFatal("%s", page.error().message.c_str());
        for (VisibleCall& call : page->rows) all.push_back(std::move(call));
        cursor = page->next;
    } while (!cursor.empty());
    return all;
}

std::int64_t list_cost(const std::vector<VisibleCall>& calls) {
    std::int64_t sum = 0;
    for (const VisibleCall& call : calls) {
        sum += call.sign * call.stored.call.cost.list_cost_nano.value_or(0);
    }
    return sum;
}

Scope of_team(std::string team) {
    Scope scope;
    scope.reach = Scope::Reach::Teams;
    scope.team_ids = {std::move(team)};
    scope.amounts = scope.names = true;
    return scope;
}

}  // namespace

class CallPagesTest : public QObject {
    Q_OBJECT
private slots:
    void leads_down_to_calls_that_make_the_sum_data() { add_stores(); }
    void leads_down_to_calls_that_make_the_sum() {
        FAREBOX_STORE(store);
        const Lease session = store->database().session().value();
        CallStore calls(store->database());
        Company company(store->database(), *session, calls, 7);
        for (int event = 0; event < 150; ++event) company.live();
        SpendQuery query;
        query.from = query.to = "2026-11";
        query.limit = 7;
        for (const Scope& scope : {Scope::everything(), of_team("payments"), of_team("search")}) {
            for (const bool by_centre : {false, true}) {
                query.filters.clear();
                if (by_centre) query.filters = {{Dimension::CostCentre, {"CC-1"}, true}};
                const SpendTable table = spend(*session, query, scope).value();
                QCOMPARE(list_cost(all_calls(*session, calls, query, scope)),
                         table.total.list_cost_nano.total);
            }
        }
    }

    void shows_single_calls_to_those_who_may_see_them() {
        const auto store = TestStore::make("sqlite");
        const Lease session = store->database().session().value();
        CallStore calls(store->database());
        const StoredCall call = call_at(November, 1, 1);
        QVERIFY(calls.append(batch_of({call})).has_value());
        const auto visible = [&](const Scope& scope) {
            return visible_call(*session, calls, call.call.call_id, scope).value();
        };
        QVERIFY(visible(Scope::everything()).has_value());
        QVERIFY(!visible(of_team("payments")));
        QVERIFY(!visible(counts_scope(ScopePolicy())));
        Scope finance = Scope::everything();
        finance.names = false;
        finance.pseudonym = [](std::string_view) { return std::string("dev-1"); };
        QCOMPARE(visible(finance)->call.developer_id, std::string("dev-1"));
        QVERIFY(visible(finance)->call.device_id.empty());
    }

    void refuses_a_cursor_it_did_not_give() {
        const auto store = TestStore::make("sqlite");
        const Lease session = store->database().session().value();
        CallStore calls(store->database());
        SpendQuery query;
        query.from = query.to = "2026-11";
        for (const char* cursor : {"x", "[1]", "[\"a\",\"b\"]", "{}"}) {
            QVERIFY(!visible_calls(*session, calls, query, cursor, Scope::everything()));
        }
    }
};

FAREBOX_TEST_CLASS(CallPagesTest)
#include "call_pages_test.moc"
