#pragma once
// The end of a login in the browser (RFC 8252, section 7.3): a page of ours on a loopback port that
// lives for one answer. Whatever else asks in the meantime gets 404.

#include <chrono>
#include <memory>
#include <string>

#include "core/base/result.h"
#include "core/net/listener.h"
#include "core/net/stream.h"

namespace farebox::net {

/// One thread.
class RedirectListener {
public:
    /// On a free port of 127.0.0.1 (and [::1]).
    static Result<std::unique_ptr<RedirectListener>> open(std::string path);

    std::uint16_t port() const { return listener_.port(); }
    /// The query of the first request for `path`, answered with `page` (HTML). Unavailable when none
    /// came in time.
    Result<std::string> wait(std::chrono::seconds limit, const std::string& page);

private:
    explicit RedirectListener(std::string path) : path_(std::move(path)) {}
    Task<void> serve(TcpSocket socket, const std::string& page);

    const std::string path_;
    IoContext io_{1};
    Scratch scratch_;
    Listener listener_{io_};
    bool is_answered_ = false;
    std::string query_;
};

}  // namespace farebox::net
