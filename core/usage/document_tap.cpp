#include "core/usage/document_tap.h"

#include "core/base/json_marks.h"

namespace farebox::usage {
namespace {

constexpr std::size_t MaxWholeBytes = 8 * 1024 * 1024;
constexpr std::size_t HeadBytes = 4 * 1024;
constexpr std::size_t TailBytes = 64 * 1024;

std::string_view trim_space(std::string_view text) {
    const auto start = text.find_first_not_of(" \t\r\n");
    if (start == std::string_view::npos) return {};
    return text.substr(start, text.find_last_not_of(" \t\r\n") - start + 1);
}

/// Length of the object that starts at text[0] == '{'; 0 when it does not end.
std::size_t object_length(std::string_view text) {
    int depth = 0;
    std::size_t length = 0;
    walk_json_marks(text, [&](std::size_t position, char mark) {
        if (mark == '{') ++depth;
        if (mark == '}' && --depth == 0) length = position + 1;
        return length == 0;
    });
    return length;
}

bool is_whole_object(std::string_view text) {
    text = trim_space(text);
    return !text.empty() && text.front() == '{' && object_length(text) == text.size();
}

}  // namespace

std::string close_beginning(std::string_view text) {
    std::string open;       // closers of what is open, innermost last
    std::string open_then;  // the same at the last comma
    std::size_t comma = 0;
    walk_json_marks(text, [&](std::size_t position, char mark) {
        if (mark == '{' || mark == '[') {
            open += mark == '{' ? '}' : ']';
        } else if (mark == ',') {
            comma = position;
            open_then = open;
        } else if (!open.empty()) {
            open.pop_back();
        }
        return true;
    });
    return std::string(text.substr(0, comma)) + std::string(open_then.rbegin(), open_then.rend());
}

std::string_view find_last_usage(std::string_view text) {
    constexpr std::string_view Key = "\"usage\"";
    for (auto at = text.rfind(Key); at != std::string_view::npos;
         at = at == 0 ? std::string_view::npos : text.rfind(Key, at - 1)) {
        const auto start = text.find_first_not_of(" \t\r\n:", at + Key.size());
        if (start == std::string_view::npos || text[start] != '{') continue;
        const std::string_view object = text.substr(start);
        if (const auto length = object_length(object); length > 0) return object.substr(0, length);
    }
    return {};
}

void DocumentTap::push(std::string_view bytes) {
    text_ += bytes;
    if (!is_cut_ && text_.size() > MaxWholeBytes) {
        is_cut_ = true;
        head_ = text_.substr(0, HeadBytes);
        text_ = text_.substr(text_.size() - TailBytes);
    } else if (is_cut_ && text_.size() > 4 * TailBytes) {
        text_.erase(0, text_.size() - TailBytes);
    }
}

bool DocumentTap::is_unfinished() const {
    if (is_cut_) return !trim_space(text_).ends_with('}');
    return trim_space(text_).starts_with('{') && !is_whole_object(text_);
}

Tally DocumentTap::tally(WireFormat format) const {
    Tally tally(format);
    if (!is_cut_ && is_whole_object(text_)) {
        tally.add(skim_envelope(text_));
        return tally;
    }
    Envelope ends = skim_envelope(close_beginning(is_cut_ ? head_ : text_));
    ends.usage = find_last_usage(text_);
    tally.add(ends);
    return tally;
}

}  // namespace farebox::usage
