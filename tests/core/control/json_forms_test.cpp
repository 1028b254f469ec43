// The ledger's values as JSON: nothing known is null, never an empty text or 0.

#include "core/control/json_forms.h"

#include "tests/support/suite.h"

using namespace farebox;
using namespace farebox::control;

class JsonFormsTest : public QObject {
    Q_OBJECT
private slots:
    void a_healthy_ledger_has_no_problem_no_notice_and_no_commit() {
        const Json health = to_json(ledger::Health{});
        QVERIFY(find_bool(health, "ok").value());
        for (const char* name : {"problem", "notice", "last_commit"})
            QVERIFY(find_member(health, name)->is_null());
        QCOMPARE(find_int(health, "rows_lost").value(), 0);
    }

    void a_sum_nobody_stated_is_null() {
        ledger::Totals totals;
        totals.calls = 2;
        totals.input_tokens = {100, 1};
        const Json object = to_json(totals);
        QCOMPARE(find_int(object, "calls").value(), 2);
        QCOMPARE(find_int(object, "input_tokens").value(), 100);
        QVERIFY(find_member(object, "output_tokens")->is_null());
    }

    void a_key_that_is_not_known_is_null() {
        ledger::SpendRow row;
        row.keys = {"codex", ""};
        const Json object = to_json({"agent", "repo"}, row);
        QCOMPARE(find_string(object, "agent").value(), std::string("codex"));
        QVERIFY(find_member(object, "repo")->is_null());
    }
};

FAREBOX_TEST_CLASS(JsonFormsTest)
#include "json_forms_test.moc"
