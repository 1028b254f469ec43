#include "core/control/service.h"

namespace farebox::control {

Result<std::unique_ptr<Service>> Service::start(ServiceOptions options, const Clock& clock) {
    std::unique_ptr<Service> service(new Service(std::make_unique<Context>(
        std::move(options.ledger_path), std::move(options.live_status), clock, options.settings)));
    Context* context = service->context_.get();
    const auto handle = [context](const net::LocalRequest& request) {
        std::string target = request.path;
        if (!request.query.empty()) target += "?" + request.query;
        const Answer found = answer(request.method, target, *context, request.body);
        return net::LocalResponse{found.status, "application/json",
                                  farebox::to_text(found.body) + "\n"};
    };
    FAREBOX_TRY(endpoint, net::LocalEndpoint::listen(options.socket_path, handle));
    service->endpoint_ = std::move(endpoint);
    return service;
}

}  // namespace farebox::control
