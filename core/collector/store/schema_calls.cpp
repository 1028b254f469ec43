// Calls, their sums, and what each device has sent.
//
// `calls` holds the newest revision of each call once. Its key begins with `id_month`, the month of
// the time that a UUIDv7 carries ("other" for any other id): the same call falls into the same
// partition whenever and however often it comes, so that a partition's key is the key of all.
// `day` is the UTC day that is charged, `posted_month` the accounting month that carries it.
// `replaced_calls` keeps a revision that a closed month was closed with: it stands in that month,
// and is taken back in `replaced_in`, the month that carries the correction.
// `rollup` is written in the transaction of the calls that it sums. Each sum has a companion
// `<name>_calls`: how many calls stated it. Unknown key text is ''.
// `device_epochs` holds what is received of each ledger file, `received_ranges` the stretches of it
// that lie beyond a gap.

#include "core/collector/store/schema.h"

namespace farebox::collector {

const char* const SchemaCalls = R"sql(
CREATE TABLE calls (
    call_id TEXT NOT NULL,
    request_id TEXT,
    vendor_request_id TEXT,
    response_id TEXT,
    attempt BIGINT NOT NULL,
    device_id TEXT NOT NULL,
    started_at BIGINT NOT NULL,
    first_byte_at BIGINT,
    ended_at BIGINT,
    utc_offset_min BIGINT NOT NULL,
    agent TEXT,
    agent_version TEXT,
    agent_source TEXT,
    sub_agent TEXT,
    session_id TEXT,
    developer_id TEXT,
    process_name TEXT,
    repo TEXT,
    branch TEXT,
    "commit" TEXT,
    worktree TEXT,
    ticket TEXT,
    ci_provider TEXT,
    ci_run_id TEXT,
    channel TEXT,
    provider TEXT,
    upstream TEXT,
    endpoint TEXT,
    model_requested TEXT,
    model_served TEXT,
    service_tier TEXT,
    region TEXT,
    credential_class TEXT,
    billing_mode TEXT,
    input_tokens BIGINT,
    cache_read_tokens BIGINT,
    cache_write_5m_tokens BIGINT,
    cache_write_1h_tokens BIGINT,
    cache_write_other_tokens BIGINT,
    output_tokens BIGINT,
    reasoning_tokens BIGINT,
    audio_tokens BIGINT,
    image_tokens BIGINT,
    web_search_calls BIGINT,
    tool_fee_units BIGINT,
    vendor_credits_nano BIGINT,
    usage_source TEXT,
    raw_usage TEXT,
    list_cost_nano BIGINT,
    contracted_cost_nano BIGINT,
    billed_cost_nano BIGINT,
    vendor_cost_nano BIGINT,
    price_status TEXT,
    price_rule TEXT,
    price_book TEXT,
    price_note TEXT,
    cost_components TEXT,
    outcome TEXT,
    http_status BIGINT,
    streamed BIGINT NOT NULL,
    request_bytes BIGINT NOT NULL,
    response_bytes BIGINT NOT NULL,
    ttfb_ms BIGINT,
    duration_ms BIGINT,
    shim_overhead_us BIGINT,
    verdict TEXT,
    budget_id TEXT,
    override_id TEXT,
    route_rule TEXT,
    dlp_findings TEXT,
    revision BIGINT NOT NULL,
    note TEXT,
    id_month TEXT NOT NULL,
    day TEXT NOT NULL,
    posted_month TEXT NOT NULL,
    received_at BIGINT NOT NULL,
    epoch TEXT NOT NULL,
    seq BIGINT NOT NULL,
    calls BIGINT NOT NULL,
    flags TEXT,
    PRIMARY KEY (id_month, call_id)
) /*postgres: PARTITION BY LIST (id_month) */;
/*postgres: CREATE TABLE calls_other PARTITION OF calls DEFAULT; */
CREATE INDEX calls_by_day ON calls (day, started_at, call_id);
CREATE INDEX calls_flagged ON calls (day) WHERE flags IS NOT NULL;
/*postgres: CREATE TABLE replaced_calls (LIKE calls); */
/*sqlite: CREATE TABLE replaced_calls AS SELECT * FROM calls WHERE 0; */
ALTER TABLE replaced_calls ADD COLUMN replaced_in TEXT NOT NULL DEFAULT '';
CREATE UNIQUE INDEX replaced_calls_by_id ON replaced_calls (call_id, revision);
CREATE INDEX replaced_calls_by_day ON replaced_calls (day, started_at, call_id);
CREATE TABLE rollup (
    posted_month TEXT NOT NULL,
    day TEXT NOT NULL,
    developer_id TEXT NOT NULL,
    device_id TEXT NOT NULL,
    agent TEXT NOT NULL,
    repo TEXT NOT NULL,
    branch TEXT NOT NULL,
    model TEXT NOT NULL,
    provider TEXT NOT NULL,
    billing_mode TEXT NOT NULL,
    price_status TEXT NOT NULL,
    usage_source TEXT NOT NULL,
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
    cache_write_5m_tokens BIGINT NOT NULL,
    cache_write_5m_tokens_calls BIGINT NOT NULL,
    cache_write_1h_tokens BIGINT NOT NULL,
    cache_write_1h_tokens_calls BIGINT NOT NULL,
    cache_write_other_tokens BIGINT NOT NULL,
    cache_write_other_tokens_calls BIGINT NOT NULL,
    output_tokens BIGINT NOT NULL,
    output_tokens_calls BIGINT NOT NULL,
    reasoning_tokens BIGINT NOT NULL,
    reasoning_tokens_calls BIGINT NOT NULL,
    audio_tokens BIGINT NOT NULL,
    audio_tokens_calls BIGINT NOT NULL,
    image_tokens BIGINT NOT NULL,
    image_tokens_calls BIGINT NOT NULL,
    web_search_calls BIGINT NOT NULL,
    web_search_calls_calls BIGINT NOT NULL,
    tool_fee_units BIGINT NOT NULL,
    tool_fee_units_calls BIGINT NOT NULL,
    vendor_credits_nano BIGINT NOT NULL,
    vendor_credits_nano_calls BIGINT NOT NULL,
    list_cost_nano BIGINT NOT NULL,
    list_cost_nano_calls BIGINT NOT NULL,
    contracted_cost_nano BIGINT NOT NULL,
    contracted_cost_nano_calls BIGINT NOT NULL,
    billed_cost_nano BIGINT NOT NULL,
    billed_cost_nano_calls BIGINT NOT NULL,
    vendor_cost_nano BIGINT NOT NULL,
    vendor_cost_nano_calls BIGINT NOT NULL,
    PRIMARY KEY (posted_month, day, device_id, developer_id, repo, branch, agent, model, provider,
                 billing_mode, price_status, usage_source)
) /*sqlite: WITHOUT ROWID */;
CREATE TABLE device_epochs (
    device_id TEXT NOT NULL,
    epoch TEXT NOT NULL,
    ack_seq BIGINT NOT NULL,
    highest_seq BIGINT NOT NULL,
    first_received_at BIGINT NOT NULL,
    last_received_at BIGINT NOT NULL,
    clock_offset_ns BIGINT,
    queued BIGINT NOT NULL,
    complete_through BIGINT,
    farebox_version TEXT,
    policy_version TEXT,
    PRIMARY KEY (device_id, epoch)
);
CREATE TABLE received_ranges (
    device_id TEXT NOT NULL,
    epoch TEXT NOT NULL,
    first_seq BIGINT NOT NULL,
    last_seq BIGINT NOT NULL,
    PRIMARY KEY (device_id, epoch, first_seq)
);
CREATE TABLE rejected_rows (
    device_id TEXT NOT NULL,
    epoch TEXT NOT NULL,
    seq BIGINT NOT NULL,
    code TEXT NOT NULL,
    detail TEXT NOT NULL,
    received_at BIGINT NOT NULL,
    PRIMARY KEY (device_id, epoch, seq)
);
CREATE TABLE discarded_calls (
    device_id TEXT NOT NULL,
    epoch TEXT NOT NULL,
    reason TEXT NOT NULL,
    calls BIGINT NOT NULL,
    PRIMARY KEY (device_id, epoch, reason)
);
CREATE TABLE raw_retention (
    id BIGINT NOT NULL PRIMARY KEY,
    raw_from TEXT NOT NULL,
    changed_at BIGINT NOT NULL
);
)sql";

}  // namespace farebox::collector
