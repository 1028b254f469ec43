#include "core/usage/stream_tap.h"

#include "core/base/strings.h"

namespace farebox::usage {
namespace {

/// The longest event of interest repeats the whole answer (response.completed).
constexpr std::size_t MaxEventBytes = 8 * 1024 * 1024;
/// Beyond this much waiting the kept events are read at once, so that a vendor that repeats its
/// usage with every token cannot make us hoard.
constexpr std::size_t MaxKeptBytes = 256 * 1024;
constexpr std::size_t MaxKeptEvents = 64;
constexpr std::size_t MaxNameBytes = 64;
constexpr std::string_view DoneMark = "[DONE]";

/// The value of a leading "type" member, where vendors put it; empty when it stands elsewhere.
std::string_view leading_type(std::string_view json) {
    constexpr std::string_view Key = "\"type\"";
    std::size_t at = json.find_first_not_of(" \t", 1);
    if (at == std::string_view::npos || json.substr(at, Key.size()) != Key) return {};
    at = json.find_first_not_of(" \t:", at + Key.size());
    if (at == std::string_view::npos || json[at] != '"') return {};
    const auto end = json.find('"', at + 1);
    if (end == std::string_view::npos) return {};
    return json.substr(at + 1, end - at - 1);
}

/// A member with a value other than null. Quotes inside JSON strings are escaped, so the quoted
/// key cannot be found in somebody's prose.
bool has_value(std::string_view json, std::string_view quoted_key) {
    for (auto at = json.find(quoted_key); at != std::string_view::npos;
         at = json.find(quoted_key, at + 1)) {
        const auto value = json.find_first_not_of(" \t:", at + quoted_key.size());
        if (value != std::string_view::npos && json.substr(value, 4) != "null") return true;
    }
    return false;
}

bool mentions_billing(std::string_view json) {
    return has_value(json, "\"usage\"") || has_value(json, "\"error\"") ||
           has_value(json, "\"copilot_usage\"");
}

bool is_wanted_message_event(std::string_view type, std::string_view json) {
    if (type == "content_block_start") return contains(json, "\"web_search_tool_result\"");
    return type == "message_start" || type == "message_delta" || type == "message_stop" ||
           type == "error" || type == "message";
}

bool is_wanted_response_event(std::string_view type, std::string_view json) {
    if (type == "response.output_item.done") {
        return contains(json, "\"web_search_call\"") || contains(json, "\"file_search_call\"");
    }
    return type == "response.created" || type == "response.completed" ||
           type == "response.incomplete" || type == "response.failed" || type == "response.done" ||
           type == "error";
}

}  // namespace

StreamTap::StreamTap(WireFormat format)
    : format_(format), parser_(MaxEventBytes), tally_(format) {}

bool StreamTap::is_wanted(std::string_view data) {
    if (format_ == WireFormat::OpenAiChat) {
        const bool is_first = !saw_first_chunk_;
        saw_first_chunk_ = true;
        return is_first || mentions_billing(data) || has_value(data, "\"finish_reason\"") ||
               has_value(data, "\"timings\"");
    }
    const std::string_view type = leading_type(data);
    if (type.empty()) return mentions_billing(data);
    if (format_ == WireFormat::AnthropicMessages) return is_wanted_message_event(type, data);
    if (format_ == WireFormat::OpenAiResponses) return is_wanted_response_event(type, data);
    return is_wanted_message_event(type, data) || is_wanted_response_event(type, data);
}

void StreamTap::push(std::string_view bytes) {
    while (const auto event = parser_.next(bytes)) take(*event);
}

void StreamTap::take(const http::SseEvent& event) {
    if (event.is_oversized) {
        is_truncated_ = true;
    } else if (event.data == DoneMark) {
        saw_done_mark_ = true;
    } else if (is_wanted(event.data)) {
        keep(event);
    }
}

void StreamTap::keep(const http::SseEvent& event) {
    if (kept_bytes_ > MaxKeptBytes || kept_.size() >= MaxKeptEvents) fold();
    kept_.push_back({std::string(event.event.substr(0, MaxNameBytes)), std::string(event.data)});
    kept_bytes_ += event.data.size();
}

void StreamTap::fold() {
    tally_ = with_kept();
    kept_.clear();
    kept_bytes_ = 0;
}

Tally StreamTap::with_kept() const {
    Tally result = tally_;
    for (const KeptEvent& event : kept_) {
        Envelope envelope = skim_envelope(event.data);
        if (envelope.type.empty()) envelope.type = event.name;
        result.add(envelope);
    }
    return result;
}

Tally StreamTap::tally() const {
    http::SseParser rest = parser_;
    const auto last = rest.finish();
    if (!last || last->data.empty()) return with_kept();

    // The last event lacks its end; whatever it says was still counted by the vendor.
    Tally result = with_kept();
    result.add(skim_envelope(last->data));
    return result;
}

bool StreamTap::saw_done_mark() const {
    http::SseParser rest = parser_;
    const auto last = rest.finish();
    return saw_done_mark_ || (last && last->data == DoneMark);
}

}  // namespace farebox::usage
