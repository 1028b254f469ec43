#include "app/farebox/console.h"
#include "core/base/format.h"
#include "core/base/strings.h"
#include "core/control/show.h"
#include "core/settings/check_value.h"

namespace farebox::cli {
namespace {

int list_settings(const control::Arguments& arguments, const Console& console, control::Client& client) {
    const auto policy = client.get("policy");
    if (!policy) return console.fail(policy.error());
    console.print(arguments.has("--json") ? to_pretty_text(*find_member(*policy, "settings")) + "\n"
                                          : control::show_settings(*policy));
    return control::ExitOk;
}

// What counts after the change, which may be another value than the one that was given up.
int tell_change(const Result<Json>& setting, const Console& console) {
    if (!setting) return console.fail(setting.error());
    console.print(control::show_settings(Json{{"settings", Json::array({*setting})}}));
    if (find_bool(*setting, "needs_restart").value_or(false)) {
        console.warn("it counts when fareboxd is started again");
    }
    return control::ExitOk;
}

Result<Json> change(const std::vector<std::string>& words, control::Client& client) {
    const settings::Key* key = settings::built_in_schema().find(words[1]);
    if (key == nullptr) {
        return invalid(format("no setting \"{}\"{}", printable(words[1]),
                              settings::built_in_schema().suggest(words[1])));
    }
    const std::string route = "settings/" + key->name;
    if (words[0] == "unset") return client.send("DELETE", route);
    FAREBOX_TRY(value, settings::parse_value_word(*key, words[2]));
    return client.send("PUT", route, Json{{"value", value}});
}

}  // namespace

int run_config(const control::Arguments& arguments, const Console& console) {
    const auto& words = arguments.words;
    settings::Store store(console.setting_places());
    control::Client client = console.make_client(&store);
    if (words[0] == "list" && words.size() == 1) return list_settings(arguments, console, client);
    if ((words[0] == "set" && words.size() == 3) || (words[0] == "unset" && words.size() == 2)) {
        return tell_change(change(words, client), console);
    }
    return console.fail(invalid("config takes: list, set <key> <value>, or unset <key>"));
}

}  // namespace farebox::cli
