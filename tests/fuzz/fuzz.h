#pragma once
// What every fuzz target needs. A target checks more than "does not crash": parse and print agree,
// and a stream parser gives one answer however its bytes are cut.

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

namespace farebox::fuzz {

inline std::string_view as_text(const std::uint8_t* data, std::size_t size) {
    return size == 0 ? std::string_view()
                     : std::string_view(reinterpret_cast<const char*>(data), size);
}

/// Takes one byte off the front, for choosing a variant.
inline unsigned take_byte(std::string_view& text) {
    if (text.empty()) return 0;
    const unsigned byte = static_cast<unsigned char>(text.front());
    text.remove_prefix(1);
    return byte;
}

/// Piece sizes with which to feed `text`: all at once, byte by byte, and two uneven ones.
inline std::vector<std::size_t> piece_sizes(std::string_view text) {
    return {text.size() + 1, 1, 3, 17};
}

/// Offsets at which to cut `text` in two: all of a short one, 64 of a long one.
inline std::vector<std::size_t> cuts(std::string_view text) {
    std::vector<std::size_t> offsets;
    const std::size_t step = std::max<std::size_t>(1, text.size() / 64);
    for (std::size_t at = 0; at <= text.size(); at += step) offsets.push_back(at);
    return offsets;
}

/// `text` in pieces of `size` bytes, each in memory of its own that ends with it: a view kept too
/// long, or a read past the end, is seen by the address sanitizer.
template <class Feed>
void feed_in_pieces(std::string_view text, std::size_t size, Feed feed) {
    for (std::size_t at = 0; at < text.size(); at += size) {
        const std::string_view part = text.substr(at, size);
        const std::vector<char> own(part.begin(), part.end());
        feed(std::string_view(own.data(), own.size()));
    }
}

}  // namespace farebox::fuzz

/// Stops the fuzzer when a promise is broken.
#define FUZZ_CHECK(condition)                                                            \
    do {                                                                                 \
        if (!(condition)) {                                                              \
            std::fprintf(stderr, "%s:%d: broken: %s\n", __FILE__, __LINE__, #condition); \
            std::abort();                                                                \
        }                                                                                \
    } while (false)
