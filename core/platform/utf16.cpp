#include "core/platform/utf16.h"

namespace farebox::platform {
namespace {

constexpr char32_t Replacement = 0xfffd;

bool is_high(char32_t unit) { return unit >= 0xd800 && unit < 0xdc00; }
bool is_low(char32_t unit) { return unit >= 0xdc00 && unit < 0xe000; }

char32_t unit_at(std::string_view bytes, std::size_t index, ByteOrder order) {
    const auto first = static_cast<unsigned char>(bytes[2 * index]);
    const auto second = static_cast<unsigned char>(bytes[2 * index + 1]);
    const unsigned unit = order == ByteOrder::Big ? unsigned(first) << 8 | second
                                                  : unsigned(second) << 8 | first;
    return unit;
}

}  // namespace

void append_utf8(std::string& text, char32_t code) {
    if (code > 0x10ffff || is_high(code) || is_low(code)) code = Replacement;
    const auto tail = [&](int shift) { text += static_cast<char>(0x80 | (code >> shift & 0x3f)); };
    if (code < 0x80) {
        text += static_cast<char>(code);
    } else if (code < 0x800) {
        text += static_cast<char>(0xc0 | code >> 6);
        tail(0);
    } else if (code < 0x10000) {
        text += static_cast<char>(0xe0 | code >> 12);
        tail(6);
        tail(0);
    } else {
        text += static_cast<char>(0xf0 | code >> 18);
        tail(12);
        tail(6);
        tail(0);
    }
}

std::string utf8_from_utf16(std::string_view bytes, ByteOrder order) {
    std::string text;
    const std::size_t count = bytes.size() / 2;
    for (std::size_t i = 0; i < count; ++i) {
        const char32_t unit = unit_at(bytes, i, order);
        if (is_high(unit) && i + 1 < count && is_low(unit_at(bytes, i + 1, order))) {
            const char32_t low = unit_at(bytes, ++i, order);
            append_utf8(text, 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00));
        } else {
            append_utf8(text, unit);
        }
    }
    return text;
}

}  // namespace farebox::platform
