#pragma once
// Follows one direction of a WebSocket connection (RFC 6455) as it passes and yields its complete
// messages; Codex streams whole turns this way. Nothing is answered, held or changed.
//
// permessage-deflate (RFC 7692) is undone when it was negotiated. Control frames between fragments
// are skipped. A message over the limit is skipped and reported, memory stays bounded.

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/result.h"

namespace farebox::http {

class CodingStage;

/// Who sends the bytes that are followed.
enum class WebSocketSender { Client, Server };

struct WebSocketExtensions {
    bool uses_deflate = false;
    /// The sender's compressor starts afresh with each message.
    bool client_no_context_takeover = false;
    bool server_no_context_takeover = false;

    bool operator==(const WebSocketExtensions&) const = default;
};

/// From the Sec-WebSocket-Extensions of the 101 answer; "" means none. Error: Unsupported, for an
/// extension that would change frames in a way not known here.
Result<WebSocketExtensions> parse_websocket_extensions(std::string_view negotiated);

/// The view is valid until the next call and while the pushed bytes live.
struct WebSocketMessage {
    bool is_binary = false;
    std::string_view payload;  ///< unmasked and inflated; empty when skipped
    bool is_skipped = false;   ///< over the limit, or compressed with a window lost by such a one
};

class WebSocketFollower {
public:
    /// Largest message kept, in bytes, compressed and inflated alike.
    static constexpr std::size_t DefaultLimit = 16 * 1024 * 1024;

    WebSocketFollower(WebSocketSender sender, WebSocketExtensions extensions,
                      std::size_t max_message_bytes = DefaultLimit);
    WebSocketFollower(WebSocketFollower&&) noexcept;
    ~WebSocketFollower();

    /// Takes bytes off the front of `bytes` up to the end of the next message, which it returns;
    /// nothing once all bytes are taken. Error: broken frames; the rest cannot be followed and
    /// every later call fails alike.
    Result<std::optional<WebSocketMessage>> next(std::string_view& bytes);

    /// A close frame has passed. Later bytes are taken and ignored.
    bool is_closed() const { return is_closed_; }

private:
    struct Frame {
        std::uint64_t remaining = 0;  // payload bytes still to come
        std::uint64_t key = 0;        // mask, repeated, turned to the next byte
        bool is_masked = false;
        bool is_final = false;
        bool is_control = false;
        bool is_close = false;
    };

    bool take_frame_head(std::string_view& bytes);
    Result<void> start_frame();
    Result<void> start_data_frame(bool is_compressed, unsigned opcode);
    void take_payload(std::string_view part);
    Result<std::optional<WebSocketMessage>> end_message();
    Result<std::optional<WebSocketMessage>> inflate_message();
    void forget_message();
    Error broken(std::string_view why);

    // Constant after construction.
    std::size_t limit_;
    bool inflates_;
    bool keeps_window_;

    std::array<unsigned char, 14> head_{};  // of the frame that is starting
    std::size_t head_size_ = 0;
    bool in_frame_ = false;
    Frame frame_;

    bool in_message_ = false;
    bool is_binary_ = false;
    bool is_compressed_ = false;
    bool is_skipping_ = false;
    bool window_is_lost_ = false;
    bool is_handed_out_ = false;
    bool is_closed_ = false;
    std::string message_;     // payload so far, when it had to be copied
    std::string_view whole_;  // payload of a one-frame message lying in the pushed bytes
    std::string inflated_;
    std::unique_ptr<CodingStage> inflater_;
    std::string_view broken_why_;  // a literal; empty while all is well
};

}  // namespace farebox::http
