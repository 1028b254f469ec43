#include "core/http/bytes.h"

#include <array>
#include <cstdint>
#include <cstring>

namespace farebox::http {
namespace {

constexpr std::uint64_t Ones = 0x0101010101010101ULL;
constexpr std::uint64_t Highs = 0x8080808080808080ULL;

constexpr std::uint64_t repeat(unsigned char byte) {
    return Ones * byte;
}

// Non-zero when any byte of `word` is zero. Exact as a yes-or-no answer for the whole word.
constexpr std::uint64_t has_zero(std::uint64_t word) {
    return (word - Ones) & ~word & Highs;
}

// Non-zero when any byte of `word` is below `limit` (at most 128).
constexpr std::uint64_t has_less(std::uint64_t word, unsigned char limit) {
    return (word - repeat(limit)) & ~word & Highs;
}

// First offset where `is_hit` holds. `may_hit` answers for eight bytes at once and may only err
// towards yes.
template <class WordTest, class ByteTest>
std::size_t find_byte(std::string_view text, WordTest may_hit, ByteTest is_hit) {
    std::size_t at = 0;
    for (; at + 8 <= text.size(); at += 8) {
        std::uint64_t word;
        std::memcpy(&word, text.data() + at, 8);
        if (!may_hit(word)) continue;
        for (std::size_t i = at; i < at + 8; ++i) {
            if (is_hit(static_cast<unsigned char>(text[i]))) return i;
        }
    }
    for (; at < text.size(); ++at) {
        if (is_hit(static_cast<unsigned char>(text[at]))) return at;
    }
    return std::string_view::npos;
}

constexpr std::array<bool, 256> TokenBytes = [] {
    std::array<bool, 256> table{};
    for (unsigned c = '0'; c <= '9'; ++c) table[c] = true;
    for (unsigned c = 'a'; c <= 'z'; ++c) table[c] = true;
    for (unsigned c = 'A'; c <= 'Z'; ++c) table[c] = true;
    for (const char c :
         {'!', '#', '$', '%', '&', '\'', '*', '+', '-', '.', '^', '_', '`', '|', '~'}) {
        table[static_cast<unsigned char>(c)] = true;
    }
    return table;
}();

}  // namespace

bool is_token(std::string_view text) {
    for (const char c : text) {
        if (!TokenBytes[static_cast<unsigned char>(c)]) return false;
    }
    return !text.empty();
}

std::size_t find_control(std::string_view text) {
    return find_byte(
        text,
        [](std::uint64_t word) {
            return (has_less(word, 0x20) | has_zero(word ^ repeat(0x7f))) != 0;
        },
        [](unsigned char c) { return (c < 0x20 && c != '\t') || c == 0x7f; });
}

std::size_t find_line_end(std::string_view text) {
    return find_byte(
        text,
        [](std::uint64_t word) {
            return (has_zero(word ^ repeat('\r')) | has_zero(word ^ repeat('\n'))) != 0;
        },
        [](unsigned char c) { return c == '\r' || c == '\n'; });
}

}  // namespace farebox::http
