#include "core/base/strings.h"

#include <algorithm>
#include <charconv>

namespace farebox {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c; }

bool is_between(std::string_view text, std::size_t at, unsigned char first, unsigned char last) {
    if (at >= text.size()) return false;
    const auto byte = static_cast<unsigned char>(text[at]);
    return byte >= first && byte <= last;
}

// Bytes of the control character at the front, 0 when there is none: C0 and DEL; C1, which some
// terminals take for an escape (U+009B is CSI); and the marks that reorder text on the screen.
std::size_t control_size(std::string_view text) {
    if (is_between(text, 0, 0, 0x1f) || text.front() == 0x7f) return 1;
    if (text.front() == '\xc2' && is_between(text, 1, 0x80, 0x9f)) return 2;
    if (text.starts_with("\xe2\x80") && is_between(text, 2, 0xaa, 0xae)) return 3;
    if (text.starts_with("\xe2\x81") && is_between(text, 2, 0xa6, 0xa9)) return 3;
    return 0;
}

}  // namespace

std::string to_lower(std::string_view text) {
    std::string result(text);
    std::ranges::transform(result, result.begin(), lower);
    return result;
}

bool equals_ignore_case(std::string_view a, std::string_view b) {
    return std::ranges::equal(a, b, [](char x, char y) { return lower(x) == lower(y); });
}

std::string_view trim(std::string_view text) {
    const auto first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> pieces;
    while (!text.empty()) {
        const auto at = text.find(separator);
        pieces.push_back(text.substr(0, at));
        if (at == std::string_view::npos) return pieces;
        text.remove_prefix(at + 1);
        if (text.empty()) pieces.push_back(text);
    }
    return pieces;
}

std::string join(const std::vector<std::string>& parts, std::string_view separator) {
    std::string text;
    for (const auto& part : parts) {
        if (!text.empty()) text += separator;
        text += part;
    }
    return text;
}

bool contains(std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
}

std::optional<std::int64_t> parse_int(std::string_view text) {
    std::int64_t value = 0;
    const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (status != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
}

std::optional<std::string_view> between(std::string_view text, std::string_view open,
                                        std::string_view close) {
    const auto start = text.find(open);
    if (start == std::string_view::npos) return std::nullopt;
    const auto end = text.find(close, start + open.size());
    if (end == std::string_view::npos) return std::nullopt;
    return text.substr(start + open.size(), end - start - open.size());
}

std::string shorten(std::string_view text, std::size_t limit) {
    if (text.size() <= limit) return std::string(text);
    std::size_t end = limit;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
    return std::string(text.substr(0, end)) + "…";
}

std::string printable(std::string_view text) {
    std::string result;
    while (!text.empty()) {
        const std::size_t control = control_size(text);
        if (control > 0) {
            result += '?';
        } else {
            result += text.front();
        }
        text.remove_prefix(std::max<std::size_t>(1, control));
    }
    return result;
}

}  // namespace farebox
