#pragma once
// The mock's connections: accept, read a request, find out what it asks for, answer it.

#include <memory>
#include <string>

#include "tests/tools/mock_provider/behaviour.h"
#include "tests/tools/mock_provider/record.h"
#include "tests/tools/mock_provider/sender.h"
#include "tests/tools/wire/http.h"
#include "tests/tools/wire/tls.h"

namespace farebox::mock {

enum class Route { Messages, CountTokens, Responses, Chat, Models, Hello, Control, Unknown };
Route find_route(std::string_view target);
const char* route_name(Route route);

/// What every connection shares. Owned by main, outlives the io_context's run.
struct Services {
    Recorder& recorder;
    Behaviours& behaviours;
    std::int64_t idle_timeout_ms;  ///< 0: connections may idle for ever
};

/// Accepts until the acceptor is closed. `tls` null: plain connections.
wire::Task<void> accept_loop(wire::Acceptor& acceptor, Services services, SSL_CTX* tls);

/// Serves /_mock/… ; everything else about control lives in control.cpp.
wire::Task<bool> serve_control(wire::Stream& stream, const Services& services,
                               const wire::Head& head, const std::string& body);

/// Answers an upgrade and, when accepted, serves Responses over WebSocket to the end.
wire::Task<void> serve_websocket(wire::Stream& stream, wire::Reader& reader,
                                 const Services& services, const wire::Head& head,
                                 const Behaviour& behaviour, ConnectionInfo& connection,
                                 ExchangePtr upgrade);

/// The prompt in `body`; refines `behaviour` by codes in the model name.
Prompt read_prompt(const std::string& body, std::uint64_t number, Behaviour& behaviour);

}  // namespace farebox::mock
