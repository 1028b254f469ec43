#pragma once
// A person asks to go on beyond a central budget; somebody who may decides. An approved request
// lets that one workstation pass the budget until it ends (shares.h tells it).

#include <optional>
#include <string>
#include <vector>

#include "core/base/clock.h"
#include "core/base/json.h"
#include "core/collector/store/database.h"

namespace farebox::collector {

enum class RequestState { Pending, Approved, Denied };
/// "pending", "approved", "denied".
std::string_view to_text(RequestState state);

struct OverrideRequest {
    std::string request_id;  ///< UUIDv7
    std::string budget_id;
    std::string device_id;
    std::string person_id;
    std::string reason;
    std::int64_t minutes = 60;  ///< 1 to 1,440
    UtcNs requested_at = 0;
    RequestState state = RequestState::Pending;
    std::optional<UtcNs> decided_at;
    std::string decided_by;
    std::optional<UtcNs> expires_at;  ///< of an approved one
};
Json to_json(const OverrideRequest& request);

/// {"budget_id","reason","minutes"}. Invalid without budget or reason.
Result<OverrideRequest> parse_override_request(const Json& body);
/// A pending one of the same device and budget is replaced.
Result<void> add_request(Session& session, const OverrideRequest& request);
Result<std::optional<OverrideRequest>> find_request(Session& session, const std::string& request_id);
/// Pending ones first, then the newest.
Result<std::vector<OverrideRequest>> list_requests(Session& session, std::size_t limit);
/// Conflict when it is decided already, NotFound for an unknown id. Returns it as it is then.
Result<OverrideRequest> decide_request(Session& session, const std::string& request_id,
                                       bool is_approved, const std::string& by, UtcNs now);

}  // namespace farebox::collector
