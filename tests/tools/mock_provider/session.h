#pragma once
// The requests of one connection, one after the other. Faults that concern the request (drop, slow
// reading, early answer) come before the answer; the rest is the Sender's.

#include <optional>
#include <string>

#include "tests/tools/mock_provider/server.h"

namespace farebox::mock {

/// A connection and what it is serving at the moment.
class Session {
public:
    Session(wire::Stream& stream, const Services& services, ConnectionInfo& connection)
        : stream_(stream), services_(services), connection_(connection), reader_(stream) {}

    /// False when the connection is over.
    wire::Task<bool> serve_one();

private:
    wire::Task<bool> serve_control_request(const wire::Head& head);
    bool drop(const char* outcome);
    wire::Task<bool> read_request(const wire::Head& head);
    wire::Task<bool> answer(const wire::Head& head, bool without_body);
    wire::Task<void> answer_stream(Sender& sender, const Prompt& prompt);
    wire::Task<void> answer_document(Sender& sender, const Prompt& prompt);
    wire::Task<void> answer_other(Sender& sender, const wire::Head& head);

    wire::Stream& stream_;
    const Services& services_;
    ConnectionInfo& connection_;
    wire::Reader reader_;

    // Of the present request.
    Behaviour behaviour_;
    ExchangePtr exchange_;
    Route route_ = Route::Unknown;
    std::string body_;
    std::string extra_;  ///< header lines for the answer
};

}  // namespace farebox::mock
