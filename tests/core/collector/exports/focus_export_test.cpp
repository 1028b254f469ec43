// Whole files: they add up to the chargeback table, are the same twice, and break no rule of the
// published model (tests/tools/focus, where the model is at hand).
#include "core/collector/exports/focus_export.h"

#include <fstream>

#include <QProcess>

#include "core/collector/exports/spend_csv.h"
#include "core/net/sha256.h"
#include "tests/core/collector/chargeback/company.h"

using namespace farebox;
using namespace farebox::collector;
using namespace farebox::tests;

namespace {

struct File {
    std::string csv;
    FocusSummary summary;
};

FocusRequest request_of(const std::string& month, FocusMode mode = FocusMode::Month) {
    FocusRequest request;
    request.month = month;
    request.mode = mode;
    request.account.company = "acme";
    request.scope = Scope::everything();
    request.scope.names = false;
    request.scope.pseudonym = [](std::string_view id) { return "dev-" + net::sha256_hex(id).substr(0, 8); };
    return request;
}

File write(Session& session, const FocusRequest& request) {
    File file;
    auto summary = write_focus(session, request, [&](std::string_view text) { file.csv += text; });
    if (!summary) qFatal("%s", summary.error().message.c_str());
    file.summary = *summary;
    return file;
}

Int128 listed(Session& session, const std::string& month) {
    SpendQuery query;
    query.from = query.to = month;
    const Figures total = spend(session, query, Scope::everything()).value().total;
    return Int128(total.list_cost_nano.total + total.vendor_stated_cost_nano.total) * 1'000'000'000;
}

std::int64_t lines_in(const std::string& text) {
    return std::count(text.begin(), text.end(), '\n');
}

}  // namespace

class FocusExportTest : public QObject {
    Q_OBJECT
private slots:
    void adds_up_to_the_table_and_breaks_no_rule_data() { add_stores(); }
    void adds_up_to_the_table_and_breaks_no_rule() {
        FAREBOX_STORE(store);
        const Lease session = store->database().session().value();
        CallStore calls(store->database());
        Company company(store->database(), *session, calls, 5);
        for (int event = 0; event < 250; ++event) company.live();
        QVERIFY(!company.closed().empty());
        const TempDir folder;
        for (const char* month : {"2026-09", "2026-10", "2026-11"}) {
            for (const FocusMode mode : {FocusMode::Month, FocusMode::Corrections}) {
                const FocusRequest request = request_of(month, mode);
                const File file = write(*session, request);
                if (mode == FocusMode::Month) QVERIFY(file.summary.sums.list == listed(*session, month));
                QCOMPARE(file.csv, write(*session, request).csv);
                QCOMPARE(lines_in(file.csv), file.summary.rows + 1);
                QCOMPARE(std::int64_t(file.csv.size()), file.summary.bytes);
                const std::string path = folder.file(format("{}-{}.csv", month, to_text(mode)));
                std::ofstream(path, std::ios::binary) << file.csv;
                judge(path);
                if (QTest::currentTestFailed()) return;
            }
        }
        const Json manifest =
            focus_manifest(*session, request_of("2026-11"), write(*session, request_of("2026-11")).summary)
                .value();
        QCOMPARE(manifest["sha256"].get<std::string>(),
                 net::sha256_hex(write(*session, request_of("2026-11")).csv));
        QVERIFY(manifest["correction_rows"].get<std::int64_t>() > 0);
        QCOMPARE(manifest["delivery"].get<std::string>(), std::string("replace"));
    }

    void is_for_those_who_see_all() {
        const auto store = TestStore::make("sqlite");
        const Lease session = store->database().session().value();
        FocusRequest request = request_of("2026-11");
        request.scope.reach = Scope::Reach::Teams;
        const auto refused = write_focus(*session, request, [](std::string_view) {});
        QCOMPARE(refused.error().code, ErrorCode::Denied);
        request = request_of("soon");
        QCOMPARE(write_focus(*session, request, [](std::string_view) {}).error().code,
                 ErrorCode::Invalid);
    }

    void writes_what_is_seen_as_csv() {
        SpendTable table;
        table.query.group_by = {Dimension::Team, Dimension::Branch};
        SpendRow row;
        row.keys = {"t1", std::nullopt};
        row.names = {"Payments, EU", ""};
        row.figures.calls = 2;
        row.figures.list_cost_nano = {1'234'500'000, 2};
        table.rows = {row};
        table.unattributed.calls = 1;
        const std::string csv = spend_csv(table);
        QCOMPARE(lines_in(csv), 3);
        QVERIFY(csv.starts_with("team,team_name,branch,people,calls,"));
        QVERIFY(csv.find("t1,\"Payments, EU\",,,2,") != std::string::npos);
        QVERIFY(csv.find(",1.2345,") != std::string::npos);
        QVERIFY(csv.find("\r\n,,,,1,") != std::string::npos);
    }

private:
    /// Zero broken MUST rules; nothing is said where the model is not at hand.
    static void judge(const std::string& path) {
        QProcess checker;
        checker.start("python3", {"-B", FAREBOX_SOURCE_DIR "/tests/tools/focus/focus_check.py",
                                  QString::fromStdString(path)});
        QVERIFY(checker.waitForFinished(60'000));
        const QByteArray said = checker.readAllStandardOutput() + checker.readAllStandardError();
        if (checker.exitCode() == 77) return qWarning("%s", said.constData());
        QVERIFY2(checker.exitCode() == 0, said);
    }
};

FAREBOX_TEST_CLASS(FocusExportTest)
#include "focus_export_test.moc"
