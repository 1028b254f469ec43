#include "core/base/format.h"
#include "core/base/strings.h"
#include "core/control/numbers.h"
#include "core/control/show.h"

namespace farebox::control {
namespace {

std::string value_cell(const Json& setting) {
    const Json* value = find_member(setting, "value");
    if (value == nullptr) return Unknown;
    if (value->is_string()) return printable(value->get<std::string>());
    // Lists and objects are long; `--json` has them whole.
    if (value->is_array() || value->is_object()) {
        return format("{} {}", value->size(), value->size() == 1 ? "entry" : "entries");
    }
    return printable(farebox::to_text(*value));
}

std::string source_words(const std::string& source) {
    if (source == "device_enforced") return "device, enforced";
    if (source == "collector_enforced") return "collector, enforced";
    if (source == "collector_default") return "collector, recommended";
    if (source == "device_default") return "device, recommended";
    return source == "user" ? "you" : "default";
}

std::string owner_words(const std::string& source) {
    return source == "user" ? "you" : source;
}

bool is_true(const Json& setting, const char* name) {
    return find_bool(setting, name).value_or(false);
}

}  // namespace

std::string show_policy(const Json& policy, const TextStyle& style) {
    Table table({{"setting"}, {"value", Align::Left, Shrink::Yes}, {"set by"}, {""},
                 {"where", Align::Left, Shrink::Yes}});
    bool any_restart = false;
    for (const Json& setting : policy.value("settings", Json::array())) {
        const bool restart = is_true(setting, "needs_restart");
        any_restart = any_restart || restart;
        table.add({text_member(setting, "key"), value_cell(setting) + (restart ? " *" : ""),
                   source_words(text_member(setting, "source")),
                   is_true(setting, "is_locked") ? "locked" : "", text_member(setting, "origin")});
    }
    std::string text = table.render(style);
    if (any_restart) text += "\n* counts when fareboxd is started again\n";
    const Json problems = policy.value("problems", Json::array());
    if (!problems.empty()) text += "\n";
    for (const Json& problem : problems) {
        text += red("!!", style) + "  " + printable(problem.is_string() ? problem.get<std::string>() : "") + "\n";
    }
    return text;
}

std::string show_assignments(const Json& assignments, const TextStyle& style) {
    if (assignments.empty()) return "no rules; `farebox assign --help` tells how to add one\n";
    Table table({{"calls of"}, {"", Align::Left, Shrink::Yes}, {"belong to", Align::Left, Shrink::Yes},
                 {"set by"}, {""}});
    for (const Json& rule : assignments) {
        const bool is_folder = find_string(rule, "folder").has_value();
        table.add({is_folder ? "folder" : "program",
                   text_member(rule, is_folder ? "folder" : "program"), text_member(rule, "repo"),
                   owner_words(text_member(rule, "source")),
                   is_true(rule, "is_locked") ? "locked" : ""});
    }
    return table.render(style);
}

std::string show_settings(const Json& policy) {
    std::string text;
    for (const Json& setting : policy.value("settings", Json::array())) {
        const Json* value = find_member(setting, "value");
        text += text_member(setting, "key") + " = " + (value ? printable(farebox::to_text(*value)) : Unknown);
        text += is_true(setting, "is_locked") ? "  (locked)\n" : "\n";
    }
    return text;
}

}  // namespace farebox::control
