#pragma once
// Where values come from: the user's file, what the collector said last, and the device's
// management.

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/platform/managed_settings.h"
#include "core/settings/resolve.h"

namespace farebox::settings {

struct Places {
    std::string config_file;     ///< the user's
    std::string collector_file;  ///< {"enforced", "recommended"} as the collector gave them; "" = none
    platform::ManagedPlace managed;
};
/// The places of this system; `state_dir` holds the collector's file.
Places find_places(std::string config_file, const std::string& state_dir);

struct Sources {
    std::vector<SourceValues> values;
    std::vector<std::string> problems;  ///< files that cannot be used at all
};

/// Reads all places. A file that is not there adds nothing.
Sources load_sources(const Places& places);

/// One source each, for tests and for those who want the user's part alone.
void add_user_text(Sources& sources, std::string_view text, std::string origin);
/// False when there is no such file.
bool add_user_file(Sources& sources, const std::string& path);

/// The sources resolved, with their problems first.
Resolution load_resolution(const Places& places);

}  // namespace farebox::settings
