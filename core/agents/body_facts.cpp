// One on-demand pass: the parser indexes the body once (gigabytes a second) and the reader below
// visits only the members it knows, in the order in which they come. Message texts are unescaped
// only where an agent writes: system and developer texts, and user texts that begin with a tag.

#include "core/agents/body_facts.h"

#include <simdjson.h>

#include "core/agents/skim.h"
#include "core/agents/text_marks.h"
#include "core/base/json.h"
#include "core/base/strings.h"
#include "core/http/content_coding.h"

namespace farebox::agents {
namespace {

using skim::each_element;
using skim::each_member;
using skim::int_of;
using skim::name_of;
using skim::text_of;
using skim::is_true;
using skim::Value;

constexpr std::size_t HeadBytes = 200;
constexpr std::size_t MaxHeads = 3;
/// Agents attach their context at the front of a text; a longer one is somebody's file.
constexpr std::size_t MaxContextBytes = 256 * 1024;
/// An index takes five times its body: 640 KB stay for the bodies that most calls have.
constexpr std::size_t LargestKeptIndex = 128 * 1024;

class Reader {
public:
    explicit Reader(BodyFacts& facts) : facts_(facts) {}
    void read(Value root);

private:
    void read_member(std::string_view key, Value value);
    bool read_demand(std::string_view key, Value value);
    void read_metadata(Value value);
    void read_client_metadata(Value value);
    void read_safeguards(Value value);
    void read_git_state(Value value);
    void read_messages(Value value);
    void read_message(Value value);
    void read_texts(Value value, TextPlace place);
    void take_text(std::string_view text, TextPlace place);

    BodyFacts& facts_;
    std::size_t heads_ = 0;
};

void Reader::read(Value root) {
    facts_.is_readable = each_member(
        root, [&](std::string_view key, Value value) { read_member(key, value); });
}

void Reader::read_member(std::string_view key, Value value) {
    if (read_demand(key, value)) return;
    if (key == "messages" || key == "input") read_messages(value);
    else if (key == "system" || key == "instructions") read_texts(value, TextPlace::System);
    else if (key == "metadata") read_metadata(value);
    else if (key == "client_metadata") read_client_metadata(value);
    else if (key == "safeguards") read_safeguards(value);
    else if (key == "prompt_cache_key" && facts_.session_id.empty()) facts_.session_id = name_of(value);
    // The first message of a WebSocket exchange may wrap the request proper.
    else if (key == "response") {
        each_member(value, [&](std::string_view inner, Value member) { read_member(inner, member); });
    }
}

/// What is asked for, and how it is to be served.
bool Reader::read_demand(std::string_view key, Value value) {
    if (key == "model") facts_.model = name_of(value);
    else if (key == "stream") facts_.stream = is_true(value);
    else if (key == "max_tokens" || key == "max_output_tokens" || key == "max_completion_tokens") {
        facts_.max_tokens = int_of(value);
    } else if (key == "service_tier") facts_.service_tier = name_of(value);
    else if (key == "speed") facts_.speed = name_of(value);
    else if (key == "prompt_cache_retention") facts_.cache_ttl = name_of(value);
    else if (key == "prompt_cache_options" || key == "cache_control") {
        each_member(value, [&](std::string_view inner, Value member) {
            if (inner == "ttl") facts_.cache_ttl = name_of(member);
        });
    } else if (key == "stream_options") {
        each_member(value, [&](std::string_view inner, Value member) {
            if (inner == "include_usage") facts_.include_usage = is_true(member);
        });
    } else if (key == "generate") facts_.is_prewarm = skim::is_false(value);
    else if (key == "tools") each_element(value, [&](Value) { facts_.has_tools = true; });
    else if (key == "output_config" || key == "text" || key == "response_format") {
        facts_.has_output_schema = facts_.has_output_schema ||
                                   contains(skim::raw_of(value), "json_schema");
    } else return false;
    return true;
}

/// Anthropic's user_id: JSON text with ids, or the older "user_<hash>_account_<id>_session_<id>".
void Reader::read_metadata(Value value) {
    std::string user;
    each_member(value, [&](std::string_view key, Value member) {
        if (key == "user_id") user = text_of(member);
    });
    if (user.starts_with("{")) {
        if (const Result<Json> ids = parse_json(user)) {
            facts_.session_id = find_string(*ids, "session_id").value_or("");
            facts_.account_id = find_string(*ids, "account_uuid").value_or("");
        }
    } else if (const auto at = user.find("_session_"); at != std::string::npos) {
        facts_.session_id = user.substr(at + 9);
        if (const auto account = between(user, "_account_", "_session_")) {
            facts_.account_id = *account;
        }
    }
}

void Reader::read_client_metadata(Value value) {
    each_member(value, [&](std::string_view key, Value member) {
        if (key == "x-codex-turn-metadata") facts_.turn_metadata = text_of(member);
        if (key == "session_id") facts_.session_id = name_of(member);
    });
}

void Reader::read_safeguards(Value value) {
    each_element(value, [&](Value guard) {
        each_member(guard, [&](std::string_view key, Value context) {
            if (key != "classifier_context") return;
            each_member(context, [&](std::string_view inner, Value member) {
                if (inner == "git_state") read_git_state(member);
            });
        });
    });
}

void Reader::read_git_state(Value value) {
    constexpr std::string_view Source = "body safeguards git_state";
    each_member(value, [&](std::string_view key, Value member) {
        const std::string_view dimension = key == "root" ? "git_root" : key;
        if (key == "cwd" || key == "root" || key == "branch") {
            put_clue({std::string(dimension), text_of(member), std::string(Source),
                      Confidence::Certain, ""},
                     facts_.clues);
        }
    });
}

void Reader::read_messages(Value value) {
    std::string_view whole;
    if (value.get_string().get(whole) == simdjson::SUCCESS) return;
    each_element(value, [&](Value message) {
        ++facts_.message_count;
        read_message(message);
    });
}

void Reader::read_message(Value value) {
    simdjson::ondemand::object message;
    if (value.get_object().get(message) != simdjson::SUCCESS) return;
    std::string_view role;
    if (message.find_field_unordered("role").get_string().get(role) != simdjson::SUCCESS) return;
    const bool is_system = role == "system" || role == "developer";
    if (!is_system && role != "user") return;
    Value content;
    if (message.find_field_unordered("content").get(content) != simdjson::SUCCESS) return;
    read_texts(content, is_system ? TextPlace::System : TextPlace::Context);
}

/// A text, or a list of blocks with texts.
void Reader::read_texts(Value value, TextPlace place) {
    simdjson::ondemand::json_type type{};
    if (value.type().get(type) != simdjson::SUCCESS) return;
    if (type == simdjson::ondemand::json_type::string) {
        if (place == TextPlace::Context && !skim::begins_with_tag(value)) return;
        std::string_view text;
        if (value.get_string().get(text) == simdjson::SUCCESS) take_text(text, place);
        return;
    }
    each_element(value, [&](Value block) {
        each_member(block, [&](std::string_view key, Value member) {
            if (key == "text") read_texts(member, place);
            if (key == "cache_control" && place == TextPlace::System) read_demand(key, member);
        });
    });
}

void Reader::take_text(std::string_view text, TextPlace place) {
    if (place == TextPlace::System && heads_ < MaxHeads) {
        if (heads_ > 0) facts_.system_head += '\n';
        facts_.system_head += text.substr(0, HeadBytes);
        ++heads_;
    }
    if (text.size() <= MaxContextBytes) find_marks(place, text, facts_.clues);
}

}  // namespace

struct BodyReader::Parser {
    simdjson::ondemand::parser json;
};

BodyReader::BodyReader() : parser_(std::make_unique<Parser>()) {}
BodyReader::~BodyReader() = default;

BodyFacts BodyReader::read(std::string_view body, std::string_view content_encoding,
                           std::size_t readable_behind) {
    BodyFacts facts;
    std::string decoded;
    if (!trim(content_encoding).empty() && !equals_ignore_case(trim(content_encoding), "identity")) {
        Result<std::string> text = http::decode_all(content_encoding, body, MaxBodyBytes);
        if (!text) return facts;
        decoded = std::move(text).value();
        body = decoded;
        readable_behind = 0;
    }
    if (body.empty() || body.size() > MaxBodyBytes) return facts;

    simdjson::padded_string copy;
    simdjson::padded_string_view padded(body, body.size() + readable_behind);
    if (readable_behind < simdjson::SIMDJSON_PADDING) {
        copy = simdjson::padded_string(body);
        padded = copy;
    }
    simdjson::ondemand::document document;
    Value root;
    if (parser_->json.iterate(padded).get(document) == simdjson::SUCCESS &&
        document.get_value().get(root) == simdjson::SUCCESS) {
        Reader(facts).read(root);
    }
    if (parser_->json.capacity() > LargestKeptIndex) parser_ = std::make_unique<Parser>();
    return facts;
}

BodyFacts read_body_facts(std::string_view body, std::string_view content_encoding) {
    return BodyReader().read(body, content_encoding);
}

}  // namespace farebox::agents
