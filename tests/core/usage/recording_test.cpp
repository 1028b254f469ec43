// Recorded exchanges against their expectations: the data in tests/data/usage is the specification.

#include "tests/core/usage/recording.h"

#include <algorithm>
#include <filesystem>

#include "core/base/file_io.h"
#include "core/base/strings.h"
#include "core/usage/endpoint.h"
#include "core/usage/meter.h"
#include "tests/support/encode.h"
#include "tests/support/suite.h"

using farebox::Json;
using farebox::Tokens;
using farebox::Usage;
using farebox::usage::Meter;
using farebox::usage::Reading;

namespace farebox::tests {
namespace {

Recording parse_recording(const std::string& text) {
    Recording result;
    const auto end = text.find("\n\n");
    if (end == std::string::npos) qFatal("a recording has no empty line after its head");
    const auto lines = split(std::string_view(text).substr(0, end), '\n');
    const auto request = split(lines.at(0), ' ');
    result.method = request.at(0);
    result.path = request.at(1);
    result.status = int(*parse_int(split(lines.at(1), ' ').at(1)));
    for (std::size_t i = 2; i < lines.size(); ++i) {
        const auto colon = lines[i].find(':');
        const std::string_view name = lines[i].substr(0, colon);
        const std::string_view value = trim(lines[i].substr(colon + 1));
        if (name == "content-type") result.content_type = value;
        if (name == "content-encoding") result.content_encoding = value;
    }
    result.body = encode(result.content_encoding, text.substr(end + 2));
    return result;
}

void put(Json& object, const char* key, const Tokens& value) {
    if (value) object[key] = *value;
}

void put(Json& object, const char* key, const std::string& value) {
    if (!value.empty()) object[key] = value;
}

Json describe_tokens(const Usage& usage) {
    Json object = Json::object();
    put(object, "input_tokens", usage.input_tokens);
    put(object, "cache_read_tokens", usage.cache_read_tokens);
    put(object, "cache_write_5m_tokens", usage.cache_write_5m_tokens);
    put(object, "cache_write_1h_tokens", usage.cache_write_1h_tokens);
    put(object, "cache_write_other_tokens", usage.cache_write_other_tokens);
    put(object, "output_tokens", usage.output_tokens);
    put(object, "reasoning_tokens", usage.reasoning_tokens);
    put(object, "audio_tokens", usage.audio_tokens);
    put(object, "image_tokens", usage.image_tokens);
    put(object, "web_search_calls", usage.web_search_calls);
    put(object, "tool_fee_units", usage.tool_fee_units);
    put(object, "vendor_credits_nano", usage.vendor_credits_nano);
    return object;
}

}  // namespace

std::vector<Recording> load_recordings() {
    std::vector<Recording> result;
    const std::string root = data_dir() + "/usage";
    for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
        if (entry.path().extension() != ".http") continue;
        Recording recording = parse_recording(*load_file(entry.path().string()));
        std::filesystem::path expectation = entry.path();
        expectation.replace_extension(".expect.json");
        recording.expected = *parse_json(*load_file(expectation.string()));
        recording.name = entry.path().parent_path().filename().string() + "/" +
                         entry.path().stem().string();
        result.push_back(std::move(recording));
    }
    std::ranges::sort(result, {}, &Recording::name);
    return result;
}

Json describe(const Reading& reading, bool with_raw_usage) {
    Json object = Json::object();
    object["usage"] = describe_tokens(reading.usage);
    object["usage"]["usage_source"] = std::string(to_text(reading.usage.usage_source));
    for (const auto& nested : reading.nested) {
        Json item = describe_tokens(nested.usage);
        put(item, "model", nested.model);
        object["nested"].push_back(item);
    }
    put(object, "response_id", reading.response_id);
    put(object, "model_served", reading.model_served);
    put(object, "service_tier", reading.service_tier);
    put(object, "region", reading.region);
    put(object, "speed", reading.speed);
    if (reading.complete) object["complete"] = true;
    if (reading.error_event) object["error_event"] = true;
    put(object, "error_type", reading.error_type);
    put(object, "vendor_cost_nano", reading.vendor_cost_nano);
    put(object, "note", reading.note);
    if (with_raw_usage) put(object, "raw_usage", reading.usage.raw_usage);
    return object;
}

}  // namespace farebox::tests

using farebox::tests::Recording;

namespace {

const std::vector<Recording>& recordings() {
    static const std::vector<Recording> all = farebox::tests::load_recordings();
    return all;
}

Meter meter_for(const Recording& recording) {
    const auto endpoint = farebox::usage::classify(recording.method, recording.path);
    return Meter(endpoint.format, recording.content_type, recording.content_encoding,
                 recording.status);
}

/// Members in one order, for comparison.
nlohmann::json sorted(const Json& value) { return nlohmann::json::parse(value.dump()); }

}  // namespace

class RecordingTest : public QObject {
    Q_OBJECT

private slots:
    void there_are_enough() { QVERIFY(recordings().size() >= 60); }

    void reads_as_expected_data() { add_rows(); }
    void reads_as_expected() {
        QFETCH(int, index);
        const Recording& recording = recordings()[std::size_t(index)];
        Meter meter = meter_for(recording);
        meter.push(recording.body);
        const Json seen = farebox::tests::describe(meter.read(),
                                                   recording.expected.contains("raw_usage"));
        if (sorted(seen) != sorted(recording.expected)) {
            QFAIL(("\nseen     " + seen.dump() + "\nexpected " + recording.expected.dump()).c_str());
        }
    }

    void any_split_reads_the_same_data() { add_rows(); }
    void any_split_reads_the_same() {
        QFETCH(int, index);
        const Recording& recording = recordings()[std::size_t(index)];
        const std::string& body = recording.body;
        Meter whole = meter_for(recording);
        whole.push(body);
        const Reading expected = whole.read();

        Meter bytes = meter_for(recording);
        for (const char& c : body) bytes.push({&c, 1});
        QVERIFY(bytes.read() == expected);

        // Long bodies repeat themselves: some hundred cuts meet every kind of place.
        const std::size_t step = 1 + body.size() / (body.size() > 8000 ? 60 : 400);
        for (std::size_t at = 0; at <= body.size(); at += step) {
            Meter meter = meter_for(recording);
            meter.push(std::string_view(body).substr(0, at));
            meter.push(std::string_view(body).substr(at));
            if (meter.read() != expected) QFAIL(("split at " + std::to_string(at)).c_str());
        }
    }

    void no_prose_is_kept_data() { add_rows(); }
    void no_prose_is_kept() {
        QFETCH(int, index);
        const Recording& recording = recordings()[std::size_t(index)];
        Meter meter = meter_for(recording);
        meter.push(recording.body);
        const Reading reading = meter.read();
        for (const char* text : {"secret", "ledger balances", "credit is used", "files changed"}) {
            QVERIFY(!farebox::contains(reading.usage.raw_usage, text));
            QVERIFY(!farebox::contains(reading.note + reading.error_type, text));
        }
    }

private:
    void add_rows() {
        QTest::addColumn<int>("index");
        for (std::size_t i = 0; i < recordings().size(); ++i) {
            QTest::newRow(recordings()[i].name.c_str()) << int(i);
        }
    }
};

FAREBOX_TEST_CLASS(RecordingTest)
#include "recording_test.moc"
