#pragma once
// Reading members with simdjson's on-demand parser where any of them may have another type than
// expected: a wrong type reads as absent, and broken JSON ends the visit. Private to this folder.

#include <simdjson.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "core/base/strings.h"

namespace farebox::agents::skim {

using Value = simdjson::ondemand::value;

inline std::string text_of(Value value) {
    std::string_view text;
    if (value.get_string().get(text) != simdjson::SUCCESS) return {};
    return std::string(text);
}

/// A short name: a model, an id. Cut, and made printable.
inline std::string name_of(Value value) {
    return farebox::printable(farebox::shorten(text_of(value), 200));
}

inline std::optional<std::int64_t> int_of(Value value) {
    std::int64_t number = 0;
    if (value.get_int64().get(number) != simdjson::SUCCESS) return std::nullopt;
    return number;
}

inline std::optional<bool> bool_of(Value value) {
    bool flag = false;
    if (value.get_bool().get(flag) != simdjson::SUCCESS) return std::nullopt;
    return flag;
}

inline bool is_true(Value value) { return bool_of(value).value_or(false); }
inline bool is_false(Value value) { return !bool_of(value).value_or(true); }

/// The bytes of an object as they stand; empty for anything else.
inline std::string_view raw_of(Value value) {
    simdjson::ondemand::object object;
    std::string_view raw;
    if (value.get_object().get(object) != simdjson::SUCCESS) return {};
    if (object.raw_json().get(raw) != simdjson::SUCCESS) return {};
    return raw;
}

/// A string whose text begins with '<', told without unescaping it.
inline bool begins_with_tag(Value value) {
    const std::string_view token = value.raw_json_token();
    return token.size() > 2 && token[0] == '"' && token[1] == '<';
}

/// Calls visit(key, value) for each member; false when it is no object or the JSON broke.
template <class Visit>
bool each_member(Value value, Visit&& visit) {
    simdjson::ondemand::object object;
    if (value.get_object().get(object) != simdjson::SUCCESS) return false;
    for (auto item : object) {
        simdjson::ondemand::field field;
        std::string_view key;
        if (std::move(item).get(field) != simdjson::SUCCESS) return false;
        if (field.unescaped_key().get(key) != simdjson::SUCCESS) return false;
        visit(key, field.value());
    }
    return true;
}

template <class Visit>
void each_element(Value value, Visit&& visit) {
    simdjson::ondemand::array array;
    if (value.get_array().get(array) != simdjson::SUCCESS) return;
    for (auto item : array) {
        Value element;
        if (std::move(item).get(element) != simdjson::SUCCESS) return;
        visit(element);
    }
}

}  // namespace farebox::agents::skim
