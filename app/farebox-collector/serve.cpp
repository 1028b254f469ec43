// The composition root of the collector: everything is constructed here, in order of dependency.

#include "app/farebox-collector/commands.h"

#include "core/base/file_io.h"
#include "core/base/log.h"
#include "core/base/version.h"
#include "core/collector/ingest/ingest.h"
#include "core/collector/web/dispatch.h"
#include "core/collector/web/housekeeping.h"
#include "core/collector/web/services.h"
#include "core/net/signals.h"
#include "core/net/web/server.h"
#include "core/platform/activation.h"

namespace farebox::app {
namespace {

using collector::Config;

LogLevel level_of(const std::string& name) {
    if (name == "debug") return LogLevel::Debug;
    if (name == "warn") return LogLevel::Warn;
    if (name == "error") return LogLevel::Error;
    return LogLevel::Info;
}

net::WebServerOptions server_options(const Config& config) {
    return {.address = config.listen_address,
            .port = std::uint16_t(config.listen_port),
            .tls_certificate_file = config.tls_certificate_file,
            .tls_key_file = config.tls_key_file,
            .threads = int(config.threads),
            .body_limit = std::size_t(config.body_limit_bytes),
            .request_deadline = std::chrono::milliseconds(config.request_deadline_ms)};
}

collector::RateLimits::Settings rate_settings(const Config& config) {
    return {.address = config.rate_address_per_minute,
            .login = config.rate_login_per_minute,
            .device = config.rate_device_per_minute,
            .account = config.rate_account_per_minute};
}

// Lives while the collector serves; destroyed in reverse.
class Collector {
public:
    explicit Collector(const Config& config)
        : config_(config), rate_limits_(rate_settings(config), clock_) {}

    Result<void> start() {
        FAREBOX_TRY(lock, lock_data_dir(config_));
        lock_ = std::move(lock);
        FAREBOX_TRY(database, open_database(config_));
        database_ = std::move(database);
        FAREBOX_TRY_VOID(collector::migrate(*database_));
        FAREBOX_TRY(proxies, net::TrustedProxies::parse(config_.trusted_proxies));
        proxies_ = std::move(proxies);
        services_ = std::make_unique<collector::Services>(
            collector::Services{*database_, clock_, config_, metrics_, &rate_limits_, &proxies_});
        calls_ = std::make_unique<collector::CallStore>(*database_);
        repos_ = std::make_unique<collector::KnownRepos>(*database_, clock_);
        ingest_ = std::make_unique<collector::Ingest>(*calls_, clock_, repos_.get());
        services_->calls = calls_.get();
        services_->ingest = ingest_.get();
        FAREBOX_TRY(identity, collector::Identity::make(*database_, config_, clock_,
                                                        collector::Identity::network(config_)));
        identity_ = std::move(identity);
        services_->identity = identity_.get();
        FAREBOX_TRY_VOID(show_first_password(*database_, config_));
        FAREBOX_TRY(server, net::WebServer::start(server_options(config_), [this](const net::HttpRequest& request) {
                        return collector::dispatch(request, *services_);
                    }));
        server_ = std::move(server);
        add_gauges();
        housekeeping_ = std::make_unique<collector::Housekeeping>(*services_);
        return {};
    }

    void run() {
        net::ReloadSignal reload(io_, [this] { reload_certificate(); });
        platform::notify_service_manager("READY=1");
        log_info("serving", {{"address", config_.listen_address},
                             {"port", std::to_string(server_->port())},
                             {"tls", config_.tls_certificate_file.empty() ? "no" : "yes"},
                             {"version", Version},
                             {"database", database_->describe()}});
        io_.run();
        platform::notify_service_manager("STOPPING=1");
        server_->stop(std::chrono::milliseconds(config_.drain_ms));
        log_info("stopped");
    }

private:
    void reload_certificate() {
        if (config_.tls_certificate_file.empty()) return;
        const Result<void> loaded = server_->reload_certificate();
        if (loaded) {
            log_info("the certificate was read again");
        } else {
            log_error("the old certificate stays", {{"why", loaded.error().message}});
        }
    }

    void add_gauges() {
        metrics_.add_gauge("farebox_http_connections", "Open connections.",
                           [this] { return std::int64_t(server_->counts().connections); });
        metrics_.add_gauge("farebox_http_requests_waiting", "Requests that no thread has taken yet.",
                           [this] { return std::int64_t(server_->counts().waiting); });
        metrics_.add_gauge("farebox_http_requests_busy", "Requests that are being answered.",
                           [this] { return std::int64_t(server_->counts().busy); });
        metrics_.add_gauge("farebox_downloads", "Files that may be sent at one time.",
                           [this] { return collector::Downloads::places(config_); });
        metrics_.add_gauge("farebox_downloads_taken", "Of these, being sent now.",
                           [this] { return services_->downloads->taken(); });
        metrics_.add_gauge("farebox_ingest_places", "Batches that may be in work at one time.",
                           [this] { return ingest_->load().places(); });
        metrics_.add_gauge("farebox_ingest_places_taken", "Of these, taken now.",
                           [this] { return ingest_->load().taken(); });
    }

    const Config& config_;
    // From the first: a stop while it starts is a stop once it has started.
    net::IoContext io_;
    const net::StopSignals signals_{io_, [this] { io_.stop(); }};
    const SystemClock clock_;
    std::unique_ptr<platform::InstanceLock> lock_;
    collector::Metrics metrics_;
    collector::RateLimits rate_limits_;
    std::unique_ptr<collector::Database> database_;
    net::TrustedProxies proxies_;
    std::unique_ptr<collector::CallStore> calls_;
    std::unique_ptr<collector::KnownRepos> repos_;
    std::unique_ptr<collector::Ingest> ingest_;
    std::unique_ptr<collector::Identity> identity_;
    std::unique_ptr<collector::Services> services_;
    std::unique_ptr<collector::Housekeeping> housekeeping_;
    std::unique_ptr<net::WebServer> server_;
};

}  // namespace

int run_serve(const CollectorOptions&, const Config& config) {
    set_log_level(level_of(config.log_level));
    set_log_plain(config.log_format == "plain");
    Collector collector(config);
    if (const Result<void> started = collector.start(); !started) {
        log_error("not started", {{"why", started.error().message}});
        return started.error().code == ErrorCode::Conflict ? ExitTaken : ExitFailed;
    }
    collector.run();
    return 0;
}

}  // namespace farebox::app
