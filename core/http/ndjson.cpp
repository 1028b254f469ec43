#include "core/http/ndjson.h"

namespace farebox::http {

std::optional<NdjsonLine> NdjsonParser::next(std::string_view& bytes) {
    if (is_handed_out_) start_line();
    while (!bytes.empty()) {
        const std::size_t end = bytes.find('\n');
        const std::string_view part = bytes.substr(0, end);
        const bool is_whole = line_.empty() && part.size() <= limit_;
        if (end == std::string_view::npos) {
            append(part);
            bytes = {};
            return std::nullopt;
        }
        bytes.remove_prefix(end + 1);
        if (!is_whole || is_skipping_) append(part);
        if (auto line = finish_line(is_whole ? part : std::string_view(line_))) return line;
        start_line();
    }
    return std::nullopt;
}

std::optional<NdjsonLine> NdjsonParser::finish() {
    if (is_handed_out_) start_line();
    return finish_line(line_);
}

void NdjsonParser::start_line() {
    // One huge line must not pin its memory for the rest of a long stream.
    if (line_.capacity() > 256 * 1024) line_ = std::string();
    line_.clear();
    is_skipping_ = false;
    is_handed_out_ = false;
}

void NdjsonParser::append(std::string_view part) {
    if (line_.size() + part.size() > limit_) is_skipping_ = true;
    if (is_skipping_)
        line_.clear();
    else
        line_ += part;
}

std::optional<NdjsonLine> NdjsonParser::finish_line(std::string_view line) {
    is_handed_out_ = true;
    if (is_skipping_) return NdjsonLine{{}, /*is_oversized=*/true};
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.find_first_not_of(" \t") == std::string_view::npos) return std::nullopt;
    return NdjsonLine{line, false};
}

}  // namespace farebox::http
