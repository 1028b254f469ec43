// The file that the MDM's profile becomes. CFPreferences would answer the same, but is not in the
// cross toolchain; the per-user folder below is for settings of one login and is not read.
#include "core/platform/managed_settings.h"

#include "core/platform/plist.h"
#include "core/platform/posix/trusted_file.h"

namespace farebox::platform {
namespace {

std::string plist_path(const ManagedPlace& place) { return place.folder + "/org.farebox.plist"; }

}  // namespace

ManagedPlace system_managed_place() { return {"/Library/Managed Preferences", 0}; }

ManagedSettings read_managed_settings(const ManagedPlace& place) {
    ManagedSettings settings;
    const std::string path = plist_path(place);
    const Result<std::string> bytes = load_trusted_file(path, place.owner);
    if (!bytes) {
        if (bytes.error().code != ErrorCode::NotFound) {
            settings.problems.push_back(bytes.error().message);
        }
        return settings;
    }
    Result<Json> values = parse_plist(*bytes);
    if (values && values->is_object()) {
        settings.documents.push_back(split_recommended(*std::move(values), path));
    } else {
        settings.problems.push_back(
            path + ": " + (values ? "no dictionary" : values.error().message) + "; it is not used");
    }
    return settings;
}

std::vector<std::string> managed_paths(const ManagedPlace& place) { return {plist_path(place)}; }

}  // namespace farebox::platform
