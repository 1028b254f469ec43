#pragma once
// Enums and the words they have in JSON, SQL and on the command line: one table an enum, read in
// both directions. Private to core/model.

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>

namespace farebox {

template <class Enum, std::size_t N>
using Words = std::array<std::pair<Enum, std::string_view>, N>;

template <class Enum, std::size_t N>
std::string_view word_of(const Words<Enum, N>& words, Enum value) {
    for (const auto& [candidate, word] : words) {
        if (candidate == value) return word;
    }
    return "unknown";
}

template <class Enum, std::size_t N>
std::optional<Enum> value_of(const Words<Enum, N>& words, std::string_view text) {
    for (const auto& [value, word] : words) {
        if (word == text) return value;
    }
    return std::nullopt;
}

}  // namespace farebox
