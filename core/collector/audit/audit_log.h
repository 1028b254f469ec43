#pragma once
// Who did what to the collector, as a chain: each entry's hash covers its fields and the hash before
// it, so that a changed, removed or inserted entry is found by `verify_audit`.
//
// It does not stop someone who may rewrite the whole table. Whoever wants that, too, keeps a hash
// elsewhere now and then (a mail, a ticket) and asks later whether it still stands: the second form
// of `verify_audit`. Prompts, answers, credentials and tokens are never in an entry.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/clock.h"
#include "core/base/json.h"
#include "core/base/result.h"
#include "core/collector/store/database.h"

namespace farebox::collector {

struct AuditEntry {
    std::int64_t sequence = 0;  ///< from 1 without gaps
    UtcNs at = 0;
    std::string actor;   ///< account, "device <id>" or "system"
    std::string role;    ///< what allowed it: "finance", "auditor,finance"
    std::string action;  ///< "period.close", "directory.import", "login.failed"
    std::string object;  ///< "2026-04", an id; "" none
    std::string before;  ///< a short text, JSON where it has parts; "" new or none
    std::string after;
    std::string reason;  ///< what the actor gave as one
    std::string ip;
    std::string previous_hash;
    std::string hash;

    bool operator==(const AuditEntry&) const = default;
};

/// Appends inside the caller's transaction: the change and its entry are both there, or neither.
/// sequence and both hashes are filled in; one append at a time over all collectors. Texts are cut
/// at 4 KiB.
Result<AuditEntry> append_audit(Session& session, AuditEntry entry);

/// Entries whose action begins with `family` and whose object is one of `objects`.
struct AuditTopic {
    std::string family;
    std::vector<std::string> objects;
};

/// What a reader may see: their own entries, those whose action begins with one of `families`, and
/// those of the topics.
struct AuditSight {
    std::string actor;
    std::vector<std::string> families;
    std::vector<AuditTopic> topics;
};

/// Empty members do not filter.
struct AuditQuery {
    std::string actor;
    std::string action;  ///< as a prefix: "period." finds all of them
    std::string object;
    UtcNs since = 0;
    UtcNs until = 0;                  ///< exclusive
    std::int64_t before_sequence = 0; ///< older than that one: the next page
    std::int64_t limit = 100;         ///< at most 10,000
    std::optional<AuditSight> sight{};  ///< absent: everything
};
/// Newest first.
Result<std::vector<AuditEntry>> read_audit(Session& session, const AuditQuery& query);

struct AuditVerdict {
    bool is_whole = true;
    std::string problem;       ///< "" or which entry and why
    std::int64_t count = 0;
    std::string newest_hash;   ///< "" when there is no entry
};
/// Reads every entry, in pieces; run it in a reading transaction for one moment.
Result<AuditVerdict> verify_audit(Session& session);
/// Whether the entry of that number still has that hash; with all before it, as above.
Result<AuditVerdict> verify_audit(Session& session, std::int64_t sequence, std::string_view hash);

Json to_json(const AuditEntry& entry);
/// Of the entry's fields, without `hash` itself.
std::string hash_of(const AuditEntry& entry);

}  // namespace farebox::collector
