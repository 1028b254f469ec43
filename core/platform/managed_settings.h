#pragma once
// What the organisation that manages this machine has set: values to enforce and values to
// recommend. Which keys there are and what they may hold is not known here.
//
// | system  | enforced and recommended                                            | trusted because |
// |---------|---------------------------------------------------------------------|-----------------|
// | Linux   | /etc/farebox/managed.json, then managed.d/*.json in order of name:  | owned by root, writable by nobody else |
// |         | {"enforced": {...}, "recommended": {...}}                           | |
// | macOS   | /Library/Managed Preferences/org.farebox.plist; recommended values in its dictionary "Recommended" | as on Linux; written by the MDM |
// | Windows | HKLM\SOFTWARE\Policies\Farebox; recommended values in its key Recommended | administrators alone write there |

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/json.h"

namespace farebox::platform {

struct ManagedDocument {
    std::string origin;  ///< path or registry key
    Json enforced = Json::object();
    Json recommended = Json::object();
};

struct ManagedSettings {
    std::vector<ManagedDocument> documents;  ///< later ones win over earlier ones
    std::vector<std::string> problems;       ///< files that are not used, and why
};

/// Where to look. Tests give a folder of their own and the user who owns it.
struct ManagedPlace {
    std::string folder;
    std::uint32_t owner = 0;
};
ManagedPlace system_managed_place();

/// Nothing there is normal and gives nothing.
ManagedSettings read_managed_settings(const ManagedPlace& place);

/// Files and folders to watch for changes; empty where the system tells changes otherwise.
std::vector<std::string> managed_paths(const ManagedPlace& place);

/// {"enforced": {...}, "recommended": {...}}; other members are refused, since a policy that is
/// written in the wrong place would silently not hold.
Result<ManagedDocument> parse_managed_document(std::string_view text, std::string origin);

/// A flat dictionary with the recommended values in a dictionary of its own below `Recommended`:
/// the form of property lists and of the registry.
ManagedDocument split_recommended(Json values, std::string origin);

}  // namespace farebox::platform
