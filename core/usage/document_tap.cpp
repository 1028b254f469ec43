#include "core/usage/document_tap.h"

namespace farebox::usage {
namespace {

constexpr std::size_t MaxWholeBytes = 8 * 1024 * 1024;
constexpr std::size_t HeadBytes = 4 * 1024;
constexpr std::size_t TailBytes = 64 * 1024;

/// Length of the object that starts at text[0] == '{'; 0 when it does not end.
std::size_t object_length(std::string_view text) {
    int depth = 0;
    bool in_string = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (in_string) {
            if (c == '\\') ++i;
            else if (c == '"') in_string = false;
        } else if (c == '"') {
            in_string = true;
        } else if (c == '{') {
            ++depth;
        } else if (c == '}' && --depth == 0) {
            return i + 1;
        }
    }
    return 0;
}

}  // namespace

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

Tally DocumentTap::tally(WireFormat format) const {
    Tally tally(format);
    if (!is_cut_) {
        // A break in the middle hides the rest, so a cut answer is searched for its usage as well.
        Envelope whole = skim_envelope(text_);
        if (whole.usage.empty()) whole.usage = find_last_usage(text_);
        tally.add(whole);
        return tally;
    }
    Envelope ends = skim_envelope(head_);
    if (ends.usage.empty()) ends.usage = find_last_usage(text_);
    tally.add(ends);
    return tally;
}

}  // namespace farebox::usage
