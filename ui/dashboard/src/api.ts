// The JSON of /api/v1 as types; one name is one name in the server's struct, its SQL and here.
//
// What ends in _nano is nano-USD. It passes 2^53 in a year of a large company, so http.ts reads it
// as BigInt. null is unknown, or unattributed for a key. Times are UTC nanoseconds.

export type Role = "developer" | "team_lead" | "finance" | "platform_admin" | "auditor";

export interface Session {
    account: string;
    name: string;
    person_id: string | null;
    roles: Role[];
    teams: string[];
    /// What opens a page or a button; absent: the pages ask and are refused.
    permissions?: string[];
    csrf_token: string;
    company: string;
    must_change_password?: boolean;
    /// Today as the server sees it; the demo's company lives in its own time.
    today?: string;
    policy: { min_group_size: number; names_visible: boolean };
}

/// How one may sign in here.
export interface LoginWays {
    company: string;
    oidc: boolean;
}

export const Dimensions = [
    "month", "day", "business_unit", "cost_centre", "team", "developer",
    "agent", "repo", "branch", "model", "provider", "billing_mode",
] as const;
export type Dimension = (typeof Dimensions)[number];

export const Measures = ["list", "contracted", "billed"] as const;
export type Measure = (typeof Measures)[number];

export interface Figures {
    calls: number;
    failed_calls: number;
    unpriced_calls: number;
    partly_priced_calls: number;
    estimated_calls: number;
    unknown_usage_calls: number;
    uncontracted_calls: number;
    unbilled_calls: number;
    input_tokens: number | null;
    cache_read_tokens: number | null;
    cache_write_tokens: number | null;
    output_tokens: number | null;
    list_cost_nano: bigint | null;
    contracted_cost_nano: bigint | null;
    billed_cost_nano: bigint | null;
    correction_list_cost_nano: bigint | null;
}

/// Figures with one field a dimension asked for: `repo`, and `team_name` beside `team`.
export type SpendRow = Figures & { people?: number | null } & Record<string, unknown>;

export interface Completeness {
    devices_known: number;
    devices_complete: number;
    late_device_count: number;
    /// The first of them, longest silent first.
    late_devices: LateDevice[];
}

export interface LateDevice {
    device_id: string;
    person_id?: string | null;
    last_received_at?: number | null;
    complete_through?: number | null;
    queued?: number;
    has_gap?: boolean;
}

export type PeriodState = "open" | "provisional" | "closed" | "mixed";

export interface Spend {
    group_by: Dimension[];
    from: string;
    to: string;
    state: PeriodState;
    amounts?: boolean;
    rows: SpendRow[];
    row_count: number;
    total: Figures;
    unattributed: Figures;
    completeness?: Completeness | null;
}

export interface Trend {
    days: TrendDay[];
    forecast: Forecast | null;
}
export interface TrendDay {
    day: string;
    calls: number;
    list_cost_nano: bigint | null;
    contracted_cost_nano?: bigint | null;
    billed_cost_nano?: bigint | null;
    unpriced_calls?: number;
    [key: string]: unknown;
}
export interface Forecast {
    month?: string;
    month_end_nano: bigint | null;
    low_nano: bigint | null;
    high_nano: bigint | null;
    reason: string | null;
}

export interface Evidence {
    dimension: string;
    value: string;
    source: string;
    confidence: string | number;
    [key: string]: unknown;
}
export interface CostComponent {
    bucket: string;
    quantity: number;
    rate_pico: number;
    multiplier_ppm: number;
    amount_nano: bigint;
}
/// The fields of a call that are shown by name; all others are listed as they come.
export interface Call {
    call_id: string;
    started_at: number;
    agent: string | null;
    repo: string | null;
    branch: string | null;
    developer_id: string | null;
    model_served: string | null;
    model_requested: string | null;
    provider: string | null;
    outcome: string;
    usage_source: string;
    price_status: string;
    price_rule: string | null;
    price_book: string | null;
    price_note: string | null;
    list_cost_nano: bigint | null;
    contracted_cost_nano: bigint | null;
    billed_cost_nano: bigint | null;
    input_tokens: number | null;
    cache_read_tokens: number | null;
    output_tokens: number | null;
    duration_ms: number | null;
    note?: string | null;
    evidence?: Evidence[] | null;
    cost_components?: CostComponent[] | null;
    [field: string]: unknown;
}
export interface Calls {
    rows: Call[];
    next: string | null;
}

export interface Period {
    month: string;
    state: PeriodState;
    completeness: Completeness;
    provisional_at?: number | null;
    provisional_by?: string | null;
    closed_at: number | null;
    closed_by: string | null;
    note?: string | null;
    totals: Figures;
}

export interface Budget {
    budget_id: string;
    name: string;
    scope: Record<string, string> | null;
    team_id?: string | null;
    cost_centre_id?: string | null;
    person_id?: string | null;
    devices?: number;
    unit: "usd" | "tokens";
    period: string;
    limit_nano?: bigint | null;
    spent_nano?: bigint | null;
    limit_tokens?: number | null;
    spent_tokens?: number | null;
    soft_percent: number;
    hard_percent: number;
    mode: string;
    time_zone?: string;
    per_call_cap_nano?: bigint | null;
    basis?: string;
    unpriced?: string;
    state: "ok" | "warning" | "paused" | "overridden";
    window_end?: number | null;
    changed_at?: number;
    changed_by?: string;
    /// Of a trial: how many devices it concerns.
    reaches_devices?: number;
}

export interface CoverageReason {
    dimension: string;
    reason: string;
    calls: number;
    list_cost_nano: bigint | null;
}
export interface Coverage {
    from: string;
    to: string;
    total: { calls: number; list_cost_nano: bigint | null };
    unattributed: CoverageReason[];
    unpriced: { provider: string | null; model: string | null; calls: number; input_tokens: number | null; output_tokens: number | null; reason: string | null }[];
    offline_devices: { device_id: string; last_seen_at: number | null; queued: number | null }[];
    offline_device_count: number;
    clock_problems: { device_id: string; offset_ms: number | null; calls: number }[];
    clock_problem_count: number;
    discarded_calls?: Record<string, number>;
}

export interface Device {
    device_id: string;
    person_id: string | null;
    user_name: string | null;
    binding: string | null;
    os: string | null;
    /// "online", "offline", "never", "revoked"
    state: string;
    enrolled_at: number;
    last_seen_at: number | null;
    farebox_version: string | null;
    policy_version: string | null;
    /// By its own clock.
    policy_installed_at: number | null;
    /// It has not acknowledged the policy of now.
    is_behind: boolean;
    queued: number | null;
    clock_skew_ms: number | null;
    problems: unknown[];
    /// The rest of its word: agents and how they are wired, what it discarded.
    report: { agents?: { agent: string; channel?: string; coverage?: string; state?: string }[]; discarded?: number | Record<string, number> } | null;
}
/// Of GET devices/{device_id}.
export interface RevokedDevice {
    revoked_at: number | null;
    revoked_by: string | null;
    revoke_reason: string | null;
}
export interface Fleet {
    devices: Device[];
    row_count: number;
    totals: Record<string, number>;
}

export interface Policy {
    /// 0: nothing was published yet.
    version: number;
    created_at: number;
    created_by: string;
    reason: string;
    enforced: Record<string, unknown>;
    recommended: Record<string, unknown>;
}
export interface PolicySetting {
    key: string;
    title: string;
    text: string;
    /// "bool", "int", "text", "enum", "list", "object"
    type: string;
    min: number;
    max: number;
    words: string[];
    default: unknown;
    may_enforce: boolean;
    may_recommend: boolean;
}
export interface PolicyAnswer {
    policy: Policy;
    /// Newest first.
    history: Policy[];
    settings: PolicySetting[];
    /// Totals of the fleet.
    devices: Record<string, number>;
}

export type DirectoryKind = "people" | "teams" | "cost_centres" | "business_units" | "repo_rules";
export type DirectoryRow = Record<string, unknown>;
export interface Directory {
    rows: DirectoryRow[];
    /// Of people, on all pages.
    row_count?: number;
}
export interface ImportReport {
    lines: number;
    changed: number;
    unchanged: number;
    refused: number;
    committed: boolean;
    dry_run: boolean;
    errors: { line: number; column: string; message: string }[];
    closed_months?: string[];
}

export interface AuditEntry {
    sequence: number;
    at: number;
    actor: string;
    role: string;
    action: string;
    object: string;
    before: string;
    after: string;
    reason: string;
    ip: string;
    hash: string;
}
export interface Audit {
    rows: AuditEntry[];
    /// `before` of the next page.
    next: number | null;
}
export interface AuditVerdict {
    is_whole: boolean;
    problem: string;
    count: number;
    newest_hash: string;
}

export interface OverrideRequest {
    request_id: string;
    budget_id: string;
    person_id: string | null;
    reason: string;
    minutes: number;
    /// "pending", "approved", "denied"
    state: string;
    requested_at: number;
}

export interface Account {
    account: string;
    name: string;
    local: boolean;
    /// "finance", "team_lead:payments"
    roles: string[];
    must_change_password: boolean;
    last_login_at: number | null;
    disabled_at: number | null;
}
export interface AccessToken {
    token_id: string;
    /// "enroll", "scim"
    kind: string;
    label: string;
    user_domain: string | null;
    max_uses: number | null;
    uses: number;
    created_at: number;
    created_by: string;
    expires_at: number | null;
    /// Why it opens nothing: "revoked", "expired", "used_up".
    closed: string | null;
}
