#pragma once
// The whole data path in one process: a server on a free port, a ledger in a temporary folder, and
// vendors that tests play themselves.

#include "core/base/clock.h"
#include "core/ledger/reader.h"
#include "core/pricing/estimate.h"
#include "core/proxy/recorder.h"
#include "core/proxy/server.h"
#include "tests/support/suite.h"
#include "tests/support/tcp.h"

#include <asio/executor_work_guard.hpp>

namespace farebox::tests {

class Rig {
public:
    explicit Rig(std::uint16_t vendor_port,
                 std::chrono::milliseconds drain = std::chrono::milliseconds(300),
                 const Clock* server_clock = nullptr, proxy::LocalApi local_api = {})
        : routes_(table(vendor_port)),
          ledger_(std::move(*ledger::Ledger::open(
              {.path = folder_.file("ledger.sqlite"), .group_commit = std::chrono::milliseconds(1)},
              clock_))),
          book_(*pricing::embedded_price_book()),
          gate_(pricing::provisional_of(book_, clock_.now()), clock_),
          recorder_(std::make_unique<proxy::Recorder>(recorder_options(), *ledger_, gate_, book_,
                                                      clock_)),
          pool_(io_, scratch_, {}),
          server_(io_, scratch_, pool_, routes_, *recorder_, gate_, book_,
                  server_clock ? *server_clock : clock_,
                  {drain, std::chrono::milliseconds(2'000)}) {
        if (!server_.listener().bind(0)) qFatal("no free port");
        port_ = server_.listener().port();
        server_.set_local_api(std::move(local_api));
        server_.start();
        thread_ = std::thread([this] { io_.run(); });
    }
    ~Rig() { stop(); }

    void stop() {
        if (!thread_.joinable()) return;
        server_.stop();
        thread_.join();
    }

    std::uint16_t port() const { return port_; }
    const proxy::Counters& counters() const { return server_.counters(); }

    /// A request to the vendor's messages endpoint, answered or not.
    std::string post(std::string_view body, std::string_view more_headers = "",
                     std::string_view path = "/anthropic/v1/messages") const {
        return "POST " + std::string(path) + " HTTP/1.1\r\nHost: 127.0.0.1:" +
               std::to_string(port_) + "\r\n" + std::string(more_headers) +
               "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + std::string(body);
    }

    /// Stops the rig and reads the rows, oldest first.
    std::vector<Call> rows() {
        stop();
        recorder_.reset();
        if (!ledger_->flush(std::chrono::seconds(5))) qFatal("the ledger did not flush");
        auto reader = ledger::Reader::open(folder_.file("ledger.sqlite"));
        if (!reader) qFatal("%s", reader.error().message.c_str());
        auto stored = (*reader)->calls({.limit = 1000, .order = ledger::Order::OldestFirst});
        std::vector<Call> calls;
        for (auto& one : *stored) calls.push_back(std::move(one.call));
        return calls;
    }

    budget::Gate& gate() { return gate_; }
    /// Valid after rows().
    const std::vector<budget::Alert>& alerts() const { return alerts_; }

private:
    proxy::RecorderOptions recorder_options() {
        proxy::RecorderOptions options{"device", "dev@example.com", {}};
        options.on_alerts = [this](std::vector<budget::Alert> alerts) {
            alerts_.insert(alerts_.end(), alerts.begin(), alerts.end());
        };
        return options;
    }

    static proxy::RouteTable table(std::uint16_t vendor_port) {
        const std::string authority = "127.0.0.1:" + std::to_string(vendor_port);
        std::map<std::string, proxy::Upstream> upstreams;
        for (const char* name : {"anthropic", "openai"}) {
            upstreams.emplace(name, proxy::Upstream{name, name, false,
                                                    {"127.0.0.1", vendor_port, nullptr}, authority, ""});
        }
        return proxy::RouteTable(std::move(upstreams));
    }

    TempDir folder_;
    SystemClock clock_;
    net::IoContext io_{1};
    net::Scratch scratch_;
    proxy::RouteTable routes_;
    std::unique_ptr<ledger::Ledger> ledger_;
    pricing::PriceBook book_;
    budget::Gate gate_;
    std::vector<budget::Alert> alerts_;  ///< recorder thread, until it ended
    std::unique_ptr<proxy::Recorder> recorder_;
    net::UpstreamPool pool_;
    proxy::Server server_;
    std::uint16_t port_ = 0;
    std::thread thread_;
};

}  // namespace farebox::tests
