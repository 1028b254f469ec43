#pragma once
// Enrolled laptops: the public half of each one's key, and which person it works for.
//
// A device is known by its install_id: whoever enrols with one that is known binds a new key to the
// same device, so a reinstalled laptop is not counted twice. A device that was revoked stays out
// until an administrator lets it in again. Binding to a person is "asserted" when device management
// said so and "verified" after the person logged in on it; a new key makes it asserted again.

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/clock.h"
#include "core/base/json.h"
#include "core/collector/auth/refused.h"
#include "core/collector/store/database.h"

namespace farebox::collector {

/// The directory's person of an address or another identity; nothing when it knows none. `kind` is
/// "email" or "oidc_sub", the latter's value "<issuer>|<sub>".
using FindPerson = std::function<Result<std::optional<std::string>>(
    Session&, std::string_view kind, const std::string& value)>;

struct Device {
    std::string device_id;
    std::string install_id;
    Json public_key;
    std::string key_thumbprint;
    std::string hostname_hash;
    std::string os;
    std::string farebox_version;  ///< at enrolment; the heartbeat tells the present one
    std::string token_id;         ///< of the enrolment token
    UtcNs enrolled_at = 0;
    std::optional<UtcNs> rebound_at;
    std::string person_id;  ///< "" while the directory knows no such person
    std::string user_name;  ///< address or account that was asserted or logged in; "" for none
    std::string binding;    ///< "", "asserted", "verified"
    std::optional<UtcNs> bound_at;
    std::optional<UtcNs> revoked_at;
    std::string revoked_by;
    std::string revoke_reason;
};

/// POST /v1/enroll. Invalid when a member is missing, of another type or longer than 200 bytes.
struct Enrollment {
    std::string token;
    Json public_key;
    std::string install_id;
    std::string hostname_hash;
    std::string os;
    std::string farebox_version;
    std::string asserted_user;  ///< may be ""
};
Result<Enrollment> parse_enrollment(const Json& body);

struct Enrolled {
    std::string device_id;
    std::string token_id;
    bool is_rebind = false;
};
/// Refused: 401 token_refused, 403 user_not_allowed, 403 device_revoked, 400 invalid_key. Opens a
/// transaction of its own; `along` is done in it, and its error undoes both.
Admission<Enrolled> enroll_device(Session& session, const Enrollment& wanted,
                                  const FindPerson& find_person, UtcNs now,
                                  const std::function<Result<void>(const Enrolled&)>& along = {});

Result<std::optional<Device>> find_device(Session& session, const std::string& device_id);
/// All, newest first; of one person when `person_id` is not "".
Result<std::vector<Device>> list_devices(Session& session, const std::string& person_id = "");

/// NotFound for an unknown id. Revoking twice keeps the first time.
Result<void> revoke_device(Session& session, const std::string& device_id, const std::string& by,
                           const std::string& reason, UtcNs now);
Result<void> restore_device(Session& session, const std::string& device_id);
/// All devices of a person who left; the number of those revoked by this.
Result<std::int64_t> revoke_devices_of(Session& session, const std::string& person_id,
                                       const std::string& by, const std::string& reason, UtcNs now);

/// The person logged in on the device.
Result<void> bind_device(Session& session, const std::string& device_id,
                         const std::string& person_id, const std::string& user_name, UtcNs now);
/// Looks again for the persons of devices whose user the directory did not know, after it learned
/// of new people; the number found.
Result<std::int64_t> bind_waiting_devices(Session& session, const FindPerson& find_person);

}  // namespace farebox::collector
