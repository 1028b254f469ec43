// Accepting and the life of one connection; what happens inside it is session.cpp.
#include "tests/tools/mock_provider/server.h"

#include "tests/tools/mock_provider/session.h"

namespace farebox::mock {
namespace {

wire::Task<void> serve_connection(wire::Socket socket, Services services, SSL_CTX* tls) {
    std::unique_ptr<wire::Stream> stream;
    if (tls != nullptr) {
        stream = std::make_unique<wire::Stream>(std::move(socket), tls, wire::Side::Server, "");
    } else {
        stream = std::make_unique<wire::Stream>(std::move(socket));
    }
    ConnectionInfo connection = services.recorder.begin_connection(tls != nullptr);
    if (const bool ok = co_await stream->handshake(); ok) {
        if (tls != nullptr) services.recorder.count_handshake(stream->is_resumed());
        Session session(*stream, services, connection);
        for (bool goes_on = true; goes_on;) goes_on = co_await session.serve_one();
    }
    co_await stream->finish();
    stream->close();
    services.recorder.end_connection();
}

}  // namespace

Route find_route(std::string_view target) {
    const std::string_view path = target.substr(0, target.find('?'));
    if (path.starts_with("/_mock/")) return Route::Control;
    if (path.ends_with("/messages/count_tokens")) return Route::CountTokens;
    if (path.ends_with("/messages")) return Route::Messages;
    if (path.ends_with("/responses")) return Route::Responses;
    if (path.ends_with("/chat/completions")) return Route::Chat;
    if (path.ends_with("/models")) return Route::Models;
    if (path.ends_with("/api/hello")) return Route::Hello;
    return Route::Unknown;
}

const char* route_name(Route route) {
    switch (route) {
        case Route::Messages: return "messages";
        case Route::CountTokens: return "count_tokens";
        case Route::Responses: return "responses";
        case Route::Chat: return "chat";
        case Route::Models: return "models";
        case Route::Hello: return "hello";
        case Route::Control: return "control";
        case Route::Unknown: break;
    }
    return "unknown";
}

wire::Task<void> accept_loop(wire::Acceptor& acceptor, Services services, SSL_CTX* tls) {
    for (;;) {
        asio::error_code failed;
        wire::Socket socket = co_await acceptor.async_accept(
            asio::redirect_error(wire::use_task, failed));
        if (failed == asio::error::operation_aborted) co_return;
        if (failed) continue;
        if (services.behaviours.take_drop_at_accept()) {
            asio::error_code ignored;
            socket.set_option(asio::socket_base::linger(true, 0), ignored);
            continue;
        }
        asio::co_spawn(acceptor.get_executor(), serve_connection(std::move(socket), services, tls),
                       [](std::exception_ptr defect) {
                           if (defect) std::rethrow_exception(defect);
                       });
    }
}

}  // namespace farebox::mock
