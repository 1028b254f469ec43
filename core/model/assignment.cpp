#include "core/model/assignment.h"

#include <algorithm>

#include "core/base/format.h"
#include "core/base/strings.h"

namespace farebox {
namespace {

constexpr std::size_t MaxRuleBytes = 1024;

Result<std::string> read_text(const Json& entry, const char* key) {
    const Json* member = find_member(entry, key);
    if (member == nullptr || member->is_null()) return std::string();
    if (member->is_string() && member->get_ref<const std::string&>().size() <= MaxRuleBytes) {
        return member->get<std::string>();
    }
    return invalid(format("{} is {}; allowed: text", key, printable(shorten(to_text(*member), 80))));
}

Result<void> check_keys(const Json& entry) {
    for (const auto& [key, value] : entry.items()) {
        const bool is_known = key == "folder" || key == "program" || key == "repo" ||
                              key == "source" || key == "is_locked";
        if (is_known) continue;
        return invalid(format("\"{}\" is no key of an assignment; allowed: folder, program, repo",
                              printable(shorten(key, 80))));
    }
    return {};
}

bool is_repo_name(std::string_view text) {
    return !text.empty() && std::ranges::none_of(text, [](unsigned char c) {
        return c <= ' ' || c == 0x7f || c == '@' || c == ':' || c == '\\';
    });
}

Error wrong(const char* key, const std::string& value, std::string_view allowed) {
    return invalid(format("{} is \"{}\"; allowed: {}", key, printable(shorten(value, 80)), allowed));
}

}  // namespace

bool is_absolute_folder(std::string_view text) {
    const bool has_drive = text.size() >= 3 && text[1] == ':' && (text[2] == '\\' || text[2] == '/');
    return text.starts_with('/') || has_drive;
}

Result<Assignment> parse_assignment(const Json& entry) {
    if (!entry.is_object()) return invalid("an assignment: expected an object");
    FAREBOX_TRY_VOID(check_keys(entry));
    Assignment made;
    FAREBOX_TRY(folder, read_text(entry, "folder"));
    FAREBOX_TRY(program, read_text(entry, "program"));
    FAREBOX_TRY(repo, read_text(entry, "repo"));
    made.folder = folder;
    made.program = program;
    made.repo = repo;
    while (made.folder.size() > 1 && made.folder.ends_with('/')) made.folder.pop_back();
    if (made.folder.empty() == made.program.empty()) {
        return invalid("an assignment needs either folder or program");
    }
    if (!made.folder.empty() && !is_absolute_folder(made.folder)) {
        return wrong("folder", made.folder, "an absolute path");
    }
    if (made.program.find('/') != std::string::npos) {
        return wrong("program", made.program, "the name of a process, without its path");
    }
    if (!is_repo_name(made.repo)) {
        return wrong("repo", made.repo, "host/owner/name, as `farebox spend --by repo` shows it");
    }
    const auto source = parse_budget_source(find_string(entry, "source").value_or("user"));
    made.source = source.value_or(BudgetSource::User);
    made.is_locked = find_bool(entry, "is_locked").value_or(false);
    return made;
}

Json to_json(const Assignment& assignment) {
    Json entry = Json::object();
    if (!assignment.folder.empty()) entry["folder"] = assignment.folder;
    else entry["program"] = assignment.program;
    entry["repo"] = assignment.repo;
    entry["source"] = std::string(to_text(assignment.source));
    entry["is_locked"] = assignment.is_locked;
    return entry;
}

}  // namespace farebox
