#pragma once
// Which policy a workstation should have, as the tag that each acknowledgement names.
//
// To compose a policy takes some queries, and a busy workstation sends a batch every half minute. So
// its tag is kept for two minutes. What an administrator changes through this collector counts at once
// (forget); what changes elsewhere (another collector on the same store, the directory, midnight)
// within that time.

#include <map>
#include <optional>
#include <string>

#include "core/base/clock.h"
#include "core/base/mutex.h"
#include "core/collector/store/database.h"

namespace farebox::collector {

/// Any thread. Holds one short text for each device heard of lately.
class PolicyTags {
public:
    static constexpr UtcNs Life = 120 * NsPerSecond;

    /// With quotation marks; "" when it cannot be told: then nothing is fetched for it.
    std::string find(Session& session, const std::string& device_id, UtcNs now);
    /// Without asking the store.
    std::optional<std::string> find_known(const std::string& device_id, UtcNs now);
    /// A policy, budget or person was changed here.
    void forget();

private:
    struct Tag {
        std::string text;
        UtcNs found_at = 0;
        bool is_fresh(UtcNs now) const { return now >= found_at && now - found_at < Life; }
    };
    void keep(const std::string& device_id, Tag tag, std::int64_t generation);

    Mutex mutex_;
    std::map<std::string, Tag> tags_ FAREBOX_GUARDED_BY(mutex_);
    std::int64_t generation_ FAREBOX_GUARDED_BY(mutex_) = 0;  ///< grows with each forget
    UtcNs swept_at_ FAREBOX_GUARDED_BY(mutex_) = 0;
};

}  // namespace farebox::collector
