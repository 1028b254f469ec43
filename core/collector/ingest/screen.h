#pragma once
// One event of a batch, looked at before it is stored: what cannot be counted is rejected with its
// reason, what can be counted is never lost for being odd.
//
// A wrong clock charges the day of arrival, under a flag; a text too long for a key is shortened,
// under a flag; a word of a newer workstation is kept as it came. The device is the sender's whatever
// the row says, the developer the person the sender is bound to, else whom the row claims.

#include <optional>
#include <string>
#include <variant>

#include "core/api/ingest.h"
#include "core/collector/store/call_store.h"

namespace farebox::collector {

/// Who sent it, after every check of the proof.
struct IngestSender {
    std::string device_id;
    std::string person_id;  ///< "" while the device is bound to nobody
    /// Calls cannot have started before; unknown when nobody said.
    std::optional<UtcNs> installed_at;
};

/// A call that starts later than this after its arrival has a wrong clock.
constexpr UtcNs ClockTolerance = 10 * 60 * NsPerSecond;

using Screened = std::variant<StoredCall, RejectedRow>;
Screened screen(api::IngestEvent event, const IngestSender& sender, UtcNs received_at);

}  // namespace farebox::collector
