#pragma once
// The smaller documents of the local API that windows are drawn from: trend, calls, settings,
// agents, events. Field names are those of the JSON; absent numbers are unknown, which is not 0.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/clock.h"
#include "core/base/json.h"
#include "core/model/cost.h"
#include "core/model/evidence.h"

namespace farebox::api {

/// One local day of `GET trend`.
struct TrendDay {
    std::string day;  ///< "2026-11-22"
    std::optional<std::int64_t> cost_nano;
    std::int64_t calls = 0;
    std::int64_t unpriced_calls = 0;

    bool operator==(const TrendDay&) const = default;
    template <class Self, class Visit>
    static void describe(Self& self, Visit&& visit) {
        visit("day", self.day);
        visit("cost_nano", self.cost_nano);
        visit("calls", self.calls);
        visit("unpriced_calls", self.unpriced_calls);
    }
};

/// What a table and its pane show of a call: a part of model/call.h under the same names.
struct CallRow {
    std::string call_id;
    UtcNs started_at = 0;
    std::string agent;
    std::string agent_version;
    std::string sub_agent;
    std::string session_id;
    std::string repo;
    std::string branch;
    std::string cwd;
    std::string process_name;
    std::string model_requested;
    std::string model_served;
    std::string billing_mode;
    std::string outcome;
    std::string verdict;
    std::string usage_source;
    std::string price_status;
    std::string price_rule;
    std::string price_note;
    std::string note;
    std::optional<std::int64_t> input_tokens;
    std::optional<std::int64_t> cache_read_tokens;
    std::optional<std::int64_t> output_tokens;
    std::optional<std::int64_t> list_cost_nano;
    std::optional<std::int64_t> vendor_cost_nano;
    std::optional<std::int64_t> duration_ms;
    std::optional<std::int64_t> http_status;
    std::vector<Evidence> evidence;
    std::vector<CostComponent> cost_components;

    /// The list price, else what the vendor stated.
    std::optional<std::int64_t> cost_nano() const {
        return list_cost_nano ? list_cost_nano : vendor_cost_nano;
    }
    const std::string& model() const { return model_served.empty() ? model_requested : model_served; }

    bool operator==(const CallRow&) const = default;
    template <class Self, class Visit>
    static void describe(Self& self, Visit&& visit) {
        visit("call_id", self.call_id);
        visit("started_at", self.started_at);
        visit("agent", self.agent);
        visit("agent_version", self.agent_version);
        visit("sub_agent", self.sub_agent);
        visit("session_id", self.session_id);
        visit("repo", self.repo);
        visit("branch", self.branch);
        visit("cwd", self.cwd);
        visit("process_name", self.process_name);
        visit("model_requested", self.model_requested);
        visit("model_served", self.model_served);
        visit("billing_mode", self.billing_mode);
        visit("outcome", self.outcome);
        visit("verdict", self.verdict);
        visit("usage_source", self.usage_source);
        visit("price_status", self.price_status);
        visit("price_rule", self.price_rule);
        visit("price_note", self.price_note);
        visit("note", self.note);
        visit("input_tokens", self.input_tokens);
        visit("cache_read_tokens", self.cache_read_tokens);
        visit("output_tokens", self.output_tokens);
        visit("list_cost_nano", self.list_cost_nano);
        visit("vendor_cost_nano", self.vendor_cost_nano);
        visit("duration_ms", self.duration_ms);
        visit("http_status", self.http_status);
        visit("evidence", self.evidence);
        visit("cost_components", self.cost_components);
    }
};

/// One key of `GET policy`.
struct SettingView {
    std::string key;
    std::string title;
    std::string text;
    std::string group;
    std::string type;  ///< "bool", "int", "text", "enum", "list", "object"
    Json value;
    Json default_value;
    std::vector<std::string> words;  ///< of an enum
    std::string source;  ///< "built_in", "user", "device_enforced", ...
    std::string origin;  ///< where the value is written: a path, a registry key
    bool is_locked = false;
    bool is_users = true;         ///< false: only who manages the machine may set it
    bool needs_restart = false;  ///< the daemon still runs with the value it started with

    bool operator==(const SettingView&) const = default;
    template <class Self, class Visit>
    static void describe(Self& self, Visit&& visit) {
        visit("key", self.key);
        visit("title", self.title);
        visit("text", self.text);
        visit("group", self.group);
        visit("type", self.type);
        visit("value", self.value);
        visit("default", self.default_value);
        visit("words", self.words);
        visit("source", self.source);
        visit("origin", self.origin);
        visit("is_locked", self.is_locked);
        visit("is_users", self.is_users);
        visit("needs_restart", self.needs_restart);
    }
};

struct AgentView {
    std::string agent;
    std::string version;
    std::optional<UtcNs> last_call_at;
    std::int64_t calls_today = 0;
    std::string channel;
    std::string coverage;

    bool operator==(const AgentView&) const = default;
    template <class Self, class Visit>
    static void describe(Self& self, Visit&& visit) {
        visit("agent", self.agent);
        visit("version", self.version);
        visit("last_call_at", self.last_call_at);
        visit("calls_today", self.calls_today);
        visit("channel", self.channel);
        visit("coverage", self.coverage);
    }
};

/// A server-sent event.
struct Event {
    std::string name;  ///< "summary_changed", "settings_changed", "alert", "call"
    Json data;         ///< null when it was no JSON

    bool operator==(const Event&) const = default;
};

/// The answers of `trend`, `calls`, `policy` and `agents`. Invalid when the list is missing; an
/// item that cannot be read is left out.
Result<std::vector<TrendDay>> parse_trend(const Json& answer);
Result<std::vector<CallRow>> parse_calls(const Json& answer);
Result<std::vector<SettingView>> parse_settings(const Json& answer);
Result<std::vector<AgentView>> parse_agents(const Json& answer);

Json to_json(const TrendDay& day);
Json to_json(const CallRow& row);
Json to_json(const SettingView& setting);
Json to_json(const AgentView& agent);

}  // namespace farebox::api
