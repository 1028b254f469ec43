#include "core/base/json.h"

#include "core/base/json_marks.h"

#include <cmath>

template class nlohmann::basic_json<nlohmann::ordered_map>;

namespace farebox {
namespace {

// Recursion is bounded before the library sees the text.
bool is_too_deep(std::string_view text) {
    int depth = 0;
    bool too_deep = false;
    walk_json_marks(text, [&](std::size_t, char mark) {
        if (mark == '{' || mark == '[') too_deep = ++depth > MaxJsonDepth;
        else if (mark != ',') --depth;
        return !too_deep;
    });
    return too_deep;
}

}  // namespace

Result<Json> parse_json(std::string_view text) {
    if (is_too_deep(text)) {
        return invalid("the JSON is nested deeper than " + std::to_string(MaxJsonDepth) + " levels");
    }
    Json value = Json::parse(text.begin(), text.end(), nullptr, /*allow_exceptions=*/false);
    if (value.is_discarded()) {
        return invalid("the text (" + std::to_string(text.size()) + " bytes) is not valid JSON");
    }
    return value;
}

const Json* find_member(const Json& object, std::string_view key) {
    if (!object.is_object()) return nullptr;
    const auto at = object.find(std::string(key));
    return at == object.end() ? nullptr : &*at;
}

std::optional<std::string> find_string(const Json& object, std::string_view key) {
    const Json* member = find_member(object, key);
    if (member == nullptr || !member->is_string()) return std::nullopt;
    return member->get<std::string>();
}

std::optional<std::int64_t> find_int(const Json& object, std::string_view key) {
    const Json* member = find_member(object, key);
    if (member == nullptr) return std::nullopt;
    if (member->is_number_unsigned() && member->get<std::uint64_t>() > INT64_MAX) return std::nullopt;
    if (member->is_number_integer()) return member->get<std::int64_t>();
    if (!member->is_number_float()) return std::nullopt;
    const double number = member->get<double>();
    if (std::floor(number) != number || std::fabs(number) > 9e15) return std::nullopt;
    return std::int64_t(number);
}

std::optional<bool> find_bool(const Json& object, std::string_view key) {
    const Json* member = find_member(object, key);
    if (member == nullptr || !member->is_boolean()) return std::nullopt;
    return member->get<bool>();
}

Json or_null(const std::optional<std::int64_t>& number) { return number ? Json(*number) : Json(); }
Json or_null(const std::string& text) { return text.empty() ? Json() : Json(text); }

std::string json_quote(std::string_view text) {
    return Json(std::string(text)).dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string to_text(const Json& value) {
    return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string to_pretty_text(const Json& value) {
    return value.dump(2, ' ', false, Json::error_handler_t::replace);
}

}  // namespace farebox
