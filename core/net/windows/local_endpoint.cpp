// The named pipe of the local API is not built yet: both ends say so instead of pretending.

#include "core/net/local_endpoint.h"

namespace farebox::net {

class LocalEndpoint::Server {};
class LocalStream::Socket {};

LocalEndpoint::LocalEndpoint(std::unique_ptr<Server> server) : server_(std::move(server)) {}
LocalEndpoint::~LocalEndpoint() = default;

Result<std::unique_ptr<LocalEndpoint>> LocalEndpoint::listen(const std::string&, LocalHandler) {
    return Error{ErrorCode::Unsupported, "the local API has no named pipe on Windows yet"};
}

void LocalEndpoint::publish(std::string) {}
std::size_t LocalEndpoint::listeners() const { return 0; }

LocalStream::LocalStream(std::unique_ptr<Socket> socket) : socket_(std::move(socket)) {}
LocalStream::~LocalStream() = default;

Result<std::unique_ptr<LocalStream>> LocalStream::open(const std::string&, std::string_view) {
    return Error{ErrorCode::Unsupported, "the local API has no named pipe on Windows yet"};
}

Result<std::string> LocalStream::read(std::chrono::milliseconds) { return std::string(); }

Result<LocalResponse> request_local(const std::string&, std::string_view, std::string_view,
                                    std::chrono::milliseconds, std::string_view) {
    return Error{ErrorCode::Unsupported, "the local API has no named pipe on Windows yet"};
}

}  // namespace farebox::net
