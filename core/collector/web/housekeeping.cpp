#include "core/collector/web/housekeeping.h"

#include <algorithm>

#include "core/base/format.h"
#include "core/base/log.h"
#include "core/base/strings.h"
#include "core/collector/audit/audit_log.h"
#include "core/collector/auth/single_use.h"
#include "core/collector/auth/web_sessions.h"
#include "core/collector/chargeback/spend_query.h"
#include "core/collector/store/call_store.h"
#include "core/platform/thread.h"

namespace farebox::collector {
namespace {

constexpr int MinutesBetweenRetentions = 60;

Result<void> put_on_record(Session& session, const std::string& before, const std::string& after, UtcNs now) {
    FAREBOX_TRY(transaction, Transaction::begin(session));
    FAREBOX_TRY_VOID(append_audit(session, {.at = now, .actor = "system", .action = "settings.retention",
                                            .object = "raw calls", .before = before, .after = after,
                                            .reason = "raw_retention_months"}));
    return transaction.commit();
}

void warn(const Error& error, const char* what) { log_warn(what, {{"why", error.message}}); }

}  // namespace

Result<void> forget_what_is_over(Session& session, UtcNs now) {
    FAREBOX_TRY_VOID(forget_expired_uses(session, now));
    return forget_ended_sessions(session, now);
}

Result<std::string> raw_calls_from(Session& session, std::int64_t raw_retention_months, UtcNs now) {
    if (raw_retention_months == 0) return std::string();
    std::string from = format_day(now, 0).substr(0, 7);
    for (std::int64_t i = 0; i < raw_retention_months; ++i) from = previous_month(from);
    // Months are closed in order, so the newest closed one says it for all before.
    FAREBOX_TRY(closed, session.run("SELECT max(month) FROM periods WHERE state = 'closed'"));
    if (closed.empty() || closed[0].is_null(0)) return std::string();
    return std::min(from, next_month(closed[0].text(0)));
}

Result<std::vector<std::string>> apply_retention(Services& services) {
    const UtcNs now = services.clock.now();
    std::string from;
    {
        FAREBOX_TRY(session, services.database.session());
        FAREBOX_TRY(wanted, raw_calls_from(*session, services.config.raw_retention_months, now));
        FAREBOX_TRY(present, raw_calls_begin(*session));
        from = std::max(wanted, present);
        if (services.calls == nullptr || from.empty()) return std::vector<std::string>();
        if (from > present) {
            FAREBOX_TRY_VOID(put_on_record(*session, present, from, now));
        }
    }
    return services.calls->drop_raw_before(from, now);
}

Housekeeping::Housekeeping(Services& services)
    : services_(services), thread_([this] { work(); }) {}

Housekeeping::~Housekeeping() {
    {
        LockGuard lock(mutex_);
        is_stopping_ = true;
    }
    stopping_.notify_all();
    thread_.join();
}

bool Housekeeping::wait_a_minute() {
    LockGuard lock(mutex_);
    return !stopping_.wait_for(mutex_, std::chrono::minutes(1),
                               [this]() FAREBOX_NO_THREAD_SAFETY { return is_stopping_; });
}

void Housekeeping::work() {
    platform::name_thread("web-tidy");
    for (int minute = 0; wait_a_minute(); ++minute) {
        if (const auto session = services_.database.session(); !session) {
            warn(session.error(), "nothing was tidied up");
            continue;
        } else if (const auto done = forget_what_is_over(**session, services_.clock.now()); !done) {
            warn(done.error(), "expired sessions and proofs stay a while");
        }
        if (minute % MinutesBetweenRetentions != 0) continue;
        const auto dropped = apply_retention(services_);
        if (!dropped) {
            warn(dropped.error(), "old calls stay a while");
        } else if (!dropped->empty()) {
            log_info("single calls of old months were dropped; their sums stay",
                     {{"months", join(*dropped, " ")}});
        }
    }
}

}  // namespace farebox::collector
