#pragma once
// Takes the collector's policy into force: checks its signature, then writes the file that the
// settings read (core/settings/sources.h). What cannot be checked changes nothing.
//
// The file stays when the collector is out of reach: a policy holds until another one replaces it.
// It goes when this machine leaves the collector.

#include <string>
#include <string_view>

#include "core/base/json.h"
#include "core/base/result.h"

namespace farebox::sync {

/// Owned by the sync thread; `version` by any thread through its caller's own means.
class PolicyKeeper {
public:
    /// `policy_file`: settings::Places::collector_file. Reads the version kept beside it.
    PolicyKeeper(std::string policy_file, std::string device_id, Json policy_key);

    /// A compact JWS. Denied: not signed by the collector's key, for another device, or older than
    /// the one in force. Unavailable: it cannot be written.
    Result<void> take(std::string_view document);
    /// "" while none is in force.
    const std::string& version() const { return version_; }
    /// For If-None-Match; "" while none is in force.
    std::string etag() const { return version_.empty() ? "" : "\"" + version_ + "\""; }
    /// Removes the files of `policy_file`.
    static void forget(const std::string& policy_file);

private:
    std::string note_file() const { return policy_file_ + ".version"; }

    const std::string policy_file_;
    const std::string device_id_;
    const Json policy_key_;
    std::string version_;
    std::int64_t issued_at_ = 0;  ///< seconds
};

}  // namespace farebox::sync
