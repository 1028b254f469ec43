// POST /v1/ingest/calls: where workstations deliver (docs/ingest-api.md).

#include "core/collector/ingest/ingest.h"
#include "core/collector/web/handlers.h"
#include "core/collector/web/services.h"

namespace farebox::collector {
namespace {

struct Refusal {
    int status;
    const char* code;
};

Refusal refusal_of(ErrorCode code) {
    switch (code) {
        case ErrorCode::Invalid: return {400, "invalid_batch"};
        case ErrorCode::TooLarge: return {413, "too_large"};
        case ErrorCode::Unsupported: return {415, "unsupported"};
        case ErrorCode::Unavailable: return {503, "busy"};
        default: return {500, "internal"};
    }
}

WebResponse refuse(const Error& error, Ingest& ingest) {
    const Refusal refusal = refusal_of(error.code);
    Json body = {{"error", {{"code", refusal.code}, {"message", error.message}}}};
    if (refusal.status != 503) return WebResponse::json(body, refusal.status);
    const std::int64_t wait_ms = ingest.retry_after_ms();
    body["retry_after_ms"] = wait_ms;
    WebResponse response = WebResponse::json(body, refusal.status);
    response.headers.emplace_back("Retry-After", std::to_string((wait_ms + 999) / 1000));
    return response;
}

// An acknowledgement without it is still one.
std::string tag_of(const std::string& device_id, Services& services) {
    const UtcNs now = services.clock.now();
    if (auto known = services.policy_tags->find_known(device_id, now)) return *std::move(known);
    const Result<Lease> session = services.database.session();
    return session ? services.policy_tags->find(**session, device_id, now) : "";
}

Result<WebResponse> handle_ingest_calls(const WebRequest& request, Services& services) {
    const IngestSender sender{request.who.device_id, request.who.person_id, std::nullopt};
    const Result<Ingested> ingested =
        services.ingest->take(sender, request.header("Content-Encoding"), request.body);
    if (!ingested) return refuse(ingested.error(), *services.ingest);
    if (ingested->is_epoch_conflict) {
        return WebResponse::error(409, "epoch_conflict",
                                  "these numbers were received before with other calls in them: "
                                  "begin a new epoch and send again what was not acknowledged");
    }
    api::IngestAck ack = ingested->ack;
    ack.policy_etag = tag_of(request.who.device_id, services);
    services.metrics.count_ingest(ack.accepted, ack.duplicate,
                                  static_cast<std::int64_t>(ack.rejected.size()));
    return WebResponse::json(api::to_json(ack));
}

}  // namespace

std::vector<WebRoute> ingest_routes() {
    return {
        {"POST", "/v1/ingest/calls", Permission::Device, "", "takes a batch of calls",
         handle_ingest_calls},
    };
}

}  // namespace farebox::collector
