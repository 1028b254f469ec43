#include "core/http/websocket.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "core/base/format.h"
#include "core/base/strings.h"
#include "core/http/coding_stage.h"

namespace farebox::http {
namespace {

constexpr unsigned Continuation = 0;
constexpr unsigned Text = 1;
constexpr unsigned Binary = 2;
constexpr unsigned Close = 8;
constexpr unsigned Pong = 10;
constexpr std::size_t KeptMessageBytes = 256 * 1024;
// What a sender cuts off each compressed message (RFC 7692, section 7.2.2).
constexpr std::string_view DeflateTail("\x00\x00\xff\xff", 4);

std::uint64_t big_endian(const unsigned char* bytes, std::size_t count) {
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < count; ++i) value = value << 8 | bytes[i];
    return value;
}

// How long a frame head is, known once its first two bytes are there.
std::size_t frame_head_size(unsigned char second) {
    const unsigned length = second & 0x7f;
    const std::size_t extra = length == 127 ? 8 : length == 126 ? 2 : 0;
    return 2 + extra + ((second & 0x80) != 0 ? 4 : 0);
}

// Unmasks in place, eight bytes a step, and returns the key turned to the byte after the text.
std::uint64_t unmask(char* text, std::size_t size, std::uint64_t key) {
    std::size_t at = 0;
    for (; at + 8 <= size; at += 8) {
        std::uint64_t word;
        std::memcpy(&word, text + at, 8);
        word ^= key;
        std::memcpy(text + at, &word, 8);
    }
    unsigned char turn[8];
    std::memcpy(turn, &key, 8);
    for (std::size_t i = 0; at < size; ++at, ++i) text[at] = char(text[at] ^ turn[i]);
    std::rotate(turn, turn + size % 4, turn + 4);
    std::memcpy(turn + 4, turn, 4);
    std::memcpy(&key, turn, 8);
    return key;
}

Error unsupported_extension(std::string_view why) {
    return {ErrorCode::Unsupported, format("WebSocket extensions not followed: {}", why)};
}

}  // namespace

Result<WebSocketExtensions> parse_websocket_extensions(std::string_view negotiated) {
    WebSocketExtensions extensions;
    for (const std::string_view extension : split(negotiated, ',')) {
        if (trim(extension).empty()) continue;
        const auto parts = split(extension, ';');
        if (extensions.uses_deflate || !equals_ignore_case(trim(parts[0]), "permessage-deflate")) {
            return unsupported_extension("more than one permessage-deflate, or another extension");
        }
        extensions.uses_deflate = true;
        for (std::size_t i = 1; i < parts.size(); ++i) {
            const std::string_view name = trim(parts[i].substr(0, parts[i].find('=')));
            if (equals_ignore_case(name, "client_no_context_takeover")) {
                extensions.client_no_context_takeover = true;
            } else if (equals_ignore_case(name, "server_no_context_takeover")) {
                extensions.server_no_context_takeover = true;
            } else if (!equals_ignore_case(name, "client_max_window_bits") &&
                       !equals_ignore_case(name, "server_max_window_bits")) {
                // A smaller window needs nothing: the largest reads them all.
                return unsupported_extension("an unknown parameter of permessage-deflate");
            }
        }
    }
    return extensions;
}

WebSocketFollower::WebSocketFollower(WebSocketSender sender, WebSocketExtensions extensions,
                                     std::size_t max_message_bytes)
    : limit_(max_message_bytes),
      inflates_(extensions.uses_deflate),
      keeps_window_(!(sender == WebSocketSender::Client ? extensions.client_no_context_takeover
                                                        : extensions.server_no_context_takeover)) {}
WebSocketFollower::WebSocketFollower(WebSocketFollower&&) noexcept = default;
WebSocketFollower::~WebSocketFollower() = default;

Result<std::optional<WebSocketMessage>> WebSocketFollower::next(std::string_view& bytes) {
    if (!broken_why_.empty()) return broken(broken_why_);
    if (is_handed_out_) forget_message();
    while (!bytes.empty() && !is_closed_) {
        if (!in_frame_) {
            if (!take_frame_head(bytes)) break;
            FAREBOX_TRY_VOID(start_frame());
        }
        const auto size = std::size_t(std::min<std::uint64_t>(frame_.remaining, bytes.size()));
        take_payload(bytes.substr(0, size));
        bytes.remove_prefix(size);
        if (frame_.remaining > 0) break;
        in_frame_ = false;
        is_closed_ = frame_.is_close;
        if (frame_.is_final && !frame_.is_control) return end_message();
    }
    if (is_closed_) bytes = {};
    return std::optional<WebSocketMessage>();
}

// --- frames --------------------------------------------------------------------------------------

// Collects the head of the next frame; true once it is whole.
bool WebSocketFollower::take_frame_head(std::string_view& bytes) {
    while (head_size_ < 2 || head_size_ < frame_head_size(head_[1])) {
        if (bytes.empty()) return false;
        head_[head_size_++] = static_cast<unsigned char>(bytes.front());
        bytes.remove_prefix(1);
    }
    head_size_ = 0;
    return true;
}

Result<void> WebSocketFollower::start_frame() {
    const unsigned opcode = head_[0] & 0x0f;
    const unsigned length = head_[1] & 0x7f;
    const std::size_t extra = length == 127 ? 8 : length == 126 ? 2 : 0;
    frame_ = Frame{};
    frame_.is_final = (head_[0] & 0x80) != 0;
    frame_.is_masked = (head_[1] & 0x80) != 0;
    frame_.is_control = opcode >= Close;
    frame_.is_close = opcode == Close;
    frame_.remaining = extra == 0 ? length : big_endian(head_.data() + 2, extra);
    if (frame_.is_masked) {
        unsigned char key[8];
        std::memcpy(key, head_.data() + 2 + extra, 4);
        std::memcpy(key + 4, key, 4);
        std::memcpy(&frame_.key, key, 8);
    }
    in_frame_ = true;

    if ((head_[0] & 0x30) != 0) return broken("a reserved bit is set");
    if ((opcode > Binary && opcode < Close) || opcode > Pong) return broken("an unknown opcode");
    if (frame_.remaining >> 63 != 0) return broken("a length of 2^63 or more");
    const bool is_compressed = (head_[0] & 0x40) != 0;
    if (frame_.is_control) {
        if (!frame_.is_final || length > 125) return broken("a fragmented or long control frame");
        if (is_compressed) return broken("a compressed control frame");
        return {};
    }
    return start_data_frame(is_compressed, opcode);
}

Result<void> WebSocketFollower::start_data_frame(bool is_compressed, unsigned opcode) {
    if ((opcode == Continuation) != in_message_) {
        return broken(in_message_ ? "a new message inside another" : "a fragment without a start");
    }
    if (is_compressed && (in_message_ || !inflates_)) {
        return broken("a compression bit where none was agreed");
    }
    if (in_message_) return {};
    in_message_ = true;
    is_binary_ = opcode != Text;
    is_compressed_ = is_compressed;
    return {};
}

void WebSocketFollower::take_payload(std::string_view part) {
    const bool is_whole = frame_.is_final && frame_.remaining == part.size() && message_.empty();
    frame_.remaining -= part.size();
    if (frame_.is_control || part.empty()) return;
    if (message_.size() + part.size() > limit_) is_skipping_ = true;
    if (is_skipping_) {
        message_ = std::string();
        return;
    }
    // The usual message of a server, one frame in one read, needs no copy.
    if (is_whole && !frame_.is_masked) {
        whole_ = part;
        return;
    }
    const std::size_t before = message_.size();
    message_ += part;
    if (frame_.is_masked) {
        frame_.key = unmask(message_.data() + before, part.size(), frame_.key);
    }
}

// --- messages ------------------------------------------------------------------------------------

Result<std::optional<WebSocketMessage>> WebSocketFollower::end_message() {
    in_message_ = false;
    is_handed_out_ = true;
    if (is_compressed_) return inflate_message();
    WebSocketMessage message{is_binary_, {}, is_skipping_};
    if (!is_skipping_) message.payload = whole_.empty() ? std::string_view(message_) : whole_;
    return std::optional(message);
}

Result<std::optional<WebSocketMessage>> WebSocketFollower::inflate_message() {
    WebSocketMessage message{is_binary_, {}, /*is_skipped=*/true};
    if (is_skipping_) window_is_lost_ = keeps_window_;
    if (is_skipping_ || window_is_lost_) return std::optional(message);
    if (inflater_ == nullptr || !keeps_window_) inflater_ = make_zlib_stage(ZlibFormat::Raw);
    if (inflater_ == nullptr) return std::optional(message);

    auto pushed = inflater_->push(whole_.empty() ? message_ : whole_, inflated_, limit_);
    if (pushed) pushed = inflater_->push(DeflateTail, inflated_, limit_);
    if (!pushed && pushed.error().code != ErrorCode::TooLarge) {
        return broken("a message that does not inflate");
    }
    if (!pushed) {
        window_is_lost_ = keeps_window_;
        return std::optional(message);
    }
    // A final block ends the sender's window too; what it does next cannot be known.
    if (inflater_->is_complete()) window_is_lost_ = keeps_window_;
    message.is_skipped = false;
    message.payload = inflated_;
    return std::optional(message);
}

void WebSocketFollower::forget_message() {
    // One huge message must not pin its memory for the rest of a long connection.
    if (message_.capacity() > KeptMessageBytes) message_ = std::string();
    if (inflated_.capacity() > KeptMessageBytes) inflated_ = std::string();
    message_.clear();
    inflated_.clear();
    whole_ = {};
    is_skipping_ = false;
    is_handed_out_ = false;
}

Error WebSocketFollower::broken(std::string_view why) {
    broken_why_ = why;
    return invalid(format("WebSocket frames refused: {}", why));
}

}  // namespace farebox::http
