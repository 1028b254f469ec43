#include "core/usage/stream_tap.h"

#include "core/base/strings.h"

namespace farebox::usage {
namespace {

/// The longest event of interest repeats the whole answer (response.completed).
constexpr std::size_t MaxLineBytes = 8 * 1024 * 1024;
/// Beyond this much waiting the kept events are read at once, so that a vendor that repeats its
/// usage with every token cannot make us hoard.
constexpr std::size_t MaxKeptBytes = 256 * 1024;
constexpr std::size_t MaxKeptEvents = 64;
constexpr std::size_t MaxNameBytes = 64;

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

bool is_whole_object(std::string_view data) {
    return data.size() >= 2 && data.front() == '{' && data.back() == '}';
}

}  // namespace

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
    while (!bytes.empty()) {
        const auto end = bytes.find('\n');
        const std::string_view piece = bytes.substr(0, end);
        if (partial_line_.size() + piece.size() > MaxLineBytes) {
            partial_line_.clear();
            is_skipping_line_ = true;
            is_truncated_ = true;
        }
        if (end == std::string_view::npos) {
            if (!is_skipping_line_) partial_line_ += piece;
            return;
        }
        if (is_skipping_line_) {
            is_skipping_line_ = false;
        } else if (partial_line_.empty()) {
            take_line(piece);
        } else {
            partial_line_ += piece;
            take_line(partial_line_);
            partial_line_.clear();
        }
        bytes.remove_prefix(end + 1);
    }
}

void StreamTap::take_line(std::string_view line) {
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    if (line.empty()) {
        end_event();
    } else if (line.starts_with("data:")) {
        take_data(trim(line.substr(5)));
    } else if (line.starts_with("event:")) {
        name_ = trim(line.substr(6)).substr(0, MaxNameBytes);
    }
}

void StreamTap::take_data(std::string_view data) {
    if (data == "[DONE]") {
        saw_done_mark_ = true;
    } else if (joined_data_.empty() && is_whole_object(data)) {
        // One line, as all vendors write: judged where it lies.
        if (is_wanted(data)) keep(data);
    } else if (joined_data_.size() + data.size() <= MaxLineBytes) {
        joined_data_ += data;
        joined_data_ += '\n';
    } else {
        is_truncated_ = true;
    }
}

void StreamTap::end_event() {
    const std::string_view data = trim(joined_data_);
    if (!data.empty() && is_wanted(data)) keep(data);
    joined_data_.clear();
    name_.clear();
}

void StreamTap::keep(std::string_view data) {
    if (kept_bytes_ > MaxKeptBytes || kept_.size() >= MaxKeptEvents) fold();
    kept_.push_back({name_, std::string(data)});
    kept_bytes_ += data.size();
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

std::string_view StreamTap::unfinished_data() const {
    const std::string_view line = trim(partial_line_);
    return line.starts_with("data:") ? trim(line.substr(5)) : std::string_view();
}

Tally StreamTap::tally() const {
    Tally result = with_kept();
    const std::string_view data = unfinished_data();
    if (is_whole_object(data)) result.add(skim_envelope(data));
    return result;
}

bool StreamTap::saw_done_mark() const { return saw_done_mark_ || unfinished_data() == "[DONE]"; }

}  // namespace farebox::usage
