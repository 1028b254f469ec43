#include "app/fareboxd/sync_wiring.h"

#include <algorithm>

#include "core/control/doctor.h"
#include "core/net/sha256.h"
#include "core/platform/process.h"

namespace farebox::app {
namespace {

using namespace std::chrono_literals;

#if defined(__APPLE__)
constexpr const char* Os = "macos";
#elif defined(_WIN32)
constexpr const char* Os = "windows";
#else
constexpr const char* Os = "linux";
#endif

// From the end of a call to its row: the last usage is waited for (drain_ms), then evidence.
constexpr std::int64_t RowMarginNs = 60 * NsPerSecond;

// Everything that ended so long ago has its row, when the recorder has nothing left to do.
std::optional<UtcNs> complete_through(const SyncParts& parts) {
    const UtcNs now = parts.clock.now();
    const bool is_idle = parts.recorder->waiting() == 0;
    if (!parts.ledger.flush(2s) || !is_idle) return std::nullopt;
    return now - parts.settings.current()->settings.drain_ms * NsPerMs - RowMarginNs;
}

// Lost since the last question.
class Losses {
public:
    explicit Losses(const SyncParts& parts) : parts_(parts) {}
    std::map<std::string, std::int64_t> take() {
        const std::int64_t ledger = parts_.ledger.health().rows_lost;
        const std::int64_t recorder = parts_.recorder->rows_lost();
        std::map<std::string, std::int64_t> lost = {{"ledger_full", ledger - ledger_},
                                                    {"recorder_full", recorder - recorder_}};
        ledger_ = ledger;
        recorder_ = recorder;
        return lost;
    }

private:
    const SyncParts parts_;
    std::int64_t ledger_ = 0;
    std::int64_t recorder_ = 0;
};

const char* word_of(control::Level level) {
    switch (level) {
        case control::Level::Fine: return "wired";
        case control::Level::Hint: return "unclear";
        case control::Level::Problem: return "past_farebox";
    }
    return "unclear";
}

// For the fleet page: words and counts. Sentences stay here, they may name files and people.
Json health(const SyncParts& parts) {
    const auto now = parts.settings.current();
    Json agents = Json::array();
    for (const auto& finding : control::check_agents(platform::read_variable, parts.home,
                                                     now->settings.listen_port)) {
        if (finding.topic == "agents") continue;
        agents.push_back({{"agent", finding.topic}, {"state", word_of(finding.level)}});
    }
    const ledger::Health ledger = parts.ledger.health();
    return {{"health",
             {{"ok", ledger.ok && now->settings.problems.empty()},
              {"ledger_ok", ledger.ok},
              {"settings_problems", now->settings.problems.size()},
              {"rows_lost", ledger.rows_lost + parts.recorder->rows_lost()}}},
            {"agents", std::move(agents)}};
}

}  // namespace

std::unique_ptr<sync::Syncer> make_syncer(const SyncParts& parts) {
    sync::WorkerHooks hooks;
    hooks.complete_through = [parts] { return complete_through(parts); };
    hooks.take_losses = [losses = std::make_shared<Losses>(parts)] { return losses->take(); };
    hooks.health = [parts] { return health(parts); };
    hooks.offer_shares = [parts] { return parts.gate.offer_shares(); };
    hooks.holds_shares = [parts] { return parts.gate.holds_shares(); };
    hooks.is_overridden = [parts] {
        return std::ranges::any_of(parts.gate.states(), [](const budget::BudgetState& state) {
            return state.override_id == "collector";
        });
    };
    hooks.take_shares = [parts](std::vector<budget::Share> shares) {
        parts.governor->take_shares(std::move(shares));
    };
    return std::make_unique<sync::Syncer>(
        sync::SyncerPlace{parts.ledger_path, parts.state_dir, Os,
                          net::sha256_hex(platform::host_name()),
                          parts.settings.places().collector_file},
        std::move(hooks), parts.clock);
}

}  // namespace farebox::app
