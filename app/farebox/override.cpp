// Going on although a budget is used up, and stopping although none is.

#include "app/farebox/console.h"
#include "core/base/format.h"
#include "core/base/strings.h"
#include "core/control/budget_words.h"
#include "core/control/numbers.h"
#include "core/control/show.h"

namespace farebox::cli {
namespace {

int list_overrides(const control::Arguments& arguments, const Console& console,
                   control::Client& client) {
    const auto answer = client.get("overrides");
    if (!answer) return console.fail(answer.error());
    console.print(arguments.has("--json")
                      ? to_pretty_text(*answer) + "\n"
                      : control::show_overrides(*find_member(*answer, "overrides"),
                                                console.clock.now()));
    return control::ExitOk;
}

// All that are in force when no id is given.
Result<std::vector<std::string>> ids_to_end(const std::vector<std::string>& words,
                                            control::Client& client) {
    if (words.size() > 1) return std::vector<std::string>{words[1]};
    FAREBOX_TRY(answer, client.get("overrides"));
    std::vector<std::string> ids;
    for (const Json& item : *find_member(answer, "overrides")) {
        ids.push_back(find_string(item, "override_id").value_or(""));
    }
    if (ids.empty()) return not_found("no override is in force");
    return ids;
}

int end(const control::Arguments& arguments, const Console& console, control::Client& client) {
    const auto ids = ids_to_end(arguments.words, client);
    if (!ids) return console.fail(ids.error(), client);
    for (const std::string& id : *ids) {
        const auto ended = client.send("DELETE", "overrides/" + id);
        if (!ended) return console.fail(ended.error(), client);
        console.print(format("the override {} is ended\n", printable(id)));
    }
    return control::ExitOk;
}

// Decided by people, elsewhere.
int ask(const control::Arguments& arguments, const Console& console, control::Client& client,
        const Json& wanted) {
    const auto asked = client.send("POST", "override-requests", wanted);
    if (!asked) return console.fail(asked.error(), client);
    console.print(arguments.has("--json")
                      ? to_pretty_text(*asked) + "\n"
                      : "your organisation was asked; calls go on when it approves (`farebox budget` shows it)\n");
    return control::ExitOk;
}

}  // namespace

int run_override(const control::Arguments& arguments, const Console& console) {
    settings::Store store(console.setting_places());
    control::Client client = console.make_client(&store);
    if (!arguments.words.empty()) {
        if (arguments.words[0] == "end") return end(arguments, console, client);
        return console.fail(invalid("override takes: --for <time> --reason <text>, or end [<id>]"));
    }
    if (arguments.has("--ask") && (!arguments.has("--for") || !arguments.has("--budget"))) {
        return console.fail(invalid("override --ask needs --for, --budget and --reason"));
    }
    if (!arguments.has("--for")) return list_overrides(arguments, console, client);
    const auto minutes = control::parse_minutes(arguments.value("--for"));
    if (!minutes) return console.fail(minutes.error());
    const Json wanted = {{"budget_id", arguments.value("--budget")},
                         {"minutes", *minutes},
                         {"reason", arguments.value("--reason")}};
    if (arguments.has("--ask")) return ask(arguments, console, client, wanted);
    const auto made = client.send("POST", "overrides", wanted);
    if (!made) return console.fail(made.error(), client);
    if (arguments.has("--json")) {
        console.print(to_pretty_text(*made) + "\n");
        return control::ExitOk;
    }
    const std::string budget = arguments.value("--budget");
    console.print(format("calls go on for {} ({}); `farebox override end` ends it\n",
                         control::span_text(console.clock.now(),
                                            find_int(*made, "expires_at").value_or(0) + NsPerSecond),
                         budget.empty() ? "all budgets" : "budget " + printable(budget)));
    return control::ExitOk;
}

int run_pause(const control::Arguments& arguments, const Console& console) {
    control::Client client = console.make_client();
    const auto done = client.send("POST", "pause", Json{{"reason", arguments.value("--reason")}});
    if (!done) return console.fail(done.error(), client);
    console.print("all calls are refused until `farebox resume`\n");
    return control::ExitOk;
}

int run_resume(const control::Arguments&, const Console& console) {
    control::Client client = console.make_client();
    const auto done = client.send("DELETE", "pause");
    if (!done) return console.fail(done.error(), client);
    console.print("calls go on\n");
    return control::ExitOk;
}

}  // namespace farebox::cli
