#include "core/settings/check_value.h"

#include <algorithm>

#include "core/base/format.h"
#include "core/base/strings.h"
#include "core/base/url.h"
#include "core/model/assignment.h"
#include "core/model/budget_json.h"
#include "core/settings/upstreams.h"

namespace farebox::settings {
namespace {

CheckedValue refuse(const Key& key, const Json& value) {
    return {std::nullopt,
            {format("{} = {}: expected {}", key.name, printable(shorten(farebox::to_text(value), 80)),
                    describe_allowed(key))}};
}

// The registry's way to say true, and JSON as text.
Json read_spelling(const Key& key, const Json& value, Spelling spelling) {
    if (spelling == Spelling::Json) return value;
    if (key.type == KeyType::Bool && (value == 0 || value == 1)) return value == 1;
    if ((key.type == KeyType::List || key.type == KeyType::Object) && value.is_string()) {
        return parse_json(value.get<std::string>()).value_or(value);
    }
    return value;
}

bool is_in_range(const Key& key, const Json& value) {
    if (!value.is_number_integer()) return false;
    if (value.is_number_unsigned() && value.get<std::uint64_t>() > std::uint64_t(INT64_MAX)) {
        return false;
    }
    const std::int64_t number = value.get<std::int64_t>();
    return number >= key.min && number <= key.max;
}

bool is_url_or_empty(const std::string& text) { return text.empty() || parse_url(text).has_value(); }

bool has_type(const Key& key, const Json& value) {
    switch (key.type) {
        case KeyType::Bool: return value.is_boolean();
        case KeyType::Int: return is_in_range(key, value);
        case KeyType::Text:
            return value.is_string() &&
                   (key.format != "url" || is_url_or_empty(value.get<std::string>()));
        case KeyType::Enum:
            return value.is_string() &&
                   std::ranges::count(key.words, value.get<std::string>()) > 0;
        case KeyType::List: return value.is_array();
        case KeyType::Object: return value.is_object();
    }
    return false;
}

CheckedValue check_upstreams(const Key& key, const Json& value) {
    CheckedValue checked{Json::object(), {}};
    for (const auto& [name, entry] : value.items()) {
        const Json* base = find_member(key.default_value, name);
        const Result<Upstream> upstream =
            entry.is_object() ? parse_upstream(name, base ? merge_members(*base, entry) : entry)
                              : Result<Upstream>(invalid(format(
                                    "{}.{}: expected an object with \"url\"", key.name, name)));
        if (upstream) {
            (*checked.value)[name] = entry;
        } else {
            checked.problems.push_back(upstream.error().message);
        }
    }
    return checked;
}

CheckedValue check_budgets(const Key& key, const Json& value) {
    CheckedValue checked{Json::array(), {}};
    for (std::size_t i = 0; i < value.size(); ++i) {
        const Result<Budget> budget = parse_budget(value[i]);
        if (budget) {
            // With its id, which may be made from the name.
            Json entry = value[i];
            entry["budget_id"] = budget->budget_id;
            checked.value->push_back(std::move(entry));
        } else {
            checked.problems.push_back(format("{}[{}]: {}", key.name, i, budget.error().message));
        }
    }
    return checked;
}

CheckedValue check_assignments(const Key& key, const Json& value) {
    CheckedValue checked{Json::array(), {}};
    for (std::size_t i = 0; i < value.size(); ++i) {
        if (const Result<Assignment> rule = parse_assignment(value[i])) {
            checked.value->push_back(to_json(*rule));
        } else {
            checked.problems.push_back(format("{}[{}]: {}", key.name, i, rule.error().message));
        }
    }
    return checked;
}

}  // namespace

std::string describe_allowed(const Key& key) {
    switch (key.type) {
        case KeyType::Bool: return "true or false";
        case KeyType::Int: return format("a whole number from {} to {}", key.min, key.max);
        case KeyType::Text: return key.format == "url" ? "an http or https address, or \"\"" : "text";
        case KeyType::Enum: return "one of " + join(key.words, ", ");
        case KeyType::List: return "a list of objects";
        case KeyType::Object: return "an object";
    }
    return "";
}

Result<Json> parse_value_word(const Key& key, std::string_view word) {
    if (key.type == KeyType::Text || key.type == KeyType::Enum) return Json(std::string(word));
    const Result<Json> value = parse_json(word);
    if (value) return value;
    return invalid(format("{} = {}: expected {}", key.name, printable(shorten(word, 80)),
                          describe_allowed(key)));
}

CheckedValue check_value(const Key& key, const Json& raw, Spelling spelling) {
    const Json value = read_spelling(key, raw, spelling);
    if (!has_type(key, value)) return refuse(key, raw);
    if (key.format == "upstreams") return check_upstreams(key, value);
    if (key.format == "budgets") return check_budgets(key, value);
    if (key.format == "assignments") return check_assignments(key, value);
    return {value, {}};
}

}  // namespace farebox::settings
