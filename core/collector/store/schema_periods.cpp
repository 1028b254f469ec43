// Tables of accounting: the state of each month (core/collector/chargeback/periods.h) and the bill's
// lines summed by rate (components.h), from which exports state quantity, unit price and cost.

namespace farebox::collector {

extern const char* const SchemaPeriods;

const char* const SchemaPeriods = R"sql(
-- One row a month that ever received a call or a decision; a month without a row is open.
-- Ingest locks the row it reads (FOR SHARE on PostgreSQL), so that closing waits for what is being
-- written and nothing is written to a month that was just closed.
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
);
)sql";

}  // namespace farebox::collector
