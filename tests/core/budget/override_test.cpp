#include "core/budget/override.h"

#include "core/base/strings.h"
#include "core/budget/thresholds.h"
#include "tests/core/budget/rig.h"
#include "tests/support/suite.h"

using namespace farebox;
using namespace farebox::budget;
using namespace farebox::tests;

class OverrideTest : public QObject {
    Q_OBJECT
private:
    static constexpr UtcNs Now = 1'795'318'200 * NsPerSecond;

private slots:
    void makes_what_the_rule_allows() {
        const auto made = make_override({}, {"b", 60, " release day ", "ada"}, {}, Now);
        QVERIFY(made.has_value());
        QCOMPARE(made->reason, std::string("release day"));
        QCOMPARE(made->expires_at, Now + 3600 * NsPerSecond);
        QVERIFY(made->is_active(Now) && !made->is_active(made->expires_at));
        QVERIFY(made->covers("b") && !made->covers("c"));
    }

    void names_the_rule_that_forbids() {
        const auto message = [](const OverrideRule& rule, const OverrideRequest& request,
                                std::size_t earlier) {
            std::vector<Override> recent(earlier);
            for (auto& item : recent) item.started_at = Now - NsPerSecond;
            const auto made = make_override(rule, request, recent, Now);
            return made ? std::string("made") : made.error().message;
        };
        QVERIFY(contains(message({.who = OverrideWho::Nobody}, {"", 5, "x", ""}, 0), "override.allowed"));
        QVERIFY(contains(message({.max_minutes = 30}, {"", 31, "x", ""}, 0), "30 minutes"));
        QVERIFY(contains(message({}, {"", 5, "  ", ""}, 0), "reason"));
        QVERIFY(contains(message({.per_day = 2}, {"", 5, "x", ""}, 2), "per_day allows 2"));
        QVERIFY(contains(message({}, {"", 0, "x", ""}, 0), "minutes is 0"));
        QCOMPARE(message({.is_reason_required = false}, {"", 5, "", ""}, 0), std::string("made"));
    }

    void raises_each_threshold_once() {
        Budget budget = sample_budget("b", 1000);
        budget.hard_percent = 110;
        Raised raised;
        std::vector<Alert> alerts;
        raise_alerts(budget, {}, 799, raised, alerts);
        QCOMPARE(alerts.size(), std::size_t(0));
        raise_alerts(budget, {}, 800, raised, alerts);
        raise_alerts(budget, {}, 900, raised, alerts);
        QCOMPARE(alerts.size(), std::size_t(1));
        QCOMPARE(alerts[0].threshold_percent, std::int64_t(80));
        raise_alerts(budget, {}, 1100, raised, alerts);
        QCOMPARE(alerts.size(), std::size_t(2));
        QCOMPARE(alerts[1].threshold_percent, std::int64_t(110));
        QCOMPARE(permille_of(1'652, 1'500), std::int64_t(1'101));
        QVERIFY(part_of(INT64_MAX, 1000) > 0);
    }
};

FAREBOX_TEST_CLASS(OverrideTest)
#include "override_test.moc"
