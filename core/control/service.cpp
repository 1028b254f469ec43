#include "core/control/service.h"

#include "core/control/governor.h"

namespace farebox::control {
namespace {

// The first event tells who connects that there is a summary to ask for.
net::LocalResponse begin_events(const Governor& governor) {
    net::LocalResponse response;
    response.content_type = "text/event-stream";
    response.body = format_event("summary_changed", {{"revision", governor.revision()}});
    response.stays_open = true;
    return response;
}

}  // namespace

Result<std::unique_ptr<Service>> Service::start(ServiceOptions options, const Clock& clock) {
    std::unique_ptr<Service> service(new Service(
        std::make_unique<Context>(std::move(options.ledger_path), std::move(options.live_status),
                                  clock, options.settings, options.governor, options.syncer),
        options.governor));
    const auto handle = [self = service.get()](const net::LocalRequest& request) {
        return self->serve(request);
    };
    FAREBOX_TRY(endpoint, net::LocalEndpoint::listen(options.socket_path, handle));
    service->endpoint_ = std::move(endpoint);
    if (options.governor != nullptr) {
        net::LocalEndpoint* socket = service->endpoint_.get();
        options.governor->events().connect(
            {[socket](std::string text) { socket->publish(std::move(text)); },
             [socket] { return socket->listeners() > 0; }});
    }
    return service;
}

Service::~Service() {
    if (governor_ != nullptr) governor_->events().disconnect();
}

net::LocalResponse Service::serve(const net::LocalRequest& request) {
    const std::string events = std::string(ApiPrefix) + "events";
    if (governor_ != nullptr && request.method == "GET" && request.path == events) {
        return begin_events(*governor_);
    }
    std::string target = request.path;
    if (!request.query.empty()) target += "?" + request.query;
    const Answer found = answer(request.method, target, *context_, request.body);
    return {found.status, "application/json", farebox::to_text(found.body) + "\n"};
}

}  // namespace farebox::control
