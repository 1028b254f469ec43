#pragma once
// What was told, overridden and decided: alerts, overrides and the audit log, in the ledger's file.
//
// The audit log is a chain: each entry's hash covers its fields and the hash before it, so that a
// changed, removed or inserted entry is found by `verify_audit`. It does not stop someone who may
// write the file from making a whole new chain; the newest hash, kept elsewhere, does.
//
// Owned by the daemon's control thread, on a connection of its own; short transactions beside the
// ledger's writer (a busy file is waited for less than a second). SHA-256 comes in as a function:
// OpenSSL stays in core/net (core/net/sha256.h), and the ledger stays below it.

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/clock.h"
#include "core/base/json.h"
#include "core/budget/override.h"

namespace farebox::ledger {

class Database;

/// 64 lower-case hexadecimal digits.
using Sha256 = std::function<std::string(std::string_view)>;

struct AlertRow {
    std::string budget_id;
    UtcNs window_start = 0;
    std::int64_t threshold_percent = 0;
    UtcNs raised_at = 0;
    std::string cause;  ///< "codex on github.com/acme/payments: 62 %"

    bool operator==(const AlertRow&) const = default;
};

struct AuditEntry {
    std::int64_t sequence = 0;
    UtcNs at = 0;
    std::string actor;   ///< os user, or "farebox"
    std::string action;  ///< "override", "override_ended", "budget_changed", ...
    std::string detail;  ///< JSON text
    std::string previous_hash;  ///< "" for the first
    std::string hash;
};

struct AuditVerdict {
    bool is_intact = true;
    std::int64_t entries = 0;
    std::string newest_hash;
    std::int64_t broken_sequence = 0;  ///< the first entry that is wrong or missing
    std::string problem;               ///< one sentence about it
};

class GovernanceStore {
public:
    /// The file must exist with the newest version: open the Ledger first.
    static Result<std::unique_ptr<GovernanceStore>> open(const std::string& path, Sha256 sha256);
    ~GovernanceStore();
    GovernanceStore(const GovernanceStore&) = delete;
    GovernanceStore& operator=(const GovernanceStore&) = delete;

    /// False when this threshold was told in this window before.
    Result<bool> add_alert(const AlertRow& alert);
    /// Newest first.
    Result<std::vector<AlertRow>> alerts(std::size_t limit);

    /// With its audit entry, or neither.
    Result<void> add_override(const budget::Override& item);
    /// Ends an active one now; NotFound when there is none of that id.
    Result<void> end_override(const std::string& override_id, const std::string& os_user, UtcNs now);
    Result<std::vector<budget::Override>> active_overrides(UtcNs now);
    /// Started at or after `since`, for rules of "how often".
    Result<std::vector<budget::Override>> overrides_since(UtcNs since);

    Result<AuditEntry> append_audit(UtcNs at, const std::string& actor, const std::string& action,
                                    const Json& detail);
    /// Newest first.
    Result<std::vector<AuditEntry>> audit(std::size_t limit);
    Result<AuditVerdict> verify_audit();

private:
    GovernanceStore(std::unique_ptr<Database> database, Sha256 sha256);
    Result<AuditEntry> chain(UtcNs at, const std::string& actor, const std::string& action,
                             const Json& detail);
    Result<void> insert_override(const budget::Override& item);
    Result<void> stop_override(const std::string& override_id, const std::string& os_user,
                               UtcNs now);

    const std::unique_ptr<Database> database_;
    const Sha256 sha256_;
};

}  // namespace farebox::ledger
