// An alert of a real daemon reaches the command and the https address that the settings name, and
// leaves no thread behind.

#include "core/base/file_io.h"
#include "core/base/strings.h"
#include "tests/e2e/support/raw_call.h"
#include "tests/e2e/support/rig.h"

#include <filesystem>

using namespace farebox;
using namespace farebox::e2e;

namespace {

std::vector<std::string> threads_of(std::int64_t pid) {
    std::vector<std::string> names;
    const std::string folder = "/proc/" + std::to_string(pid) + "/task";
    std::error_code gone;
    for (const auto& task : std::filesystem::directory_iterator(folder, gone)) {
        names.push_back(load_file(task.path().string() + "/comm").value_or(""));
    }
    return names;
}

// Posts that the vendor's mock, which stands for the receiver too, took on its TLS port.
std::vector<Json> posts_to(const Rig& rig, const std::string& target) {
    std::vector<Json> found;
    for (const Json& request : rig.mock_requests()) {
        if (text(request, "target") == target) found.push_back(request);
    }
    return found;
}

}  // namespace

class DaemonAlertTest : public QObject {
    Q_OBJECT
private slots:
    void reaches_the_command_and_the_https_address();
    void an_address_that_cannot_be_trusted_gets_nothing();

private:
    static Json settings(const Rig& rig, const std::string& file) {
        return {{"alerts",
                 {{"command", "cat > " + file + ".new && mv " + file + ".new " + file},
                  {"webhook", "https://127.0.0.1:" + std::to_string(rig.mock_tls_port()) +
                                  "/hooks/budget?key=1"}}},
                {"budgets", Json::array({{{"budget_id", "b"},
                                          {"name", "Everything"},
                                          {"limit_usd", "1.00"},
                                          {"period", "month"}}})}};
    }
    // One call that takes the budget of a dollar to 86 %.
    static void pass_the_soft_limit(const Rig& rig) {
        rig.set_behaviour("{\"input_tokens\": 15000, \"cache_read_tokens\": 0, "
                          "\"cache_write_5m_tokens\": 0, \"output_tokens\": 40000}");
        QCOMPARE(send_message(rig.daemon_port()).status, 200);
    }
};

void DaemonAlertTest::reaches_the_command_and_the_https_address() {
    Rig rig(Start::MockOnly);
    const std::string file = rig.home() + "/alert.json";
    rig.start_daemon({.config = settings(rig, file),
                      .launcher = {"env", "SSL_CERT_FILE=" + rig.mock_ca_file()}});
    pass_the_soft_limit(rig);

    QVERIFY(wait_until([&] { return file_exists(file); }, std::chrono::seconds(10)));
    const Json alert = parse_json(load_file(file).value_or("")).value_or(Json());
    QCOMPARE(text(alert, "budget_id"), std::string("b"));
    QCOMPARE(number(alert, "threshold_percent"), std::int64_t(80));
    QCOMPARE(number(alert, "spent_nano"), std::int64_t(860'000'000));

    const auto posts = [&] { return posts_to(rig, "/hooks/budget?key=1"); };
    QVERIFY(wait_until([&] { return !posts().empty(); }, std::chrono::seconds(10)));
    QCOMPARE(posts().size(), std::size_t(1));
    QCOMPARE(text(posts()[0], "method"), std::string("POST"));
    // The same text as the command got, which ends with a line break there.
    QCOMPARE(number(posts()[0], "body_bytes"),
             static_cast<std::int64_t>(load_file(file).value_or("").size()) - 1);

    const auto is_sending = [&] {
        for (const std::string& name : threads_of(rig.daemon().pid())) {
            if (name == "fb-alerts\n") return true;
        }
        return false;
    };
    QVERIFY(wait_until([&] { return !is_sending(); }, std::chrono::seconds(10)));
    const auto threads = threads_of(rig.daemon().pid());
    QVERIFY2(threads.size() <= 8, std::to_string(threads.size()).c_str());
    const std::string said = rig.stop_daemon();
    // The command did not fail; the receiver's answer was read: the mock knows no such address.
    QVERIFY2(!contains(said, "alerts.command"), said.c_str());
    QVERIFY2(contains(said, "\"status\":\"404\""), said.c_str());
}

// Without the receiver's authority the handshake fails: nothing is posted, and the log says why
// without the path, which may hold a secret.
void DaemonAlertTest::an_address_that_cannot_be_trusted_gets_nothing() {
    Rig rig(Start::MockOnly);
    const std::string file = rig.home() + "/alert.json";
    rig.start_daemon({.config = settings(rig, file)});
    pass_the_soft_limit(rig);
    QVERIFY(wait_until([&] { return file_exists(file); }, std::chrono::seconds(10)));
    pause(std::chrono::milliseconds(500));
    QCOMPARE(posts_to(rig, "/hooks/budget?key=1").size(), std::size_t(0));
    const std::string said = rig.stop_daemon();
    QVERIFY2(contains(said, "alerts.webhook failed"), said.c_str());
    QVERIFY2(!contains(said, "key=1"), said.c_str());
}

FAREBOX_TEST_CLASS(DaemonAlertTest)
#include "daemon_alert_test.moc"
