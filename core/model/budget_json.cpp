// Reading goes key by key through one reader that keeps the first error; writing has one function
// for what both forms share.

#include "core/model/budget_json.h"

#include <algorithm>
#include <array>

#include "core/base/format.h"
#include "core/base/money.h"
#include "core/base/strings.h"

namespace farebox {
namespace {

constexpr std::array<std::string_view, 18> KnownKeys = {
    "budget_id", "name",         "scope",        "unit",         "limit_usd",         "limit_nano",
    "limit_tokens", "period",    "time_zone",    "soft_percent", "hard_percent",      "mode",
    "per_call_cap_usd", "per_call_cap_nano", "basis", "unpriced", "source", "is_locked"};
constexpr std::array<std::string_view, 5> ScopeKeys = {"developer_id", "repo", "branch", "agent",
                                                       "model"};
constexpr std::size_t MaxTextBytes = 256;
constexpr std::int64_t MaxPercent = 1000;

template <std::size_t N>
std::string list_of(const std::array<std::string_view, N>& words) {
    return join(std::vector<std::string>(words.begin(), words.end()), ", ");
}

Error wrong(std::string_view key, const Json& value, std::string_view allowed) {
    return invalid(format("{} is {}; allowed: {}", key, shorten(to_text(value), 80), allowed));
}

/// The member, or null when it is absent or null.
const Json* given(const Json& object, std::string_view key) {
    const Json* member = find_member(object, key);
    return member == nullptr || member->is_null() ? nullptr : member;
}

template <std::size_t N>
Result<void> check_keys(const Json& object, const std::array<std::string_view, N>& known,
                        std::string_view where) {
    for (const auto& [key, value] : object.items()) {
        if (std::ranges::find(known, key) != known.end()) continue;
        return invalid(format("{}\"{}\" is no key of a budget; allowed: {}", where,
                              printable(shorten(key, 80)), list_of(known)));
    }
    return {};
}

Result<void> read_text(const Json& object, std::string_view key, std::string& into) {
    const Json* member = given(object, key);
    if (member == nullptr) return {};
    if (!member->is_string() || member->get_ref<const std::string&>().size() > MaxTextBytes) {
        return wrong(key, *member, format("text of at most {} bytes", MaxTextBytes));
    }
    into = member->get<std::string>();
    return {};
}

template <class Enum>
Result<void> read_word(const Json& object, std::string_view key,
                       std::optional<Enum> (*parse)(std::string_view), std::string_view allowed,
                       Enum& into) {
    const Json* member = given(object, key);
    if (member == nullptr) return {};
    const auto value = member->is_string() ? parse(member->get_ref<const std::string&>())
                                           : std::optional<Enum>();
    if (!value) return wrong(key, *member, allowed);
    into = *value;
    return {};
}

/// Whole numbers only, as number or text.
std::optional<std::int64_t> whole_number(const Json& value) {
    if (value.is_string()) return parse_int(value.get_ref<const std::string&>());
    if (value.is_number_unsigned() && value.get<std::uint64_t>() > INT64_MAX) return std::nullopt;
    if (value.is_number_integer()) return value.get<std::int64_t>();
    return std::nullopt;
}

Result<void> read_percent(const Json& object, std::string_view key, std::int64_t& into) {
    const Json* member = given(object, key);
    if (member == nullptr) return {};
    const auto value = whole_number(*member);
    if (!value || *value < 1 || *value > MaxPercent) {
        return wrong(key, *member, format("a whole number from 1 to {}", MaxPercent));
    }
    into = *value;
    return {};
}

Result<std::int64_t> read_usd(std::string_view key, const Json& value) {
    const std::string_view allowed = "an amount in USD above 0 such as \"150.00\"";
    // The shortest text of a number is the text that was written, up to 15 digits.
    const std::string text = value.is_string() ? value.get<std::string>() : to_text(value);
    if (!value.is_string() && (!value.is_number() || text.size() > 16)) {
        return wrong(key, value, allowed);
    }
    const auto amount = parse_usd(text);
    if (!amount || amount->value <= 0) return wrong(key, value, allowed);
    return amount->value;
}

Result<std::int64_t> read_whole(std::string_view key, const Json& value) {
    const auto number = whole_number(value);
    if (!number || *number <= 0) return wrong(key, value, "a whole number above 0");
    return *number;
}

Result<void> read_limit(const Json& object, Budget& budget) {
    int count = 0;
    for (const char* key : {"limit_usd", "limit_nano", "limit_tokens"}) {
        const Json* member = given(object, key);
        if (member == nullptr) continue;
        const bool is_usd_text = std::string_view(key) == "limit_usd";
        FAREBOX_TRY(limit, is_usd_text ? read_usd(key, *member) : read_whole(key, *member));
        budget.limit = limit;
        budget.unit = std::string_view(key) == "limit_tokens" ? BudgetUnit::Token : BudgetUnit::Usd;
        ++count;
    }
    if (count != 1) {
        return invalid(format("{} limits are given; exactly one of limit_usd, limit_nano, "
                              "limit_tokens is needed",
                              count));
    }
    BudgetUnit said = budget.unit;
    FAREBOX_TRY_VOID(read_word(object, "unit", parse_budget_unit, "usd, tokens", said));
    if (said != budget.unit) {
        return wrong("unit", *given(object, "unit"),
                     format("{}, as the limit says", to_text(budget.unit)));
    }
    return {};
}

Result<void> read_cap(const Json& object, Budget& budget) {
    const Json* usd = given(object, "per_call_cap_usd");
    const Json* nano = given(object, "per_call_cap_nano");
    if (usd != nullptr && nano != nullptr) {
        return invalid("per_call_cap_usd and per_call_cap_nano are both given; one is allowed");
    }
    if (usd == nullptr && nano == nullptr) return {};
    FAREBOX_TRY(cap, usd != nullptr ? read_usd("per_call_cap_usd", *usd)
                                    : read_whole("per_call_cap_nano", *nano));
    budget.per_call_cap_nano = cap;
    return {};
}

Result<void> read_scope(const Json& object, BudgetScope& scope) {
    const Json* member = given(object, "scope");
    if (member == nullptr) return {};
    if (!member->is_object()) return wrong("scope", *member, "an object with " + list_of(ScopeKeys));
    FAREBOX_TRY_VOID(check_keys(*member, ScopeKeys, "scope: "));
    FAREBOX_TRY_VOID(read_text(*member, "developer_id", scope.developer_id));
    FAREBOX_TRY_VOID(read_text(*member, "repo", scope.repo));
    FAREBOX_TRY_VOID(read_text(*member, "branch", scope.branch));
    FAREBOX_TRY_VOID(read_text(*member, "agent", scope.agent));
    return read_text(*member, "model", scope.model);
}

// "Team Payments" -> "team-payments". Bytes beyond ASCII stay: names are in every script.
std::string id_of(std::string_view name) {
    std::string id;
    for (const char c : to_lower(name)) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c & 0x80) != 0;
        if (plain) id += c;
        else if (!id.empty() && id.back() != '-') id += '-';
    }
    while (id.ends_with('-')) id.pop_back();
    return id;
}

Result<void> read_names(const Json& object, Budget& budget) {
    FAREBOX_TRY_VOID(read_text(object, "budget_id", budget.budget_id));
    FAREBOX_TRY_VOID(read_text(object, "name", budget.name));
    budget.name = printable(trim(budget.name));
    if (budget.name.empty()) budget.name = budget.budget_id;
    if (budget.budget_id.empty()) budget.budget_id = id_of(budget.name);
    if (budget.budget_id.empty()) return invalid("name is missing; allowed: text with letters");
    return {};
}

Result<void> read_rules(const Json& object, Budget& budget) {
    FAREBOX_TRY_VOID(read_word(object, "period", parse_budget_period, "day, week, month",
                               budget.period));
    FAREBOX_TRY_VOID(read_text(object, "time_zone", budget.time_zone));
    FAREBOX_TRY_VOID(read_percent(object, "soft_percent", budget.soft_percent));
    FAREBOX_TRY_VOID(read_percent(object, "hard_percent", budget.hard_percent));
    if (budget.hard_percent < budget.soft_percent) {
        return invalid(format("hard_percent is {}; allowed: not below soft_percent ({})",
                              budget.hard_percent, budget.soft_percent));
    }
    FAREBOX_TRY_VOID(read_word(object, "mode", parse_budget_mode, "enforce, warn", budget.mode));
    FAREBOX_TRY_VOID(read_word(object, "basis", parse_cost_basis, "list, billed, api_equivalent",
                               budget.basis));
    FAREBOX_TRY_VOID(read_word(object, "unpriced", parse_unpriced_rule, "allow, warn, refuse",
                               budget.unpriced));
    FAREBOX_TRY_VOID(read_word(object, "source", parse_budget_source, "user, device, collector",
                               budget.source));
    const Json* locked = given(object, "is_locked");
    if (locked != nullptr && !locked->is_boolean()) return wrong("is_locked", *locked, "true, false");
    if (locked != nullptr) budget.is_locked = locked->get<bool>();
    return {};
}

Result<Budget> read_budget(const Json& object) {
    Budget budget;
    FAREBOX_TRY_VOID(check_keys(object, KnownKeys, ""));
    FAREBOX_TRY_VOID(read_names(object, budget));
    FAREBOX_TRY_VOID(read_scope(object, budget.scope));
    FAREBOX_TRY_VOID(read_limit(object, budget));
    FAREBOX_TRY_VOID(read_cap(object, budget));
    FAREBOX_TRY_VOID(read_rules(object, budget));
    return budget;
}

Json scope_json(const BudgetScope& scope) {
    Json object = Json::object();
    const auto add = [&](const char* key, const std::string& value) {
        if (!value.empty()) object[key] = value;
    };
    add("developer_id", scope.developer_id);
    add("repo", scope.repo);
    add("branch", scope.branch);
    add("agent", scope.agent);
    add("model", scope.model);
    return object;
}

// "150.00", "0.0042": exact, two decimals at least.
std::string usd_text(std::int64_t nano) {
    std::string text = format_usd_exact({nano});
    while (text.ends_with('0') && text.size() - text.find('.') > 3) text.pop_back();
    return text;
}

}  // namespace

Result<Budget> parse_budget(const Json& object) {
    if (!object.is_object()) {
        return wrong("a budget", object, "an object with name, limit_usd, period and scope");
    }
    const std::string name =
        find_string(object, "name").value_or(find_string(object, "budget_id").value_or(""));
    auto budget = read_budget(object);
    if (budget || name.empty()) return budget;
    return std::move(budget).with_context(format("budget \"{}\"", printable(shorten(name, 80))));
}

BudgetList parse_budgets(const Json& array) {
    BudgetList list;
    if (!array.is_array()) {
        list.problems.push_back(wrong("budgets", array, "a list of budgets").message);
        return list;
    }
    for (const Json& item : array) {
        auto budget = parse_budget(item);
        if (!budget) {
            list.problems.push_back(budget.error().message);
        } else if (std::ranges::find(list.budgets, budget->budget_id, &Budget::budget_id) !=
                   list.budgets.end()) {
            list.problems.push_back(format("budget_id \"{}\" is given twice; the first counts",
                                           budget->budget_id));
        } else {
            list.budgets.push_back(std::move(budget).value());
        }
    }
    return list;
}

Json to_json(const Budget& budget) {
    Json object = {{"budget_id", budget.budget_id},
                   {"name", budget.name},
                   {"scope", scope_json(budget.scope)},
                   {"unit", std::string(to_text(budget.unit))}};
    object[budget.unit == BudgetUnit::Usd ? "limit_nano" : "limit_tokens"] = budget.limit;
    object["period"] = std::string(to_text(budget.period));
    object["time_zone"] = budget.time_zone;
    object["soft_percent"] = budget.soft_percent;
    object["hard_percent"] = budget.hard_percent;
    object["mode"] = std::string(to_text(budget.mode));
    object["per_call_cap_nano"] =
        budget.per_call_cap_nano ? Json(*budget.per_call_cap_nano) : Json();
    object["basis"] = std::string(to_text(budget.basis));
    object["unpriced"] = std::string(to_text(budget.unpriced));
    object["source"] = std::string(to_text(budget.source));
    object["is_locked"] = budget.is_locked;
    return object;
}

Json to_settings_json(const Budget& budget) {
    const Budget standard;
    Json object = {{"name", budget.name}};
    if (budget.budget_id != id_of(budget.name)) object["budget_id"] = budget.budget_id;
    if (budget.unit == BudgetUnit::Usd) object["limit_usd"] = usd_text(budget.limit);
    else object["limit_tokens"] = budget.limit;
    object["period"] = std::string(to_text(budget.period));
    if (!budget.time_zone.empty()) object["time_zone"] = budget.time_zone;
    if (budget.scope != standard.scope) object["scope"] = scope_json(budget.scope);
    if (budget.soft_percent != standard.soft_percent) object["soft_percent"] = budget.soft_percent;
    if (budget.hard_percent != standard.hard_percent) object["hard_percent"] = budget.hard_percent;
    if (budget.mode != standard.mode) object["mode"] = std::string(to_text(budget.mode));
    if (budget.per_call_cap_nano) object["per_call_cap_usd"] = usd_text(*budget.per_call_cap_nano);
    if (budget.basis != standard.basis) object["basis"] = std::string(to_text(budget.basis));
    if (budget.unpriced != standard.unpriced) {
        object["unpriced"] = std::string(to_text(budget.unpriced));
    }
    return object;
}

}  // namespace farebox
