#include "core/usage/envelope.h"

#include <simdjson.h>

namespace farebox::usage {
namespace {

namespace ondemand = simdjson::ondemand;

/// Vendors nest response > output > item > action; deeper levels hold nothing of ours.
constexpr int MaxDepth = 4;

std::string text_of(ondemand::value value) {
    std::string_view text;
    if (value.get_string().get(text) != simdjson::SUCCESS) return {};
    return std::string(text);
}

bool is_null(ondemand::value value) {
    ondemand::json_type type{};
    return value.type().get(type) != simdjson::SUCCESS || type == ondemand::json_type::null;
}

/// The bytes of an object as received; empty for anything else.
std::string raw_object(ondemand::value value) {
    ondemand::object object;
    std::string_view raw;
    if (value.get_object().get(object) != simdjson::SUCCESS) return {};
    if (object.raw_json().get(raw) != simdjson::SUCCESS) return {};
    return std::string(raw);
}

/// Calls visit(key, value) for each member; false when the JSON broke.
template <class Visit>
bool each_member(ondemand::value value, Visit&& visit) {
    ondemand::object object;
    if (value.get_object().get(object) != simdjson::SUCCESS) return false;
    for (auto item : object) {
        ondemand::field field;
        std::string_view key;
        if (std::move(item).get(field) != simdjson::SUCCESS) return false;
        if (field.unescaped_key().get(key) != simdjson::SUCCESS) return false;
        visit(key, field.value());
    }
    return true;
}

template <class Visit>
void each_element(ondemand::value value, Visit&& visit) {
    ondemand::array array;
    if (value.get_array().get(array) != simdjson::SUCCESS) return;
    for (auto item : array) {
        ondemand::value element;
        if (std::move(item).get(element) != simdjson::SUCCESS) return;
        visit(element);
    }
}

void read_error(ondemand::value value, Envelope& envelope) {
    if (is_null(value)) return;
    envelope.has_error = true;
    std::string type;
    std::string code;
    each_member(value, [&](std::string_view key, ondemand::value member) {
        if (key == "type") type = text_of(member);
        if (key == "code") code = text_of(member);
    });
    // Anthropic has a type only; OpenAI's code is the finer word of the two.
    envelope.error_type = code.empty() ? type : code;
}

/// One item of an answer: Responses `output[]`, Anthropic `content[]`.
/// A search that failed, and OpenAI's opening of a page that a search found, carry no fee.
void read_item(ondemand::value value, Envelope& envelope) {
    std::string type;
    std::string status;
    std::string action;
    bool failed_result = false;
    each_member(value, [&](std::string_view key, ondemand::value member) {
        if (key == "type") type = text_of(member);
        if (key == "status") status = text_of(member);
        if (key == "action") {
            each_member(member, [&](std::string_view name, ondemand::value inner) {
                if (name == "type") action = text_of(inner);
            });
        }
        // Anthropic's result content is a list of hits, or one error object.
        if (key == "content") {
            ondemand::json_type kind{};
            failed_result = member.type().get(kind) != simdjson::SUCCESS ||
                            kind == ondemand::json_type::object;
        }
    });
    if (status == "failed") return;
    if (type == "web_search_call" && (action.empty() || action == "search")) ++envelope.web_searches;
    if (type == "web_search_tool_result" && !failed_result) ++envelope.web_searches;
    if (type == "file_search_call") ++envelope.file_searches;
}

void read_items(ondemand::value value, Envelope& envelope) {
    ondemand::json_type kind{};
    if (value.type().get(kind) != simdjson::SUCCESS || kind != ondemand::json_type::array) return;
    envelope.has_output_items = true;
    each_element(value, [&](ondemand::value element) { read_item(element, envelope); });
}

void read_choices(ondemand::value value, Envelope& envelope) {
    each_element(value, [&](ondemand::value choice) {
        each_member(choice, [&](std::string_view key, ondemand::value member) {
            if (key == "finish_reason" && !is_null(member)) envelope.has_stop_reason = true;
        });
    });
}

void take_usage(ondemand::value value, std::string& into) {
    std::string raw = raw_object(value);
    if (!raw.empty()) into = std::move(raw);
}

/// Groq puts its figures beside the answer when the client did not ask for them.
void read_groq(ondemand::value value, Envelope& envelope) {
    each_member(value, [&](std::string_view key, ondemand::value member) {
        if (key == "usage") take_usage(member, envelope.usage);
    });
}

void read_members(ondemand::value value, Envelope& envelope, int depth);

/// Scalars of a message, whatever wraps it. The innermost message wins, because an event's own id
/// and type come before the response it carries.
void read_text(std::string_view key, ondemand::value member, Envelope& envelope, int depth) {
    if (key == "id") envelope.id = text_of(member);
    else if (key == "model") envelope.model = text_of(member);
    else if (key == "service_tier") envelope.service_tier = text_of(member);
    else if (key == "status") envelope.status = text_of(member);
    else if (key == "object") envelope.object = text_of(member);
    else if (key == "type" && depth == 0) envelope.type = text_of(member);
    else if (key == "code" && depth == 0) {
        if (envelope.error_type.empty()) envelope.error_type = text_of(member);
    } else if (key == "stop_reason" && !is_null(member)) envelope.has_stop_reason = true;
}

void read_member(std::string_view key, ondemand::value member, Envelope& envelope, int depth) {
    if (key == "usage") take_usage(member, envelope.usage);
    else if (key == "copilot_usage") take_usage(member, envelope.copilot_usage);
    else if (key == "timings") take_usage(member, envelope.timings);
    else if (key == "error") read_error(member, envelope);
    else if (key == "choices") read_choices(member, envelope);
    else if (key == "output" || (key == "content" && depth <= 1)) read_items(member, envelope);
    else if (key == "item" || key == "content_block") read_item(member, envelope);
    else if (key == "x_groq") read_groq(member, envelope);
    else if (key == "message" || key == "response" || key == "delta") {
        if (depth < MaxDepth) read_members(member, envelope, depth + 1);
    } else read_text(key, member, envelope, depth);
}

void read_members(ondemand::value value, Envelope& envelope, int depth) {
    each_member(value, [&](std::string_view key, ondemand::value member) {
        read_member(key, member, envelope, depth);
    });
}

}  // namespace

Envelope skim_envelope(std::string_view json) {
    Envelope envelope;
    const simdjson::padded_string padded(json);
    ondemand::parser parser;
    ondemand::document document;
    ondemand::value root;
    if (parser.iterate(padded).get(document) != simdjson::SUCCESS) return envelope;
    if (document.get_value().get(root) != simdjson::SUCCESS) return envelope;
    read_members(root, envelope, 0);
    return envelope;
}

}  // namespace farebox::usage
