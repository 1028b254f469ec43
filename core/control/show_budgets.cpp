#include "core/base/format.h"
#include "core/base/money.h"
#include "core/base/strings.h"
#include "core/control/numbers.h"
#include "core/control/show.h"

namespace farebox::control {
namespace {

// "_nano" or "_tokens", by the budget's unit.
std::optional<std::int64_t> amount(const Json& budget, const std::string& what) {
    const auto nano = find_int(budget, what + "_nano");
    return nano ? nano : find_int(budget, what + "_tokens");
}

std::string amount_cell(const Json& budget, const std::string& what) {
    const auto found = amount(budget, what);
    if (!found) return Unknown;
    return find_int(budget, what + "_nano") ? format_usd({*found})
                                            : format_count(*found) + " tokens";
}

std::string scope_text(const Json& budget) {
    std::string text;
    const Json* scope = find_member(budget, "scope");
    if (scope == nullptr || !scope->is_object()) return "everything";
    for (const auto& [name, value] : scope->items()) {
        if (!value.is_string() || value.get_ref<const std::string&>().empty()) continue;
        text += (text.empty() ? "" : ", ") + name + " " + printable(value.get<std::string>());
    }
    return text.empty() ? "everything" : text;
}

std::string state_cell(const Json& budget, const TextStyle& style) {
    const std::string state = text_member(budget, "state");
    if (state == "paused") return red(state, style);
    if (state == "ok") return green(state, style);
    return state == "warning" ? bold(state, style) : state;
}

std::string ends_cell(const Json& budget, UtcNs now) {
    const auto end = find_int(budget, "window_end");
    return end ? "in " + span_text(now, *end) : Unknown;
}

std::string source_text(const Json& budget) {
    const std::string source = text_member(budget, "source");
    const bool is_locked = find_bool(budget, "is_locked").value_or(false);
    return (source == "user" ? "you" : source) + (is_locked ? ", locked" : "");
}

// {"budget_id":"","reason":"release","expires_at":...} as "reason release, expires 2026-11-22 14:57Z".
// The whole entry is in --json. When it began is the entry's own time.
std::string detail_text(const Json& detail) {
    if (!detail.is_object()) return detail.is_null() ? "" : printable(farebox::to_text(detail));
    std::vector<std::string> parts;
    for (const auto& [key, value] : detail.items()) {
        if (value.is_null() || value == "" || key == "started_at") continue;
        const bool is_time = key.ends_with("_at") && value.is_number_integer();
        const bool is_money = key.ends_with("_nano") && value.is_number_integer();
        const std::string name = key.substr(0, key.size() - (is_time ? 3 : is_money ? 5 : 0));
        std::string words = value.is_string() ? value.get<std::string>() : farebox::to_text(value);
        if (is_time) {
            words = format_utc(value.get<std::int64_t>()).substr(0, 16) + "Z";
            words[10] = ' ';
        }
        if (is_money) words = money_cell(value.get<std::int64_t>());
        parts.push_back(name + " " + printable(words));
    }
    return join(parts, ", ");
}

}  // namespace

std::string show_budgets(const Json& budgets, const TextStyle& style, UtcNs now) {
    if (budgets.empty()) {
        return "no budgets; for example: farebox budget set all --limit 150 --period month\n";
    }
    Table table({{"budget", Align::Left, Shrink::Yes}, {"for", Align::Left, Shrink::Yes}, {"spent", Align::Right},
                 {"limit", Align::Right}, {"", Align::Right}, {"per"}, {"state"}, {"resets"}, {"set by"}});
    for (const Json& budget : budgets) {
        table.add({text_member(budget, "budget_id"), scope_text(budget), amount_cell(budget, "spent"),
                   amount_cell(budget, "limit"),
                   permille_text(find_int(budget, "permille").value_or(0)),
                   text_member(budget, "period"), state_cell(budget, style), ends_cell(budget, now),
                   source_text(budget)});
    }
    std::string text = table.render(style);
    for (const Json& budget : budgets) {
        const std::string problem = text_member(budget, "problem");
        if (!problem.empty()) text += red("!!", style) + "  " + text_member(budget, "budget_id") + ": " + problem + "\n";
    }
    return text;
}

std::string show_budget(const Json& budget, const TextStyle& style, UtcNs now) {
    std::string text;
    const auto line = [&](const char* name, const std::string& value) {
        if (value.empty()) return;
        const std::string label = name;
        text += label + std::string(label.size() < 17 ? 17 - label.size() : 1, ' ') + value + "\n";
    };
    line("Budget", text_member(budget, "name") + " (" + text_member(budget, "budget_id") + ")");
    line("For", scope_text(budget));
    line("Spent", format("{} of {} ({}) per {}", amount_cell(budget, "spent"),
                         amount_cell(budget, "limit"),
                         permille_text(find_int(budget, "permille").value_or(0)),
                         text_member(budget, "period")));
    const auto elsewhere = amount(budget, "elsewhere");
    line("Of that", elsewhere.value_or(0) > 0
                        ? amount_cell(budget, "elsewhere") + " on other workstations" : "");
    line("Reserved", format("{} for {} calls under way", amount_cell(budget, "reserved"),
                            find_int(budget, "open_reservations").value_or(0)));
    line("State", state_cell(budget, style));
    const auto overridden = find_int(budget, "overridden_until");
    line("Overridden", overridden ? "until " + format_utc(*overridden) : "");
    line("Resets", ends_cell(budget, now) + ", " + format_utc(find_int(budget, "window_end").value_or(0)) +
                             (text_member(budget, "zone").empty() ? "" : " (" + text_member(budget, "zone") + ")"));
    line("Warns", format("at {} %", find_int(budget, "soft_percent").value_or(0)));
    line("Pauses", text_member(budget, "mode") == "warn"
                       ? "never, it only warns"
                       : format("at {} %", find_int(budget, "hard_percent").value_or(0)));
    line("Per call", find_int(budget, "per_call_cap_nano") ? "at most " + money_cell(find_int(budget, "per_call_cap_nano")) : "");
    line("Counts", text_member(budget, "basis"));
    line("Unpriced models", text_member(budget, "unpriced"));
    const auto unpriced = find_int(budget, "unpriced_calls").value_or(0);
    line("Not counted", unpriced > 0 ? format("{} calls without a price", unpriced) : "");
    line("Set by", source_text(budget));
    line("Problem", text_member(budget, "problem"));
    return text;
}

std::string show_overrides(const Json& overrides, UtcNs now) {
    if (overrides.empty()) return "no override is in force\n";
    Table table({{"override"}, {"budget"}, {"by"}, {"ends"}, {"reason", Align::Left, Shrink::Yes}});
    for (const Json& item : overrides) {
        const std::string budget = text_member(item, "budget_id");
        table.add({text_member(item, "override_id"), budget.empty() ? "(all)" : budget,
                   text_member(item, "os_user"),
                   "in " + span_text(now, find_int(item, "expires_at").value_or(0)),
                   text_member(item, "reason")});
    }
    return table.render({});
}

std::string show_audit(const Json& audit, const TextStyle& style) {
    Table table({{"#", Align::Right}, {"time"}, {"by"}, {"what"}, {"detail", Align::Left, Shrink::Yes}});
    for (const Json& entry : audit.value("entries", Json::array())) {
        const Json* detail = find_member(entry, "detail");
        table.add({count_cell(find_int(entry, "sequence")),
                   format_utc(find_int(entry, "at").value_or(0)).substr(0, 19) + "Z",
                   text_member(entry, "actor"), text_member(entry, "action"),
                   detail == nullptr ? "" : detail_text(*detail)});
    }
    const bool is_whole = find_bool(audit, "verified").value_or(false);
    const auto count = find_int(audit, "count").value_or(0);
    const Json* entries = find_member(audit, "entries");
    std::string text = entries == nullptr || entries->empty() ? "" : table.render(style);
    if (is_whole) {
        return text + green("verified", style) +
               format(": {} {}, newest hash {}\n", count, count == 1 ? "entry" : "entries",
                      count == 0 ? Unknown : text_member(audit, "newest_hash"));
    }
    return text + red("NOT whole", style) + ": " + text_member(audit, "problem") + "\n";
}

}  // namespace farebox::control
