#pragma once
// One connection of the load generator, and the watch that turns a hang into a reported hang.

#include <memory>
#include <string>
#include <vector>

#include "tests/tools/load_gen/measure.h"
#include "tests/tools/load_gen/options.h"
#include "tests/tools/wire/http.h"
#include "tests/tools/wire/tls.h"

namespace farebox::load {

class Client;

/// Closes every client whose exchange is overdue. One timer for all of them.
class Watch {
public:
    wire::Task<void> run(wire::Executor executor);
    void add(Client& client) { clients_.push_back(&client); }
    void remove(Client& client);
    void stop() { stopped_ = true; }

private:
    std::vector<Client*> clients_;
    bool stopped_ = false;
};

/// What all clients share; lives in main.
struct Context {
    wire::Executor executor;
    const Options& options;
    SSL_CTX* tls;
    Watch& watch;
    Measures& measures;
};

struct Expected {
    bool stream = false;
    std::string body_sha256;  ///< empty: not verified
};

class Client {
public:
    explicit Client(Context& context) : context_(context) { context_.watch.add(*this); }
    ~Client() { context_.watch.remove(*this); }
    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;

    /// Connects if it is not connected. A failure is counted.
    wire::Task<bool> connect();
    /// One exchange, measured from `started` on. A failure closes and is counted.
    wire::Task<bool> exchange(const std::string& request, const Expected& expected,
                              wire::Clock::time_point started, bool counts);
    void disconnect();
    bool is_connected() const { return stream_ != nullptr; }

    void close_if_overdue(wire::Clock::time_point now);

private:
    wire::Task<std::string> receive(const Expected& expected, wire::Clock::time_point started,
                                    bool counts);
    wire::Task<std::string> receive_stream(wire::BodyPlan plan, bool counts);
    void scan(std::string& text, bool counts);
    bool fail(const std::string& why);

    Context& context_;
    std::unique_ptr<wire::Stream> stream_;
    std::unique_ptr<wire::Reader> reader_;
    wire::Clock::time_point deadline_ = wire::Clock::time_point::max();
    bool overdue_ = false;
    bool saw_terminal_ = false;
};

}  // namespace farebox::load
