#pragma once
// Connections to vendors: opened when needed, kept warm, aged and capped.
//
// A kept connection is checked before it is used (the vendor may have closed it); no call is ever
// repeated on another one once a byte of it was sent. After a peak the pool shrinks: at most
// `MaxIdle` a vendor, none used that is older than `MaxIdleAge`. One timer, armed only while
// something is kept.
// I/O thread only.

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/base/url.h"
#include "core/net/corporate_proxy.h"
#include "core/net/stream.h"
#include "core/net/tls_context.h"

namespace farebox::net {

/// Where to connect. `tls` is borrowed and null for plain http.
struct Destination {
    std::string host;
    std::uint16_t port = 443;
    TlsContext* tls = nullptr;

    std::string key() const { return (tls != nullptr ? "s:" : "p:") + host + ":" + std::to_string(port); }
};

struct Connected {
    std::unique_ptr<Stream> stream;
    bool reused = false;
};

class UpstreamPool {
public:
    /// As many calls may run at once without a TLS handshake each (1 ms of CPU, and a round trip to
    /// the vendor); what a burst leaves behind is closed by age.
    static constexpr std::size_t MaxIdle = 256;
    /// Shorter than the keep-alive of the vendors' front ends (75 s at the shortest seen), so that
    /// a kept connection is seldom the one being closed.
    static constexpr std::chrono::seconds MaxIdleAge{55};
    static constexpr std::chrono::seconds ConnectLimit{15};
    static constexpr std::chrono::seconds Lull{2};
    /// So many a vendor outlive a lull, and all are closed after `CloseAfter`: late, so that an idle
    /// minute has no wake-up (what is too old is never used anyway).
    static constexpr std::size_t KeptInLull = 32;
    static constexpr std::chrono::seconds CloseAfter{90};

    UpstreamPool(IoContext& io, Scratch& scratch, ProxyRules rules);

    /// A ready connection: a healthy kept one if `may_reuse`, else a new one. The error is written
    /// for people.
    Task<Result<Connected>> take(const Destination& destination, bool may_reuse);
    /// Keeps a connection whose last answer was complete.
    void give_back(const Destination& destination, std::unique_ptr<Stream> stream);
    /// Closes all kept connections and keeps none from now on.
    void close();

    /// Called when no connection came back for `Lull`, and when the last one was closed: a peak is
    /// over, memory can go back.
    void on_quiet(std::function<void()> action) { quiet_ = std::move(action); }

    /// Ports this process listens on at loopback: connecting there would send calls in a circle.
    void refuse_own_ports(std::vector<std::uint16_t> ports) { own_ports_ = std::move(ports); }

private:
    struct Kept {
        std::unique_ptr<Stream> stream;
        std::chrono::steady_clock::time_point since;
    };

    Task<Result<Connected>> connect(const Destination& destination);
    Task<Result<TcpSocket>> dial(std::string host, std::uint16_t port);
    Task<Result<void>> open_tunnel(TcpSocket& socket, const Url& proxy, const Destination& destination);
    std::unique_ptr<Stream> take_kept(const std::string& key);
    void arm_timer(std::chrono::steady_clock::duration after);
    void on_timer();
    std::size_t drop_surplus();
    void drop_all();

    IoContext& io_;
    Scratch& scratch_;
    const ProxyRules rules_;
    std::map<std::string, std::vector<Kept>> kept_;
    std::vector<std::uint16_t> own_ports_;
    Timer timer_;
    bool timer_armed_ = false;
    std::chrono::steady_clock::time_point last_return_;
    bool lull_seen_ = true;  ///< since the last return
    bool closed_ = false;
    std::function<void()> quiet_ = [] {};
};

}  // namespace farebox::net
