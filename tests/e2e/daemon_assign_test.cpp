// A person says where calls of a folder belong: the next call is there, and says why.

#include "tests/e2e/support/raw_call.h"
#include "tests/e2e/support/rig.h"

#include <QDir>

#include <filesystem>

using namespace farebox;
using namespace farebox::e2e;

class DaemonAssignTest : public QObject {
    Q_OBJECT
private slots:
    void a_rule_places_the_next_call_and_a_budget_counts_it();
};

void DaemonAssignTest::a_rule_places_the_next_call_and_a_budget_counts_it() {
    // The calls are this process's own, made in a folder that is no checkout.
    Rig rig;
    const std::string notes = rig.folder("notes");
    std::filesystem::create_directories(notes);
    const QString before = QDir::currentPath();
    QVERIFY(QDir::setCurrent(QString::fromStdString(notes)));
    const auto back = qScopeGuard([&before] { QDir::setCurrent(before); });
    // Slow enough that its sender is found also on a busy machine.
    rig.set_behaviour("{\"first_byte_us\": 300000}");
    QCOMPARE(send_message(rig.daemon_port()).status, 200);
    QCOMPARE(text(rig.calls(1).at(0), "repo"), std::string());

    const Finished added =
        rig.farebox({"assign", "--folder", notes, "--repo", "github.com/acme/handbook"});
    QVERIFY2(added.exit_code == 0, qPrintable(QString::fromStdString(added.report())));
    QCOMPARE(send_message(rig.daemon_port()).status, 200);
    const Json row = rig.calls(2).at(1);
    QVERIFY2(text(row, "repo") == "github.com/acme/handbook", to_text(row).c_str());
    QCOMPARE(evidence(row, "repo"), "rule for folder " + notes);
    // It counts for the repository's budget like any other call of it.
    QCOMPARE(rig.farebox({"budget", "set", "handbook", "--limit", "0.0001", "--repo",
                          "github.com/acme/handbook"})
                 .exit_code,
             0);
    QCOMPARE(send_message(rig.daemon_port()).status, 402);

    QCOMPARE(rig.farebox({"assign", "remove", notes}).exit_code, 0);
    QCOMPARE(send_message(rig.daemon_port()).status, 200);
    QCOMPARE(text(rig.calls(4).at(3), "repo"), std::string());
}

FAREBOX_TEST_CLASS(DaemonAssignTest)
#include "daemon_assign_test.moc"
