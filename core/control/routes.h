#pragma once
// The local API: one table of routes, a permission for each, and handlers that are functions of
// (parameters, ledger, live status). The daemon serves them on its socket; the CLI runs the same
// handlers on the ledger file when the daemon is down, so that both always say the same.
//
// Errors are {"error": {"code", "message"}} with a fitting HTTP status.

#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/clock.h"
#include "core/base/json.h"
#include "core/control/governance_view.h"
#include "core/control/query_string.h"
#include "core/ledger/reader.h"
#include "core/settings/store.h"

namespace farebox::control {

constexpr std::string_view ApiPrefix = "/_farebox/v1/";

/// What a caller must be allowed to. The Unix socket and the token of the TCP door grant all;
/// Context::grant_only makes a door that grants a part.
enum class Permission {
    ReadStatus,  ///< is it running, is it healthy
    ReadSpend,   ///< sums
    ReadCalls,   ///< single rows: working directories, sessions, models
    ReadSettings,
    ReadPolicy,     ///< budgets, overrides, the audit log
    WriteSettings,  ///< the user's own part of them
    WriteBudgets,
    Override,  ///< let a paused budget go on, pause and resume
};
std::string_view to_text(Permission permission);

class Governor;
}  // namespace farebox::control
namespace farebox::sync {
class Syncer;
}
namespace farebox::control {

/// What handlers may ask. Owned by the Service or the CLI; used by one thread.
class Context {
public:
    /// `settings` is null for those who never ask for them, `governor` and `syncer` without a daemon.
    Context(std::string ledger_path, std::function<Json()> live_status, const Clock& clock,
            settings::Store* settings = nullptr, Governor* governor = nullptr,
            sync::Syncer* syncer = nullptr)
        : ledger_path_(std::move(ledger_path)),
          live_status_(std::move(live_status)),
          clock_(clock),
          settings_(settings),
          governor_(governor),
          syncer_(syncer) {}

    /// Opened for each request (1 ms): a damaged file is moved aside and replaced while we run.
    /// Valid until the next call.
    Result<ledger::Reader*> reader();
    /// The daemon's own words about itself; null when it is not running.
    Json live_status() const { return live_status_ ? live_status_() : Json(); }
    const std::string& ledger_path() const { return ledger_path_; }
    UtcNs now() const { return clock_.now(); }
    /// Unavailable without a store.
    Result<settings::Store*> settings() const;
    /// Unavailable without a daemon: `what` needs one ("changing budgets").
    Result<Governor*> governor(std::string_view what) const;
    /// The same; null without one: what is known then comes from settings and ledger.
    sync::Syncer* syncer() const { return syncer_; }
    Result<sync::Syncer*> syncer(std::string_view what) const;
    /// From the governor; without one from settings and ledger.
    GovernanceView governance() const;
    std::vector<std::string> governance_problems() const;

    /// From now on other routes answer 403.
    void grant_only(std::set<Permission> granted) { granted_ = std::move(granted); }
    bool is_granted(Permission permission) const {
        return !granted_ || granted_->contains(permission);
    }

private:
    const std::string ledger_path_;
    const std::function<Json()> live_status_;
    const Clock& clock_;
    settings::Store* const settings_;
    Governor* const governor_;
    sync::Syncer* const syncer_;
    std::optional<std::set<Permission>> granted_;  ///< absent: all
    std::unique_ptr<ledger::Reader> reader_;
};

struct RouteRequest {
    std::string tail;  ///< what follows a route that ends in '/', decoded
    Parameters parameters;
    Json body;  ///< null when there is none
};

struct Route {
    const char* method;
    const char* path;  ///< after ApiPrefix; a final '/' takes a tail
    Permission permission;
    const char* parameters;  ///< names, for docs and to refuse misspelt ones
    const char* summary;
    Result<Json> (*handle)(const RouteRequest&, Context&);
};
const std::vector<Route>& routes();

struct Answer {
    int status = 200;
    Json body;
};
/// Finds the route and runs it. `target` is path and query, "/_farebox/v1/spend?by=agent"; `body`
/// is JSON or empty.
Answer answer(std::string_view method, std::string_view target, Context& context,
              std::string_view body = {});

}  // namespace farebox::control
