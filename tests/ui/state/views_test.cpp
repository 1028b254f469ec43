#include "tests/support/suite.h"
#include "tests/ui/support/samples.h"
#include "ui/state/call_view.h"
#include "ui/state/names.h"
#include "ui/state/setting_text.h"

using namespace farebox;
using namespace farebox::tests;
using namespace farebox::ui;

class ViewsOfRowsTest : public QObject {
    Q_OBJECT
private slots:
    void a_call_without_price_says_why() {
        const Amount amount = CallViews::amount(sampleCalls()[7]);
        QCOMPARE(amount.text, QString("—"));
        QCOMPARE(amount.hover, QString("No price is known for this model."));
    }

    void a_free_call_is_a_known_zero() {
        QCOMPARE(CallViews::amount(sampleCalls()[8]).text, QString("$0.00"));
        QCOMPARE(CallViews::outcome(sampleCalls()[8]), QString("Refused"));
    }

    void the_pane_shows_evidence_that_lost_too() {
        const CallPane pane = CallViews::pane(sampleCalls()[0]);
        QCOMPARE(pane.evidence.size(), std::size_t(4));
        QVERIFY(!pane.evidence[2].isChosen);
        QVERIFY(pane.evidence[2].note.contains("likely"));
        QCOMPARE(pane.costs[0].note, QString("1,240 × $5.00 / M"));
    }

    void tokens_that_nobody_stated_are_a_dash() {
        QCOMPARE(CallViews::tokens(std::nullopt), QString("—"));
        QCOMPARE(CallViews::tokens(0), QString("0"));
    }

    void names_agents_and_places() {
        QCOMPARE(Names::agent("claude-code", "reviewer"), QString("Claude Code · reviewer"));
        QCOMPARE(Names::agent("unknown"), QString("Unknown agent"));
        QCOMPARE(Names::agent("brand-new"), QString("brand-new"));
        QCOMPARE(Names::place("github.com/acme/a", "main"), QString("a @ main"));
        QCOMPARE(Names::place("", "main"), QString("Unattributed"));
        QCOMPARE(Names::collected({"repo", "new_field"}), QStringList({"repository", "new_field"}));
    }

    void a_locked_setting_says_who_locked_it() {
        const auto settings = sampleSettings();
        QVERIFY(SettingTexts::origin(settings[1]).contains("machine's policy"));
        QVERIFY(SettingTexts::origin(settings[1]).contains("/etc/farebox/policy.json"));
        QVERIFY(SettingTexts::origin(settings[2]).contains("organisation"));
        QCOMPARE(SettingTexts::origin(settings[0]), QString("Default"));
        QCOMPARE(SettingTexts::value(settings[5]), QString("2 entries"));
        QVERIFY(!SettingTexts::isEditable(settings[5]));
    }
};

FAREBOX_TEST_CLASS(ViewsOfRowsTest)
#include "views_test.moc"
