// Completion scripts, made from the command table.

#include "core/base/format.h"
#include "core/control/arguments.h"

namespace farebox::control {
namespace {

std::string command_names() {
    std::string names;
    for (const auto& command : commands()) names += std::string(names.empty() ? "" : " ") + command.name;
    return names;
}

std::string option_names(const Command& command) {
    std::string names = "--help";
    for (const auto& option : command.options) names += std::string(" ") + option.name;
    return names;
}

// Bash and zsh share one function; zsh runs it through bashcompinit.
std::string bash_script() {
    std::string cases;
    for (const auto& command : commands()) {
        std::string values;
        for (const auto& option : command.options) {
            if (option.words[0] == '\0') continue;
            values += format("            {}) words='{}' ;;\n", option.name, option.words);
        }
        cases += format("        {})\n            words='{} {}'\n            case $previous in\n{}"
                        "            esac ;;\n",
                        command.name, option_names(command), command.words, values);
    }
    return format(
        "_farebox() {\n"
        "    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} words=\n"
        "    if [[ $COMP_CWORD == 1 ]]; then\n"
        "        words='{} --help --version'\n"
        "    elif [[ ${COMP_WORDS[1]} == run ]]; then\n"
        "        COMPREPLY=($(compgen -c -- \"$current\")); return\n"
        "    else\n"
        "        case ${COMP_WORDS[1]} in\n{}        esac\n"
        "    fi\n"
        "    COMPREPLY=($(compgen -W \"$words\" -- \"$current\"))\n"
        "}\n",
        command_names(), cases);
}

std::string fish_script() {
    // After `run` comes any command of the shell, by fish's own function for that.
    std::string script =
        "complete -c farebox -f\n"
        "complete -c farebox -n '__fish_seen_subcommand_from run' -a '(__fish_complete_command)'\n";
    for (const auto& command : commands()) {
        script += format("complete -c farebox -n __fish_use_subcommand -a {} -d '{}'\n",
                         command.name, command.summary);
        const std::string seen = format("'__fish_seen_subcommand_from {}'", command.name);
        for (const auto& option : command.options) {
            script += format("complete -c farebox -n {} -l {} -d '{}'", seen,
                             std::string_view(option.name).substr(2), option.help);
            if (option.value[0] != '\0') script += format(" -x -a '{}'", option.words);
            script += "\n";
        }
        if (!command.words.empty()) {
            script += format("complete -c farebox -n {} -a '{}'\n", seen, command.words);
        }
    }
    return script;
}

}  // namespace

Result<std::string> format_completion(std::string_view shell) {
    if (shell == "bash") return bash_script() + "complete -F _farebox farebox\n";
    if (shell == "zsh") {
        return "#compdef farebox\nautoload -U +X bashcompinit && bashcompinit\n" + bash_script() +
               "complete -F _farebox farebox\n";
    }
    if (shell == "fish") return fish_script();
    return invalid(format("no completion for \"{}\"; bash, zsh or fish", shell));
}

}  // namespace farebox::control
