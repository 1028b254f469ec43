#pragma once
// The collector's addresses as functions. Each question carries a device proof made for it alone
// (core/net/device_proof.h), dated by the collector's clock as far as it is known: a laptop whose
// clock is wrong is told the right time with the refusal, and asks once more.

#include <optional>
#include <string>

#include "core/base/clock.h"
#include "core/net/signature.h"
#include "core/sync/http_client.h"
#include "core/sync/identity.h"

namespace farebox::sync {

/// What a refusal or failure asks for.
enum class Reaction {
    Accepted,       ///< 2xx
    Unchanged,      ///< 304
    TooLarge,       ///< 413: send less at once
    Malformed,      ///< 400, 422: find the event that spoils the batch
    OtherCoding,    ///< 415: somebody on the way does not know this content coding
    EpochConflict,  ///< 409 epoch_conflict: the disk was cloned or put back
    Revoked,        ///< 403 device_revoked: stop
    Unknown,        ///< 401 or 403 otherwise: enrol again
    Busy,           ///< 429, 503, and 5xx: later
    Unreachable,    ///< no answer: later
};

struct Reply {
    Reaction reaction = Reaction::Unreachable;
    Json body;            ///< an object, or null
    std::string text;     ///< of an accepted answer that is no object
    std::string problem;  ///< one sentence for people; "" when accepted
    std::chrono::milliseconds retry_after{0};  ///< what the collector asks for; 0 = nothing
};

/// What a machine says of itself when it enrols.
struct EnrolRequest {
    std::string token;
    std::string install_id;
    std::string hostname_hash;
    std::string os;
    std::string asserted_user;
};

/// Owned by the sync thread.
class CollectorClient {
public:
    CollectorClient(std::string url, HttpClient http, const Clock& clock)
        : url_(std::move(url)), http_(std::move(http)), clock_(clock) {}

    void set_identity(net::SigningKey key, std::string device_id);

    /// Needs no identity. The body of an accepted one: {device_id, policy_key, server_time}.
    Reply enroll(const EnrolRequest& request, const net::SigningKey& key);
    /// `body` is a coded batch.
    Reply ingest(const std::string& body, std::string_view coding, const std::string& idempotency_key);
    Reply heartbeat(const Json& body);
    /// The signed policy as `text`; Unchanged when `etag` is still its tag. "" asks for any.
    Reply policy(const std::string& etag);
    /// What this device spent of shared budgets, answered with its part of them.
    Reply shares(const Json& body);
    /// {"budget_id", "reason", "minutes"}: asks to go on beyond a budget of the collector.
    Reply request_override(const Json& body);
    /// Binds this device to the person of an ID token.
    Reply bind(const Json& body);
    /// {issuer, client_id, ...}: where people log in. Needs no identity.
    Reply login_info();

    const std::string& url() const { return url_; }
    /// What the collector's clock shows beyond ours; 0 until it told.
    std::int64_t clock_offset_ns() const { return clock_offset_ns_; }

private:
    Reply post(const std::string& path, const std::string& body,
               std::vector<std::pair<std::string, std::string>> headers);
    Reply post_json(const std::string& path, const Json& body);
    Reply send_signed(HttpRequest request);
    Reply send(const HttpRequest& request);
    void learn_time(const Json& body);

    const std::string url_;
    const HttpClient http_;
    const Clock& clock_;
    std::optional<net::SigningKey> key_;
    std::string device_id_;
    std::int64_t clock_offset_ns_ = 0;
    bool is_time_refused_ = false;  ///< the last answer was 401 proof_expired
};

}  // namespace farebox::sync
