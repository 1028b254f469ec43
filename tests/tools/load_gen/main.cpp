// load-gen: concurrent agents against one address; prints one JSON object.
// Exit code 0 even when exchanges failed (the numbers say so), 2 for a wrong command line.
#include <csignal>
#include <cstdio>

#include "tests/tools/load_gen/modes.h"

namespace farebox::load {
namespace {

int run(const Options& options) {
    wire::TlsContext tls;
    if (options.tls) {
        tls = wire::make_client_context(options.ca_file);
        if (!tls) {
            std::fprintf(stderr, "load-gen: cannot read %s\n", options.ca_file.c_str());
            return 2;
        }
    }
    asio::io_context io(1);
    Watch watch;
    Measures measures;
    Context context{io.get_executor(), options, tls.get(), watch, measures};
    bool known = false;
    const auto started = wire::Clock::now();
    asio::co_spawn(io.get_executor(), run_mode(context),
                   [&](std::exception_ptr defect, bool was_known) {
                       if (defect) std::rethrow_exception(defect);
                       known = was_known;
                       io.stop();
                   });
    asio::co_spawn(io.get_executor(), watch.run(io.get_executor()), [](std::exception_ptr) {});
    io.run();
    if (!known) {
        std::fprintf(stderr, "load-gen: unknown mode %s\n\n%s", options.mode.c_str(),
                     usage_text());
        return 2;
    }
    const std::chrono::duration<double> took = wire::Clock::now() - started;
    std::printf("%s\n", to_text(to_json(measures, took.count())).c_str());
    return 0;
}

}  // namespace
}  // namespace farebox::load

int main(int argc, char** argv) {
    const auto options = farebox::load::parse_options(argc, argv);
    if (!options) {
        std::fprintf(stderr, "load-gen: %s\n\n%s", options.error().message.c_str(),
                     farebox::load::usage_text());
        return 2;
    }
    std::signal(SIGPIPE, SIG_IGN);
    return farebox::load::run(*options);
}
