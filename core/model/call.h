#pragma once
// One exchange with a model endpoint: an attempt. The row of everything Farebox shows.
//
// Field names are law: the same word in this struct, in JSON, in SQL and in CSV. `visit_fields`
// (call_fields.h) is the single list from which those three are made.
// Empty text and absent numbers mean unknown.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/clock.h"
#include "core/model/cost.h"
#include "core/model/evidence.h"
#include "core/model/usage.h"

namespace farebox {

enum class Channel { BaseUrl, Proxy, Intercept, Hook, Otlp, Import };
enum class Outcome {
    Ok,
    ClientCancelled,  ///< the agent hung up before the end
    UpstreamFailed,   ///< the vendor could not be reached or died half-way
    Refused,          ///< Farebox refused by policy
    VendorError,      ///< a complete answer with an error status, or an error event in the stream
};
enum class CredentialClass { ApiKey, Oauth, CloudSignature, None };
enum class BillingMode { Unknown, Api, Subscription, Credits, Local };

struct Call {
    // Identity
    std::string call_id;            ///< UUIDv7
    std::string request_id;         ///< ours; attempts of one logical request share it
    std::string vendor_request_id;  ///< request-id / x-request-id header
    std::string response_id;        ///< id in the response body
    std::int64_t attempt = 1;       ///< 1 for the first
    std::string device_id;

    // Time: UTC nanoseconds
    UtcNs started_at = 0;
    std::optional<UtcNs> first_byte_at;
    std::optional<UtcNs> ended_at;
    std::int64_t utc_offset_min = 0;

    // Who
    std::string agent;         ///< "claude-code", "codex"; "unknown" when not recognised
    std::string agent_version;
    std::string agent_source;  ///< entry point: "cli", "sdk-cli", "codex_exec", "codex-tui"
    std::string sub_agent;
    std::string session_id;
    std::string developer_id;
    std::string os_user;
    std::string process_name;
    std::string process_path;
    std::optional<std::int64_t> pid;

    // For which work
    std::string repo;      ///< "github.com/acme/payments"
    std::string branch;
    std::string commit;
    std::string worktree;  ///< name of a linked worktree
    std::string cwd;       ///< local only
    std::string ticket;
    std::string ci_provider;
    std::string ci_run_id;
    std::vector<Evidence> evidence;

    // Where to
    Channel channel = Channel::BaseUrl;
    std::string provider;   ///< "anthropic", "openai"
    std::string upstream;   ///< name in the upstream table
    std::string endpoint;   ///< "messages", "responses", "chat_completions", "count_tokens", "models"
    std::string model_requested;
    std::string model_served;
    std::string service_tier;  ///< as served
    std::string region;        ///< inference geography as served
    CredentialClass credential_class = CredentialClass::None;
    BillingMode billing_mode = BillingMode::Unknown;

    Usage usage;
    Cost cost;

    // What happened
    Outcome outcome = Outcome::Ok;
    std::optional<std::int64_t> http_status;
    bool streamed = false;
    std::int64_t request_bytes = 0;   ///< body bytes as sent
    std::int64_t response_bytes = 0;  ///< body bytes as received
    std::optional<std::int64_t> ttfb_ms;
    std::optional<std::int64_t> duration_ms;
    std::optional<std::int64_t> shim_overhead_us;

    // What was decided
    std::string verdict;  ///< "", "admitted", "refused"
    std::string budget_id;
    std::string override_id;
    std::string route_rule;
    std::string dlp_findings;

    std::int64_t revision = 1;
    std::string note;  ///< one sentence a person should read ("stream ended without message_stop")

    bool operator==(const Call&) const = default;
};

/// False for exchanges that carry no charge whatever their usage says: refused ones, errors the
/// vendor answered without usage, answers that never came, and free endpoints. Such a call counts
/// as a call and never as "unpriced" or "unknown".
bool may_cost(const Call& call);

std::string_view to_text(Channel value);
std::string_view to_text(Outcome value);
std::string_view to_text(CredentialClass value);
std::string_view to_text(BillingMode value);
std::optional<Channel> parse_channel(std::string_view text);
std::optional<Outcome> parse_outcome(std::string_view text);
std::optional<CredentialClass> parse_credential_class(std::string_view text);
std::optional<BillingMode> parse_billing_mode(std::string_view text);

}  // namespace farebox
