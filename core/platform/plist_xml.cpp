// A reader for the dozen elements of a property list, not for XML: no namespaces, no entities of
// one's own (a document type with an internal subset is refused), UTF-8 only.
#include "core/platform/plist.h"

#include "core/base/format.h"
#include "core/base/strings.h"
#include "core/platform/utf16.h"

namespace farebox::platform {
namespace {

constexpr std::string_view Blanks = " \t\r\n";

std::string_view trim_blanks(std::string_view text) {
    const auto first = text.find_first_not_of(Blanks);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(Blanks) - first + 1);
}

// "&#x41;" and the five of XML; nothing for others.
bool append_entity(std::string& text, std::string_view name) {
    static constexpr std::pair<std::string_view, char> Known[] = {
        {"lt", '<'}, {"gt", '>'}, {"amp", '&'}, {"quot", '"'}, {"apos", '\''}};
    for (const auto& [known, letter] : Known) {
        if (name == known) {
            text += letter;
            return true;
        }
    }
    if (!name.starts_with('#') || name.size() > 8) return false;
    const bool is_hex = name.starts_with("#x");
    char32_t code = 0;
    const std::string_view digits = name.substr(is_hex ? 2 : 1);
    for (const char c : digits) {
        const auto digit = std::string_view("0123456789abcdef").find(
            static_cast<char>(c >= 'A' && c <= 'F' ? c + 32 : c));
        if (digit >= (is_hex ? 16u : 10u)) return false;
        code = code * (is_hex ? 16 : 10) + static_cast<char32_t>(digit);
    }
    if (digits.empty() || code == 0) return false;
    append_utf8(text, code);
    return true;
}

struct Tag {
    std::string_view name;  ///< without '/' and attributes
    bool is_end = false;
    bool is_empty = false;
};

class XmlReader {
public:
    explicit XmlReader(std::string_view text) : text_(text) {}

    Result<Json> read_document() {
        FAREBOX_TRY(first, next_tag());
        if (first.name != "plist" || first.is_end || first.is_empty) return fail("no <plist>");
        FAREBOX_TRY(tag, next_tag());
        FAREBOX_TRY(value, read_value(tag, 0));
        FAREBOX_TRY(last, next_tag());
        if (last.name != "plist" || !last.is_end) return fail("more than one value in <plist>");
        return value;
    }

private:
    Error fail(std::string_view what) const {
        return invalid(format("property list: {} at byte {}", what, at_));
    }

    bool skip_past(std::string_view mark) {
        const auto found = text_.find(mark, at_);
        if (found == std::string_view::npos) return false;
        at_ = found + mark.size();
        return true;
    }

    // Comments, the declaration and the document type.
    Result<void> skip_prolog() {
        for (;;) {
            at_ = std::min(text_.find_first_not_of(Blanks, at_), text_.size());
            const std::string_view rest = text_.substr(at_);
            if (rest.starts_with("<!--")) {
                if (!skip_past("-->")) return fail("an open comment");
            } else if (rest.starts_with("<?")) {
                if (!skip_past("?>")) return fail("an open declaration");
            } else if (rest.starts_with("<!DOCTYPE")) {
                const auto end = rest.find('>');
                if (end == std::string_view::npos || rest.substr(0, end).find('[') != std::string_view::npos) {
                    return fail("a document type of its own");
                }
                at_ += end + 1;
            } else {
                return {};
            }
        }
    }

    Result<Tag> next_tag() {
        FAREBOX_TRY_VOID(skip_prolog());
        if (!text_.substr(at_).starts_with('<')) return fail("no element");
        const auto end = text_.find('>', at_);
        if (end == std::string_view::npos) return fail("an open element");
        std::string_view inner = text_.substr(at_ + 1, end - at_ - 1);
        Tag tag;
        tag.is_end = inner.starts_with('/');
        tag.is_empty = inner.ends_with('/');
        if (tag.is_end) inner.remove_prefix(1);
        if (tag.is_empty && !inner.empty()) inner.remove_suffix(1);
        tag.name = inner.substr(0, inner.find_first_of(Blanks));
        at_ = end + 1;
        return tag;
    }

    // Text up to the end of the element that was opened.
    Result<std::string> read_text(const Tag& open) {
        std::string found;
        if (open.is_empty) return found;
        for (;;) {
            if (at_ >= text_.size()) return fail("an open element");
            const std::string_view rest = text_.substr(at_);
            if (rest.starts_with("<![CDATA[")) {
                const auto end = rest.find("]]>");
                if (end == std::string_view::npos) return fail("open CDATA");
                found += rest.substr(9, end - 9);
                at_ += end + 3;
            } else if (rest.starts_with("<!--")) {
                if (!skip_past("-->")) return fail("an open comment");
            } else if (rest.front() == '<') {
                FAREBOX_TRY(tag, next_tag());
                if (!tag.is_end || tag.name != open.name) return fail("an element inside text");
                return found;
            } else if (rest.front() == '&') {
                const auto end = rest.find(';');
                if (end == std::string_view::npos || !append_entity(found, rest.substr(1, end - 1))) {
                    return fail("an unknown entity");
                }
                at_ += end + 1;
            } else {
                const auto length = std::min(rest.find_first_of("<&"), rest.size());
                found += rest.substr(0, length);
                at_ += length;
            }
        }
    }

    Result<Json> read_value(const Tag& open, int depth) {
        if (++values_ > MaxPlistValues || depth > MaxPlistDepth) return fail("too much");
        if (open.is_end) return fail("an end without a beginning");
        if (open.name == "dict") return read_dictionary(open, depth);
        if (open.name == "array") return read_array(open, depth);
        FAREBOX_TRY(text, read_text(open));
        if (open.name == "string") return Json(text);
        if (open.name == "true") return Json(true);
        if (open.name == "false") return Json(false);
        if (open.name == "integer") {
            const auto number = parse_int(trim_blanks(text));
            if (!number) return fail("an <integer> that is none");
            return Json(*number);
        }
        if (open.name == "real" || open.name == "date" || open.name == "data") return Json();
        return fail("an unknown element");
    }

    Result<Json> read_array(const Tag& open, int depth) {
        Json array = Json::array();
        while (!open.is_empty) {
            FAREBOX_TRY(tag, next_tag());
            if (tag.is_end && tag.name == "array") break;
            FAREBOX_TRY(value, read_value(tag, depth + 1));
            array.push_back(std::move(value));
        }
        return array;
    }

    Result<Json> read_dictionary(const Tag& open, int depth) {
        Json object = Json::object();
        while (!open.is_empty) {
            FAREBOX_TRY(key_tag, next_tag());
            if (key_tag.is_end && key_tag.name == "dict") break;
            if (key_tag.is_end || key_tag.name != "key") return fail("no <key> in a <dict>");
            FAREBOX_TRY(key, read_text(key_tag));
            FAREBOX_TRY(tag, next_tag());
            FAREBOX_TRY(value, read_value(tag, depth + 1));
            object[key] = std::move(value);
        }
        return object;
    }

    const std::string_view text_;
    std::size_t at_ = 0;
    std::size_t values_ = 0;
};

}  // namespace

Result<Json> parse_xml_plist(std::string_view text) {
    if (text.size() > MaxPlistText) return invalid("property list: too large");
    if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
    return XmlReader(text).read_document();
}

}  // namespace farebox::platform
