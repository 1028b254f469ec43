// Tables of accounting: the state of each month (core/collector/chargeback/periods.h), the bill's
// lines summed by rate (components.h), from which exports state quantity, unit price and cost, and
// the sums of whole months (rollup_months.h).

#include "core/collector/store/schema.h"

namespace farebox::collector {

const char* const SchemaPeriods = R"sql(
-- One row a month that ever received a call or a decision; a month without a row is open.
-- Ingest reads it under the shared lock "periods", closing writes it under the exclusive one: nothing
-- is written to a month that was just closed.
CREATE TABLE periods (
    month TEXT PRIMARY KEY,
    state TEXT NOT NULL CHECK (state IN ('open', 'provisional', 'closed')),
    provisional_at BIGINT,
    provisional_by TEXT,
    closed_at BIGINT,
    closed_by TEXT,
    note TEXT,
    -- As they stood when the month was closed.
    devices_known BIGINT,
    devices_complete BIGINT,
    late_devices TEXT,
    closed_calls BIGINT,
    closed_list_cost_nano BIGINT,
    closed_contracted_cost_nano BIGINT,
    closed_billed_cost_nano BIGINT
);

-- cost_nano is the sum of what each call booked, rounded once a call and line; quantity x rate is
-- the same before rounding. cost_basis says what billed_cost_nano rests on.
CREATE TABLE rollup_components (
    posted_month TEXT NOT NULL,
    day TEXT NOT NULL,
    developer_id TEXT NOT NULL,
    agent TEXT NOT NULL,
    repo TEXT NOT NULL,
    branch TEXT NOT NULL,
    model TEXT NOT NULL,
    provider TEXT NOT NULL,
    billing_mode TEXT NOT NULL,
    service_tier TEXT NOT NULL,
    usage_source TEXT NOT NULL,
    price_rule TEXT NOT NULL,
    cost_basis TEXT NOT NULL,
    bucket TEXT NOT NULL,
    rate_pico BIGINT NOT NULL,
    multiplier_ppm BIGINT NOT NULL,
    calls BIGINT NOT NULL,
    quantity BIGINT NOT NULL,
    cost_nano BIGINT NOT NULL,
    contracted_cost_nano BIGINT NOT NULL,
    billed_cost_nano BIGINT NOT NULL,
    PRIMARY KEY (posted_month, day, developer_id, agent, repo, branch, model, provider,
                 billing_mode, service_tier, usage_source, price_rule, cost_basis, bucket,
                 rate_pico, multiplier_ppm)
) /*sqlite: WITHOUT ROWID */;

-- The rollup of whole months (rollup_months.h).
CREATE TABLE rollup_months (
    posted_month TEXT NOT NULL,
    developer_id TEXT NOT NULL,
    repo TEXT NOT NULL,
    agent TEXT NOT NULL,
    model TEXT NOT NULL,
    provider TEXT NOT NULL,
    billing_mode TEXT NOT NULL,
    calls BIGINT NOT NULL,
    failed_calls BIGINT NOT NULL,
    refused_calls BIGINT NOT NULL,
    unpriced_calls BIGINT NOT NULL,
    partly_priced_calls BIGINT NOT NULL,
    estimated_calls BIGINT NOT NULL,
    partial_usage_calls BIGINT NOT NULL,
    unknown_usage_calls BIGINT NOT NULL,
    input_tokens BIGINT NOT NULL,
    input_tokens_calls BIGINT NOT NULL,
    cache_read_tokens BIGINT NOT NULL,
    cache_read_tokens_calls BIGINT NOT NULL,
    cache_write_tokens BIGINT NOT NULL,
    cache_write_tokens_calls BIGINT NOT NULL,
    output_tokens BIGINT NOT NULL,
    output_tokens_calls BIGINT NOT NULL,
    reasoning_tokens BIGINT NOT NULL,
    reasoning_tokens_calls BIGINT NOT NULL,
    list_cost_nano BIGINT NOT NULL,
    list_cost_nano_calls BIGINT NOT NULL,
    contracted_cost_nano BIGINT NOT NULL,
    contracted_cost_nano_calls BIGINT NOT NULL,
    billed_cost_nano BIGINT NOT NULL,
    billed_cost_nano_calls BIGINT NOT NULL,
    vendor_stated_cost_nano BIGINT NOT NULL,
    vendor_stated_cost_nano_calls BIGINT NOT NULL,
    PRIMARY KEY (posted_month, developer_id, repo, agent, model, provider, billing_mode)
) /*sqlite: WITHOUT ROWID */;
)sql";

}  // namespace farebox::collector
