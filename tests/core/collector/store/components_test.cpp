#include "core/collector/store/components.h"

#include "tests/core/collector/stores.h"

using namespace farebox;
using namespace farebox::collector;
using namespace farebox::tests;

namespace {

Call priced_call() {
    Call call;
    call.developer_id = "ada";
    call.agent = "claude-code";
    call.model_served = "opus";
    call.provider = "anthropic";
    call.cost.price_status = PriceStatus::Priced;
    call.cost.price_rule = "anthropic/opus@2026-01-01";
    call.cost.components = {{"input_tokens", 1001, 5'000'000, PpmOne, 5'005'000},
                            {"output_tokens", 7, 25'000'000, PpmOne, 175'000}};
    call.cost.list_cost_nano = 5'180'000;
    return call;
}

ComponentSums sum_of(const ComponentDelta& delta, std::string_view bucket) {
    ComponentSums all;
    for (const auto& [key, sums] : delta.sums()) {
        if (!bucket.empty() && key.texts.back() != bucket) continue;
        all.calls += sums.calls;
        all.quantity += sums.quantity;
        all.cost_nano += sums.cost_nano;
        all.contracted_cost_nano += sums.contracted_cost_nano;
        all.billed_cost_nano += sums.billed_cost_nano;
    }
    return all;
}

ComponentDelta delta_of(const Call& call) {
    ComponentDelta delta;
    delta.add(call, "2026-04", "2026-04-02", 1);
    return delta;
}

}  // namespace

class ComponentsTest : public QObject {
    Q_OBJECT
private slots:
    void keeps_the_lines_of_a_bill_apart() {
        const ComponentDelta delta = delta_of(priced_call());
        QCOMPARE(delta.sums().size(), std::size_t(2));
        QCOMPARE(sum_of(delta, "input_tokens").quantity, 1001);
        QCOMPARE(sum_of(delta, "output_tokens").cost_nano, 175'000);
        QCOMPARE(sum_of(delta, "").cost_nano, 5'180'000);
    }

    void takes_the_list_price_where_no_contract_is_known() {
        const ComponentSums sums = sum_of(delta_of(priced_call()), "");
        QCOMPARE(sums.contracted_cost_nano, 5'180'000);
        QCOMPARE(sums.billed_cost_nano, 5'180'000);
    }

    void splits_what_is_only_known_of_the_call_exactly() {
        Call call = priced_call();
        call.cost.contracted_cost_nano = 4'000'001;
        call.cost.billed_cost_nano = 3'333'333;
        const ComponentDelta delta = delta_of(call);
        QCOMPARE(sum_of(delta, "").contracted_cost_nano, 4'000'001);
        QCOMPARE(sum_of(delta, "").billed_cost_nano, 3'333'333);
        QCOMPARE(delta.sums().begin()->first.texts[12], std::string("billed"));
    }

    void bills_nothing_for_a_subscription() {
        Call call = priced_call();
        call.cost.billed_cost_nano = 0;
        const ComponentSums sums = sum_of(delta_of(call), "");
        QCOMPARE(sums.billed_cost_nano, 0);
        QCOMPARE(sums.cost_nano, 5'180'000);
    }

    void gives_costs_without_lines_a_line_in_nano_dollars() {
        Call stated = priced_call();
        stated.cost = Cost();
        stated.cost.vendor_cost_nano = 12'345;
        QCOMPARE(sum_of(delta_of(stated), BucketVendorStated).quantity, 12'345);
        Call compacted = priced_call();
        compacted.cost.components.clear();
        QCOMPARE(sum_of(delta_of(compacted), BucketUnitemised).cost_nano, 5'180'000);
        Call charged = priced_call();
        charged.cost = Cost();
        charged.cost.billed_cost_nano = 50;
        QCOMPARE(sum_of(delta_of(charged), BucketUnitemised).billed_cost_nano, 50);
    }

    void says_nothing_of_a_call_without_a_price() {
        Call call = priced_call();
        call.cost = Cost();
        QVERIFY(delta_of(call).sums().empty());
    }

    void adds_up_over_batches_and_revisions_data() { add_stores(); }
    void adds_up_over_batches_and_revisions() {
        FAREBOX_STORE(store);
        const Lease session = store->database().session().value();
        Call revised = priced_call();
        revised.cost.components[1].quantity = 9;
        revised.cost.components[1].amount_nano = 225'000;
        revised.cost.list_cost_nano = 5'230'000;
        // More keys than one statement carries.
        ComponentDelta first;
        for (int i = 0; i < 80; ++i) {
            Call call = priced_call();
            call.branch = "branch-" + std::to_string(i);
            first.add(call, "2026-04", "2026-04-02", 1);
        }
        ComponentDelta second;
        Call old = priced_call();
        old.branch = revised.branch = "branch-0";
        second.add(old, "2026-04", "2026-04-02", -1);
        second.add(revised, "2026-04", "2026-04-02", 1);
        for (const ComponentDelta* delta : {&first, &second}) {
            auto transaction = Transaction::begin(*session).value();
            const auto applied = delta->apply(*session);
            QVERIFY2(applied.has_value(), applied.error().message.c_str());
            QVERIFY(transaction.commit().has_value());
        }
        const Rows rows = session
                              ->run("SELECT COUNT(*), SUM(cost_nano), SUM(quantity), SUM(calls) "
                                    "FROM rollup_components")
                              .value();
        QCOMPARE(rows[0].integer(0), 160);
        QCOMPARE(rows[0].integer(1), 79 * 5'180'000 + 5'230'000);
        QCOMPARE(rows[0].integer(2), 80 * 1008 + 2);
        QCOMPARE(rows[0].integer(3), 160);
    }
};

FAREBOX_TEST_CLASS(ComponentsTest)
#include "components_test.moc"
