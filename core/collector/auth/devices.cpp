#include "core/collector/auth/devices.h"

#include "core/base/format.h"
#include "core/base/strings.h"

namespace farebox::collector {
namespace {

constexpr const char* DeviceColumns =
    "device_id, install_id, public_key, key_thumbprint, hostname_hash, os, farebox_version, token_id, "
    "enrolled_at, rebound_at, person_id, user_name, binding, bound_at, revoked_at, revoked_by, "
    "revoke_reason";

Device device_of(const Row& row) {
    Device device;
    device.device_id = row.text(0);
    device.install_id = row.text(1);
    device.public_key = parse_json(row.text(2)).value_or(Json());
    device.key_thumbprint = row.text(3);
    device.hostname_hash = row.text(4);
    device.os = row.text(5);
    device.farebox_version = row.text(6);
    device.token_id = row.text(7);
    device.enrolled_at = row.integer(8);
    device.rebound_at = row.integer_or_null(9);
    device.person_id = row.text(10);
    device.user_name = row.text(11);
    device.binding = row.text(12);
    device.bound_at = row.integer_or_null(13);
    device.revoked_at = row.integer_or_null(14);
    device.revoked_by = row.text(15);
    device.revoke_reason = row.text(16);
    return device;
}

Result<void> expect_one(const Result<Rows>& changed, const std::string& device_id) {
    if (!changed) return changed.error();
    if (changed->changed == 0) return not_found("no device " + shorten(printable(device_id), 40));
    return {};
}

}  // namespace

Result<std::optional<Device>> find_device(Session& session, const std::string& device_id) {
    FAREBOX_TRY(found, session.run(format("SELECT {} FROM devices WHERE device_id = $1",
                                          DeviceColumns),
                                   {device_id}));
    if (found.empty()) return std::optional<Device>();
    return std::optional<Device>(device_of(found[0]));
}

Result<std::vector<Device>> list_devices(Session& session, const std::string& person_id) {
    FAREBOX_TRY(found, session.run(format("SELECT {} FROM devices WHERE $1 = '' OR person_id = $1 "
                                          "ORDER BY device_id DESC", DeviceColumns),
                                   {person_id}));
    std::vector<Device> devices;
    for (const Row& row : found) devices.push_back(device_of(row));
    return devices;
}

Result<void> revoke_device(Session& session, const std::string& device_id, const std::string& by,
                           const std::string& reason, UtcNs now) {
    return expect_one(session.run("UPDATE devices SET revoked_at = COALESCE(revoked_at, $2), "
                                  "revoked_by = COALESCE(revoked_by, $3), "
                                  "revoke_reason = COALESCE(revoke_reason, $4) WHERE device_id = $1",
                                  {device_id, now, by, reason}),
                      device_id);
}

Result<void> restore_device(Session& session, const std::string& device_id) {
    return expect_one(session.run("UPDATE devices SET revoked_at = NULL, revoked_by = NULL, "
                                  "revoke_reason = NULL WHERE device_id = $1",
                                  {device_id}),
                      device_id);
}

Result<std::int64_t> revoke_devices_of(Session& session, const std::string& person_id,
                                       const std::string& by, const std::string& reason, UtcNs now) {
    FAREBOX_TRY(changed, session.run("UPDATE devices SET revoked_at = $2, revoked_by = $3, "
                                     "revoke_reason = $4 WHERE person_id = $1 AND person_id <> '' "
                                     "AND revoked_at IS NULL",
                                     {person_id, now, by, reason}));
    return changed.changed;
}

Result<void> bind_device(Session& session, const std::string& device_id,
                         const std::string& person_id, const std::string& user_name, UtcNs now) {
    return expect_one(session.run("UPDATE devices SET person_id = $2, user_name = $3, "
                                  "binding = 'verified', bound_at = $4 WHERE device_id = $1",
                                  {device_id, person_id, user_name, now}),
                      device_id);
}

Result<std::int64_t> bind_waiting_devices(Session& session, const FindPerson& find_person) {
    FAREBOX_TRY(waiting, session.run("SELECT DISTINCT user_name FROM devices "
                                     "WHERE person_id = '' AND user_name <> ''"));
    std::int64_t bound = 0;
    for (const Row& row : waiting) {
        FAREBOX_TRY(person_id, find_person(session, "email", row.text(0)));
        if (!person_id) continue;
        FAREBOX_TRY(changed, session.run("UPDATE devices SET person_id = $2 "
                                         "WHERE user_name = $1 AND person_id = ''",
                                         {row.text(0), *person_id}));
        bound += changed.changed;
    }
    return bound;
}

}  // namespace farebox::collector
