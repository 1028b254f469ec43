#include "core/http/sse.h"

#include <utility>

#include "core/http/bytes.h"

namespace farebox::http {
namespace {

constexpr std::string_view ByteOrderMark = "\xef\xbb\xbf";

}  // namespace

std::optional<SseEvent> SseParser::next(std::string_view& bytes) {
    if (is_handed_out_) reset();
    while (!bytes.empty()) {
        if (after_cr_) {
            after_cr_ = false;
            if (bytes.front() == '\n') bytes.remove_prefix(1);
            if (bytes.empty()) break;
        }
        const std::size_t end = find_line_end(bytes);
        const std::string_view part = bytes.substr(0, end);
        const std::size_t kept = is_view_ ? data_view_.size() : data_.size();
        if (line_.size() + part.size() + kept > limit_) skip_event();
        line_has_bytes_ = line_has_bytes_ || !part.empty();
        if (end == std::string_view::npos) {
            if (!is_skipping_) line_ += part;
            bytes = {};
            break;
        }
        after_cr_ = bytes[end] == '\r';
        bytes.remove_prefix(end + 1);
        if (!line_.empty()) line_ += part;
        auto event = end_line(line_.empty() ? part : std::string_view(line_));
        line_.clear();
        line_has_bytes_ = false;
        if (event) return event;
    }
    keep_data();
    return std::nullopt;
}

std::optional<SseEvent> SseParser::finish() {
    if (is_handed_out_) reset();
    if (!line_.empty()) {
        if (auto event = end_line(line_)) return event;
    }
    line_.clear();
    return dispatch();
}

std::optional<SseEvent> SseParser::end_line(std::string_view line) {
    const bool is_first = std::exchange(at_start_, false);
    if (is_skipping_) return line_has_bytes_ ? std::nullopt : dispatch();
    if (is_first && line.starts_with(ByteOrderMark)) line.remove_prefix(ByteOrderMark.size());
    if (line.empty()) return dispatch();
    read_field(line);
    // The view must not outlive the line buffer.
    if (!line_.empty()) keep_data();
    return std::nullopt;
}

void SseParser::read_field(std::string_view line) {
    const std::size_t colon = line.find(':');
    const std::string_view name = line.substr(0, colon);
    std::string_view value;
    if (colon != std::string_view::npos) value = line.substr(colon + 1);
    if (value.starts_with(' ')) value.remove_prefix(1);
    if (name == "data") add_data(value);
    if (name == "event") event_ = value;
}

void SseParser::add_data(std::string_view value) {
    if (!has_data_) {
        has_data_ = true;
        is_view_ = true;
        data_view_ = value;
        return;
    }
    keep_data();
    data_ += '\n';
    data_ += value;
}

// The pushed bytes go away, or more data follows: the data becomes ours.
void SseParser::keep_data() {
    if (!is_view_) return;
    is_view_ = false;
    data_ = data_view_;
    data_view_ = {};
}

void SseParser::skip_event() {
    is_skipping_ = true;
    is_view_ = false;
    data_view_ = {};
    line_has_bytes_ = line_has_bytes_ || !line_.empty();
    line_ = std::string();
    data_ = std::string();
}

std::optional<SseEvent> SseParser::dispatch() {
    is_handed_out_ = true;
    if (is_skipping_) return SseEvent{event_, {}, /*is_oversized=*/true};
    if (!has_data_) {
        reset();
        return std::nullopt;
    }
    return SseEvent{event_, is_view_ ? data_view_ : std::string_view(data_), false};
}

void SseParser::reset() {
    // One huge event must not pin its memory for the rest of a long stream.
    if (data_.capacity() > 256 * 1024) data_ = std::string();
    data_.clear();
    event_.clear();
    data_view_ = {};
    has_data_ = false;
    is_view_ = false;
    is_skipping_ = false;
    is_handed_out_ = false;
}

}  // namespace farebox::http
