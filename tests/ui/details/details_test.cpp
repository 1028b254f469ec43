#include "ui/details/details_window.h"

#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QTableView>
#include <QTextBrowser>

#include "tests/support/suite.h"
#include "tests/ui/support/fake_daemon.h"
#include "tests/ui/support/samples.h"
#include "ui/details/budgets_page.h"
#include "ui/details/calls_page.h"
#include "ui/details/settings_page.h"
#include "ui/details/trend_chart.h"
#include "ui/widgets/switch.h"

using namespace farebox;
using namespace farebox::tests;
using namespace farebox::ui;

class DetailsTest : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<TempDir> dir_;
    std::unique_ptr<FakeDaemon> daemon_;
    std::unique_ptr<DaemonLink> link_;

    static QPushButton* button(QWidget& parent, const QString& text) {
        for (QPushButton* found : parent.findChildren<QPushButton*>()) {
            if (found->text() == text) return found;
        }
        return nullptr;
    }

private slots:
    void init() {
        dir_ = std::make_unique<TempDir>();
        const QString socket = QString::fromStdString(dir_->file("farebox.sock"));
        daemon_ = std::make_unique<FakeDaemon>(socket);
        daemon_->setAnswer("GET calls?limit=500", 200, listOf("calls", sampleCalls()));
        daemon_->setAnswer("GET budgets", 200, listOf("budgets", sampleSummary().budgets));
        daemon_->setAnswer("GET policy", 200, listOf("settings", sampleSettings()));
        daemon_->setAnswer("GET trend?days=30", 200, listOf("days", sampleTrend(30)));
        QVERIFY(daemon_->start());
        link_ = std::make_unique<DaemonLink>(socket);
    }

    void the_chart_can_be_heard() {
        TrendChart chart;
        chart.setDays(sampleTrend(30));
        QCOMPARE(chart.accessibleDescription().split('\n').size(), 30);
        QVERIFY(chart.spokenDays().contains("Nov 22: $0.40, 8 calls"));
        QVERIFY(chart.spokenDays().contains("No price is known"));
    }

    void calls_are_filtered_and_the_chosen_one_is_explained() {
        CallsPage page(*link_, nullptr);
        page.refresh();
        auto* table = page.findChild<QTableView*>();
        QTRY_COMPARE(table->model()->rowCount(), 14);
        QTRY_VERIFY(page.findChild<QTextBrowser*>()->toPlainText().contains(
            "working folder of the process"));
        page.findChild<QLineEdit*>()->setText("codex");
        QCOMPARE(table->model()->rowCount(), 5);
        const QModelIndex cost = table->model()->index(2, CallsModel::Cost);
        QCOMPARE(cost.data().toString(), QString("—"));
        QVERIFY(cost.data(Qt::ToolTipRole).toString().contains("No price"));
    }

    void a_person_says_where_an_unattributed_call_belongs() {
        daemon_->setAnswer("GET calls?limit=500&repo=unattributed", 200,
                           listOf("calls", std::vector{sampleCalls()[5]}));
        daemon_->setAnswer("PUT assignments", 200, Json::object());
        CallsPage page(*link_, nullptr);
        page.show();
        auto* form = page.findChild<AssignForm*>();
        QVERIFY(!form->isVisible());
        page.setFilter("repo", "unattributed");
        QTRY_VERIFY(form->isVisible());
        QCOMPARE(form->findChild<QComboBox*>()->currentText(),
                 QString("Calls from /home/mia/notes and below"));
        QVERIFY(!button(*form, "Assign")->isEnabled());
        form->findChild<QLineEdit*>()->setText("github.com/acme/handbook");
        button(*form, "Assign")->click();
        QTRY_COMPARE(daemon_->count("assignments"), 1);
        const auto rule =
            std::ranges::find(daemon_->requests(), "assignments", &FakeDaemon::Request::route);
        QCOMPARE(rule->body, (Json{{"folder", "/home/mia/notes"}, {"repo", "github.com/acme/handbook"}}));
    }

    void a_call_that_a_rule_placed_says_so() {
        api::CallRow call = sampleCalls()[5];
        call.repo = "github.com/acme/handbook";
        call.evidence.back() = {"repo", call.repo, "rule for folder /home/mia/notes",
                                Confidence::Likely, true, "assigned by a rule"};
        daemon_->setAnswer("GET calls?limit=500", 200, listOf("calls", std::vector{call}));
        daemon_->setAnswer("DELETE assignments?folder=%2Fhome%2Fmia%2Fnotes", 200, Json::object());
        CallsPage page(*link_, nullptr);
        page.show();
        page.refresh();
        auto* form = page.findChild<AssignForm*>();
        QTRY_VERIFY(form->isVisible());
        button(*form, "Remove the rule")->click();
        QTRY_COMPARE(daemon_->count("assignments?folder=%2Fhome%2Fmia%2Fnotes"), 1);
        // A call that says itself where it belongs offers nothing.
        QVERIFY(AssignViews::make(sampleCalls()[0]).state == AssignView::State::None);
    }

    void a_row_of_the_popover_filters_at_the_daemon() {
        daemon_->setAnswer("GET calls?limit=500&repo=github.com%2Facme%2Fpayments", 200,
                           listOf("calls", std::vector{sampleCalls()[0]}));
        CallsPage page(*link_, nullptr);
        page.setFilter("repo", "github.com/acme/payments");
        QTRY_COMPARE(page.findChild<QTableView*>()->model()->rowCount(), 1);
    }

    void text_of_a_vendor_is_never_markup() {
        api::CallRow call = sampleCalls()[0];
        call.model_served = "<img src=x>";
        call.note = "<b>note</b>";
        QVERIFY(!paneHtml(call, lightTheme()).contains("<img"));
        QVERIFY(!paneHtml(call, lightTheme()).contains("<b>note"));
    }

    void a_budget_is_saved_as_people_write_it() {
        daemon_->setAnswer("PUT budgets/Payments", 200, Json::object());
        BudgetsPage page(*link_, nullptr);
        page.refresh();
        auto* list = page.findChild<QListWidget*>();
        QTRY_COMPARE(list->count(), 2);
        list->setCurrentRow(1);
        BudgetDraft draft = page.findChild<BudgetForm*>()->draft();
        QCOMPARE(draft.limit, QString("60.00"));
        draft.limit = "75.50";
        page.findChild<BudgetForm*>()->setDraft(draft);
        button(page, "Save")->click();
        QTRY_COMPARE(daemon_->count("budgets/Payments"), 1);
        const auto saved =
            std::ranges::find(daemon_->requests(), "budgets/Payments", &FakeDaemon::Request::route);
        QCOMPARE(find_string(saved->body, "limit_usd"), std::optional<std::string>("75.50"));
    }

    void the_daemons_objection_is_shown_in_its_words() {
        daemon_->setAnswer("PUT budgets/Everything", 409,
                           Json{{"error", {{"code", "conflict"}, {"message", "Locked by Acme."}}}});
        BudgetsPage page(*link_, nullptr);
        page.show();
        page.refresh();
        QTRY_COMPARE(page.findChild<QListWidget*>()->count(), 2);
        button(page, "Save")->click();
        const auto isShown = [&page] {
            for (QLabel* label : page.findChildren<QLabel*>()) {
                if (label->text() == "Locked by Acme." && label->isVisible()) return true;
            }
            return false;
        };
        QTRY_VERIFY(isShown());
    }

    void a_locked_budget_cannot_be_changed() {
        auto budgets = sampleSummary().budgets;
        budgets[0].budget.is_locked = true;
        budgets[0].budget.source = BudgetSource::Device;
        daemon_->setAnswer("GET budgets", 200, listOf("budgets", budgets));
        BudgetsPage page(*link_, nullptr);
        page.refresh();
        QTRY_COMPARE(page.findChild<QListWidget*>()->count(), 2);
        QVERIFY(!page.findChild<BudgetForm*>()->isEnabled());
        QVERIFY(!button(page, "Save")->isEnabled());
    }

    void a_locked_setting_is_shown_and_disabled() {
        daemon_->setAnswer("PUT settings/tray.autostart", 200, Json::object());
        SettingsPage page(*link_, nullptr);
        page.refresh();
        QTRY_VERIFY(page.findChild<Switch*>() != nullptr);
        int disabled = 0;
        for (QWidget* editor : page.findChildren<QWidget*>()) {
            disabled += !editor->isEnabled() && !editor->accessibleName().isEmpty();
        }
        QCOMPARE(disabled, 2);
        page.findChild<Switch*>()->click();
        QTRY_COMPARE(daemon_->count("settings/tray.autostart"), 1);
    }

    void asks_only_while_it_is_visible() {
        DetailsWindow window(*link_);
        window.refresh();
        QTest::qWait(50);
        QCOMPARE(daemon_->requests().size(), std::size_t(0));
        window.openPage("budgets", {}, {});
        QTRY_VERIFY(daemon_->count("budgets") >= 1);
        window.hide();
        const auto before = daemon_->requests().size();
        window.refresh();
        QTest::qWait(50);
        QCOMPARE(daemon_->requests().size(), before);
    }
};

FAREBOX_TEST_CLASS(DetailsTest)
#include "details_test.moc"
