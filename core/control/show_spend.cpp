#include "core/base/format.h"
#include "core/base/strings.h"
#include "core/control/numbers.h"
#include "core/control/show.h"

namespace farebox::control {
namespace {

std::string key_cell(const Json& row, const std::string& name) {
    const std::string text = text_member(row, name.c_str());
    if (!text.empty()) return name == "session_id" ? shorten(text, 8) : text;
    if (name == "repo") return "(unattributed)";
    // Without a repository there is no branch to be missing.
    if (name == "branch") return text_member(row, "repo").empty() ? "" : "(no branch)";
    return "(unknown)";
}

std::vector<std::string> figure_cells(const Json& totals) {
    return {count_cell(find_int(totals, "calls")),
            count_cell(find_int(totals, "input_tokens")),
            count_cell(find_int(totals, "cache_read_tokens")),
            count_cell(cache_write_tokens(totals)),
            count_cell(find_int(totals, "output_tokens")),
            money_cell(find_int(totals, "cost_nano"))};
}

std::string title_of(const std::string& name) {
    std::string title = name == "session_id" ? "session" : name;
    for (char& c : title) {
        if (c == '_') c = ' ';
    }
    return title;
}

std::string period(const Json& answer) {
    const std::string since = text_member(answer, "since");
    const std::string until = text_member(answer, "until");
    if (since.empty() && until.empty()) return "all calls";
    if (since == until) return since;
    if (since.empty()) return "up to " + until;
    return until.empty() ? "since " + since : since + " to " + until;
}

// "3 calls" / "1 call"
std::string calls(std::int64_t count) {
    return format("{} {}", format_count(count), count == 1 ? "call" : "calls");
}

std::string footer(const Json& answer) {
    const Json& total = *find_member(answer, "total");
    std::string text;
    const auto note = [&](const char* member, std::string_view words) {
        const auto count = find_int(total, member).value_or(0);
        if (count > 0) text += format("{} {}\n", calls(count), words);
    };
    note("unpriced_calls", "not in the cost: no price known for the model, or no usage to price "
                           "(farebox call <id> says which)");
    note("partly_priced_calls", "priced in part: some figures have no rate");
    note("unknown_usage_calls", "not in the tokens: the vendor did not say what was used");
    note("partial_usage_calls", "counted until the stream broke; more was probably billed");
    note("estimated_usage_calls", "with estimated tokens");
    if (const Json* modes = find_member(answer, "billing_modes")) {
        if (const Json* plan = find_member(*modes, "subscription")) {
            text += format("{} of the cost is API-equivalent: {} ran on a subscription, which bills "
                           "a fixed price\n",
                           money_cell(find_int(*plan, "cost_nano")),
                           calls(find_int(*plan, "calls").value_or(0)));
        }
    }
    return text;
}

}  // namespace

std::string show_spend(const Json& answer, const TextStyle& style) {
    std::vector<Column> columns;
    std::vector<std::string> by;
    for (const auto& name : *find_member(answer, "by")) by.push_back(name.get<std::string>());
    for (const auto& name : by) {
        columns.push_back({title_of(name), Align::Left, name == "day" ? Shrink::No : Shrink::Yes});
    }
    if (by.empty()) columns.push_back({"", Align::Left, Shrink::No});
    for (const char* title : {"calls", "input", "cache read", "cache write", "output", "cost"}) {
        columns.push_back({title, Align::Right, Shrink::No});
    }
    Table table(columns);
    const Json& rows = *find_member(answer, "rows");
    for (const auto& row : rows) {
        std::vector<std::string> cells;
        for (const auto& name : by) cells.push_back(key_cell(row, name));
        if (by.empty()) break;
        for (auto& cell : figure_cells(row)) cells.push_back(std::move(cell));
        table.add(std::move(cells));
    }
    if (rows.empty()) return format("No calls ({}).\n", period(answer));
    std::vector<std::string> total(by.empty() ? 1 : by.size());
    total.front() = "total";
    for (auto& cell : figure_cells(*find_member(answer, "total"))) total.push_back(std::move(cell));
    table.set_total(std::move(total));
    return format("{} ({})\n\n", bold("Spend", style), period(answer)) + table.render(style) +
           dim(footer(answer), style);
}

}  // namespace farebox::control
