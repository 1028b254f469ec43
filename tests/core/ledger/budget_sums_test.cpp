#include "core/ledger/budget_sums.h"

#include "core/budget/charge.h"
#include "core/ledger/ledger.h"
#include "core/ledger/reader.h"
#include "tests/core/ledger/sample.h"
#include "tests/support/suite.h"

using namespace farebox;
using namespace farebox::ledger;
using namespace farebox::tests;
using namespace std::chrono_literals;

class BudgetSumsTest : public QObject {
    Q_OBJECT
private:
    TestClock clock_;
    TempDir dir_;
    std::vector<Call> calls_;
    std::unique_ptr<Reader> reader_;

    static std::vector<BudgetScope> scopes() {
        return {{},
                {.repo = "github.com/acme/*"},
                {.branch = "feature/*", .agent = "codex"},
                {.model = "gpt-6"},
                {.developer_id = "ada"}};
    }

private slots:
    void initTestCase() {
        Options options;
        options.path = dir_.file("l.db");
        const auto ledger = std::move(Ledger::open(options, clock_)).value();
        CallMaker maker(7);
        static constexpr BillingMode Modes[] = {BillingMode::Api, BillingMode::Subscription,
                                                BillingMode::Unknown};
        for (int i = 0; i < 500; ++i) {
            Call call = maker.next();
            call.billing_mode = Modes[maker.pick(3)];
            call.developer_id = maker.pick(2) == 0 ? "ada" : "";
            calls_.push_back(call);
            QVERIFY(ledger->append(call));
        }
        QVERIFY(ledger->flush(20s).has_value());
        reader_ = std::move(Reader::open(options.path)).value();
    }

    void agree_with_the_calls_for_every_zone_period_unit_basis_and_scope() {
        const UtcNs middle = 1'794'500'000 * NsPerSecond + 5 * NsPerDay;
        for (const char* zone : {"UTC", "Asia/Kolkata", "America/Los_Angeles", "Pacific/Kiritimati"}) {
            for (int period = 0; period < 3; ++period) {
                for (int basis = 0; basis < 6; ++basis) {
                    for (const BudgetScope& scope : scopes()) {
                        Budget budget;
                        budget.budget_id = "b";
                        budget.time_zone = zone;
                        budget.period = static_cast<BudgetPeriod>(period);
                        budget.basis = static_cast<CostBasis>(basis % 3);
                        budget.unit = static_cast<BudgetUnit>(basis / 3);
                        budget.scope = scope;
                        compare(budget, middle);
                    }
                }
            }
        }
    }

    void names_who_spent_most() {
        Budget budget;
        budget.budget_id = "b";
        budget.basis = CostBasis::ApiEquivalent;
        const auto cause = reader_->cause(budget, {0, INT64_MAX / 2}).value();
        QVERIFY(cause.has_value());
        std::map<std::pair<std::string, std::string>, std::int64_t> expected;
        std::int64_t total = 0;
        for (const Call& call : calls_) {
            const auto amount = budget::amount_for(budget, budget::charge_of(call));
            expected[{call.agent, call.repo}] += amount;
            total += amount;
        }
        for (const auto& [key, amount] : expected) QVERIFY(amount <= cause->amount);
        const std::int64_t same = expected[{cause->agent, cause->repo}];
        QCOMPARE(cause->amount, same);
        QCOMPARE(cause->share_percent, same * 1000 / total / 10);
        QVERIFY(!reader_->cause(budget, {0, 1}).value().has_value());
    }

private:
    void compare(const Budget& budget, UtcNs when) {
        const auto wanted = budget::windows_to_open({budget}, when);
        const auto opening = reader_->open_budgets(wanted).value();
        std::int64_t spent = 0;
        std::int64_t unpriced = 0;
        for (const Call& call : calls_) {
            const auto charge = budget::charge_of(call);
            if (!wanted[0].window.contains(call.started_at)) continue;
            if (budget::match(budget.scope, charge.work) != budget::Match::Yes) continue;
            spent += budget::amount_for(budget, charge);
            unpriced += charge.is_unpriced && budget::counts_by(budget.basis, charge.billing_mode);
        }
        QCOMPARE(opening.windows[0].spent, spent);
        QCOMPARE(opening.windows[0].unpriced_calls, unpriced);
        QCOMPARE(opening.newest_rows.size(), calls_.size());
    }
};

FAREBOX_TEST_CLASS(BudgetSumsTest)
#include "budget_sums_test.moc"
