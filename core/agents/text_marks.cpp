#include "core/agents/text_marks.h"

#include "core/base/strings.h"

namespace farebox::agents {
namespace {

/// Longer than any path or ref that a system accepts (Linux PATH_MAX).
constexpr std::size_t MaxValueBytes = 4096;

/// The last enclosed piece, trimmed; empty when the mark is absent.
std::string_view find_enclosed(const TextMark& mark, std::string_view text) {
    if (!text.starts_with(mark.begins)) return {};
    const auto open = text.rfind(mark.open);
    if (open == std::string_view::npos) return {};
    const std::string_view rest = text.substr(open + mark.open.size());
    return trim(rest.substr(0, rest.find(mark.close)));
}

}  // namespace

bool is_plain_value(std::string_view text) {
    if (text.empty() || text.size() > MaxValueBytes) return false;
    for (const char c : text) {
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) return false;
    }
    return true;
}

void put_clue(Clue clue, std::vector<Clue>& clues) {
    if (!is_plain_value(clue.value)) return;
    for (Clue& known : clues) {
        if (known.dimension == clue.dimension && known.source == clue.source) {
            known = std::move(clue);
            return;
        }
    }
    clues.push_back(std::move(clue));
}

void find_marks(TextPlace place, std::string_view text, std::vector<Clue>& clues) {
    for (const Profile& profile : all_profiles()) {
        for (const TextMark& mark : profile.marks) {
            if (mark.place != place) continue;
            const std::string_view value = find_enclosed(mark, text);
            if (value.empty()) continue;
            put_clue({std::string(mark.dimension), std::string(value), std::string(mark.source),
                      mark.confidence, std::string(mark.note)},
                     clues);
        }
    }
}

}  // namespace farebox::agents
