// Requests that real agents sent, read where they lie outside the repository: each Claude Code and
// Codex model call must be recognised with version, session and directory. Skipped where the
// captures are absent.

#include <algorithm>
#include <filesystem>
#include <map>

#include "core/agents/identify.h"
#include "core/base/file_io.h"
#include "core/base/strings.h"
#include "tests/core/agents/request.h"
#include "tests/support/suite.h"

using farebox::Clue;
using farebox::find_member;
using farebox::find_string;
using farebox::Json;
using farebox::agents::BodyFacts;
using farebox::agents::Identity;

namespace {

std::string captures_dir() {
    const char* shared = std::getenv("FAREBOX_SHARED");
    const std::string root =
        shared != nullptr ? shared : std::string(FAREBOX_SOURCE_DIR) + "/../shared";
    return root + "/captures";
}

struct Capture {
    std::string name;
    Json data;       ///< the file, with "processes" filled from its own or its connection's owner
    std::string url;
};

/// Files in order; a request on a kept connection refers to the owner seen at its first one.
std::vector<Capture> load_captures(const std::string& agent) {
    std::vector<std::string> paths;
    std::error_code ignored;
    for (const auto& entry :
         std::filesystem::directory_iterator(captures_dir() + "/" + agent, ignored)) {
        const std::string name = entry.path().filename().string();
        if (name.ends_with(".json") && name != "index.json") paths.push_back(entry.path().string());
    }
    std::ranges::sort(paths);

    std::vector<Capture> result;
    std::map<std::string, Json> owners;
    for (const std::string& path : paths) {
        const auto text = farebox::load_file(path);
        if (!text) continue;
        Json data = *farebox::parse_json(*text);
        const Json& owner = data["owner"];
        const std::string run = find_string(data["meta"], "run").value_or("");
        const std::string connection = run + "/" + std::to_string(data["conn"].get<int>());
        if (const Json* chain = find_member(owner, "chain")) owners[connection] = *chain;
        if (owners.contains(connection)) data["processes"] = owners[connection];
        const std::string url = find_string(data, "url").value_or("");
        result.push_back({std::filesystem::path(path).stem().string(), std::move(data), url});
    }
    return result;
}

BodyFacts body_of(const Json& data) {
    const Json* body = find_member(data, "body");
    if (body == nullptr || body->is_null()) return {};
    return farebox::agents::read_body_facts(body->dump());
}

const Clue* find_clue(const std::vector<Clue>& clues, std::string_view dimension) {
    const auto at = std::ranges::find(clues, dimension, &Clue::dimension);
    return at == clues.end() ? nullptr : &*at;
}

Identity identity_of(const Capture& capture) {
    return farebox::agents::identify(farebox::tests::make_head(capture.data), capture.url,
                                     body_of(capture.data),
                                     farebox::tests::processes_of(capture.data), std::nullopt);
}

std::vector<Clue> clues_of(const Capture& capture) {
    return farebox::agents::collect_clues(farebox::tests::make_head(capture.data),
                                          body_of(capture.data));
}

bool is_model_call(const Capture& capture) {
    return farebox::contains(capture.url, "/messages") ||
           farebox::contains(capture.url, "/responses");
}

}  // namespace

class CapturesTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() {
        if (!std::filesystem::exists(captures_dir())) QSKIP("no captures beside the repository");
    }

    void every_claude_code_call_is_recognised() {
        int seen = 0;
        for (const Capture& capture : load_captures("claude-code")) {
            if (!is_model_call(capture)) continue;
            ++seen;
            const Identity identity = identity_of(capture);
            const std::string at = "claude-code/" + capture.name;
            if (identity.agent != "claude-code") QFAIL((at + " is " + identity.agent).c_str());
            QCOMPARE(identity.agent_version, std::string("2.1.330"));
            QVERIFY2(identity.session_id.size() == 36, at.c_str());
            QVERIFY2(identity.agent_source == "cli" || identity.agent_source == "sdk-cli", at.c_str());
            const std::vector<Clue> clues = clues_of(capture);
            const Clue* cwd = find_clue(clues, "cwd");
            // The title call says nothing about where; its session ties it to the others.
            if (identity.background) QVERIFY2(cwd == nullptr, at.c_str());
            else QVERIFY2(cwd != nullptr && cwd->value.starts_with("/home/dev/src/"), at.c_str());
        }
        QVERIFY(seen > 20);
    }

    void every_codex_call_is_recognised() {
        int seen = 0;
        for (const Capture& capture : load_captures("codex")) {
            if (!is_model_call(capture)) continue;
            ++seen;
            const Identity identity = identity_of(capture);
            const std::string at = "codex/" + capture.name;
            if (identity.agent != "codex") QFAIL((at + " is " + identity.agent).c_str());
            QCOMPARE(identity.agent_version, std::string("0.169.0"));
            QVERIFY2(identity.session_id.size() == 36, at.c_str());
            QVERIFY2(identity.agent_source.starts_with("codex"), at.c_str());
            const Json* body = find_member(capture.data, "body");
            if (body == nullptr || !body->is_object()) continue;  // a WebSocket upgrade
            const std::vector<Clue> clues = clues_of(capture);
            // A title thread has a session of its own and says nothing about where.
            if (identity.background) continue;
            const Clue* cwd = find_clue(clues, "cwd");
            QVERIFY2(cwd != nullptr && cwd->value.starts_with("/home/dev/src/"), at.c_str());
            const Clue* remote = find_clue(clues, "repo_remote");
            QVERIFY2(remote != nullptr, at.c_str());
            QCOMPARE(remote->value, std::string("git@github.com:acme/payments.git"));
        }
        QVERIFY(seen > 15);
    }

    void nobody_else_is_taken_for_them_data() {
        QTest::addColumn<QString>("folder");
        for (const char* folder : {"cline", "copilot-cli", "copilot-language-server", "gemini-cli"}) {
            QTest::newRow(folder) << folder;
        }
    }
    void nobody_else_is_taken_for_them() {
        QFETCH(QString, folder);
        for (const Capture& capture : load_captures(folder.toStdString())) {
            const Identity identity = identity_of(capture);
            QVERIFY2(identity.agent == "unknown", capture.name.c_str());
        }
    }

    void the_worktree_and_the_second_terminal_are_told_apart() {
        // Two Codex terminals, one daemon with the first one's directory: the request knows better.
        std::vector<std::string> directories;
        for (const Capture& capture : load_captures("codex")) {
            if (find_string(capture.data["meta"], "run") != "two_codex") continue;
            const std::vector<Clue> clues = clues_of(capture);
            if (const Clue* cwd = find_clue(clues, "cwd")) directories.push_back(cwd->value);
        }
        QVERIFY(directories.size() >= 2);
        QVERIFY(directories.front() != directories.back());
    }
};

FAREBOX_TEST_CLASS(CapturesTest)
#include "captures_test.moc"
