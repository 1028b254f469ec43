#pragma once
// Streams of one JSON document a line (Ollama, some hooks), and any other text by lines.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace farebox::http {

/// The view is valid until the next call of the parser and while the pushed bytes live.
struct NdjsonLine {
    std::string_view text;  ///< without its line end; empty when oversized
    bool is_oversized = false;
};

class NdjsonParser {
public:
    static constexpr std::size_t DefaultLimit = 16 * 1024 * 1024;

    explicit NdjsonParser(std::size_t max_line_bytes = DefaultLimit) : limit_(max_line_bytes) {}

    /// Takes bytes off the front of `bytes` up to the end of the next line that is not blank, which
    /// it returns; nothing once all bytes are taken.
    std::optional<NdjsonLine> next(std::string_view& bytes);

    /// The stream ended: the last line, when no line end closed it.
    std::optional<NdjsonLine> finish();

private:
    void start_line();
    void append(std::string_view part);
    std::optional<NdjsonLine> finish_line(std::string_view line);

    const std::size_t limit_;
    std::string line_;  // start of a line whose end has not come
    bool is_skipping_ = false;
    bool is_handed_out_ = false;
};

}  // namespace farebox::http
