#include "core/usage/meter.h"

#include <optional>
#include <string>
#include <utility>

#include "core/base/strings.h"
#include "core/http/content_coding.h"
#include "core/usage/document_tap.h"
#include "core/usage/stream_tap.h"

namespace farebox::usage {
namespace {

constexpr std::size_t MaxHeldBytes = 4096;

enum class Shape { Undecided, Stream, Document };

/// Fields of an event stream begin with one of these letters, JSON and HTML with none of them.
Shape shape_of(std::string_view text, bool labelled_stream) {
    const auto first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos) return Shape::Undecided;
    const char c = text[first];
    if (c == '{' || c == '[' || c == '<') return Shape::Document;
    if (c == ':' || c == 'd' || c == 'e' || c == 'i' || c == 'r') return Shape::Stream;
    return labelled_stream ? Shape::Stream : Shape::Document;
}

}  // namespace

struct Meter::State {
    State(WireFormat format_in, std::string_view content_type, std::string_view content_encoding,
          int status)
        : format(format_in),
          labelled_stream(contains(to_lower(content_type), "event-stream")),
          http_status(status),
          decoder(http::ContentDecoder::make(content_encoding)),
          stream(format_in) {}

    void take(std::string_view payload);
    void take_text(std::string_view text);

    const WireFormat format;
    const bool labelled_stream;
    const int http_status;
    Result<http::ContentDecoder> decoder;
    Shape shape = Shape::Undecided;
    std::string held;  ///< white space before the first byte that tells the shape
    bool is_undecodable = false;
    StreamTap stream;
    DocumentTap document;
    bool is_broken = false;  ///< our own defect or no memory; the call goes on without figures
};

void Meter::State::take(std::string_view payload) {
    if (is_undecodable) return;
    if (!decoder) {
        is_undecodable = true;
        return;
    }
    const Result<std::string_view> text = decoder->push(payload);
    if (!text) {
        is_undecodable = true;
        return;
    }
    take_text(*text);
}

void Meter::State::take_text(std::string_view text) {
    std::string joined;
    if (shape == Shape::Undecided) {
        // White space alone decides nothing, but it belongs to what follows.
        joined = std::exchange(held, {}) + std::string(text);
        shape = shape_of(joined, labelled_stream);
        if (shape == Shape::Undecided && joined.size() > MaxHeldBytes) shape = Shape::Document;
        if (shape == Shape::Undecided) held = joined;
        text = joined;
    }
    if (shape == Shape::Stream) stream.push(text);
    if (shape == Shape::Document) document.push(text);
}

Meter::Meter(WireFormat format, std::string_view content_type, std::string_view content_encoding,
             int http_status)
    : state_(std::make_unique<State>(format, content_type, content_encoding, http_status)) {}

Meter::~Meter() = default;
Meter::Meter(Meter&&) noexcept = default;
Meter& Meter::operator=(Meter&&) noexcept = default;

void Meter::push(std::string_view payload) noexcept {
    if (state_->is_broken) return;
    try {
        state_->take(payload);
    } catch (...) {
        // The one border where the standard library's exceptions end: the stream must go on.
        state_->is_broken = true;
    }
}

Reading Meter::read() const {
    const State& state = *state_;
    Carriage carriage;
    carriage.is_stream = state.shape == Shape::Stream ||
                         (state.shape == Shape::Undecided && state.labelled_stream);
    carriage.is_unfinished = state.shape == Shape::Document && state.document.is_unfinished();
    carriage.http_status = state.http_status;
    carriage.truncated = state.stream.is_truncated() || state.document.is_truncated();
    carriage.saw_done_mark = state.stream.saw_done_mark();
    carriage.undecoded = state.is_undecodable;
    if (state.is_broken) carriage.note = "the meter stopped reading";
    return (carriage.is_stream ? state.stream.tally() : state.document.tally(state.format))
        .finish(carriage);
}

}  // namespace farebox::usage
