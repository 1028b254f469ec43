#include "ui/popover/popover.h"

#include <QAccessible>
#include <QSignalSpy>

#include "tests/support/suite.h"
#include "tests/ui/support/samples.h"
#include "ui/widgets/line_row.h"

using namespace farebox;
using namespace farebox::tests;
using namespace farebox::ui;

class PopoverTest : public QObject {
    Q_OBJECT
private:
    static std::unique_ptr<Popover> shown(const api::Summary& summary) {
        auto popover = std::make_unique<Popover>(Popover::Place::BelowIcon);
        popover->setView(PopoverViews::make(sourceOf(summary)));
        popover->show();
        return popover;
    }
    static QPushButton* button(QWidget& parent, const QString& text) {
        for (QPushButton* found : parent.findChildren<QPushButton*>()) {
            if (found->text() == text && found->isVisible()) return found;
        }
        return nullptr;
    }
    static QStringList visibleTexts(QWidget& parent) {
        QStringList texts;
        for (QLabel* label : parent.findChildren<QLabel*>()) {
            if (label->isVisible()) texts << label->text();
        }
        return texts;
    }
    /// Names and roles of everything a screen reader would come across.
    static void collect(QAccessibleInterface* item, QStringList& names) {
        if (item == nullptr || item->state().invisible) return;
        names << item->text(QAccessible::Name);
        for (int i = 0; i < item->childCount(); ++i) collect(item->child(i), names);
    }

private slots:
    void a_screen_reader_hears_every_figure() {
        const auto popover = shown(sampleSummary());
        QStringList names;
        collect(QAccessible::queryAccessibleInterface(popover.get()), names);
        for (const char* wanted :
             {"Farebox", "Today: $4.20", "This month: $83.10", "Budget of the month: 55 % spent",
              "payments @ feat/PAY-12-refunds, Claude Code · working, $1.84, 37 calls",
              "Unattributed, $0.19", "Everything: $83.10 of $150.00, Resets Dec 1", "Today by",
              "Pause", "Details", "Menu"}) {
            QVERIFY2(names.contains(QString::fromUtf8(wanted)),
                     qPrintable(QString("missing: %1\nfound: %2").arg(wanted, names.join(" | "))));
        }
    }

    void everything_that_acts_has_a_name() {
        for (const api::Summary& summary :
             {sampleSummary(), pausedSummary(), troubledSummary(), emptySummary()}) {
            const auto popover = shown(summary);
            for (QAbstractButton* found : popover->findChildren<QAbstractButton*>()) {
                QAccessibleInterface* item = QAccessible::queryAccessibleInterface(found);
                QVERIFY(!item->text(QAccessible::Name).isEmpty());
                const auto role = item->role();
                QVERIFY(role == QAccessible::PushButton || role == QAccessible::CheckBox ||
                        role == QAccessible::RadioButton || role == QAccessible::Button);
            }
        }
    }

    void tab_reaches_rows_and_buttons_and_escape_closes() {
        const auto popover = shown(pausedSummary());
        popover->activateWindow();
        QSet<QWidget*> reached;
        QWidget* at = popover.get();
        for (int i = 0; i < 60; ++i) {
            at = at->nextInFocusChain();
            if (at->isVisible() && (at->focusPolicy() & Qt::TabFocus)) reached << at;
        }
        int rows = 0;
        for (QWidget* widget : reached) rows += qobject_cast<LineRow*>(widget) != nullptr;
        QVERIFY(rows >= 5);
        QVERIFY(reached.contains(button(*popover, "Details")));
        QTest::keyClick(popover.get(), Qt::Key_Escape);
        QVERIFY(!popover->isVisible());
    }

    void a_row_opens_its_calls() {
        const auto popover = shown(sampleSummary());
        QSignalSpy asked(popover.get(), &Popover::detailsAsked);
        for (LineRow* row : popover->findChildren<LineRow*>()) {
            if (row->view().filterKey == "repo" && row->view().title == "payments") row->click();
        }
        QCOMPARE(asked.count(), 1);
        QCOMPARE(asked[0], QVariantList({"calls", "repo", "github.com/acme/payments"}));
    }

    void an_override_needs_a_reason_and_shows_a_refusal() {
        const auto popover = shown(pausedSummary());
        QSignalSpy submitted(popover.get(), &Popover::overrideSubmitted);
        button(*popover, "Override…")->click();
        QPushButton* submit = button(*popover, "Override");
        QVERIFY(submit != nullptr && !submit->isEnabled());
        auto* reason = popover->findChild<QLineEdit*>();
        QTest::keyClicks(reason, "release");
        QVERIFY(submit->isEnabled());
        QTest::keyClick(reason, Qt::Key_Return);
        QCOMPARE(submitted.count(), 1);
        QCOMPARE(submitted[0], QVariantList({"Payments", 60, "release"}));
        popover->finishOverride("Both overrides of today are used.");
        QVERIFY(visibleTexts(*popover).contains("Both overrides of today are used."));
        popover->finishOverride({});
        QVERIFY(button(*popover, "Override") == nullptr);
    }

    void a_refused_override_of_the_organisations_budget_can_be_put_to_its_people() {
        api::Summary summary = pausedSummary();
        for (api::BudgetState& state : summary.budgets) state.budget.source = BudgetSource::Collector;
        const auto popover = shown(summary);
        QSignalSpy submitted(popover.get(), &Popover::overrideSubmitted);
        QSignalSpy requested(popover.get(), &Popover::overrideRequested);
        button(*popover, "Override…")->click();
        QTest::keyClicks(popover->findChild<QLineEdit*>(), "release");
        button(*popover, "Override")->click();
        QCOMPARE(submitted.count(), 1);
        popover->finishOverride("Your organisation decides on this budget.");
        button(*popover, "Ask your organisation")->click();
        QCOMPARE(submitted.count(), 1);
        QCOMPARE(requested.count(), 1);
        QCOMPARE(requested[0], QVariantList({"Payments", 60, "release"}));
        popover->finishOverrideRequest("The collector does not answer.");
        QVERIFY(visibleTexts(*popover).contains("The collector does not answer."));
        button(*popover, "Ask your organisation")->click();
        popover->finishOverrideRequest({});
        QVERIFY(!visibleTexts(*popover).contains("The collector does not answer."));
        QVERIFY(button(*popover, "Ask your organisation") == nullptr);
        button(*popover, "Close")->click();
        QVERIFY(button(*popover, "Close") == nullptr);
    }

    void pause_and_resume_are_asked_for() {
        const auto popover = shown(sampleSummary());
        QSignalSpy pause(popover.get(), &Popover::pauseAsked);
        button(*popover, "Pause")->click();
        QCOMPARE(pause.count(), 1);
        api::Summary summary = sampleSummary();
        summary.paused = true;
        popover->setView(PopoverViews::make(sourceOf(summary)));
        QSignalSpy resume(popover.get(), &Popover::resumeAsked);
        button(*popover, "Resume")->click();
        QCOMPARE(resume.count(), 1);
    }

    void a_daemon_that_is_gone_leaves_no_old_figures() {
        const auto popover = shown(sampleSummary());
        popover->setView(PopoverViews::make({true, false, std::nullopt, SampleNow}));
        QVERIFY(!button(*popover, "Pause")->isEnabled());
        for (QLabel* label : popover->findChildren<QLabel*>()) {
            if (label->isVisible())
                QVERIFY2(!label->text().contains('$'), qPrintable(label->text()));
        }
    }

    void opens_at_once() {
        // Shows what is known and asks afterwards, so the ledger's size does not matter. The best
        // of five: the machine of a test is busy.
        const auto popover = shown(pausedSummary());
        qint64 best = INT64_MAX;
        for (int i = 0; i < 5; ++i) {
            popover->hide();
            QElapsedTimer timer;
            timer.start();
            popover->openAt(QRect(100, 0, 22, 22));
            (void)popover->grab();
            best = qMin(best, timer.elapsed());
        }
        QVERIFY2(best < 100, qPrintable(QString::number(best)));
    }

    void news_keep_the_keyboard_where_it_is() {
        const auto popover = shown(sampleSummary());
        popover->activateWindow();
        LineRow* row = popover->findChildren<LineRow*>().at(1);
        row->setFocus();
        api::Summary summary = sampleSummary();
        summary.live[0].calls = 38;
        popover->setView(PopoverViews::make(sourceOf(summary)));
        QTRY_VERIFY(qobject_cast<LineRow*>(popover->focusWidget()) != nullptr);
    }
};

FAREBOX_TEST_CLASS(PopoverTest)
#include "popover_test.moc"
