#include "core/control/budget_words.h"

#include "core/api/budget_state.h"
#include "core/base/format.h"
#include "core/base/strings.h"
#include "core/model/budget_json.h"

namespace farebox::control {
namespace {

std::int64_t minutes_of(char unit) {
    switch (unit) {
        case 'm': return 1;
        case 'h': return 60;
        case 'd': return 24 * 60;
        default: return 0;
    }
}

struct OptionMember {
    const char* option;
    const char* member;
    bool is_number;
};
constexpr OptionMember Members[] = {
    {"--name", "name", false},          {"--period", "period", false},
    {"--time-zone", "time_zone", false}, {"--mode", "mode", false},
    {"--basis", "basis", false},        {"--unpriced", "unpriced", false},
    {"--soft", "soft_percent", true},   {"--hard", "hard_percent", true}};
constexpr OptionMember Scopes[] = {{"--repo", "repo", false},
                                   {"--branch", "branch", false},
                                   {"--agent", "agent", false},
                                   {"--model", "model", false},
                                   {"--developer", "developer_id", false}};

Result<Json> value_of(const OptionMember& one, const std::string& text) {
    if (!one.is_number) return Json(text);
    const auto number = parse_int(text);
    if (!number) return invalid(format("{} is a whole number, not \"{}\"", one.option, text));
    return Json(*number);
}

Result<Json> as_written(const Json& before) {
    if (before.is_null()) return Json::object();
    FAREBOX_TRY(state, api::parse_budget_state(before));
    return to_settings_json(state.budget);
}

}  // namespace

Result<std::int64_t> parse_minutes(std::string_view text) {
    const Error wrong = invalid(format("\"{}\" is no duration; write 30m, 1h, 2h30m or 1d", text));
    std::int64_t sum = 0;
    std::int64_t number = -1;
    for (const char c : text) {
        if (c >= '0' && c <= '9') {
            number = std::max<std::int64_t>(number, 0) * 10 + (c - '0');
            if (number > 1'000'000) return wrong;
        } else {
            if (number < 0 || minutes_of(c) == 0) return wrong;
            sum += number * minutes_of(c);
            number = -1;
        }
    }
    if (number > 0) sum += number;  // without a unit: minutes
    if (sum <= 0) return wrong;
    return sum;
}

Result<Json> make_budget_body(const Arguments& arguments, const Json& before) {
    FAREBOX_TRY(body, as_written(before));
    for (const OptionMember& one : Members) {
        if (!arguments.has(one.option)) continue;
        FAREBOX_TRY(value, value_of(one, arguments.value(one.option)));
        body[one.member] = std::move(value);
    }
    for (const OptionMember& one : Scopes) {
        if (arguments.has(one.option)) body["scope"][one.member] = arguments.value(one.option);
    }
    if (arguments.has("--limit") || arguments.has("--tokens")) {
        for (const char* name : {"limit_usd", "limit_nano", "limit_tokens"}) body.erase(name);
    }
    if (arguments.has("--limit")) body["limit_usd"] = arguments.value("--limit");
    if (arguments.has("--tokens")) body["limit_tokens"] = arguments.value("--tokens");
    if (arguments.has("--per-call")) body["per_call_cap_usd"] = arguments.value("--per-call");
    body.erase("budget_id");
    Json checked = body;
    checked["budget_id"] = arguments.words.size() > 1 ? arguments.words[1] : "";
    FAREBOX_TRY_VOID(parse_budget(checked));
    return body;
}

}  // namespace farebox::control
