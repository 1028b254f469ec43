// Canaries: words that appear in a prompt, in a key and in an answer must appear in nothing that
// Farebox writes or prints.

#include "core/base/file_io.h"
#include "tests/e2e/support/rig.h"

#include <filesystem>

using namespace farebox;
using namespace farebox::e2e;

class SecretsTest : public QObject {
    Q_OBJECT
private slots:
    void no_prompt_key_or_answer_is_written_anywhere();
};

void SecretsTest::no_prompt_key_or_answer_is_written_anywhere() {
    const std::string prompt_word = "canaryprompt7fd2";
    // The keys of all runs, and a word of the mock's answers.
    const std::vector<std::string> canaries = {prompt_word, AnthropicKey, OpenAiKey,
                                               AnthropicKey.substr(8), "quick brown fox"};
    Rig rig;
    const Repo repo(rig.folder("payments"), "git@github.com:acme/payments.git", "feature/checkout");
    std::string printed;
    for (const Agent& agent : all_agents()) {
        rig.prepare(agent);
        const Finished done = rig.turn(agent, repo.folder(), "Say " + prompt_word + ".");
        QVERIFY2(done.exit_code == 0, done.report().c_str());
    }
    // A refused call is logged by more code than a good one.
    rig.set_behaviour(R"({"queue": [{"error_status": 400, "times": 8}]})");
    rig.turn(claude_code(), repo.folder(), "Say " + prompt_word + ".");

    const auto rows = rig.calls(3);
    QVERIFY(rows.size() >= 3);
    for (const Argv& words : std::vector<Argv>{{"status"}, {"spend"}, {"calls", "--json"},
                                               {"call", text(rows.front(), "call_id")},
                                               {"doctor"}})
        printed += rig.farebox(words).report();
    printed += rig.stop_daemon();

    for (const auto& canary : canaries)
        QVERIFY2(printed.find(canary) == std::string::npos, canary.c_str());
    int files = 0;
    for (const auto& folder : rig.own_folders()) {
        if (!std::filesystem::exists(folder)) continue;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
            if (!entry.is_regular_file()) continue;
            const auto bytes = load_file(entry.path().string(), std::size_t{1} << 30);
            QVERIFY(bytes.has_value());
            ++files;
            for (const auto& canary : canaries)
                QVERIFY2(bytes->find(canary) == std::string::npos,
                         (canary + " in " + entry.path().string()).c_str());
        }
    }
    QVERIFY(files >= 2);  // the ledger and the configuration at least: the search saw something
}

FAREBOX_TEST_CLASS(SecretsTest)
#include "secrets_test.moc"
