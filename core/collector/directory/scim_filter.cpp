#include "core/collector/directory/scim_filter.h"

#include <array>
#include <utility>

#include "core/base/format.h"
#include "core/base/strings.h"

namespace farebox::collector {
namespace {

constexpr std::array<std::pair<std::string_view, ScimOperator>, 9> Operators = {{
    {"eq", ScimOperator::Eq}, {"ne", ScimOperator::Ne}, {"co", ScimOperator::Co},
    {"sw", ScimOperator::Sw}, {"ew", ScimOperator::Ew}, {"gt", ScimOperator::Gt},
    {"ge", ScimOperator::Ge}, {"lt", ScimOperator::Lt}, {"le", ScimOperator::Le},
}};
constexpr std::string_view CorePrefix = "urn:ietf:params:scim:schemas:core:2.0:";

bool is_word_byte(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-' || c == '$' || c == ':' || c == '.';
}

/// "name", "name.sub", "urn:...:User:name.sub", "urn:...:User" (an extension as a whole).
std::optional<ScimAttribute> attribute_of(std::string_view word) {
    ScimAttribute out;
    std::string_view rest = word;
    if (to_lower(word.substr(0, 4)) == "urn:") {
        const auto colon = word.rfind(':');
        const std::string_view last = word.substr(colon + 1);
        const bool whole = to_lower(last) == "user" || to_lower(last) == "group";
        out.schema = whole ? word : word.substr(0, colon);
        rest = whole ? std::string_view() : last;
        if (to_lower(out.schema).starts_with(CorePrefix)) out.schema.clear();
        if (whole) return out;
    }
    const auto dot = rest.find('.');
    out.name = rest.substr(0, dot);
    if (dot != std::string_view::npos) out.sub = rest.substr(dot + 1);
    const bool sound = !out.name.empty() && out.name.find(':') == std::string::npos &&
                       out.sub.find_first_of(".:") == std::string::npos &&
                       (dot == std::string_view::npos || !out.sub.empty());
    if (!sound) return std::nullopt;
    return out;
}

// Precedence as in the RFC: not, then and, then or; each level is one function.
class Parser {
public:
    explicit Parser(std::string_view text) : text_(text) {}

    Result<ScimFilter> whole_filter() {
        FAREBOX_TRY(filter, any(0));
        skip_blanks();
        if (at_ != text_.size()) return wrong("the end or \"and\" or \"or\"");
        return filter;
    }

    Result<ScimPath> whole_path() {
        ScimPath path;
        FAREBOX_TRY(attribute, read_attribute());
        path.attribute = attribute;
        if (take('[')) {
            FAREBOX_TRY(filter, any(1));
            path.filter = std::move(filter);
            if (!take(']')) return wrong("]");
            if (take('.')) {
                const std::string_view sub = read_word();
                if (sub.empty() || sub.find_first_of(".:") != sub.npos) return wrong("a sub-attribute");
                path.attribute.sub = sub;
            }
        }
        if (at_ != text_.size()) return wrong("the end of the path");
        return path;
    }

private:
    Error wrong(std::string_view wanted) const {
        return invalid(format("at byte {}: {} was expected", at_, wanted));
    }

    void skip_blanks() {
        while (at_ < text_.size() && text_[at_] == ' ') ++at_;
    }

    bool take(char c) {
        if (at_ >= text_.size() || text_[at_] != c) return false;
        ++at_;
        return true;
    }

    std::string_view read_word() {
        const std::size_t begin = at_;
        while (at_ < text_.size() && is_word_byte(text_[at_])) ++at_;
        return text_.substr(begin, at_ - begin);
    }

    /// The word, when the next one is it.
    bool take_word(std::string_view wanted) {
        skip_blanks();
        const std::size_t back = at_;
        if (equals_ignore_case(read_word(), wanted)) return true;
        at_ = back;
        return false;
    }

    Result<ScimAttribute> read_attribute() {
        skip_blanks();
        const std::size_t begin = at_;
        const auto attribute = attribute_of(read_word());
        if (attribute) return *attribute;
        at_ = begin;
        return wrong("the name of an attribute");
    }

    Result<ScimFilter> any(int depth) {
        FAREBOX_TRY(left, all(depth));
        while (take_word("or")) {
            FAREBOX_TRY(right, all(depth));
            left = joined(ScimFilter::Kind::Or, std::move(left), std::move(right));
        }
        return left;
    }

    Result<ScimFilter> all(int depth) {
        FAREBOX_TRY(left, one(depth));
        while (take_word("and")) {
            FAREBOX_TRY(right, one(depth));
            left = joined(ScimFilter::Kind::And, std::move(left), std::move(right));
        }
        return left;
    }

    Result<ScimFilter> one(int depth) {
        if (depth > ScimDepthLimit) return wrong("fewer brackets within brackets");
        skip_blanks();
        if (take_word("not")) {
            FAREBOX_TRY(inner, group(depth));
            ScimFilter out;
            out.kind = ScimFilter::Kind::Not;
            out.parts.push_back(std::move(inner));
            return out;
        }
        if (at_ < text_.size() && text_[at_] == '(') return group(depth);
        return expression(depth);
    }

    Result<ScimFilter> group(int depth) {
        skip_blanks();
        if (!take('(')) return wrong("(");
        FAREBOX_TRY(inner, any(depth + 1));
        skip_blanks();
        if (!take(')')) return wrong(")");
        return inner;
    }

    Result<ScimFilter> expression(int depth) {
        ScimFilter out;
        FAREBOX_TRY(attribute, read_attribute());
        out.attribute = attribute;
        if (take('[')) {
            FAREBOX_TRY(inner, any(depth + 1));
            skip_blanks();
            if (!take(']')) return wrong("]");
            out.kind = ScimFilter::Kind::Element;
            out.parts.push_back(std::move(inner));
            return out;
        }
        if (take_word("pr")) {
            out.kind = ScimFilter::Kind::Present;
            return out;
        }
        skip_blanks();
        const std::size_t begin = at_;
        const std::string word = to_lower(read_word());
        for (const auto& [name, comparison] : Operators) {
            if (name != word) continue;
            out.comparison = comparison;
            FAREBOX_TRY(value, read_value());
            out.value = std::move(value);
            return out;
        }
        at_ = begin;
        return wrong("an operator (eq, ne, co, sw, ew, gt, ge, lt, le, pr)");
    }

    /// A JSON text, number, true, false or null; some clients write True.
    Result<Json> read_value() {
        skip_blanks();
        const std::size_t begin = at_;
        if (take('"')) {
            while (at_ < text_.size() && text_[at_] != '"') at_ += text_[at_] == '\\' ? 2 : 1;
            if (at_ >= text_.size()) return wrong("a closing quote");
            ++at_;
            return parse_json(text_.substr(begin, at_ - begin));
        }
        const std::string word = to_lower(read_word());
        if (word == "true" || word == "false" || word == "null") return parse_json(word);
        if (const auto number = parse_int(word)) return Json(*number);
        at_ = begin;
        return wrong("a value: \"text\", a number, true, false or null");
    }

    static ScimFilter joined(ScimFilter::Kind kind, ScimFilter left, ScimFilter right) {
        ScimFilter out;
        out.kind = kind;
        out.parts.push_back(std::move(left));
        out.parts.push_back(std::move(right));
        return out;
    }

    const std::string_view text_;
    std::size_t at_ = 0;
};

Result<void> check_size(std::string_view text) {
    if (text.size() <= ScimTextLimit) return {};
    return make_error(ErrorCode::TooLarge, format("longer than {} bytes", ScimTextLimit));
}

}  // namespace

Result<ScimFilter> parse_scim_filter(std::string_view text) {
    FAREBOX_TRY_VOID(check_size(text));
    return Parser(text).whole_filter();
}

Result<ScimPath> parse_scim_path(std::string_view text) {
    FAREBOX_TRY_VOID(check_size(text));
    return Parser(text).whole_path();
}

}  // namespace farebox::collector
