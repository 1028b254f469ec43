// Requests in tests/data/agents against what they must be recognised as. One file a case: the
// request, the processes behind the socket, and the expectation.

#include <algorithm>
#include <filesystem>

#include "core/agents/credential.h"
#include "core/agents/identify.h"
#include "core/base/file_io.h"
#include "core/base/json.h"
#include "tests/core/agents/request.h"
#include "tests/support/encode.h"
#include "tests/support/suite.h"

using farebox::Clue;
using farebox::Evidence;
using farebox::find_bool;
using farebox::find_int;
using farebox::find_member;
using farebox::find_string;
using farebox::Json;
using farebox::agents::BodyFacts;
using farebox::agents::Identity;
using farebox::agents::ProcessFacts;

namespace {

struct Case {
    std::string name;
    Json data;
};

const std::vector<Case>& cases() {
    static const std::vector<Case> all = [] {
        std::vector<Case> found;
        const std::string root = farebox::tests::data_dir() + "/agents";
        for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
            if (entry.path().extension() != ".json") continue;
            const auto text = farebox::load_file(entry.path().string());
            found.push_back({entry.path().parent_path().filename().string() + "/" +
                                 entry.path().stem().string(),
                             *farebox::parse_json(*text)});
        }
        std::ranges::sort(found, {}, &Case::name);
        return found;
    }();
    return all;
}

std::string compress(const std::string& coding, const std::string& text) {
    return coding == "zstd" ? farebox::tests::encode_zstd(text) : farebox::tests::encode_deflate(text, 31);
}

BodyFacts body_of(const Json& data) {
    const Json* body = find_member(data, "body");
    if (body == nullptr) return {};
    const std::string text = body->is_string() ? body->get<std::string>() : body->dump();
    const auto coding = find_string(data, "encode");
    return coding ? farebox::agents::read_body_facts(compress(*coding, text), *coding)
                  : farebox::agents::read_body_facts(text);
}

Json describe_clue(const Clue& clue) {
    Json object = {{"dimension", clue.dimension},
                   {"value", clue.value},
                   {"source", clue.source},
                   {"confidence", std::string(to_text(clue.confidence))}};
    if (!clue.note.empty()) object["note"] = clue.note;
    return object;
}

/// The members of BodyFacts that cases speak about.
Json describe_facts(const BodyFacts& facts) {
    return {{"is_readable", facts.is_readable},
            {"model", facts.model},
            {"stream", facts.stream},
            {"max_tokens", facts.max_tokens ? Json(*facts.max_tokens) : Json()},
            {"cache_ttl", facts.cache_ttl},
            {"include_usage", facts.include_usage},
            {"is_prewarm", facts.is_prewarm},
            {"has_tools", facts.has_tools},
            {"has_output_schema", facts.has_output_schema},
            {"message_count", facts.message_count},
            {"account_id", facts.account_id}};
}

}  // namespace

class FingerprintTest : public QObject {
    Q_OBJECT

private slots:
    void there_are_enough() { QVERIFY(cases().size() >= 40); }

    void recognises_data() { add_rows(); }
    void recognises() {
        const Json& data = current();
        const auto head = farebox::tests::make_head(data);
        const BodyFacts body = body_of(data);
        const auto processes = farebox::tests::processes_of(data);
        const auto named = find_string(data, "named_agent");
        const Identity seen = farebox::agents::identify(
            head, *find_string(data, "path"), body, processes,
            named ? std::optional<std::string_view>(*named) : std::nullopt);

        const Json& expected = data["expect"];
        QCOMPARE(seen.agent, *find_string(expected, "agent"));
        QCOMPARE(seen.agent_version, find_string(expected, "agent_version").value_or(""));
        QCOMPARE(seen.agent_source, find_string(expected, "agent_source").value_or(""));
        QCOMPARE(seen.sub_agent, find_string(expected, "sub_agent").value_or(""));
        QCOMPARE(seen.session_id, find_string(expected, "session_id").value_or(""));
        QCOMPARE(seen.background, find_bool(expected, "background").value_or(false));

        const auto is_chosen = [](const Evidence& evidence) { return evidence.chosen; };
        QVERIFY(std::ranges::count_if(seen.evidence, is_chosen) == 1);
        const Evidence& chosen = *std::ranges::find_if(seen.evidence, is_chosen);
        QCOMPARE(chosen.value, seen.agent);
        QCOMPARE(std::string(to_text(chosen.confidence)), *find_string(expected, "confidence"));
    }

    void finds_the_clues_data() { add_rows(); }
    void finds_the_clues() {
        const Json& data = current();
        const Json* expected = find_member(data["expect"], "clues");
        if (expected == nullptr) return;
        Json seen = Json::array();
        for (const Clue& clue :
             farebox::agents::collect_clues(farebox::tests::make_head(data), body_of(data))) {
            seen.push_back(describe_clue(clue));
        }
        // Order carries no meaning.
        const auto by_text = [](const Json& a, const Json& b) { return a.dump() < b.dump(); };
        Json wanted = *expected;
        std::sort(seen.begin(), seen.end(), by_text);
        std::sort(wanted.begin(), wanted.end(), by_text);
        QCOMPARE(seen.dump(), wanted.dump());
    }

    void reads_the_body_data() { add_rows(); }
    void reads_the_body() {
        const Json* expected = find_member(current()["expect"], "facts");
        if (expected == nullptr) return;
        const Json seen = describe_facts(body_of(current()));
        for (const auto& [key, value] : expected->items()) {
            if (seen[key] != value) QFAIL((key + " is " + seen[key].dump()).c_str());
        }
    }

    void tells_the_credential_data() { add_rows(); }
    void tells_the_credential() {
        const Json& expected = current()["expect"];
        const auto wanted = find_string(expected, "credential");
        if (!wanted) return;
        const auto seen = farebox::agents::read_credential(farebox::tests::make_head(current()));
        QCOMPARE(std::string(to_text(seen.credential_class)), *wanted);
        QCOMPARE(std::string(to_text(seen.billing_mode)), *find_string(expected, "billing"));
        QVERIFY(seen.source.find("NOTAKEY") == std::string::npos);
    }

private:
    void add_rows() {
        QTest::addColumn<int>("index");
        for (std::size_t i = 0; i < cases().size(); ++i) QTest::newRow(cases()[i].name.c_str()) << int(i);
    }
    const Json& current() {
        QFETCH(int, index);
        return cases()[std::size_t(index)].data;
    }
};

FAREBOX_TEST_CLASS(FingerprintTest)
#include "fingerprint_test.moc"
