#include "core/model/call_fields.h"

#include <set>

#include "core/base/strings.h"
#include "tests/support/suite.h"

using farebox::Call;
using farebox::contains;
using farebox::Json;
using farebox::parse_call;
using farebox::to_json;
using farebox::UnknownWords;
using farebox::visit_fields;

namespace {

// Sets every member through the field list to something that is not its default.
struct Filler {
    int number = 1;
    std::set<std::string> names;

    void operator()(const char* name, std::string& text) { text = note(name); }
    void operator()(const char* name, std::int64_t& value) {
        value = 1000 + int(note(name).size());
    }
    void operator()(const char* name, bool& flag) { flag = !note(name).empty(); }
    void operator()(const char* name, std::optional<std::int64_t>& value) {
        value = int(note(name).size());
    }
    void operator()(const char* name, std::vector<farebox::Evidence>& evidence) {
        evidence.push_back({.dimension = note(name), .value = "v"});
    }
    void operator()(const char* name, std::vector<farebox::CostComponent>& components) {
        components.push_back({.bucket = note(name), .quantity = 3});
    }
    template <class Enum>
        requires std::is_enum_v<Enum>
    void operator()(const char* name, Enum& value) {
        note(name);
        value = Enum(1);
    }

    std::string note(const char* name) {
        if (!names.insert(name).second) qFatal("%s is listed twice", name);
        return name;
    }
};

}  // namespace

class CallJsonTest : public QObject {
    Q_OBJECT

private slots:
    void lists_every_field_once() {
        Call call;
        Filler filler;
        visit_fields(call, filler);
        // Call, Usage and Cost as designed: a member that is added must be listed, and counted
        // here.
        QCOMPARE(filler.names.size(), std::size_t(77));
        // Whatever the list left at its default would still be equal to a fresh row's.
        Call fresh;
        const Json filled = to_json(call);
        const Json empty = to_json(fresh);
        QCOMPARE(filled.size(), filler.names.size());
        for (const auto& name : filler.names) {
            QVERIFY2(filled.at(name) != empty.at(name), name.c_str());
        }
    }

    void writes_unknown_as_null_and_never_as_zero() {
        const Json empty = to_json(Call{});
        for (const char* name : {"agent", "repo", "branch", "input_tokens", "output_tokens",
                                 "cache_read_tokens", "list_cost_nano", "billed_cost_nano",
                                 "http_status", "ttfb_ms", "pid", "model_served", "note"}) {
            QVERIFY2(empty.at(name).is_null(), name);
        }
    }

    void writes_known_values() {
        Call call;
        call.usage.input_tokens = 0;
        call.cost.list_cost_nano = 1'234;
        call.channel = farebox::Channel::Proxy;
        call.outcome = farebox::Outcome::ClientCancelled;
        call.streamed = true;
        const Json json = to_json(call);
        QVERIFY(json.at("input_tokens") == 0);
        QVERIFY(json.at("list_cost_nano") == 1'234);
        QVERIFY(json.at("channel") == "proxy");
        QVERIFY(json.at("outcome") == "client_cancelled");
        QVERIFY(json.at("streamed") == true);
    }

    void reads_back_what_it_wrote() {
        Call call;
        Filler filler;
        visit_fields(call, filler);
        UnknownWords words;
        const auto read = parse_call(to_json(call), words);
        QVERIFY(read.has_value());
        QVERIFY(*read == call);
        const auto fresh = parse_call(to_json(Call{}), words);
        QVERIFY(fresh.has_value());
        QVERIFY(*fresh == Call{});
        QVERIFY(words.empty());
    }

    void refuses_another_type_in_every_field() {
        const Json fresh = to_json(Call{});
        for (const auto& [name, value] : fresh.items()) {
            for (const Json& wrong : {Json(Json::object()), Json(1.5), Json(UINT64_MAX)}) {
                Json object = fresh;
                object[name] = wrong;
                UnknownWords words;
                const auto read = parse_call(object, words);
                QVERIFY2(!read.has_value(), name.c_str());
                QVERIFY(contains(read.error().message, name));
            }
        }
    }

    void is_open_to_what_a_newer_workstation_writes() {
        Json object = to_json(Call{});
        object["quantum_tokens"] = 5;
        object["billing_mode"] = "barter";
        object["price_status"] = "promised";
        UnknownWords words;
        const auto read = parse_call(object, words);
        QVERIFY(read.has_value());
        QVERIFY(read->billing_mode == farebox::BillingMode::Unknown);
        QVERIFY(read->cost.price_status == farebox::PriceStatus::Unpriced);
        QVERIFY((words == UnknownWords{{"billing_mode", "barter"}, {"price_status", "promised"}}));
    }

    void reads_evidence_and_components_back() {
        const std::vector<farebox::Evidence> evidence = {
            {.dimension = "repo",
             .value = "example.com/a",
             .source = "process",
             .confidence = farebox::Confidence::Certain,
             .chosen = true,
             .note = "why"},
            {.dimension = "repo", .value = "example.com/b", .source = "header"}};
        QVERIFY(farebox::parse_evidence(to_json(evidence)) == evidence);
        const std::vector<farebox::CostComponent> components = {{.bucket = "input_tokens",
                                                                 .quantity = 5,
                                                                 .rate_pico = 3'000'000,
                                                                 .amount_nano = 15'000}};
        QVERIFY(farebox::parse_cost_components(to_json(components)) == components);
        QVERIFY(farebox::parse_evidence(Json("no array")).empty());
        QVERIFY(farebox::parse_cost_components(Json::array({1, "x"})).size() == 2);
    }
};

FAREBOX_TEST_CLASS(CallJsonTest)
#include "call_json_test.moc"
