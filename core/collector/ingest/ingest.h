#pragma once
// A batch from its bytes to its acknowledgement (docs/ingest-api.md).

#include <string>
#include <string_view>

#include "core/api/ingest.h"
#include "core/base/clock.h"
#include "core/collector/directory/known_repos.h"
#include "core/collector/ingest/load.h"
#include "core/collector/ingest/screen.h"
#include "core/collector/store/call_store.h"

namespace farebox::collector {

struct Ingested {
    bool is_epoch_conflict = false;  ///< nothing was stored: see Appended
    api::IngestAck ack;              ///< without the policy's etag
};

/// Any thread.
class Ingest {
public:
    /// `repos` learns of repositories before their first call is stored, so that rules charge them;
    /// null where nobody asks for cost centres. `places`: batches in work at one time; fewer than
    /// the database has sessions.
    Ingest(CallStore& store, const Clock& clock, KnownRepos* repos = nullptr,
           std::int64_t places = 6);

    /// `coding` is the value of Content-Encoding. Errors: Invalid (cannot be read; halve to find the
    /// row), TooLarge, Unsupported (a coding or schema that this collector cannot read), Unavailable
    /// (try again after retry_after_ms).
    Result<Ingested> take(const IngestSender& sender, std::string_view coding, std::string_view body);

    /// How long whoever got Unavailable should wait.
    std::int64_t retry_after_ms() { return load_.retry_after_ms(); }

    const IngestLoad& load() const { return load_; }

private:
    Result<void> note_repos(const DeviceBatch& batch);

    CallStore& store_;
    const Clock& clock_;
    KnownRepos* const repos_;
    IngestLoad load_;
};

}  // namespace farebox::collector
