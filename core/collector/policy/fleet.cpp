#include "core/collector/policy/fleet.h"

#include "core/base/format.h"
#include "core/collector/policy/documents.h"

#include <algorithm>

namespace farebox::collector {
namespace {

constexpr std::size_t LargestReport = 64 * 1024;
constexpr std::size_t MostProblems = 20;
constexpr std::int64_t LargestPage = 1'000;

// Versions of settings that are looked back through for the moment they began to say the same.
constexpr std::size_t VersionsCompared = 20;

// $1 is the moment before which a word is too old to count as online, $2 that since which the settings
// stand as they are.
constexpr std::string_view Fleet =
    "SELECT d.device_id, d.person_id, d.user_name, d.binding, d.os, CASE "
    "WHEN d.revoked_at IS NOT NULL THEN 'revoked' WHEN s.last_seen_at IS NULL THEN 'never' "
    "WHEN s.last_seen_at >= $1 THEN 'online' ELSE 'offline' END AS state, d.enrolled_at, "
    "s.last_seen_at, coalesce(s.farebox_version, d.farebox_version) AS farebox_version, "
    "s.policy_version, s.policy_installed_at, t.policy_version AS policy_told, s.queued, "
    "s.clock_skew_ms, s.problems, s.report, CASE WHEN d.revoked_at IS NULL AND "
    "t.policy_version IS NOT NULL AND (t.told_at < $2 OR "
    "t.policy_version <> coalesce(s.policy_version, '')) THEN 1 ELSE 0 END AS is_behind "
    "FROM devices d LEFT JOIN device_status s ON s.device_id = d.device_id "
    "LEFT JOIN policy_told t ON t.device_id = d.device_id";

std::string with_fleet(std::string_view select) { return format("WITH f AS ({}) {}", Fleet, select); }

constexpr std::string_view Fits =
    " FROM f WHERE ($3 = '' OR state = $3 OR ($3 = 'behind' AND is_behind = 1)) AND ($4 = '' OR "
    "lower(device_id || ' ' || os || CASE WHEN $5 = 1 THEN ' ' || person_id || ' ' || user_name "
    "ELSE '' END) LIKE $4)";

std::string like_of(std::string search) {
    if (search.empty()) return "";
    std::ranges::transform(search, search.begin(), [](unsigned char c) { return std::tolower(c); });
    return "%" + search + "%";
}

FleetRow read_fleet_row(const Row& row) {
    FleetRow out;
    out.device_id = row.text(0);
    out.person_id = row.text(1);
    out.user_name = row.text(2);
    out.binding = row.text(3);
    out.os = row.text(4);
    out.state = row.text(5);
    out.enrolled_at = row.integer(6);
    out.last_seen_at = row.integer_or_null(7);
    out.farebox_version = row.text(8);
    out.policy_version = row.text(9);
    out.policy_installed_at = row.integer_or_null(10);
    out.policy_told = row.text(11);
    out.queued = row.integer_or_null(12);
    out.clock_skew_ms = row.integer_or_null(13);
    if (auto problems = parse_json(row.text(14))) out.problems = std::move(*problems);
    if (auto report = parse_json(row.text(15))) out.report = std::move(*report);
    out.is_behind = row.integer(16) != 0;
    return out;
}

Result<Json> read_totals(Session& session, UtcNs online_since, UtcNs settings_from) {
    FAREBOX_TRY(rows, session.run(
        with_fleet("SELECT count(*), "
                   "coalesce(sum(CASE WHEN state = 'online' THEN 1 ELSE 0 END), 0), "
                   "coalesce(sum(CASE WHEN state = 'offline' THEN 1 ELSE 0 END), 0), "
                   "coalesce(sum(CASE WHEN state = 'never' THEN 1 ELSE 0 END), 0), "
                   "coalesce(sum(CASE WHEN state = 'revoked' THEN 1 ELSE 0 END), 0), "
                   "coalesce(sum(is_behind), 0), "
                   "coalesce(sum(CASE WHEN state <> 'revoked' AND policy_told IS NOT NULL AND "
                   "is_behind = 0 THEN 1 ELSE 0 END), 0), "
                   "coalesce(sum(CASE WHEN problems IS NOT NULL AND problems <> '[]' THEN 1 ELSE 0 "
                   "END), 0) FROM f"),
        {online_since, settings_from}));
    constexpr const char* Names[] = {"devices", "online",        "offline",     "never",
                                     "revoked", "behind_policy", "with_policy", "with_problems"};
    Json totals = Json::object();
    for (std::size_t i = 0; i < std::size(Names); ++i) totals[Names[i]] = rows[0].integer(i);
    return totals;
}

}  // namespace

Result<DeviceStatus> parse_heartbeat(const Json& body, const std::string& device_id, UtcNs now) {
    if (!body.is_object()) return invalid("a heartbeat is a JSON object");
    DeviceStatus status;
    status.device_id = device_id;
    status.last_seen_at = now;
    status.farebox_version = find_string(body, "farebox_version").value_or("");
    status.policy_version = find_string(body, "policy_version").value_or("");
    status.policy_installed_at = find_int(body, "policy_installed_at");
    status.queued = find_int(body, "queued").value_or(0);
    if (const auto sent_at = find_int(body, "sent_at")) {
        status.clock_skew_ms = (*sent_at - now) / NsPerMs;
    }
    if (const Json* problems = find_member(body, "problems"); problems && problems->is_array()) {
        for (const Json& problem : *problems) {
            if (problem.is_string() && status.problems.size() < MostProblems) {
                status.problems.push_back(problem.get<std::string>());
            }
        }
    }
    for (const auto& [key, value] : body.items()) {
        const bool is_read = key == "farebox_version" || key == "policy_version" ||
                             key == "policy_installed_at" || key == "queued" ||
                             key == "sent_at" || key == "problems";
        if (!is_read) status.report[key] = value;
    }
    if (to_text(status.report).size() > LargestReport) {
        return make_error(ErrorCode::TooLarge, "a heartbeat of more than 64 KB");
    }
    return status;
}

Result<void> save_status(Session& session, const DeviceStatus& status) {
    FAREBOX_TRY_VOID(session.run(
        "INSERT INTO device_status (device_id, last_seen_at, farebox_version, policy_version, "
        "policy_installed_at, queued, clock_skew_ms, problems, report) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) "
        "ON CONFLICT (device_id) DO UPDATE SET last_seen_at = excluded.last_seen_at, "
        "farebox_version = excluded.farebox_version, policy_version = excluded.policy_version, "
        "policy_installed_at = excluded.policy_installed_at, queued = excluded.queued, "
        "clock_skew_ms = excluded.clock_skew_ms, "
        "problems = excluded.problems, report = excluded.report",
        {status.device_id, status.last_seen_at, status.farebox_version, status.policy_version,
         value_or_null(status.policy_installed_at), status.queued, status.clock_skew_ms,
         to_text(Json(status.problems)), to_text(status.report)}));
    return {};
}

Result<void> note_policy_told(Session& session, const std::string& device_id,
                              const std::string& policy_version, UtcNs now) {
    FAREBOX_TRY_VOID(session.run(
        "INSERT INTO policy_told (device_id, policy_version, told_at) VALUES ($1, $2, $3) "
        "ON CONFLICT (device_id) DO UPDATE SET policy_version = excluded.policy_version, "
        "told_at = excluded.told_at",
        {device_id, policy_version, now}));
    return {};
}

Json to_json(const FleetRow& row) {
    return {{"device_id", row.device_id},
            {"person_id", or_null(row.person_id)},
            {"user_name", or_null(row.user_name)},
            {"binding", or_null(row.binding)},
            {"os", or_null(row.os)},
            {"state", row.state},
            {"enrolled_at", row.enrolled_at},
            {"last_seen_at", or_null(row.last_seen_at)},
            {"farebox_version", or_null(row.farebox_version)},
            {"policy_version", or_null(row.policy_version)},
            {"policy_installed_at", or_null(row.policy_installed_at)},
            {"policy_told", or_null(row.policy_told)},
            {"is_behind", row.is_behind},
            {"queued", or_null(row.queued)},
            {"clock_skew_ms", or_null(row.clock_skew_ms)},
            {"problems", row.problems},
            {"report", row.report}};
}

Result<UtcNs> settings_since(Session& session) {
    FAREBOX_TRY(history, settings_history(session, VersionsCompared));
    UtcNs since = 0;
    for (const PolicySettings& one : history) {
        if (one.enforced != history.front().enforced) break;
        if (one.recommended != history.front().recommended) break;
        since = one.created_at;
    }
    return since;
}

Result<FleetPage> list_fleet(Session& session, const FleetQuery& query, UtcNs now) {
    const UtcNs online_since = now - FleetOnline;
    const std::string like = like_of(query.search);
    const std::int64_t finds_people = query.finds_people ? 1 : 0;
    FleetPage page;
    FAREBOX_TRY(settings_from, settings_since(session));
    FAREBOX_TRY(rows, session.run(
        with_fleet(format("SELECT *{} ORDER BY last_seen_at DESC NULLS LAST, device_id "
                          "LIMIT $6 OFFSET $7", Fits)),
        {online_since, settings_from, query.state, like, finds_people,
         std::clamp<std::int64_t>(query.limit, 1, LargestPage),
         std::max<std::int64_t>(0, query.offset)}));
    for (const Row& row : rows) page.rows.push_back(read_fleet_row(row));
    FAREBOX_TRY(count, session.run(with_fleet(format("SELECT count(*){}", Fits)),
                                   {online_since, settings_from, query.state, like, finds_people}));
    page.row_count = count[0].integer(0);
    FAREBOX_TRY(totals, read_totals(session, online_since, settings_from));
    page.totals = std::move(totals);
    return page;
}

}  // namespace farebox::collector
