#pragma once
// Puts one answer on the wire: head, framing, content coding, events with their gaps and faults.

#include <memory>
#include <string>
#include <vector>

#include "tests/tools/mock_provider/answer.h"
#include "tests/tools/mock_provider/coding.h"
#include "tests/tools/mock_provider/record.h"
#include "tests/tools/wire/hash.h"
#include "tests/tools/wire/stream.h"

namespace farebox::mock {

class Sender {
public:
    /// `answers_http10`: the client spoke HTTP/1.0 and gets neither chunks nor keep-alive.
    Sender(wire::Stream& stream, const Behaviour& behaviour, Exchange& exchange, bool hashes,
           bool answers_http10);

    /// Sends a whole document. `extra` is header lines, each with CRLF.
    wire::Task<bool> send_document(int status, const std::string& type, const std::string& body,
                                   const std::string& extra, bool head_only);
    /// Sends an event stream with all the faults the behaviour names. Sets exchange.outcome.
    wire::Task<bool> send_stream(std::vector<Event> events, const Event& error,
                                 const std::string& extra);

    /// Whether the connection may carry another request. False after any fault that ended it.
    bool keeps_connection() const { return keeps_; }

private:
    enum class Step { Go, Stop };

    std::string head(int status, const std::string& type, const std::string& extra,
                     std::int64_t length);
    void queue(std::string_view plain);
    void queue_coded(std::string_view coded);
    wire::Task<bool> flush();
    wire::Task<bool> finish_stream();
    wire::Task<void> pause(std::int64_t us);
    wire::Task<Step> fault_before(std::int64_t index, const Event& error);
    wire::Task<bool> stall();
    wire::Task<void> cut();
    void close_sum();

    wire::Stream& stream_;
    const Behaviour& behaviour_;
    Exchange& exchange_;
    const bool http10_;
    bool keeps_;
    bool chunked_ = false;
    std::unique_ptr<Encoder> encoder_;
    std::unique_ptr<wire::Sha256> sum_;
    std::string out_;  ///< bytes ready for the next write
    Told told_pending_ = Told::Nothing;
};

/// Reason phrase, "Overloaded" for 529 included.
const char* reason_phrase(int status);
/// The event as `event:` and `data:` lines.
std::string sse_text(const Event& event);
/// Writes the present time into an event made with a stamp.
void stamp_now(std::string& text);

}  // namespace farebox::mock
