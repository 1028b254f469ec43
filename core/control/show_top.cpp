// The summary on a screen and in a line.

#include <algorithm>

#include "core/base/format.h"
#include "core/base/money.h"
#include "core/base/strings.h"
#include "core/control/numbers.h"
#include "core/control/show.h"

namespace farebox::control {
namespace {

constexpr std::size_t MostRows = 8;
constexpr std::size_t BarCells = 20;

const Json& list_member(const Json& object, const char* name) {
    static const Json Empty = Json::array();
    const Json* found = find_member(object, name);
    return found == nullptr || !found->is_array() ? Empty : *found;
}

// "$4.12 in 31 calls, 2 without a price"
std::string totals_text(const Json& totals) {
    const auto calls = find_int(totals, "calls").value_or(0);
    const auto cost = find_int(totals, "cost_nano");
    std::string text = format("{} in {} {}", calls == 0 ? format_usd({0}) : money_cell(cost),
                              format_count(calls), calls == 1 ? "call" : "calls");
    const auto unpriced = find_int(totals, "unpriced_calls").value_or(0);
    return unpriced > 0 ? text + format(", {} without a price", format_count(unpriced)) : text;
}

std::string bar(std::int64_t permille) {
    const auto filled = std::min<std::size_t>(BarCells, std::size_t(permille) * BarCells / 1000);
    std::string text;
    for (std::size_t i = 0; i < BarCells; ++i) text += i < filled ? "█" : "░";
    return text;
}

std::string spent_of_limit(const Json& budget) {
    const BudgetUnit unit = parse_budget_unit(text_member(budget, "unit")).value_or(BudgetUnit::Usd);
    const char* ending = unit == BudgetUnit::Usd ? "_nano" : "_tokens";
    const auto amount = [&](const char* what) {
        return amount_text(unit, find_int(budget, std::string(what) + ending).value_or(0));
    };
    return amount("spent") + " of " + amount("limit");
}

std::string place_text(const Json& row) {
    const std::string repo = text_member(row, "repo");
    const std::string branch = text_member(row, "branch");
    if (repo.empty()) return "(unattributed)";
    return branch.empty() ? repo : repo + " @ " + branch;
}

std::string live_part(const Json& summary, const TextStyle& style) {
    Table table({{"now", Align::Left, Shrink::Yes}, {"", Align::Left, Shrink::Yes}, {"calls", Align::Right},
                 {"cost", Align::Right}, {""}});
    std::size_t rows = 0;
    for (const Json& session : list_member(summary, "live")) {
        if (++rows > MostRows) break;
        const std::string sub_agent = text_member(session, "sub_agent");
        table.add({text_member(session, "agent") + (sub_agent.empty() ? "" : " / " + sub_agent),
                   place_text(session), count_cell(find_int(session, "calls")),
                   money_cell(find_int(session, "cost_nano")),
                   find_bool(session, "active").value_or(false) ? "running" : ""});
    }
    return rows == 0 ? dim("no call in the last 15 minutes", style) + "\n" : table.render(style);
}

std::string budgets_part(const Json& summary, const TextStyle& style, UtcNs now) {
    std::string text;
    for (const Json& budget : list_member(summary, "budgets")) {
        const auto permille = find_int(budget, "permille").value_or(0);
        const std::string state = text_member(budget, "state");
        text += format("{} {}  {}  {}, {}, resets in {}\n", bar(permille), permille_text(permille),
                       bold(text_member(budget, "name"), style), spent_of_limit(budget),
                       state == "paused" ? red(state, style) : state,
                       span_text(now, find_int(budget, "window_end").value_or(now)));
    }
    return text;
}

std::string ranking(const Json& summary, const char* name, const TextStyle& style) {
    const Json top = summary.value("top", Json::object());
    Table table({{format("today by {}", name), Align::Left, Shrink::Yes}, {"calls", Align::Right},
                 {"cost", Align::Right}});
    std::size_t rows = 0;
    for (const Json& row : list_member(top, name)) {
        if (++rows > MostRows) break;
        const std::string key = text_member(row, "key");
        const std::string repo = text_member(row, "repo");
        table.add({key.empty() ? "(unattributed)" : repo.empty() ? key : repo + " @ " + key,
                   count_cell(find_int(row, "calls")), money_cell(find_int(row, "cost_nano"))});
    }
    return rows == 0 ? "" : "\n" + table.render(style);
}

// The budget that says why the line ends with its word; of several the one nearest to its limit.
// One that only warns may be far over its limit beside the one that pauses.
const Json* find_tightest(const Json& summary, const std::string& word) {
    const auto rank = [&word](const Json& budget) {
        return std::pair(text_member(budget, "state") == word,
                         find_int(budget, "permille").value_or(0));
    };
    const Json* tightest = nullptr;
    for (const Json& budget : list_member(summary, "budgets")) {
        if (tightest == nullptr || rank(budget) > rank(*tightest)) tightest = &budget;
    }
    return tightest;
}

// What matters most of all budgets, and the user's own pause before them.
std::string state_word(const Json& summary) {
    if (find_bool(summary, "paused").value_or(false)) return "paused by you";
    for (const char* word : {"paused", "overridden", "warning"}) {
        for (const Json& budget : list_member(summary, "budgets")) {
            if (text_member(budget, "state") == word) return word;
        }
    }
    return "ok";
}

}  // namespace

std::string show_top(const Json& summary, const TextStyle& style) {
    const UtcNs now = find_int(summary, "now").value_or(0);
    std::string text = "Today      " + totals_text(summary.value("today", Json())) + "\n";
    text += "Month      " + totals_text(summary.value("month", Json()));
    const Json forecast = summary.value("forecast", Json::object());
    if (const auto end = find_int(forecast, "month_end_nano")) text += format(", about {} at its end", money_cell(end));
    text += "\n";
    const std::string note = text_member(summary, "cost_basis_note");
    if (note == "api_equivalent") text += dim("           API-equivalent: your plan bills a fixed price", style) + "\n";
    if (note == "mixed") text += dim("           partly API-equivalent: some calls ran on a plan", style) + "\n";
    if (find_bool(summary, "paused").value_or(false)) {
        const std::string reason = text_member(summary, "pause_reason");
        text += red("Paused by you", style) + (reason.empty() ? "" : ": " + reason) + "; `farebox resume` goes on\n";
    }
    const Json health = summary.value("health", Json::object());
    for (const Json& problem : list_member(health, "problems")) {
        if (problem.is_string()) text += red("!!", style) + "         " + printable(problem.get<std::string>()) + "\n";
    }
    const std::string budgets = budgets_part(summary, style, now);
    text += "\n" + live_part(summary, style) + (budgets.empty() ? "" : "\n" + budgets);
    return text + ranking(summary, "repo", style) + ranking(summary, "agent", style);
}

std::string show_statusline(const Json& summary, const std::string& session_id) {
    std::string text;
    if (!session_id.empty()) {
        std::optional<std::int64_t> cost;
        bool is_known = false;
        for (const Json& session : list_member(summary, "live")) {
            if (text_member(session, "session_id") != session_id) continue;
            is_known = true;
            if (const auto part = find_int(session, "cost_nano")) cost = cost.value_or(0) + *part;
        }
        if (is_known) text += format("session {} · ", money_cell(cost));
    }
    const Json today = summary.value("today", Json());
    const bool is_quiet = find_int(today, "calls").value_or(0) == 0;
    text += "today " + (is_quiet ? format_usd({0}) : money_cell(find_int(today, "cost_nano")));
    const std::string word = state_word(summary);
    if (const Json* budget = find_tightest(summary, word)) {
        text += format(" · {} {} ({})", text_member(*budget, "name"), spent_of_limit(*budget),
                       permille_text(find_int(*budget, "permille").value_or(0)));
    }
    return text + " · " + word + "\n";
}

}  // namespace farebox::control
