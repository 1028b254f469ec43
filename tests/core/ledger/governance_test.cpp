#include "core/ledger/governance.h"

#include "core/base/strings.h"
#include "core/ledger/ledger.h"
#include "core/ledger/reader.h"
#include "core/ledger/sqlite.h"
#include "tests/core/ledger/sample.h"
#include "tests/support/suite.h"

using namespace farebox;
using namespace farebox::ledger;
using namespace farebox::tests;
using namespace std::chrono_literals;

class GovernanceTest : public QObject {
    Q_OBJECT
private:
    TestClock clock_;

    // Not SHA-256: the chain needs a function that tells texts apart, nothing more.
    static std::string digest(std::string_view text) {
        return std::to_string(std::hash<std::string_view>()(text));
    }
    std::unique_ptr<GovernanceStore> open(const std::string& path) {
        Options options;
        options.path = path;
        if (!Ledger::open(options, clock_)) qFatal("no ledger");
        return std::move(GovernanceStore::open(path, digest)).value();
    }
    static budget::Override sample(std::string id, UtcNs at) {
        return {std::move(id), "b", "release", "ada", at, at + 3600 * NsPerSecond};
    }

private slots:
    void tells_an_alert_once_across_restarts() {
        TempDir dir;
        const AlertRow alert{"b", 5, 80, 7, "codex on payments: 62 %"};
        QVERIFY(open(dir.file("l.db"))->add_alert(alert).value());
        const auto store = open(dir.file("l.db"));
        QVERIFY(!store->add_alert(alert).value());
        QVERIFY(store->add_alert({"b", 5, 110, 8, ""}).value());
        QVERIFY(store->add_alert({"b", 6, 80, 9, ""}).value());
        QCOMPARE(store->alerts(10).value().size(), std::size_t(3));
        QVERIFY(store->alerts(10).value().back() == alert);
    }

    void keeps_overrides_with_their_audit_entries() {
        TempDir dir;
        const auto store = open(dir.file("l.db"));
        const auto one = sample("o-1", 1000);
        QVERIFY(store->add_override(one).has_value());
        QVERIFY(store->active_overrides(1001).value() == std::vector<budget::Override>{one});
        QVERIFY(store->active_overrides(one.expires_at).value().empty());
        QVERIFY(!store->add_override(one).has_value());
        QVERIFY(store->end_override("o-1", "ada", 2000).has_value());
        QVERIFY(store->active_overrides(2000).value().empty());
        QVERIFY(!store->end_override("o-1", "ada", 2001).has_value());
        QCOMPARE(store->overrides_since(0).value().size(), std::size_t(1));
        const auto entries = store->audit(10).value();
        QCOMPARE(entries.size(), std::size_t(2));
        QCOMPARE(entries[0].action, std::string("override_ended"));
        QVERIFY(contains(entries[1].detail, "release"));
        QVERIFY(store->verify_audit()->is_intact);
    }

    void finds_the_first_entry_that_was_tampered_with() {
        const std::pair<const char*, std::int64_t> cases[] = {
            {"UPDATE audit_log SET detail = '{}' WHERE sequence = 3", 3},
            {"UPDATE audit_log SET at = at + 1 WHERE sequence = 2", 2},
            {"DELETE FROM audit_log WHERE sequence = 2", 2},
            {"DELETE FROM audit_log WHERE sequence = 5", 5},
            {"DELETE FROM audit_log WHERE sequence = 1", 1},
            {"UPDATE audit_log SET hash = 'x' WHERE sequence = 4", 4},
        };
        for (const auto& [sql, sequence] : cases) {
            TempDir dir;
            const auto store = open(dir.file("l.db"));
            for (int i = 1; i <= 5; ++i) {
                QVERIFY(store->append_audit(i, "ada", "test", {{"number", i}}).has_value());
            }
            QCOMPARE(store->verify_audit()->entries, std::int64_t(5));
            QVERIFY(Database::open(dir.file("l.db"), Access::ReadWrite)->execute(sql).has_value());
            const auto verdict = store->verify_audit().value();
            QVERIFY2(!verdict.is_intact, sql);
            QVERIFY2(verdict.broken_sequence == sequence, sql);
        }
    }

    void writes_while_the_ledger_writes() {
        TempDir dir;
        Options options;
        options.path = dir.file("l.db");
        const auto ledger = std::move(Ledger::open(options, clock_)).value();
        const auto store = std::move(GovernanceStore::open(options.path, digest)).value();
        for (int i = 0; i < 40; ++i) {
            QVERIFY(ledger->append(sample_call(clock_.time)));
            QVERIFY(store->append_audit(i, "ada", "test", Json::object()).has_value());
        }
        QVERIFY(ledger->flush(5s).has_value());
        QVERIFY(store->verify_audit()->is_intact);
    }
};

FAREBOX_TEST_CLASS(GovernanceTest)
#include "governance_test.moc"
