#include "core/http/body_follower.h"

#include <algorithm>

#include "core/base/format.h"

namespace farebox::http {
namespace {

// A size line or trailer section longer than this is an attack, not a message: real senders use
// neither, nginx's limit for extensions is of the same order.
constexpr std::uint32_t MaxExtensionBytes = 4 * 1024;
constexpr std::uint32_t MaxTrailerBytes = 64 * 1024;
// 15 hexadecimal digits are 2^60 - 1: sums with it cannot overflow. Leading zeros count.
constexpr std::uint32_t MaxSizeDigits = 15;

int hex_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

bool is_control(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && byte != '\t') || byte == 0x7f;
}

}  // namespace

BodyFollower::BodyFollower(BodyFraming framing) : state_(State::Done) {
    switch (framing.kind) {
        case BodyKind::None: break;
        case BodyKind::Length:
            remaining_ = framing.length;
            if (remaining_ > 0) state_ = State::Length;
            break;
        case BodyKind::Chunked: state_ = State::SizeStart; break;
        case BodyKind::UntilClose: state_ = State::UntilClose; break;
    }
}

Result<std::size_t> BodyFollower::consume(std::string_view raw,
                                          std::vector<std::string_view>& pieces) {
    if (state_ == State::Broken) return broken();
    std::size_t used = 0;
    while (used < raw.size() && state_ != State::Done) {
        const std::size_t payload = take_payload(raw.substr(used), pieces);
        used += payload;
        if (payload > 0) continue;
        if (!step(raw[used])) return broken();
        ++used;
    }
    return used;
}

// The bulk: payload passes as one view. 0 when the next byte is framing.
std::size_t BodyFollower::take_payload(std::string_view raw,
                                       std::vector<std::string_view>& pieces) {
    if (state_ == State::UntilClose) {
        pieces.push_back(raw);
        return raw.size();
    }
    if (state_ != State::Length && state_ != State::Data) return 0;
    const auto taken = std::size_t(std::min<std::uint64_t>(remaining_, raw.size()));
    pieces.push_back(raw.substr(0, taken));
    remaining_ -= taken;
    if (remaining_ == 0) state_ = state_ == State::Data ? State::DataCr : State::Done;
    return taken;
}

// One byte of chunk framing.
bool BodyFollower::step(char c) {
    switch (state_) {
        case State::SizeStart:
            if (hex_value(c) < 0) return fail("a chunk without a size");
            remaining_ = 0;
            digits_ = 0;
            skipped_ = 0;
            state_ = State::Size;
            return add_digit(c);
        case State::Size:
            if (hex_value(c) >= 0) return add_digit(c);
            if (c != '\r' && c != ';' && c != ' ' && c != '\t') {
                return fail("a chunk size with a byte that is not hexadecimal");
            }
            state_ = State::Extension;
            return skip_byte(c, State::SizeLf);
        case State::Extension: return skip_byte(c, State::SizeLf);
        case State::SizeLf:
            skipped_ = 0;
            return expect(c, '\n', remaining_ == 0 ? State::LineStart : State::Data,
                          "a chunk size line with a CR without LF");
        case State::DataCr:
            return expect(c, '\r', State::DataLf, "chunk data longer than its size");
        case State::DataLf:
            return expect(c, '\n', State::SizeStart, "chunk data that does not end with CRLF");
        case State::LineStart: state_ = State::Trailer; return skip_byte(c, State::EndLf);
        case State::Trailer: return skip_byte(c, State::TrailerLf);
        case State::TrailerLf:
            return expect(c, '\n', State::LineStart, "a trailer line with a CR without LF");
        case State::EndLf: return expect(c, '\n', State::Done, "the last line has a CR without LF");
        default: return fail("bytes after the end");
    }
}

bool BodyFollower::add_digit(char c) {
    if (++digits_ > MaxSizeDigits) return fail("a chunk size that is too large");
    remaining_ = remaining_ * 16 + std::uint64_t(hex_value(c));
    return true;
}

// A byte whose meaning is nobody's business here, up to the CR that ends its line.
bool BodyFollower::skip_byte(char c, State at_cr) {
    if (c == '\r') {
        state_ = at_cr;
        return true;
    }
    if (is_control(c)) return fail("a control byte in a chunk extension or trailer");
    const std::uint32_t limit = state_ == State::Extension ? MaxExtensionBytes : MaxTrailerBytes;
    if (++skipped_ > limit) return fail("a chunk extension or trailer that is too long");
    return true;
}

bool BodyFollower::expect(char c, char expected, State then, std::string_view otherwise) {
    if (c != expected) return fail(otherwise);
    state_ = then;
    return true;
}

bool BodyFollower::fail(std::string_view why) {
    state_ = State::Broken;
    reason_ = why;
    return false;
}

Error BodyFollower::broken() const {
    return invalid(format("HTTP body refused: {}", reason_));
}

}  // namespace farebox::http
