#include "core/control/sync_view.h"

#include "core/base/format.h"

namespace farebox::control {
namespace {

// From then on somebody should look: the company's sums are missing this machine's.
constexpr std::int64_t LongBehind = 3 * NsPerDay;

SyncWord word_of(const SyncView& view) {
    if (!view.live.is_configured) return SyncWord::NotEnrolled;
    if (view.live.report.is_stopped) return SyncWord::Stopped;
    const bool is_kept = !view.problem.empty() || !view.ledger.last_success_at;
    return view.ledger.waiting > 0 && is_kept ? SyncWord::Behind : SyncWord::Ok;
}

}  // namespace

std::string_view to_text(SyncWord word) {
    switch (word) {
        case SyncWord::NotEnrolled: return "not_enrolled";
        case SyncWord::Ok: return "ok";
        case SyncWord::Behind: return "behind";
        case SyncWord::Stopped: return "stopped";
    }
    return "not_enrolled";
}

SyncView read_sync(Context& context) {
    SyncView view;
    if (const auto store = context.settings()) {
        const auto now = (*store)->current();
        view.rules = sync::sent_rules(now->settings.sync);
        view.live.is_configured = !now->settings.collector.url.empty();
        view.live.url = now->settings.collector.url;
    }
    if (context.syncer() != nullptr) {
        const sync::SyncStatus live = context.syncer()->status();
        if (live.is_configured) view.live = live;
    }
    if (const auto reader = context.reader()) {
        if (auto state = (*reader)->sync_state()) view.ledger = *std::move(state);
    }
    view.problem = context.syncer() != nullptr ? view.live.report.problem : view.ledger.last_error;
    if (!view.live.is_configured) view.problem.clear();
    view.state = word_of(view);
    return view;
}

std::string sync_health_problem(const SyncView& view, UtcNs now) {
    if (view.state == SyncWord::Stopped) return view.problem;
    const bool is_unknown_here = view.live.is_configured && !view.live.report.is_enrolled;
    if (view.state != SyncWord::Behind || view.problem.empty()) return "";
    const bool is_long = now - view.ledger.last_success_at.value_or(now) > LongBehind;
    if (!is_unknown_here && !is_long) return "";
    return format("calls wait to be sent to your organisation: {}", view.problem);
}

}  // namespace farebox::control
