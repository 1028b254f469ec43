#include "core/usage/stream_tap.h"

#include <algorithm>
#include <functional>

namespace farebox::usage {
namespace {

/// The longest event of interest repeats the whole answer (response.completed).
constexpr std::size_t MaxEventBytes = 8 * 1024 * 1024;
/// Beyond this much waiting the kept events are read at once, so that a vendor that repeats its
/// usage with every token cannot make us hoard.
constexpr std::size_t MaxKeptBytes = 256 * 1024;
constexpr std::size_t MaxKeptEvents = 64;
constexpr std::size_t MaxEventName = 64;
constexpr std::string_view DoneMark = "[DONE]";

/// Finds a member by its quoted name. Quotes inside JSON strings are escaped, so the quoted key
/// cannot be found in somebody's prose. The table-driven search looks at every seventh byte or so;
/// std::string_view::find would stop at every quote, of which JSON has little else.
class Key {
public:
    explicit Key(std::string_view quoted)
        : size_(quoted.size()), search_(quoted.data(), quoted.data() + quoted.size()) {}

    bool is_in(std::string_view json) const { return find(json) != nullptr; }

    /// Present with a value other than null.
    bool has_value_in(std::string_view json) const {
        while (const char* at = find(json)) {
            json.remove_prefix(std::size_t(at - json.data()) + size_);
            const auto value = json.find_first_not_of(" \t:");
            if (value != std::string_view::npos && json.substr(value, 4) != "null") return true;
        }
        return false;
    }

private:
    const char* find(std::string_view json) const {
        const char* const end = json.data() + json.size();
        const char* const at = std::search(json.data(), end, search_);
        return at == end ? nullptr : at;
    }

    std::size_t size_;
    std::boyer_moore_horspool_searcher<const char*> search_;
};

const Key Usage{"\"usage\""};
const Key Error{"\"error\""};
const Key CopilotUsage{"\"copilot_usage\""};
const Key FinishReason{"\"finish_reason\""};
const Key Timings{"\"timings\""};
const Key WebSearchResult{"\"web_search_tool_result\""};
const Key WebSearchCall{"\"web_search_call\""};
const Key FileSearchCall{"\"file_search_call\""};

bool mentions_billing(std::string_view json) {
    return Usage.has_value_in(json) || Error.has_value_in(json) || CopilotUsage.has_value_in(json);
}

bool is_wanted_message_event(std::string_view type, std::string_view json) {
    if (type == "content_block_start") return WebSearchResult.is_in(json);
    return type == "message_start" || type == "message_delta" || type == "message_stop" ||
           type == "error" || type == "message";
}

bool is_wanted_response_event(std::string_view type, std::string_view json) {
    if (type == "response.output_item.done") {
        return WebSearchCall.is_in(json) || FileSearchCall.is_in(json);
    }
    return type == "response.created" || type == "response.completed" ||
           type == "response.incomplete" || type == "response.failed" || type == "response.done" ||
           type == "error";
}

}  // namespace

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

StreamTap::StreamTap(WireFormat format)
    : format_(format), parser_(MaxEventBytes), tally_(format) {}

bool StreamTap::is_wanted(std::string_view data) {
    if (format_ == WireFormat::OpenAiChat) {
        const bool is_first = !saw_first_chunk_;
        saw_first_chunk_ = true;
        return is_first || mentions_billing(data) || FinishReason.has_value_in(data) ||
               Timings.has_value_in(data);
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

void StreamTap::push_event(std::string_view data) { take({{}, data, /*is_oversized=*/false}); }

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
    kept_.push_back({std::string(event.event.substr(0, MaxEventName)), std::string(event.data)});
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
