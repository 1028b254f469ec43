#include "app/farebox/console.h"
#include "core/base/format.h"
#include "core/base/strings.h"
#include "core/control/budget_words.h"
#include "core/control/show.h"

namespace farebox::cli {
namespace {

Result<Json> find_budget(control::Client& client, const std::string& id) {
    FAREBOX_TRY(answer, client.get("budgets"));
    for (const Json& budget : *find_member(answer, "budgets")) {
        if (find_string(budget, "budget_id") == id) return budget;
    }
    return not_found(format("no budget \"{}\"; `farebox budget list` shows all", printable(id)));
}

std::string route_of(const std::string& id) {
    // The few characters that would end the path.
    std::string route = "budgets/";
    for (const char c : id) {
        const bool is_plain = static_cast<unsigned char>(c) > ' ' && c != '%' && c != '?' && c != '#';
        constexpr char Digits[] = "0123456789ABCDEF";
        if (is_plain) route += c;
        else route += {'%', Digits[static_cast<unsigned char>(c) / 16], Digits[static_cast<unsigned char>(c) % 16]};
    }
    return route;
}

Result<Json> set_budget(const control::Arguments& arguments, control::Client& client) {
    const std::string& id = arguments.words[1];
    const auto before = find_budget(client, id);
    if (!before && before.error().code != ErrorCode::NotFound) return before.error();
    FAREBOX_TRY(body, control::make_budget_body(arguments, before ? *before : Json()));
    return client.send("PUT", route_of(id), body);
}

int list_budgets(const control::Arguments& arguments, const Console& console,
                 control::Client& client) {
    const auto answer = client.get("budgets");
    if (!answer) return console.fail(answer.error());
    console.print(arguments.has("--json")
                      ? to_pretty_text(*answer) + "\n"
                      : control::show_budgets(*find_member(*answer, "budgets"), console.style,
                                              console.clock.now()));
    return control::ExitOk;
}

int tell(const Result<Json>& budget, const control::Arguments& arguments, const Console& console,
         control::Client& client) {
    if (!budget) {
        const int code = console.fail(budget.error());
        return client.is_daemon_running() ? code : control::ExitNotRunning;
    }
    console.print(arguments.has("--json")
                      ? to_pretty_text(*budget) + "\n"
                      : control::show_budget(*budget, console.style, console.clock.now()));
    return control::ExitOk;
}

}  // namespace

int run_budget(const control::Arguments& arguments, const Console& console) {
    settings::Store store(console.setting_places());
    control::Client client = console.make_client(&store);
    const auto& words = arguments.words;
    const std::string what = words.empty() ? "list" : words[0];
    if (what == "list" && words.size() < 2) return list_budgets(arguments, console, client);
    if (what == "show" && words.size() == 2) {
        return tell(find_budget(client, words[1]), arguments, console, client);
    }
    if (what == "set" && words.size() == 2) {
        return tell(set_budget(arguments, client), arguments, console, client);
    }
    if (what == "remove" && words.size() == 2) {
        const auto removed = client.send("DELETE", route_of(words[1]));
        if (!removed) return tell(removed, arguments, console, client);
        console.print(format("the budget {} is removed\n", printable(words[1])));
        return control::ExitOk;
    }
    return console.fail(invalid("budget takes: list, show <id>, set <id> ..., or remove <id>"));
}

}  // namespace farebox::cli
