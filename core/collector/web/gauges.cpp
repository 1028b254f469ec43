#include "core/collector/web/gauges.h"

#include "core/base/clock.h"
#include "core/collector/store/call_store.h"
#include "core/collector/web/metrics.h"

namespace farebox::collector {
namespace {

constexpr UtcNs Day = 86'400 * NsPerSecond;

// The newest ledger file of each device tells what still waits there.
constexpr const char* DevicesSql =
    "SELECT count(*), coalesce(sum(CASE WHEN coalesce(e.heard_at, 0) >= $1 OR "
    "coalesce(s.last_seen_at, 0) >= $1 THEN 1 ELSE 0 END), 0), "
    "coalesce(sum(CASE WHEN d.person_id = '' THEN 1 ELSE 0 END), 0), "
    "coalesce(sum(coalesce(s.queued, e.queued, 0)), 0), max(e.heard_at) FROM devices d "
    "LEFT JOIN (SELECT device_id, max(last_received_at) AS heard_at, sum(queued) AS queued "
    "FROM device_epochs GROUP BY device_id) e ON e.device_id = d.device_id "
    "LEFT JOIN device_status s ON s.device_id = d.device_id WHERE d.revoked_at IS NULL";

// Months are closed in order.
constexpr const char* OldestOpenSql =
    "SELECT min(posted_month) FROM rollup_months WHERE posted_month > "
    "coalesce((SELECT max(month) FROM periods WHERE state = 'closed'), '')";

std::optional<UtcNs> first_moment(const std::string& month) {
    const auto at = parse_utc(month + "-01T00:00Z");
    return at ? std::optional<UtcNs>(*at) : std::nullopt;
}

// Collects lines of one kind: what is not known has none.
class Lines {
public:
    void add(const char* name, const char* help, std::optional<std::int64_t> value) {
        if (value) text_ += gauge_text(name, help, *value);
    }
    /// Unix time, as Prometheus counts it.
    void add_time(const char* name, const char* help, std::optional<UtcNs> at) {
        add(name, help, at ? std::optional<std::int64_t>(*at / NsPerSecond) : std::nullopt);
    }
    std::string take() { return std::move(text_); }

private:
    std::string text_;
};

}  // namespace

Result<Gauges> read_gauges(Session& session, UtcNs now) {
    Gauges gauges;
    FAREBOX_TRY(devices, session.run(DevicesSql, {now - Day}));
    gauges.devices = devices[0].integer(0);
    gauges.devices_seen_day = devices[0].integer(1);
    gauges.devices_waiting = devices[0].integer(2);
    gauges.queued_calls = devices[0].integer(3);
    gauges.last_ingest_at = devices[0].integer_or_null(4);
    FAREBOX_TRY(rejected, session.run("SELECT count(*) FROM rejected_rows"));
    gauges.rejected_rows = rejected[0].integer(0);
    FAREBOX_TRY(audit, session.run("SELECT sequence, at FROM audit ORDER BY sequence DESC LIMIT 1"));
    if (!audit.empty()) {
        gauges.audit_entries = audit[0].integer(0);
        gauges.last_audit_at = audit[0].integer(1);
    }
    FAREBOX_TRY(raw_calls_from, raw_calls_begin(session));
    gauges.raw_calls_from = std::move(raw_calls_from);
    FAREBOX_TRY(open, session.run(OldestOpenSql));
    gauges.oldest_open_month = open[0].text(0);
    FAREBOX_TRY(overrides, session.run("SELECT count(*) FROM override_requests WHERE state = 'pending'"));
    gauges.open_overrides = overrides[0].integer(0);
    FAREBOX_TRY(bytes, session.run(session.engine() == Engine::Postgres
                                       ? "SELECT pg_database_size(current_database())"
                                       : "SELECT p.page_count * s.page_size FROM pragma_page_count() p, "
                                         "pragma_page_size() s"));
    gauges.database_bytes = bytes[0].integer(0);
    return gauges;
}

std::string to_prometheus(const Result<Gauges>& gauges) {
    Lines lines;
    lines.add("farebox_database_up", "1 when the database answered this scrape.", gauges ? 1 : 0);
    if (!gauges) return lines.take();
    lines.add("farebox_devices", "Devices that are enrolled and not revoked.", gauges->devices);
    lines.add("farebox_devices_seen_day", "Of these, heard of in the last 24 hours.", gauges->devices_seen_day);
    lines.add("farebox_devices_without_person", "Of these, nobody in the directory is known for.",
              gauges->devices_waiting);
    lines.add("farebox_queued_calls", "Rows that wait on devices, by their own last word.", gauges->queued_calls);
    lines.add("farebox_rejected_rows", "Rows that devices sent and that will never be stored.",
              gauges->rejected_rows);
    lines.add_time("farebox_last_ingest_timestamp_seconds", "When a device last handed over rows.",
                   gauges->last_ingest_at);
    lines.add("farebox_audit_entries", "Number of the newest entry of the audit log.", gauges->audit_entries);
    lines.add_time("farebox_audit_timestamp_seconds", "When it was written.", gauges->last_audit_at);
    lines.add_time("farebox_raw_calls_from_timestamp_seconds",
                   "Single calls before this time were dropped; absent: none.", first_moment(gauges->raw_calls_from));
    lines.add_time("farebox_oldest_open_month_timestamp_seconds",
                   "Begin of the oldest month that is not closed.", first_moment(gauges->oldest_open_month));
    lines.add("farebox_override_requests_open", "Requests to go on beyond a budget that nobody decided.",
              gauges->open_overrides);
    lines.add("farebox_database_bytes", "Size of the database.", gauges->database_bytes);
    return lines.take();
}

}  // namespace farebox::collector
