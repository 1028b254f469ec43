#pragma once
// A batch as it goes over the wire: at most 500 events, at most 1 MiB coded.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/api/ingest.h"
#include "core/ledger/sync_store.h"
#include "core/sync/sent_fields.h"

namespace farebox::sync {

/// What every batch of one pass says of the machine.
struct BatchFacts {
    std::string epoch;
    std::int64_t last_seq = 0;  ///< of the ledger: the newest event there is
    UtcNs now = 0;
    /// Every call that ended before is in the ledger; absent when that is not known.
    std::optional<UtcNs> complete_through;
    std::map<std::string, std::int64_t> discarded;
    std::string policy_version;
    SentRules rules;
    std::string_view coding;  ///< "zstd", "gzip" or ""
};

struct CodedBatch {
    api::BatchHead head;
    std::string body;             ///< coded
    std::string_view coding;
    std::string idempotency_key;  ///< the same for the same events
};

/// Of the front of `rows`, which are not empty and follow one another; as many as fit.
Result<CodedBatch> build_batch(std::vector<ledger::OutboxRow> rows, const BatchFacts& facts);

}  // namespace farebox::sync
