// mock-provider: the vendors' side of every test, demonstration and benchmark.
//
// One thread, one io_context. SIGTERM and SIGINT end it at once: whatever it is in the middle of
// is what a vendor that goes away looks like.
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>

#include <sys/prctl.h>
#include <unistd.h>

#include "tests/tools/mock_provider/options.h"
#include "tests/tools/mock_provider/server.h"

namespace farebox::mock {
namespace {

constexpr int Backlog = 4096;

/// Listens on host:port; 0 on failure, else the port.
int listen(wire::Acceptor& acceptor, const char* host, int port) {
    asio::error_code failed;
    const wire::Tcp::endpoint where(asio::ip::make_address(host),
                                    static_cast<asio::ip::port_type>(port));
    acceptor.open(where.protocol(), failed);
    if (!failed) acceptor.set_option(asio::socket_base::reuse_address(true), failed);
    if (!failed) acceptor.bind(where, failed);
    if (!failed) acceptor.listen(Backlog, failed);
    if (failed) {
        std::fprintf(stderr, "mock-provider: cannot listen on %s port %d: %s\n", host, port,
                     failed.message().c_str());
        return 0;
    }
    return acceptor.local_endpoint(failed).port();
}

/// All at once by rename: whoever waits for the file never reads half of it.
void write_whole(const std::string& path, const std::string& text) {
    if (path.empty()) return;
    const std::string draft = path + ".draft";
    std::ofstream(draft, std::ios::binary) << text;
    std::error_code ignored;
    std::filesystem::rename(draft, path, ignored);
}

/// The listeners and what they need. Lives in run().
struct Listeners {
    std::vector<std::unique_ptr<wire::Acceptor>> acceptors;

    int add(asio::io_context& io, const Services& services, const char* host, int port,
            SSL_CTX* tls) {
        auto acceptor = std::make_unique<wire::Acceptor>(io.get_executor());
        const int bound = listen(*acceptor, host, port);
        if (bound == 0) return 0;
        asio::co_spawn(io.get_executor(), accept_loop(*acceptor, services, tls),
                       [](std::exception_ptr defect) {
                           if (defect) std::rethrow_exception(defect);
                       });
        acceptors.push_back(std::move(acceptor));
        return bound;
    }
};

int run(const Options& options) {
    asio::io_context io(1);
    Recorder recorder(options.record_folder, options.keeps_requests);
    Behaviours behaviours(options.behaviour);
    const Services services{recorder, behaviours, options.idle_timeout_ms};
    wire::Authority authority;
    Listeners listeners;

    const int port = listeners.add(io, services, "127.0.0.1", options.port, nullptr);
    if (port == 0) return 1;
    if (options.ipv6 && listeners.add(io, services, "::1", port, nullptr) == 0) return 1;

    std::string ports = "port=" + std::to_string(port) + "\n";
    if (options.tls_port >= 0) {
        authority = wire::make_authority({"localhost", "api.anthropic.com", "api.openai.com"});
        if (!authority.server) return 1;
        const int tls_port = listeners.add(io, services, "127.0.0.1", options.tls_port,
                                           authority.server.get());
        if (tls_port == 0) return 1;
        ports += "tls_port=" + std::to_string(tls_port) + "\n";
        write_whole(options.ca_file, authority.ca_pem);
    }
    write_whole(options.port_file, ports + "pid=" + std::to_string(getpid()) + "\n");
    std::printf("%s", ports.c_str());
    std::fflush(stdout);

    asio::signal_set signals(io, SIGTERM, SIGINT);
    signals.async_wait([](const asio::error_code&, int) { _exit(0); });
    io.run();
    return 0;
}

}  // namespace
}  // namespace farebox::mock

int main(int argc, char** argv) {
    const auto options = farebox::mock::parse_options(argc, argv);
    if (!options) {
        std::fprintf(stderr, "mock-provider: %s\n\n%s", options.error().message.c_str(),
                     farebox::mock::usage_text());
        return 2;
    }
    if (options->shows_help) {
        std::printf("%s", farebox::mock::usage_text());
        return 0;
    }
    std::signal(SIGPIPE, SIG_IGN);
    if (options->dies_with_parent) prctl(PR_SET_PDEATHSIG, SIGTERM);
    return farebox::mock::run(*options);
}
