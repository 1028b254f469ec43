#include "core/collector/chargeback/completeness.h"

#include <algorithm>

#include "core/base/format.h"
#include "core/collector/chargeback/spend_query.h"

namespace farebox::collector {
namespace {

constexpr const char* DevicesSql =
    "SELECT d.device_id, d.person_id, d.revoked_at, e.complete_through, e.last_received_at, "
    "e.queued, g.gaps FROM devices d "
    "LEFT JOIN (SELECT device_id, MAX(complete_through) AS complete_through, "
    "MAX(last_received_at) AS last_received_at, CAST(SUM(queued) AS BIGINT) AS queued "
    "FROM device_epochs GROUP BY device_id) e ON e.device_id = d.device_id "
    "LEFT JOIN (SELECT device_id, COUNT(*) AS gaps FROM received_ranges GROUP BY device_id) g "
    "ON g.device_id = d.device_id "
    "WHERE d.enrolled_at < $1 AND (d.revoked_at IS NULL OR d.revoked_at >= $2)";

}  // namespace

Result<UtcNs> start_of_month(const std::string& month) {
    if (!is_month(month)) return invalid(format("{} is no month like 2026-04", month));
    return parse_utc(month + "-01");
}

Result<Completeness> completeness(Session& session, const std::string& from,
                                  const std::string& to) {
    FAREBOX_TRY(start, start_of_month(from));
    FAREBOX_TRY(end, start_of_month(next_month(to)));
    FAREBOX_TRY(rows, session.run(DevicesSql, {end, start}));
    Completeness result;
    for (const Row& row : rows) {
        ++result.devices_known;
        const UtcNs due = std::min(end, row.integer_or_null(2).value_or(end));
        LateDevice device{row.text(0),   row.text(1),         row.integer_or_null(4),
                          row.integer_or_null(3), row.integer(5), row.integer(6) > 0};
        if (!device.has_gap && device.complete_through && *device.complete_through >= due) {
            ++result.devices_complete;
        } else {
            result.late_devices.push_back(std::move(device));
        }
    }
    std::ranges::sort(result.late_devices, [](const LateDevice& a, const LateDevice& b) {
        return std::pair(a.last_received_at.value_or(0), a.device_id) <
               std::pair(b.last_received_at.value_or(0), b.device_id);
    });
    return result;
}

Json to_json(const LateDevice& device) {
    return Json{{"device_id", device.device_id},
                {"person_id", device.person_id.empty() ? Json() : Json(device.person_id)},
                {"last_received_at", or_null(device.last_received_at)},
                {"complete_through", or_null(device.complete_through)},
                {"queued", device.queued},
                {"has_gap", device.has_gap}};
}

std::vector<LateDevice> parse_late_devices(const Json& array) {
    std::vector<LateDevice> devices;
    if (!array.is_array()) return devices;
    for (const Json& item : array) {
        devices.push_back({find_string(item, "device_id").value_or(""),
                           find_string(item, "person_id").value_or(""),
                           find_int(item, "last_received_at"), find_int(item, "complete_through"),
                           find_int(item, "queued").value_or(0),
                           find_bool(item, "has_gap").value_or(false)});
    }
    return devices;
}

}  // namespace farebox::collector
