#include "core/sync/collector_client.h"

#include "core/base/format.h"
#include "core/base/strings.h"
#include "core/base/url.h"
#include "core/base/version.h"
#include "core/net/device_proof.h"

namespace farebox::sync {
namespace {

// A slow line may need long for a megabyte.
constexpr std::chrono::seconds IngestLimit{60};
// Longer than that nobody is asked to wait in one step.
constexpr std::int64_t LongestRetryMs = 24 * 3'600'000;

std::string code_of(const Json& body) {
    const Json* error = find_member(body, "error");
    return error == nullptr ? "" : find_string(*error, "code").value_or("");
}

std::string message_of(const Json& body) {
    const Json* error = find_member(body, "error");
    return error == nullptr ? ""
                            : printable(shorten(find_string(*error, "message").value_or(""), 300));
}

Reaction reaction_of(int status, const std::string& code) {
    if (status >= 200 && status < 300) return Reaction::Accepted;
    if (status == 304) return Reaction::Unchanged;
    if (status == 413) return Reaction::TooLarge;
    if (status == 409 && code == "epoch_conflict") return Reaction::EpochConflict;
    if (status == 403 && code == "device_revoked") return Reaction::Revoked;
    if (status == 401 || status == 403) return Reaction::Unknown;
    if (status == 415) return Reaction::OtherCoding;
    if (status == 400 || status == 422) return Reaction::Malformed;
    return Reaction::Busy;
}

// Retry-After in seconds; the form with a date is rare and read as "soon".
std::chrono::milliseconds retry_of(const HttpAnswer& answer, const Json& body) {
    std::int64_t wait = find_int(body, "retry_after_ms").value_or(0);
    if (const auto seconds = parse_int(answer.header("Retry-After"))) {
        wait = std::max(wait, std::min(*seconds, LongestRetryMs / 1'000) * 1'000);
    }
    return std::chrono::milliseconds(std::clamp<std::int64_t>(wait, 0, LongestRetryMs));
}

}  // namespace

void CollectorClient::set_identity(net::SigningKey key, std::string device_id) {
    key_ = std::move(key);
    device_id_ = std::move(device_id);
}

Reply CollectorClient::send(const HttpRequest& request) {
    const Result<HttpAnswer> answer = http_.send(request);
    is_time_refused_ = false;
    if (!answer) return {Reaction::Unreachable, {}, "", answer.error().message, {}};
    Reply reply;
    reply.body = answer->json();
    const std::string code = code_of(reply.body);
    reply.reaction = reaction_of(answer->status, code);
    reply.retry_after = retry_of(*answer, reply.body);
    is_time_refused_ = answer->status == 401 && code == "proof_expired";
    learn_time(reply.body);
    if (reply.reaction == Reaction::Accepted) {
        if (reply.body.is_null()) reply.text = answer->body;
    } else if (reply.reaction != Reaction::Unchanged) {
        const std::string why = message_of(reply.body);
        reply.problem = format("{} answered {}{}{}", url_, answer->status, why.empty() ? "" : ": ", why);
    }
    return reply;
}

void CollectorClient::learn_time(const Json& body) {
    const auto at_root = find_int(body, "server_time");
    const Json* error = find_member(body, "error");
    const auto in_error = error == nullptr ? std::nullopt : find_int(*error, "server_time");
    const std::int64_t told = at_root.value_or(in_error.value_or(0));
    if (told > 0) clock_offset_ns_ = told - clock_.now();
}

Reply CollectorClient::send_signed(HttpRequest request) {
    if (!key_) return {Reaction::Unknown, {}, "", "this machine is not enrolled", {}};
    const Result<Url> url = parse_url(url_);
    if (!url) return {Reaction::Unreachable, {}, "", url.error().message, {}};
    const auto headers = request.headers;
    for (int attempt = 0;; ++attempt) {
        const Result<std::string> proof =
            net::make_device_proof(*key_, device_id_, net::origin_of(*url), request.body,
                                   clock_.now() + clock_offset_ns_);
        if (!proof) return {Reaction::Unknown, {}, "", proof.error().message, {}};
        request.headers = headers;
        request.headers.emplace_back("Authorization", *proof);
        Reply reply = send(request);
        if (!is_time_refused_ || attempt > 0) return reply;
    }
}

Reply CollectorClient::post(const std::string& path, const std::string& body,
                            std::vector<std::pair<std::string, std::string>> headers) {
    HttpRequest request{"POST", url_ + path, std::move(headers), body, IngestLimit};
    return send_signed(std::move(request));
}

Reply CollectorClient::enroll(const EnrolRequest& wanted, const net::SigningKey& key) {
    const Json body = {{"token", wanted.token},
                       {"public_key", key.public_jwk()},
                       {"install_id", wanted.install_id},
                       {"hostname_hash", wanted.hostname_hash},
                       {"os", wanted.os},
                       {"farebox_version", std::string(Version)},
                       {"asserted_user", wanted.asserted_user}};
    HttpRequest request{"POST", url_ + "/v1/enroll", {{"Content-Type", "application/json"}},
                        farebox::to_text(body)};
    return send(request);
}

Reply CollectorClient::ingest(const std::string& body, std::string_view coding,
                              const std::string& idempotency_key) {
    std::vector<std::pair<std::string, std::string>> headers = {
        {"Content-Type", "application/x-ndjson"}, {"Idempotency-Key", idempotency_key}};
    if (!coding.empty()) headers.emplace_back("Content-Encoding", coding);
    return post("/v1/ingest/calls", body, std::move(headers));
}

Reply CollectorClient::post_json(const std::string& path, const Json& body) {
    return post(path, farebox::to_text(body), {{"Content-Type", "application/json"}});
}

Reply CollectorClient::heartbeat(const Json& body) { return post_json("/v1/heartbeat", body); }

Reply CollectorClient::bind(const Json& body) { return post_json("/v1/bind", body); }

Reply CollectorClient::shares(const Json& body) { return post_json("/v1/shares", body); }

Reply CollectorClient::request_override(const Json& body) {
    return post_json("/v1/override-requests", body);
}

Reply CollectorClient::policy(const std::string& etag) {
    HttpRequest request{"GET", url_ + "/v1/policy", {}, ""};
    if (!etag.empty()) request.headers.emplace_back("If-None-Match", etag);
    return send_signed(std::move(request));
}

Reply CollectorClient::login_info() { return send({"GET", url_ + "/v1/login", {}, ""}); }

}  // namespace farebox::sync
