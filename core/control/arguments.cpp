#include "core/control/arguments.h"

#include <algorithm>

#include "core/base/format.h"
#include "core/base/spelling.h"
#include "core/base/strings.h"

namespace farebox::control {
namespace {

std::string nearest(std::string_view word, const std::vector<std::string>& known) {
    const auto closest = find_nearest_word(word, known);
    return closest ? format("; did you mean \"{}\"?", *closest) : "";
}

const Command* find_command(std::string_view name) {
    const auto found = std::ranges::find(commands(), name, [](const Command& one) {
        return std::string_view(one.name);
    });
    return found == commands().end() ? nullptr : &*found;
}

Error unknown_command(std::string_view word) {
    std::vector<std::string> names;
    for (const auto& command : commands()) names.emplace_back(command.name);
    return invalid(format("no command \"{}\"{}", word, nearest(word, names)));
}

Result<const CommandOption*> find_option(const Command& command, std::string_view name) {
    std::vector<std::string> names;
    for (const auto& option : command.options) {
        if (name == option.name) return &option;
        names.emplace_back(option.name);
    }
    return invalid(format("farebox {} takes no option \"{}\"{}", command.name, name,
                          nearest(name, names)));
}

// "--since=7d" or "--since" "7d"; moves `at` to the last word used.
Result<void> take_option(const std::vector<std::string>& all, std::size_t& at, Arguments& parsed) {
    const std::string_view word = all[at];
    const auto equals = word.find('=');
    FAREBOX_TRY(option, find_option(*parsed.command, word.substr(0, equals)));
    const bool takes_value = option->value[0] != '\0';
    if (!takes_value) {
        if (equals != std::string_view::npos) {
            return invalid(format("{} takes no value", option->name));
        }
        parsed.options[option->name] = "";
        return {};
    }
    if (equals == std::string_view::npos && at + 1 >= all.size()) {
        return invalid(format("{} needs a value: {} {}", option->name, option->name, option->value));
    }
    parsed.options[option->name] =
        equals == std::string_view::npos ? all[++at] : std::string(word.substr(equals + 1));
    return {};
}

Result<void> check_words(const Arguments& parsed) {
    const Command& command = *parsed.command;
    if (parsed.wants_help) return {};
    if (parsed.words.size() < command.min_arguments) {
        return invalid(format("farebox {} needs {}", command.name, command.arguments));
    }
    if (parsed.words.size() > command.max_arguments && !command.takes_command) {
        return invalid(format("farebox {} does not know what to do with \"{}\"", command.name,
                              parsed.words[command.max_arguments]));
    }
    return {};
}

}  // namespace

Result<Arguments> parse_arguments(const std::vector<std::string>& all) {
    Arguments parsed;
    for (std::size_t at = 0; at < all.size(); ++at) {
        const std::string& word = all[at];
        if (word == "--help" || word == "-h") {
            parsed.wants_help = true;
        } else if (parsed.command == nullptr && (word == "--version" || word == "-V")) {
            parsed.wants_version = true;
        } else if (parsed.command == nullptr && word == "help") {
            parsed.wants_help = true;
        } else if (parsed.command == nullptr) {
            parsed.command = find_command(word);
            if (parsed.command == nullptr) return unknown_command(word);
        } else if (parsed.command->takes_command && !word.starts_with("--")) {
            parsed.words.assign(all.begin() + static_cast<std::ptrdiff_t>(at), all.end());
            break;
        } else if (word == "--") {
            parsed.words.insert(parsed.words.end(), all.begin() + static_cast<std::ptrdiff_t>(at) + 1,
                                all.end());
            break;
        } else if (word.starts_with('-') && word.size() > 1) {
            FAREBOX_TRY_VOID(take_option(all, at, parsed));
        } else {
            parsed.words.push_back(word);
        }
    }
    if (parsed.command == nullptr) {
        if (!parsed.wants_version) parsed.wants_help = true;
        return parsed;
    }
    FAREBOX_TRY_VOID(check_words(parsed));
    return parsed;
}

std::string format_help() {
    std::string text =
        "farebox shows what coding agents on this machine cost, by agent, repository and branch.\n"
        "\nusage: farebox <command> [options]      farebox <command> --help tells more\n\n";
    for (const auto& command : commands()) {
        const std::string usage = format("  {} {}", command.name, command.arguments);
        text += usage + std::string(usage.size() < 24 ? 24 - usage.size() : 1, ' ') +
                command.summary + "\n";
    }
    return text +
           "\n  --version               the version of this program\n"
           "\nExit codes: 0 done; 1 failed; 2 wrong arguments; 3 the daemon is not running;\n"
           "4 doctor found problems. `farebox run` ends with the code of its command.\n"
           "Colour is used on a terminal only and never with NO_COLOR set.\n";
}

std::string format_help(const Command& command) {
    const std::string words = command.arguments;
    std::string text = format("{}\n\nusage: farebox {}{}{}\n\n{}", command.summary, command.name,
                              command.options.empty() ? "" : " [options]",
                              words.empty() ? "" : " " + words, command.text);
    if (!command.options.empty()) text += "\nOptions:\n";
    for (const auto& option : command.options) {
        const std::string usage = format("  {} {}", option.name, option.value);
        text += usage + std::string(usage.size() < 28 ? 28 - usage.size() : 1, ' ') + option.help + "\n";
    }
    return text;
}

}  // namespace farebox::control
