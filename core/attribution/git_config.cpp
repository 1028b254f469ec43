#include "core/attribution/git_config.h"

#include "core/base/strings.h"

#include <algorithm>

namespace farebox::attribution {
namespace {

// A clone with 10,000 tracked branches has 20,000 entries; more is not a developer's repository.
constexpr std::size_t EntryLimit = 100'000;

class Parser {
public:
    explicit Parser(std::string_view text) : text_(text) {
        if (text_.starts_with("\xEF\xBB\xBF")) text_.remove_prefix(3);
    }

    std::vector<GitConfigEntry> parse() {
        while (!at_end() && entries_.size() < EntryLimit) {
            skip_blanks();
            const char c = peek();
            if (c == '\n') {
                ++at_;
            } else if (c == '[') {
                if (!parse_header()) skip_line();
            } else if (c == '#' || c == ';' || !parse_entry()) {
                skip_line();
            }
        }
        return std::move(entries_);
    }

private:
    bool at_end() const { return at_ >= text_.size(); }
    /// '\n' at the end, so that every loop ends there.
    char peek() const { return at_end() ? '\n' : text_[at_]; }
    static bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r'; }
    static bool is_name(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '-';
    }

    void skip_blanks() {
        while (is_blank(peek())) ++at_;
    }
    void skip_line() {
        while (peek() != '\n') ++at_;
        ++at_;
    }

    /// [section], [section "sub"], and the old [section.sub].
    bool parse_header() {
        ++at_;
        section_.clear();
        subsection_.clear();
        std::string name;
        while (is_name(peek()) || peek() == '.') name += text_[at_++];
        const auto dot = name.find('.');
        std::string subsection = dot == std::string::npos ? "" : to_lower(name.substr(dot + 1));
        skip_blanks();
        if (peek() == '"' && !parse_subsection(subsection)) return false;
        if (peek() != ']' || name.empty()) return false;
        ++at_;
        section_ = to_lower(name.substr(0, dot));
        subsection_ = std::move(subsection);
        return true;
    }

    bool parse_subsection(std::string& subsection) {
        subsection.clear();
        for (++at_; peek() != '"'; ++at_) {
            if (peek() == '\\') ++at_;
            if (peek() == '\n') return false;
            subsection += text_[at_];
        }
        ++at_;
        return true;
    }

    bool parse_entry() {
        std::string key;
        while (is_name(peek())) key += text_[at_++];
        skip_blanks();
        if (key.empty() || section_.empty()) return false;
        std::string value = "true";  // "[core] bare" alone means true
        if (peek() == '=') {
            ++at_;
            auto parsed = parse_value();
            if (!parsed) return false;
            value = std::move(*parsed);
        } else if (peek() != '\n' && peek() != '#' && peek() != ';') {
            return false;
        } else {
            skip_line();
        }
        entries_.push_back({section_, subsection_, to_lower(key), std::move(value)});
        return true;
    }

    /// To the end of the line, which a backslash may continue. Blanks count inside quotes and
    /// between words, not at the ends.
    std::optional<std::string> parse_value() {
        std::string value;
        std::size_t kept = 0;
        bool is_quoted = false;
        skip_blanks();
        while (peek() != '\n') {
            char c = text_[at_++];
            if (c == '"') {
                is_quoted = !is_quoted;
                kept = value.size();
                continue;
            }
            if (!is_quoted && (c == '#' || c == ';')) {
                while (peek() != '\n') ++at_;
                break;
            }
            if (c == '\\') {
                const auto escaped = parse_escape();
                if (!escaped) return std::nullopt;
                if (*escaped == '\0') continue;
                value += *escaped;
                kept = value.size();
                continue;
            }
            value += c;
            if (is_quoted || !is_blank(c)) kept = value.size();
        }
        if (is_quoted) return std::nullopt;
        ++at_;
        value.resize(kept);
        return value;
    }

    /// The character meant; '\0' for a continued line.
    std::optional<char> parse_escape() {
        if (peek() == '\r' && at_ + 1 < text_.size() && text_[at_ + 1] == '\n') ++at_;
        if (at_end()) return std::nullopt;
        switch (text_[at_++]) {
            case '\n': return '\0';
            case 'n': return '\n';
            case 't': return '\t';
            case 'b': return '\b';
            case '\\': return '\\';
            case '"': return '"';
            default: return std::nullopt;
        }
    }

    std::string_view text_;
    std::size_t at_ = 0;
    std::string section_;
    std::string subsection_;
    std::vector<GitConfigEntry> entries_;
};

}  // namespace

void GitConfig::append(std::vector<GitConfigEntry> entries) {
    entries_.insert(entries_.end(), std::make_move_iterator(entries.begin()),
                    std::make_move_iterator(entries.end()));
}

std::optional<std::string> GitConfig::find(std::string_view section, std::string_view subsection,
                                           std::string_view key) const {
    const auto at = std::find_if(entries_.rbegin(), entries_.rend(), [&](const auto& entry) {
        return entry.section == section && entry.subsection == subsection && entry.key == key;
    });
    if (at == entries_.rend()) return std::nullopt;
    return at->value;
}

std::optional<std::string> GitConfig::find_first(std::string_view section,
                                                 std::string_view subsection,
                                                 std::string_view key) const {
    const auto at = std::ranges::find_if(entries_, [&](const auto& entry) {
        return entry.section == section && entry.subsection == subsection && entry.key == key;
    });
    if (at == entries_.end()) return std::nullopt;
    return at->value;
}

bool GitConfig::has_includes() const {
    return std::ranges::any_of(entries_, [](const auto& entry) {
        return (entry.section == "include" || entry.section == "includeif") && entry.key == "path";
    });
}

std::vector<GitConfigEntry> parse_git_config(std::string_view text) {
    return Parser(text).parse();
}

std::vector<GitConfigEntry> parse_config_list(std::string_view text,
                                              std::vector<std::string>& origins) {
    // "file:/home/dev/.gitconfig\0remote.origin.url\nhttps://...\0", again and again.
    std::vector<GitConfigEntry> entries;
    const auto pieces = split(text, '\0');
    for (std::size_t i = 0; i + 1 < pieces.size() && entries.size() < EntryLimit; i += 2) {
        constexpr std::string_view File = "file:";
        if (pieces[i].starts_with(File)) {
            std::string origin(pieces[i].substr(File.size()));
            if (std::ranges::find(origins, origin) == origins.end()) origins.push_back(origin);
        }
        const auto end = pieces[i + 1].find('\n');
        const auto name = pieces[i + 1].substr(0, end);
        const auto value = end == std::string_view::npos ? "true" : pieces[i + 1].substr(end + 1);
        const auto first = name.find('.');
        const auto last = name.rfind('.');
        if (first == std::string_view::npos) continue;
        const auto middle = first == last ? "" : name.substr(first + 1, last - first - 1);
        entries.push_back({to_lower(name.substr(0, first)), std::string(middle),
                           to_lower(name.substr(last + 1)), std::string(value)});
    }
    return entries;
}

}  // namespace farebox::attribution
