#pragma once
// The command line as a table: parsing, `--help` and shell completion are made from the same rows,
// so that none can be forgotten (why no library: docs/decisions, "command line").

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace farebox::control {

/// Exit codes of `farebox`; documented in docs/cli.md and in `farebox --help`.
enum ExitCode {
    ExitOk = 0,
    ExitFailed = 1,
    ExitUsage = 2,
    ExitNotRunning = 3,
    ExitProblems = 4,
};

struct CommandOption {
    const char* name;   ///< "--since"
    const char* value;  ///< "<day>"; "" for a flag
    const char* help;
    const char* words = "";  ///< completions, separated by blanks
};

struct Command {
    const char* name;
    const char* arguments;  ///< "<id>", "-- <command>..."
    const char* summary;
    const char* text;  ///< paragraphs and examples of its help
    std::vector<CommandOption> options;
    std::size_t min_arguments = 0;
    std::size_t max_arguments = 0;
    bool takes_command = false;  ///< everything from the first plain word on belongs to a child
    std::string words = "";      ///< completions of its arguments, separated by blanks
};
const std::vector<Command>& commands();

struct Arguments {
    const Command* command = nullptr;  ///< null: only --help or --version
    bool wants_help = false;
    bool wants_version = false;
    std::map<std::string, std::string> options;  ///< by name; "" for a flag
    std::vector<std::string> words;

    bool has(const std::string& name) const { return options.contains(name); }
    std::string value(const std::string& name) const {
        const auto found = options.find(name);
        return found == options.end() ? "" : found->second;
    }
};

/// Without the program's name. Invalid with a hint at the nearest spelling.
Result<Arguments> parse_arguments(const std::vector<std::string>& arguments);

std::string format_help();
std::string format_help(const Command& command);
/// A script for "bash", "zsh" or "fish"; Invalid for another shell.
Result<std::string> format_completion(std::string_view shell);

}  // namespace farebox::control
