// Files that configuration management writes, as Chrome, VS Code and Claude Code have them: one
// main file and a folder of parts, so that two teams need not share a file.
#include "core/platform/managed_settings.h"

#include "core/platform/posix/trusted_file.h"

#include <algorithm>
#include <filesystem>

namespace farebox::platform {
namespace {

namespace fs = std::filesystem;

std::string main_file(const ManagedPlace& place) { return place.folder + "/managed.json"; }
std::string parts_folder(const ManagedPlace& place) { return place.folder + "/managed.d"; }

std::vector<std::string> list_parts(const std::string& folder) {
    std::vector<std::string> paths;
    std::error_code why;
    for (fs::directory_iterator at(folder, why), end; !why && at != end; at.increment(why)) {
        const std::string name = at->path().filename().string();
        if (name.ends_with(".json") && !name.starts_with('.')) paths.push_back(folder + "/" + name);
    }
    std::ranges::sort(paths);
    return paths;
}

void add_file(const std::string& path, std::uint32_t owner, ManagedSettings& settings) {
    const Result<std::string> text = load_trusted_file(path, owner);
    if (!text) {
        if (text.error().code != ErrorCode::NotFound) {
            settings.problems.push_back(text.error().message);
        }
        return;
    }
    Result<ManagedDocument> document = parse_managed_document(*text, path);
    if (document) {
        settings.documents.push_back(*std::move(document));
    } else {
        settings.problems.push_back(document.error().message + "; the file is not used");
    }
}

// False when the folder is not there or may not be trusted.
bool can_use(const std::string& folder, std::uint32_t owner, ManagedSettings& settings) {
    const Result<void> checked = check_trusted_folder(folder, owner);
    if (!checked && checked.error().code != ErrorCode::NotFound) {
        settings.problems.push_back(checked.error().message);
    }
    return checked.has_value();
}

}  // namespace

ManagedPlace system_managed_place() { return {"/etc/farebox", 0}; }

ManagedSettings read_managed_settings(const ManagedPlace& place) {
    ManagedSettings settings;
    if (!can_use(place.folder, place.owner, settings)) return settings;
    add_file(main_file(place), place.owner, settings);
    if (!can_use(parts_folder(place), place.owner, settings)) return settings;
    for (const std::string& path : list_parts(parts_folder(place))) {
        add_file(path, place.owner, settings);
    }
    return settings;
}

std::vector<std::string> managed_paths(const ManagedPlace& place) {
    return {main_file(place), parts_folder(place)};
}

}  // namespace farebox::platform
