#pragma once
// `GET summary`: the one document that the tray, the status line and `farebox top` are drawn from.
//
// Field names are those of the JSON. Money is nano-USD, times are UTC nanoseconds; absent numbers
// are unknown, which is not 0.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/api/budget_state.h"
#include "core/base/clock.h"
#include "core/base/json.h"

namespace farebox::api {

/// What is shown of the ledger's sums.
struct Totals {
    std::int64_t calls = 0;
    std::int64_t failed_calls = 0;
    std::int64_t unpriced_calls = 0;       ///< may have cost something, and no amount is known
    std::int64_t partly_priced_calls = 0;  ///< the amount covers a part
    std::int64_t unknown_usage_calls = 0;
    std::optional<std::int64_t> cost_nano;  ///< list price, subscriptions included
    std::optional<std::int64_t> billed_cost_nano;

    bool operator==(const Totals&) const = default;
    template <class Self, class Visit>
    static void describe(Self& self, Visit&& visit) {
        visit("calls", self.calls);
        visit("failed_calls", self.failed_calls);
        visit("unpriced_calls", self.unpriced_calls);
        visit("partly_priced_calls", self.partly_priced_calls);
        visit("unknown_usage_calls", self.unknown_usage_calls);
        visit("cost_nano", self.cost_nano);
        visit("billed_cost_nano", self.billed_cost_nano);
    }
};

struct Forecast {
    std::optional<std::int64_t> month_end_nano;
    std::optional<UtcNs> runs_out_at;  ///< when the month's budget reaches its hard limit
    std::string reason;                ///< why there is none

    bool operator==(const Forecast&) const = default;
    template <class Self, class Visit>
    static void describe(Self& self, Visit&& visit) {
        visit("month_end_nano", self.month_end_nano);
        visit("runs_out_at", self.runs_out_at);
        visit("reason", self.reason);
    }
};

/// A session that made a call lately.
struct LiveSession {
    std::string agent;
    std::string sub_agent;
    std::string repo;
    std::string branch;
    std::string session_id;
    std::optional<std::int64_t> cost_nano;
    std::int64_t calls = 0;
    bool active = false;  ///< a call is under way
    UtcNs last_call_at = 0;
    std::string confidence;  ///< of the repository: "certain", "likely", "weak"

    bool operator==(const LiveSession&) const = default;
    template <class Self, class Visit>
    static void describe(Self& self, Visit&& visit) {
        visit("agent", self.agent);
        visit("sub_agent", self.sub_agent);
        visit("repo", self.repo);
        visit("branch", self.branch);
        visit("session_id", self.session_id);
        visit("cost_nano", self.cost_nano);
        visit("calls", self.calls);
        visit("active", self.active);
        visit("last_call_at", self.last_call_at);
        visit("confidence", self.confidence);
    }
};

/// A row of today's ranking; `key` is "" for what could not be attributed.
struct TopRow {
    std::string repo;  ///< of a branch; else ""
    std::string key;
    std::optional<std::int64_t> cost_nano;
    std::int64_t calls = 0;
    std::int64_t unpriced_calls = 0;

    bool operator==(const TopRow&) const = default;
    template <class Self, class Visit>
    static void describe(Self& self, Visit&& visit) {
        visit("repo", self.repo);
        visit("key", self.key);
        visit("cost_nano", self.cost_nano);
        visit("calls", self.calls);
        visit("unpriced_calls", self.unpriced_calls);
    }
};

struct Top {
    std::vector<TopRow> repo;
    std::vector<TopRow> branch;
    std::vector<TopRow> agent;

    bool operator==(const Top&) const = default;
    template <class Self, class Visit>
    static void describe(Self& self, Visit&& visit) {
        visit("repo", self.repo);
        visit("branch", self.branch);
        visit("agent", self.agent);
    }
};

struct Override {
    std::string override_id;
    std::string budget_id;  ///< "" = every budget
    std::string reason;
    UtcNs expires_at = 0;
    std::string os_user;

    bool operator==(const Override&) const = default;
    template <class Self, class Visit>
    static void describe(Self& self, Visit&& visit) {
        visit("override_id", self.override_id);
        visit("budget_id", self.budget_id);
        visit("reason", self.reason);
        visit("expires_at", self.expires_at);
        visit("os_user", self.os_user);
    }
};

struct Sync {
    std::string state;  ///< "not_enrolled" (no collector), "ok", "behind", "stopped"
    std::int64_t pending = 0;
    std::optional<UtcNs> last_at;
    std::string collector;  ///< its address; "" = none
    std::string problem;    ///< one sentence; "" when all is well

    bool operator==(const Sync&) const = default;
    template <class Self, class Visit>
    static void describe(Self& self, Visit&& visit) {
        visit("state", self.state);
        visit("pending", self.pending);
        visit("last_at", self.last_at);
        visit("collector", self.collector);
        visit("problem", self.problem);
    }
};

struct Health {
    bool ok = true;
    std::vector<std::string> problems;  ///< sentences
    std::int64_t port = 0;
    std::int64_t uptime_s = 0;
    std::int64_t recorder_waiting = 0;  ///< calls not yet in the ledger
    Sync sync;

    bool operator==(const Health&) const = default;
    template <class Self, class Visit>
    static void describe(Self& self, Visit&& visit) {
        visit("ok", self.ok);
        visit("problems", self.problems);
        visit("port", self.port);
        visit("uptime_s", self.uptime_s);
        visit("recorder_waiting", self.recorder_waiting);
        visit("sync", self.sync);
    }
};

struct ManagedBy {
    std::string name;
    std::string caption;
    std::string url;

    bool operator==(const ManagedBy&) const = default;
    template <class Self, class Visit>
    static void describe(Self& self, Visit&& visit) {
        visit("name", self.name);
        visit("caption", self.caption);
        visit("url", self.url);
    }
};

struct Summary {
    UtcNs now = 0;
    std::string version;
    Totals today;
    Totals month;
    std::string cost_basis_note;  ///< "api_equivalent", "billed", "mixed"
    Forecast forecast;
    std::vector<LiveSession> live;
    Top top;
    std::vector<BudgetState> budgets;
    std::vector<Override> overrides;
    bool paused = false;  ///< by the user, all calls
    Health health;
    std::optional<ManagedBy> managed_by;
    std::vector<std::string> collected;  ///< what leaves this machine, in words: "repo", "tokens", ...
    std::int64_t unattributed_calls = 0;
    std::int64_t unpriced_calls = 0;

    bool operator==(const Summary&) const = default;
    template <class Self, class Visit>
    static void describe(Self& self, Visit&& visit) {
        visit("now", self.now);
        visit("version", self.version);
        visit("today", self.today);
        visit("month", self.month);
        visit("cost_basis_note", self.cost_basis_note);
        visit("forecast", self.forecast);
        visit("live", self.live);
        visit("top", self.top);
        visit("budgets", self.budgets);
        visit("overrides", self.overrides);
        visit("paused", self.paused);
        visit("health", self.health);
        visit("managed_by", self.managed_by);
        visit("collected", self.collected);
        visit("unattributed_calls", self.unattributed_calls);
        visit("unpriced_calls", self.unpriced_calls);
    }
};

Json to_json(const Summary& summary);
/// Lenient in every part; Invalid when `object` is no object or lacks `now`.
Result<Summary> parse_summary(const Json& object);

}  // namespace farebox::api
