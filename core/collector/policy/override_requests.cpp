#include "core/collector/policy/override_requests.h"

#include "core/base/strings.h"

namespace farebox::collector {
namespace {

constexpr std::int64_t MostMinutes = 1'440;
constexpr std::size_t LongestReason = 500;

constexpr std::string_view RequestColumns =
    "SELECT request_id, budget_id, device_id, person_id, reason, minutes, requested_at, state, "
    "decided_at, decided_by, expires_at FROM override_requests ";

RequestState parse_state(const std::string& text) {
    for (const RequestState state : {RequestState::Approved, RequestState::Denied}) {
        if (to_text(state) == text) return state;
    }
    return RequestState::Pending;
}

OverrideRequest read_request(const Row& row) {
    return {row.text(0),
            row.text(1),
            row.text(2),
            row.text(3),
            row.text(4),
            row.integer(5),
            row.integer(6),
            parse_state(row.text(7)),
            row.integer_or_null(8),
            row.text(9),
            row.integer_or_null(10)};
}

}  // namespace

std::string_view to_text(RequestState state) {
    switch (state) {
        case RequestState::Pending: return "pending";
        case RequestState::Approved: return "approved";
        case RequestState::Denied: return "denied";
    }
    return "pending";
}

Json to_json(const OverrideRequest& request) {
    return {{"request_id", request.request_id},
            {"budget_id", request.budget_id},
            {"device_id", request.device_id},
            {"person_id", request.person_id.empty() ? Json() : Json(request.person_id)},
            {"reason", request.reason},
            {"minutes", request.minutes},
            {"requested_at", request.requested_at},
            {"state", std::string(to_text(request.state))},
            {"decided_at", or_null(request.decided_at)},
            {"decided_by", request.decided_by.empty() ? Json() : Json(request.decided_by)},
            {"expires_at", or_null(request.expires_at)}};
}

Result<OverrideRequest> parse_override_request(const Json& body) {
    OverrideRequest request;
    request.budget_id = find_string(body, "budget_id").value_or("");
    request.reason = std::string(trim(find_string(body, "reason").value_or("")));
    request.minutes = find_int(body, "minutes").value_or(60);
    if (request.budget_id.empty()) return invalid("a request for an override names budget_id");
    if (request.reason.empty() || request.reason.size() > LongestReason) {
        return invalid("a request for an override gives a reason of at most 500 bytes");
    }
    if (request.minutes < 1 || request.minutes > MostMinutes) {
        return invalid("minutes is a whole number from 1 to 1440");
    }
    return request;
}

Result<void> add_request(Session& session, const OverrideRequest& request) {
    FAREBOX_TRY_VOID(session.run("DELETE FROM override_requests WHERE device_id = $1 AND "
                                 "budget_id = $2 AND state = 'pending'",
                                 {request.device_id, request.budget_id}));
    FAREBOX_TRY_VOID(session.run(
        "INSERT INTO override_requests (request_id, budget_id, device_id, person_id, reason, "
        "minutes, requested_at, state) VALUES ($1, $2, $3, $4, $5, $6, $7, 'pending')",
        {request.request_id, request.budget_id, request.device_id, request.person_id,
         request.reason, request.minutes, request.requested_at}));
    return {};
}

Result<std::optional<OverrideRequest>> find_request(Session& session,
                                                    const std::string& request_id) {
    FAREBOX_TRY(rows, session.run(std::string(RequestColumns) + "WHERE request_id = $1",
                                  {request_id}));
    if (rows.empty()) return std::optional<OverrideRequest>();
    return std::optional<OverrideRequest>(read_request(rows[0]));
}

Result<std::vector<OverrideRequest>> list_requests(Session& session, std::size_t limit) {
    FAREBOX_TRY(rows, session.run(std::string(RequestColumns) +
                                      "ORDER BY CASE WHEN state = 'pending' THEN 0 ELSE 1 END, "
                                      "requested_at DESC LIMIT $1",
                                  {std::int64_t(limit)}));
    std::vector<OverrideRequest> requests;
    for (const Row& row : rows) requests.push_back(read_request(row));
    return requests;
}

Result<OverrideRequest> decide_request(Session& session, const std::string& request_id,
                                       bool is_approved, const std::string& by, UtcNs now) {
    FAREBOX_TRY(found, find_request(session, request_id));
    if (!found) return not_found("there is no override request \"" + request_id + "\"");
    const RequestState state = is_approved ? RequestState::Approved : RequestState::Denied;
    const UtcNs expires_at = now + found->minutes * 60 * NsPerSecond;
    FAREBOX_TRY(done,
                session.run("UPDATE override_requests SET state = $2, decided_at = $3, "
                            "decided_by = $4, expires_at = $5 WHERE request_id = $1 AND "
                            "state = 'pending'",
                            {request_id, std::string(to_text(state)), now, by,
                             is_approved ? Value(expires_at) : Value()}));
    if (done.changed == 0) {
        return make_error(ErrorCode::Conflict, "this request was " + std::string(to_text(found->state)) + " by " +
                        found->decided_by);
    }
    found->state = state;
    found->decided_at = now;
    found->decided_by = by;
    if (is_approved) found->expires_at = expires_at;
    return std::move(*found);
}

}  // namespace farebox::collector
