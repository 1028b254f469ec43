#include "core/control/table.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <numeric>

namespace farebox::control {
namespace {

constexpr std::size_t Gap = 2;
// A shrunk column still has to be recognised.
constexpr std::size_t NarrowestColumn = 8;

struct Range {
    std::uint32_t first;
    std::uint32_t last;
};

// The blocks that matter for names of branches and repositories; from Unicode 15, East Asian
// Width W and F, and general categories Mn and Cf.
constexpr std::array<Range, 13> Wide = {{{0x1100, 0x115F}, {0x231A, 0x231B}, {0x2E80, 0x303E},
                                         {0x3041, 0xA4CF}, {0xA960, 0xA97F}, {0xAC00, 0xD7A3},
                                         {0xF900, 0xFAFF}, {0xFE30, 0xFE6F}, {0xFF00, 0xFF60},
                                         {0xFFE0, 0xFFE6}, {0x1F300, 0x1F64F}, {0x1F680, 0x1FAFF},
                                         {0x20000, 0x3FFFD}}};
constexpr std::array<Range, 8> Combining = {{{0x0300, 0x036F}, {0x0483, 0x0489}, {0x0591, 0x05BD},
                                             {0x064B, 0x065F}, {0x200B, 0x200F}, {0x20D0, 0x20FF},
                                             {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F}}};

template <std::size_t N>
bool is_in(const std::array<Range, N>& ranges, std::uint32_t letter) {
    return std::ranges::any_of(ranges, [&](const Range& range) {
        return letter >= range.first && letter <= range.last;
    });
}

struct Letter {
    std::size_t bytes = 1;
    std::size_t columns = 1;
};

// The first letter of `text`; a broken sequence counts byte by byte.
Letter first_letter(std::string_view text) {
    const auto lead = static_cast<unsigned char>(text.front());
    const std::size_t size = lead < 0x80 ? 1 : lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
    if (size == 1 || size > text.size()) return {};
    std::uint32_t letter = lead & (0xFFU >> (size + 1));
    for (std::size_t i = 1; i < size; ++i) {
        letter = letter << 6 | (static_cast<unsigned char>(text[i]) & 0x3FU);
    }
    if (is_in(Combining, letter)) return {size, 0};
    return {size, is_in(Wide, letter) ? 2U : 1U};
}

// Bytes at the front that fill at most `width` columns.
std::size_t bytes_within(std::string_view text, std::size_t width) {
    std::size_t used = 0;
    std::size_t bytes = 0;
    while (bytes < text.size()) {
        const Letter letter = first_letter(text.substr(bytes));
        if (used + letter.columns > width) break;
        used += letter.columns;
        bytes += letter.bytes;
    }
    return bytes;
}

std::string paint(std::string_view text, const char* code, const TextStyle& style) {
    if (!style.colour || text.empty()) return std::string(text);
    return std::string("\x1b[") + code + "m" + std::string(text) + "\x1b[0m";
}

}  // namespace

std::size_t display_width(std::string_view text) {
    std::size_t width = 0;
    while (!text.empty()) {
        const Letter letter = first_letter(text);
        width += letter.columns;
        text.remove_prefix(letter.bytes);
    }
    return width;
}

std::string fit(std::string_view text, std::size_t width) {
    const std::size_t whole = display_width(text);
    if (whole <= width) return std::string(text);
    if (width <= 1) return width == 1 ? "…" : "";
    const std::size_t front = width / 2;
    std::string_view tail = text;
    while (display_width(tail) > width - front - 1) tail.remove_prefix(first_letter(tail).bytes);
    return std::string(text.substr(0, bytes_within(text, front))) + "…" + std::string(tail);
}

std::vector<std::size_t> Table::column_widths(std::size_t limit) const {
    std::vector<std::size_t> widths;
    for (const Column& column : columns_) widths.push_back(display_width(column.title));
    const auto widen = [&](const std::vector<std::string>& cells) {
        for (std::size_t i = 0; i < cells.size(); ++i) {
            widths[i] = std::max(widths[i], display_width(cells[i]));
        }
    };
    for (const auto& row : rows_) widen(row);
    widen(total_);
    if (limit == 0) return widths;

    // Take from the widest column that may shrink until the line fits.
    const auto used = [&] {
        return std::accumulate(widths.begin(), widths.end(), Gap * (widths.size() - 1));
    };
    while (used() > limit) {
        std::size_t* widest = nullptr;
        for (std::size_t i = 0; i < widths.size(); ++i) {
            if (columns_[i].shrink == Shrink::No || widths[i] <= NarrowestColumn) continue;
            if (widest == nullptr || widths[i] > *widest) widest = &widths[i];
        }
        if (widest == nullptr) break;
        --*widest;
    }
    return widths;
}

std::string Table::line(const std::vector<std::string>& cells,
                        const std::vector<std::size_t>& widths) const {
    std::string text;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (i > 0) text.append(Gap, ' ');
        const std::string cell = fit(cells[i], widths[i]);
        const std::string blanks(widths[i] - display_width(cell), ' ');
        text += columns_[i].align == Align::Right ? blanks + cell : cell + blanks;
    }
    text.erase(text.find_last_not_of(' ') + 1);
    return text;
}

std::string Table::render(const TextStyle& style) const {
    const auto widths = column_widths(style.width);
    std::vector<std::string> titles;
    for (const Column& column : columns_) titles.push_back(column.title);
    std::string text = dim(line(titles, widths), style) + "\n";
    for (const auto& row : rows_) text += line(row, widths) + "\n";
    if (total_.empty()) return text;
    std::string rule;
    const auto width = std::accumulate(widths.begin(), widths.end(), Gap * (widths.size() - 1));
    for (std::size_t i = 0; i < width; ++i) rule += "─";
    return text + dim(rule, style) + "\n" + bold(line(total_, widths), style) + "\n";
}

std::string bold(std::string_view text, const TextStyle& style) { return paint(text, "1", style); }
std::string dim(std::string_view text, const TextStyle& style) { return paint(text, "2", style); }
std::string red(std::string_view text, const TextStyle& style) { return paint(text, "31", style); }
std::string green(std::string_view text, const TextStyle& style) { return paint(text, "32", style); }

}  // namespace farebox::control
