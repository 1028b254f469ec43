#pragma once
// What each workstation said of itself last: version, policy in force, rows that wait, clock, wiring,
// problems. The fleet page is these beside the list of enrolled devices.

#include <optional>
#include <string>
#include <vector>

#include "core/base/clock.h"
#include "core/base/json.h"
#include "core/collector/store/database.h"

namespace farebox::collector {

struct DeviceStatus {
    std::string device_id;
    UtcNs last_seen_at = 0;
    std::string farebox_version;
    std::string policy_version;
    std::optional<UtcNs> policy_installed_at;  ///< by the workstation's clock
    std::int64_t queued = 0;         ///< events that wait to be sent
    std::int64_t clock_skew_ms = 0;  ///< workstation's clock less ours
    std::vector<std::string> problems;
    Json report = Json::object();  ///< the rest as it came: os, agents and their wiring, discarded
};

/// POST /v1/heartbeat. Never Invalid for a member it does not know; Invalid for what is no object or
/// larger than 64 KB.
Result<DeviceStatus> parse_heartbeat(const Json& body, const std::string& device_id, UtcNs now);
Result<void> save_status(Session& session, const DeviceStatus& status);

/// Which policy the device was given last. Versions differ by person, so "up to date" compares a
/// device's own word with this.
Result<void> note_policy_told(Session& session, const std::string& device_id,
                              const std::string& policy_version, UtcNs now);

/// Since when the settings in force have stood: a device that asked for its policy earlier has not got
/// them. A version that repeats the contents of the one before changes nothing. 0: none were decided.
Result<UtcNs> settings_since(Session& session);

/// "online": heard of within FleetOnline; "offline": longer ago; "never": enrolled, no word yet;
/// "revoked".
constexpr UtcNs FleetOnline = 15 * 60 * NsPerSecond;

struct FleetQuery {
    std::string state;   ///< one of the words above, "behind" (is_behind), "" = all
    std::string search;  ///< part of device, person, user or system
    std::int64_t limit = 200;
    std::int64_t offset = 0;
    /// False for who sees pseudonyms: what is found by a name would tell whose pseudonym it is.
    bool finds_people = true;
};

/// One device of the fleet page. What it never said is absent.
struct FleetRow {
    std::string device_id;
    std::string person_id;
    std::string user_name;
    std::string binding;
    std::string os;
    std::string state;
    UtcNs enrolled_at = 0;
    std::optional<UtcNs> last_seen_at;
    std::string farebox_version;
    std::string policy_version;
    std::optional<UtcNs> policy_installed_at;
    std::string policy_told;
    /// It has not acknowledged the policy it was given last, or was given none since the settings
    /// changed. Never true of a revoked device.
    bool is_behind = false;
    std::optional<std::int64_t> queued;
    std::optional<std::int64_t> clock_skew_ms;
    Json problems = Json::array();
    Json report;
};
Json to_json(const FleetRow& row);

struct FleetPage {
    std::vector<FleetRow> rows;
    std::int64_t row_count = 0;  ///< that fit the query, on all pages
    /// {"devices","online","offline","never","revoked","behind_policy","with_policy",
    /// "with_problems"}; "with_policy" acknowledged the newest, so that with those behind it they are
    /// all that ever asked for one and may still.
    Json totals;
};
Result<FleetPage> list_fleet(Session& session, const FleetQuery& query, UtcNs now);

}  // namespace farebox::collector
