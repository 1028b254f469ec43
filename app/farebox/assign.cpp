// Where calls belong that nothing else places. Changes go through the same routes with and without
// the daemon: the rules are settings.

#include <filesystem>

#include "app/farebox/console.h"
#include "core/base/format.h"
#include "core/base/strings.h"
#include "core/control/query_string.h"
#include "core/control/show.h"
#include "core/model/assignment.h"

namespace farebox::cli {
namespace {

// As the attribution sees it: absolute, without dots. It need not exist any more.
std::string absolute_folder(const std::string& path) {
    std::error_code error;
    const auto whole = std::filesystem::weakly_canonical(path, error);
    return error ? path : whole.string();
}

int add(const control::Arguments& arguments, const Console& console, control::Client& client) {
    Json body = {{"repo", arguments.value("--repo")}};
    if (arguments.has("--folder")) body["folder"] = absolute_folder(arguments.value("--folder"));
    if (arguments.has("--program")) body["program"] = arguments.value("--program");
    const auto rule = client.send("PUT", "assignments", body);
    if (!rule) return console.fail(rule.error());
    if (arguments.has("--json")) {
        console.print(to_pretty_text(*rule) + "\n");
        return control::ExitOk;
    }
    const auto folder = find_string(*rule, "folder");
    console.print(format("from the next call on, calls {} {} belong to {} unless they say otherwise\n",
                         folder ? "from" : "of",
                         printable(folder.value_or(find_string(*rule, "program").value_or(""))),
                         printable(find_string(*rule, "repo").value_or(""))));
    return control::ExitOk;
}

// "./notes" is a folder, "notes" a program.
int remove(const std::string& word, const Console& console, control::Client& client) {
    const bool is_path = word.find('/') != std::string::npos || word.starts_with('.');
    const std::string subject = is_path ? absolute_folder(word) : word;
    const control::Parameters which{{is_path ? "folder" : "program", subject}};
    const auto removed = client.send("DELETE", "assignments?" + control::format_query(which));
    if (!removed) return console.fail(removed.error());
    console.print(format("the rule for {} is removed\n", printable(subject)));
    return control::ExitOk;
}

}  // namespace

int run_assign(const control::Arguments& arguments, const Console& console) {
    settings::Store store(console.setting_places());
    control::Client client = console.make_client(&store);
    const auto& words = arguments.words;
    if (words.size() == 2 && words[0] == "remove") return remove(words[1], console, client);
    if (!words.empty()) {
        return console.fail(invalid("assign takes: --folder or --program with --repo, or remove <folder or program>"));
    }
    const bool adds = arguments.has("--folder") || arguments.has("--program") || arguments.has("--repo");
    if (adds) return add(arguments, console, client);
    const auto answer = client.get("assignments");
    if (!answer) return console.fail(answer.error());
    console.print(arguments.has("--json")
                      ? to_pretty_text(*answer) + "\n"
                      : control::show_assignments(*find_member(*answer, "assignments"), console.style));
    return control::ExitOk;
}

}  // namespace farebox::cli
