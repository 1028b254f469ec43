// What the company decides from the centre: budgets, settings documents, and what each workstation
// was told and has told.
//
// `policy_settings` keeps every version; the newest is in force. `central_budgets` holds one row a
// budget; its history is in the audit log. `shares` is what each workstation reported to have spent
// of a shared budget in a window and how far it may go until when. Amounts are of the budget's unit
// (nano-USD or tokens).

#include "core/collector/store/schema.h"

namespace farebox::collector {

const char* const SchemaPolicy = R"sql(
CREATE TABLE policy_settings (
    version BIGINT PRIMARY KEY,
    created_at BIGINT NOT NULL,
    created_by TEXT NOT NULL,
    reason TEXT NOT NULL,
    enforced TEXT NOT NULL,
    recommended TEXT NOT NULL
);
CREATE TABLE central_budgets (
    budget_id TEXT PRIMARY KEY,
    team_id TEXT NOT NULL,
    cost_centre_id TEXT NOT NULL,
    person_id TEXT NOT NULL,
    budget TEXT NOT NULL,
    is_active BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    changed_by TEXT NOT NULL
);
CREATE TABLE shares (
    budget_id TEXT NOT NULL,
    window_start BIGINT NOT NULL,
    device_id TEXT NOT NULL,
    spent BIGINT NOT NULL,
    ceiling BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    reported_at BIGINT NOT NULL,
    PRIMARY KEY (budget_id, window_start, device_id)
);
CREATE TABLE override_requests (
    request_id TEXT PRIMARY KEY,
    budget_id TEXT NOT NULL,
    device_id TEXT NOT NULL,
    person_id TEXT NOT NULL,
    reason TEXT NOT NULL,
    minutes BIGINT NOT NULL,
    requested_at BIGINT NOT NULL,
    state TEXT NOT NULL,
    decided_at BIGINT,
    decided_by TEXT,
    expires_at BIGINT
);
CREATE INDEX override_requests_by_state ON override_requests (state, requested_at);
CREATE TABLE device_status (
    device_id TEXT PRIMARY KEY,
    last_seen_at BIGINT NOT NULL,
    farebox_version TEXT NOT NULL,
    policy_version TEXT NOT NULL,
    policy_installed_at BIGINT,
    queued BIGINT NOT NULL,
    clock_skew_ms BIGINT NOT NULL,
    problems TEXT NOT NULL,
    report TEXT NOT NULL
);
CREATE TABLE policy_told (
    device_id TEXT PRIMARY KEY,
    policy_version TEXT NOT NULL,
    told_at BIGINT NOT NULL
);
)sql";

}  // namespace farebox::collector
