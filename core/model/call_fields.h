#pragma once
// The single list of a call's fields. JSON, SQL columns and CSV headers are made from it, so that
// one grep finds the whole life of a name. Order = order of columns.
//
// The visitor is called as visit(name, member) with a reference to the member; member types are
// std::string, std::int64_t, bool, std::optional<std::int64_t>, the enums of call.h, usage.h and
// cost.h, std::vector<Evidence> and std::vector<CostComponent>.

#include <string>
#include <utility>
#include <vector>

#include "core/base/json.h"
#include "core/model/call.h"

namespace farebox {

template <class CallType, class Visitor>
void visit_fields(CallType& call, Visitor&& visit) {
    visit("call_id", call.call_id);
    visit("request_id", call.request_id);
    visit("vendor_request_id", call.vendor_request_id);
    visit("response_id", call.response_id);
    visit("attempt", call.attempt);
    visit("device_id", call.device_id);
    visit("started_at", call.started_at);
    visit("first_byte_at", call.first_byte_at);
    visit("ended_at", call.ended_at);
    visit("utc_offset_min", call.utc_offset_min);
    visit("agent", call.agent);
    visit("agent_version", call.agent_version);
    visit("agent_source", call.agent_source);
    visit("sub_agent", call.sub_agent);
    visit("session_id", call.session_id);
    visit("developer_id", call.developer_id);
    visit("os_user", call.os_user);
    visit("process_name", call.process_name);
    visit("process_path", call.process_path);
    visit("pid", call.pid);
    visit("repo", call.repo);
    visit("branch", call.branch);
    visit("commit", call.commit);
    visit("worktree", call.worktree);
    visit("cwd", call.cwd);
    visit("ticket", call.ticket);
    visit("ci_provider", call.ci_provider);
    visit("ci_run_id", call.ci_run_id);
    visit("evidence", call.evidence);
    visit("channel", call.channel);
    visit("provider", call.provider);
    visit("upstream", call.upstream);
    visit("endpoint", call.endpoint);
    visit("model_requested", call.model_requested);
    visit("model_served", call.model_served);
    visit("service_tier", call.service_tier);
    visit("region", call.region);
    visit("credential_class", call.credential_class);
    visit("billing_mode", call.billing_mode);
    visit("input_tokens", call.usage.input_tokens);
    visit("cache_read_tokens", call.usage.cache_read_tokens);
    visit("cache_write_5m_tokens", call.usage.cache_write_5m_tokens);
    visit("cache_write_1h_tokens", call.usage.cache_write_1h_tokens);
    visit("cache_write_other_tokens", call.usage.cache_write_other_tokens);
    visit("output_tokens", call.usage.output_tokens);
    visit("reasoning_tokens", call.usage.reasoning_tokens);
    visit("audio_tokens", call.usage.audio_tokens);
    visit("image_tokens", call.usage.image_tokens);
    visit("web_search_calls", call.usage.web_search_calls);
    visit("tool_fee_units", call.usage.tool_fee_units);
    visit("vendor_credits_nano", call.usage.vendor_credits_nano);
    visit("usage_source", call.usage.usage_source);
    visit("raw_usage", call.usage.raw_usage);
    visit("list_cost_nano", call.cost.list_cost_nano);
    visit("contracted_cost_nano", call.cost.contracted_cost_nano);
    visit("billed_cost_nano", call.cost.billed_cost_nano);
    visit("vendor_cost_nano", call.cost.vendor_cost_nano);
    visit("price_status", call.cost.price_status);
    visit("price_rule", call.cost.price_rule);
    visit("price_book", call.cost.price_book);
    visit("price_note", call.cost.price_note);
    visit("cost_components", call.cost.components);
    visit("outcome", call.outcome);
    visit("http_status", call.http_status);
    visit("streamed", call.streamed);
    visit("request_bytes", call.request_bytes);
    visit("response_bytes", call.response_bytes);
    visit("ttfb_ms", call.ttfb_ms);
    visit("duration_ms", call.duration_ms);
    visit("shim_overhead_us", call.shim_overhead_us);
    visit("verdict", call.verdict);
    visit("budget_id", call.budget_id);
    visit("override_id", call.override_id);
    visit("route_rule", call.route_rule);
    visit("dlp_findings", call.dlp_findings);
    visit("revision", call.revision);
    visit("note", call.note);
}

/// Evidence and cost components as JSON arrays (their form in a SQL column).
Json to_json(const std::vector<Evidence>& evidence);
Json to_json(const std::vector<CostComponent>& components);
std::vector<Evidence> parse_evidence(const Json& array);
std::vector<CostComponent> parse_cost_components(const Json& array);

/// The whole row; unknown text and numbers are null. Times are UTC nanoseconds as integers.
Json to_json(const Call& call);

/// Words of enums that this program does not know, by field: a newer workstation wrote them. The
/// call has the enum's first meaning of "unknown" instead.
using UnknownWords = std::vector<std::pair<std::string, std::string>>;

/// The reverse. Absent and null members stay at their defaults, unknown members are passed over, an
/// unknown word of an enum goes to `unknown_words`. Invalid, naming the field, for a member of
/// another type.
Result<Call> parse_call(const Json& object, UnknownWords& unknown_words);

/// The word of an enum by its type, for readers made from the field list.
std::optional<Channel> parse_enum(std::string_view text, Channel);
std::optional<Outcome> parse_enum(std::string_view text, Outcome);
std::optional<CredentialClass> parse_enum(std::string_view text, CredentialClass);
std::optional<BillingMode> parse_enum(std::string_view text, BillingMode);
std::optional<UsageSource> parse_enum(std::string_view text, UsageSource);
std::optional<PriceStatus> parse_enum(std::string_view text, PriceStatus);

/// What an enum says when the word is from the future: the value that claims least.
Channel least_claim(Channel);
Outcome least_claim(Outcome);
CredentialClass least_claim(CredentialClass);
BillingMode least_claim(BillingMode);
UsageSource least_claim(UsageSource);
PriceStatus least_claim(PriceStatus);

}  // namespace farebox
