#pragma once
// What the mock saw and what it handed out. Credential values are kept as SHA-256 only.
// One thread; bounded: the newest 20,000 requests are kept, totals count all.

#include <array>
#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "core/base/json.h"
#include "tests/tools/mock_provider/answer.h"
#include "tests/tools/wire/http.h"

namespace farebox::mock {

struct ConnectionInfo {
    std::uint64_t number = 0;
    bool is_tls = false;
    std::uint64_t requests = 0;
};

/// One request and its fate.
struct Exchange {
    std::uint64_t seq = 0;
    ConnectionInfo connection;
    std::string method, target, version;
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body_sha256;
    std::uint64_t body_bytes = 0;
    std::string route = "unknown";
    std::string model;
    bool streamed = false;
    int status = 0;
    /// ok, error_status, error_event, cut, stalled, no_terminal, dropped, body_cut, client_gone
    std::string outcome = "open";
    std::string response_sha256;
    std::uint64_t response_bytes = 0;  ///< entity bytes as sent: coded, without chunk framing
    Told told = Told::Nothing;
    Tokens tokens;                     ///< meaningful by `told`
    std::vector<std::string> websocket_messages;  ///< JSON objects: type, bytes, sha256
};
using ExchangePtr = std::shared_ptr<Exchange>;  // shared by the log and the running answer

class Recorder {
public:
    /// `folder` empty: no raw files. `keeps_requests` false: totals only.
    Recorder(std::string folder, bool keeps_requests)
        : folder_(std::move(folder)), keeps_requests_(keeps_requests) {}

    ConnectionInfo begin_connection(bool is_tls);
    void end_connection() { --connections_open_; }
    void count_handshake(bool resumed);

    ExchangePtr begin_exchange(ConnectionInfo& connection, const wire::Head& head);
    /// `wire_body` is the body as framed on the wire.
    void set_body(Exchange& exchange, const wire::Head& head, const std::string& wire_body,
                  const std::string& body);
    void end_exchange(const Exchange& exchange);

    bool keeps_requests() const { return keeps_requests_; }
    Json requests() const;
    Json stats() const;
    void clear();

private:
    const std::string folder_;
    const bool keeps_requests_;

    std::uint64_t next_seq_ = 1;
    std::uint64_t next_connection_ = 1;
    std::deque<ExchangePtr> kept_;

    std::uint64_t connections_ = 0;
    std::uint64_t connections_open_ = 0;
    std::uint64_t tls_connections_ = 0;
    std::uint64_t handshakes_ = 0;
    std::uint64_t handshakes_resumed_ = 0;
    std::uint64_t requests_ = 0;
    std::uint64_t body_bytes_ = 0;
    Json by_route_ = Json::object();
    Json by_outcome_ = Json::object();
    struct Sum {
        std::uint64_t responses = 0;
        Tokens tokens{0, 0, 0, 0, 0, 0, 0};
    };
    Sum started_;   ///< input told, final output never told
    Sum finished_;  ///< final usage told
};

}  // namespace farebox::mock
