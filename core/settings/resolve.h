#pragma once
// Which value counts? Every key has one effective value, the source it comes from, and whether the
// user may change it.
//
// The order of sources is that of Source below: what the device's management enforces beats what
// the collector enforces, which beats the user, and so on down to the default in the schema. A
// source whose value is bad, or that may not set the key, is passed over with a problem; then the
// next one counts.

#include <string>
#include <string_view>
#include <vector>

#include "core/base/json.h"
#include "core/settings/schema.h"

namespace farebox::settings {

/// The highest first.
enum class Source {
    DeviceEnforced,
    CollectorEnforced,
    User,
    CollectorDefault,
    DeviceDefault,
    BuiltIn,
};
/// "device_enforced", ... as in the local API.
std::string_view to_text(Source source);
bool is_enforced(Source source);

/// What one file (or registry key) says.
struct SourceValues {
    Source source = Source::User;
    std::string origin;  ///< path, shown to people
    Json values;         ///< keys as "override.allowed" or as nested objects, both may occur
};

/// One key with what counts.
struct Effective {
    std::string key;
    Json value;
    Json default_value;
    Source source = Source::BuiltIn;
    std::string origin;  ///< "" for BuiltIn
    bool is_locked = false;

    bool operator==(const Effective&) const = default;
};

struct Resolution {
    std::vector<Effective> settings;    ///< one for each key of the schema, in its order
    std::vector<std::string> problems;  ///< one sentence each

    const Effective* find(std::string_view key) const;
    bool operator==(const Resolution&) const = default;
};

/// Sources in any order; of two of the same kind the later one counts. Entries of lists that are
/// appended are marked with `source` ("device", "collector", "user") and `is_locked`.
Resolution resolve(const std::vector<SourceValues>& sources,
                   const Schema& schema = built_in_schema());

}  // namespace farebox::settings
