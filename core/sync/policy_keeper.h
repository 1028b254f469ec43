#pragma once
// Takes the collector's policy into force: checks its signature, then writes the file that the
// settings read (core/settings/sources.h). What cannot be checked changes nothing.
//
// The file stays when the collector is out of reach or revokes this machine: a policy holds until
// another one replaces it. It goes when this machine leaves the collector. A hash of the file lies
// beside it: what somebody changes in it here counts as no policy of the collector's, so that it is
// told and fetched again.

#include <string>
#include <string_view>

#include "core/base/clock.h"
#include "core/base/json.h"
#include "core/base/result.h"

namespace farebox::sync {

/// Owned by the sync thread.
class PolicyKeeper {
public:
    /// `policy_file`: settings::Places::collector_file. Reads the version kept beside it.
    PolicyKeeper(std::string policy_file, std::string device_id, Json policy_key);

    /// A compact JWS. Denied: not signed by the collector's key, for another device, or older than
    /// the one in force. Unavailable: it cannot be written.
    Result<void> take(std::string_view document, UtcNs now);
    /// Looks whether the file is still what was written. False: it was changed or removed by
    /// somebody else, and no policy of the collector is in force.
    bool check_file();
    /// "" while none is in force.
    const std::string& version() const { return version_; }
    UtcNs installed_at() const { return installed_at_; }  ///< 0 while none is in force
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
    std::string hash_;            ///< of the file
    std::int64_t issued_at_ = 0;  ///< seconds
    UtcNs installed_at_ = 0;
};

}  // namespace farebox::sync
