#pragma once
// JSON both ways from one list of members.
//
// A struct of this folder names its members once, in a static `describe`; `to_json` and `read`
// here do the rest. Reading never fails on a part: a member that is absent or of another type keeps
// its default, a list leaves out items that cannot be read. Unknown is null and an absent optional.
// For the .cpp files of this folder.

#include <cstdint>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "core/api/budget_state.h"
#include "core/base/json.h"
#include "core/model/call_fields.h"

namespace farebox::api {

template <class T>
concept Described = requires(T& value) { T::describe(value, [](const char*, auto&) {}); };

template <class T>
struct IsOptional : std::false_type {};
template <class T>
struct IsOptional<std::optional<T>> : std::true_type {};

template <class T>
Json json_of(const T& value) {
    if constexpr (std::is_same_v<T, BudgetState>) {
        return to_json(value);
    } else if constexpr (std::is_same_v<T, std::vector<Evidence>> ||
                         std::is_same_v<T, std::vector<CostComponent>>) {
        return farebox::to_json(value);
    } else if constexpr (Described<T>) {
        Json object = Json::object();
        T::describe(value, [&](const char* name, const auto& member) {
            object[name] = json_of(member);
        });
        return object;
    } else if constexpr (IsOptional<T>::value) {
        return value ? json_of(*value) : Json();
    } else if constexpr (requires { typename T::value_type; } && !std::is_same_v<T, std::string> &&
                         !std::is_same_v<T, Json>) {
        Json array = Json::array();
        for (const auto& item : value) array.push_back(json_of(item));
        return array;
    } else {
        return Json(value);
    }
}

/// False when `json` is no T; `into` is then as it was.
template <class T>
bool read(const Json& json, T& into) {
    if constexpr (std::is_same_v<T, Json>) {
        into = json;
        return true;
    } else if constexpr (std::is_same_v<T, BudgetState>) {
        auto state = parse_budget_state(json);
        if (state) into = std::move(state).value();
        return state.has_value();
    } else if constexpr (std::is_same_v<T, std::vector<Evidence>>) {
        into = parse_evidence(json);
        return json.is_array();
    } else if constexpr (std::is_same_v<T, std::vector<CostComponent>>) {
        into = parse_cost_components(json);
        return json.is_array();
    } else if constexpr (Described<T>) {
        if (!json.is_object()) return false;
        T::describe(into, [&](const char* name, auto& member) {
            if (const Json* found = find_member(json, name)) read(*found, member);
        });
        return true;
    } else if constexpr (IsOptional<T>::value) {
        typename T::value_type value{};
        if (!read(json, value)) return false;
        into = std::move(value);
        return true;
    } else if constexpr (std::is_same_v<T, std::string>) {
        if (json.is_string()) into = json.get<std::string>();
        return json.is_string();
    } else if constexpr (std::is_same_v<T, bool>) {
        if (json.is_boolean()) into = json.get<bool>();
        return json.is_boolean();
    } else if constexpr (std::is_same_v<T, std::int64_t>) {
        if (json.is_number_integer()) into = json.get<std::int64_t>();
        return json.is_number_integer();
    } else {
        if (!json.is_array()) return false;
        into.clear();
        for (const Json& item : json) {
            typename T::value_type value{};
            if (read(item, value)) into.push_back(std::move(value));
        }
        return true;
    }
}

/// Invalid when `json` is no object.
template <class T>
Result<T> parse_object(const Json& json, const char* what) {
    T value{};
    if (!read(json, value)) return invalid(std::string(what) + " is not a JSON object");
    return value;
}

/// The list under `name`; Invalid when there is none.
template <class T>
Result<std::vector<T>> parse_list(const Json& json, const char* name) {
    std::vector<T> list;
    const Json* found = find_member(json, name);
    if (found == nullptr || !read(*found, list)) {
        return invalid(std::string("the answer has no list \"") + name + "\"");
    }
    return list;
}

}  // namespace farebox::api
