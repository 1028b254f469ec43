#include "app/fareboxd/daemon.h"

#include "app/fareboxd/sync_wiring.h"

#include "core/base/file_io.h"
#include "core/base/format.h"
#include "core/base/log.h"
#include "core/base/uuid.h"
#include "core/base/version.h"
#include "core/control/governor.h"
#include "core/control/json_forms.h"
#include "core/control/service.h"
#include "core/control/tcp_door.h"
#include "core/net/signals.h"
#include "core/platform/activation.h"
#include "core/platform/instance_lock.h"
#include "core/platform/memory.h"
#include "core/platform/port_owner.h"
#include "core/pricing/estimate.h"
#include "core/proxy/server.h"

#include <algorithm>
#include <cstdlib>

namespace farebox::app {
namespace {

constexpr int ExitFailed = 1;
constexpr int ExitTaken = 3;

LogLevel level_of(const std::string& name) {
    if (name == "debug") return LogLevel::Debug;
    if (name == "warn") return LogLevel::Warn;
    if (name == "error") return LogLevel::Error;
    return LogLevel::Info;
}

// The id of this machine's Farebox, made once.
std::string load_device_id(const std::string& state_dir, const Clock& clock) {
    const std::string path = state_dir + "/device_id";
    if (Result<std::string> text = load_file(path); text && text->size() >= 36) {
        return text->substr(0, 36);
    }
    const std::string fresh = make_uuid_v7(clock.now());
    if (Result<void> saved = save_file(path, fresh + "\n"); !saved) {
        log_warn("the device id could not be kept", {{"why", saved.error().message}});
    }
    return fresh;
}

// A ledger that cannot be used (written by a newer version) must not cost a call: rows go beside.
Result<std::unique_ptr<ledger::Ledger>> open_ledger(std::string& path, const Clock& clock,
                                                    std::vector<std::string>& problems) {
    Result<std::unique_ptr<ledger::Ledger>> opened = ledger::Ledger::open({.path = path}, clock);
    if (opened) return opened;
    problems.push_back(opened.error().message);
    path += ".beside";
    log_error("the ledger cannot be used; calls are kept beside it",
              {{"why", opened.error().message}, {"path", path}});
    return ledger::Ledger::open({.path = path}, clock);
}

pricing::PriceBook load_book(std::vector<std::string>& problems) {
    Result<pricing::PriceBook> book = pricing::embedded_price_book();
    if (book) return std::move(*book);
    problems.push_back("no price book, every call is unpriced: " + book.error().message);
    log_error("the price book cannot be read", {{"why", book.error().message}});
    return {};
}

// One TLS context for each set of trusted certificates.
class TrustSets {
public:
    Result<net::TlsContext*> find(const std::string& ca_file) {
        auto& slot = contexts_[ca_file];
        if (!slot) {
            FAREBOX_TRY(made, net::TlsContext::make(ca_file));
            slot = std::move(made);
        }
        return slot.get();
    }

private:
    std::map<std::string, std::unique_ptr<net::TlsContext>> contexts_;
};

proxy::RouteTable make_routes(const settings::Settings& settings, TrustSets& trust,
                              std::vector<std::string>& problems) {
    std::map<std::string, proxy::Upstream> table;
    for (const auto& [name, wanted] : settings.upstreams) {
        proxy::Upstream upstream{name,
                                 wanted.provider,
                                 wanted.local,
                                 {wanted.url.host, wanted.url.port, nullptr},
                                 wanted.url.authority(),
                                 wanted.url.path};
        if (wanted.url.scheme == "https") {
            Result<net::TlsContext*> context = trust.find(wanted.ca_file);
            if (!context) {
                problems.push_back(format("upstreams.{}: {}", name, context.error().message));
                continue;
            }
            upstream.destination.tls = *context;
        }
        table.emplace(name, std::move(upstream));
    }
    return proxy::RouteTable(std::move(table));
}

net::ProxyRules proxy_rules(const settings::Settings& settings) {
    net::ProxyRules rules = net::proxy_rules_from_environment();
    if (!settings.https_proxy.empty()) rules.https_proxy = settings.https_proxy;
    if (!settings.no_proxy.empty()) rules.no_proxy = settings.no_proxy;
    return rules;
}

Error explain_taken_port(const Error& error, std::uint16_t port) {
    if (error.code != ErrorCode::Conflict) return error;
    std::string owner = "another program";
    if (const auto found = platform::find_port_owner(port); found && found->process) {
        owner = format("{} (process {})", found->process->name, found->process->id.pid);
    }
    return {ErrorCode::Conflict,
            format("port {} is taken by {}; stop it, or set listen.port in the configuration and "
                   "the same port in the agents' base URLs",
                   port, owner)};
}

// What `farebox status` shows; called on the local API's thread.
struct LiveStatus {
    const DaemonSetup& setup;
    const std::vector<std::string>& start_problems;
    const proxy::Server& server;
    const proxy::Recorder& recorder;
    const ledger::Ledger& ledger;
    std::uint16_t port;
    UtcNs started_at;

    Json operator()() const {
        const proxy::Counters& counters = server.counters();
        std::vector<std::string> problems = start_problems;
        for (const auto& one : setup.store->current()->settings.problems) problems.push_back(one);
        Json upstreams = Json::array();
        for (const auto& [name, upstream] : setup.settings.upstreams) upstreams.push_back(name);
        Json status = {{"version", Version},
                       {"pid", platform::current_process().pid},
                       {"started_at", started_at},
                       {"port", port},
                       {"active_calls", counters.calls_active.load()},
                       {"calls_total", counters.calls_total.load()},
                       {"connections_open", counters.connections_open.load()},
                       {"requests_passed", counters.requests_passed.load()},
                       {"requests_refused", counters.requests_refused.load()},
                       {"upstream_failures", counters.upstream_failures.load()},
                       {"recorder_waiting", std::int64_t(recorder.waiting())},
                       {"recorder_rows_lost", recorder.rows_lost()},
                       {"config_file", setup.settings.origin},
                       {"ledger", control::to_json(ledger.health())},
                       {"problems", problems},
                       {"upstreams", std::move(upstreams)}};
        if (const auto used = platform::read_resource_usage()) {
            status["resident_bytes"] = used->resident_bytes;
            status["threads"] = used->threads;
        }
        return status;
    }
};

// Each problem once, not again with every change.
void log_problems(const settings::Settings& settings, const std::vector<std::string>& known) {
    for (const std::string& problem : settings.problems) {
        if (std::ranges::count(known, problem) > 0) continue;
        log_warn("configuration", {{"problem", problem}});
    }
}

// Everything that lives while the daemon runs, in order of dependency; destroyed in reverse.
class Daemon {
public:
    explicit Daemon(const DaemonSetup& setup);
    ~Daemon();
    Result<void> start();
    void run();

private:
    proxy::RecorderOptions recorder_options() const;
    LiveStatus live_status() const;
    Result<void> listen();
    void start_governor();
    void serve_local_api();
    void open_tcp_door();
    void follow_settings();

    const DaemonSetup& setup_;
    const SystemClock clock_;
    const UtcNs started_at_ = clock_.now();
    std::vector<std::string> problems_;
    std::unique_ptr<platform::InstanceLock> lock_;
    net::IoContext io_{1};
    net::Scratch scratch_;
    TrustSets trust_;
    const proxy::RouteTable routes_;
    net::UpstreamPool pool_;
    const pricing::PriceBook book_;
    budget::Gate gate_;
    std::string ledger_path_;
    std::unique_ptr<ledger::Ledger> ledger_;
    std::unique_ptr<sync::Syncer> syncer_;  // woken by those below, asks them: see ~Daemon
    std::unique_ptr<control::Governor> governor_;
    std::unique_ptr<proxy::Recorder> recorder_;
    std::unique_ptr<proxy::Server> server_;
    std::unique_ptr<control::TcpDoor> door_;
    std::unique_ptr<control::Service> service_;
};

Daemon::~Daemon() {
    setup_.store->stop();
    if (syncer_) syncer_->end();
}

Daemon::Daemon(const DaemonSetup& setup)
    : setup_(setup),
      routes_(make_routes(setup.settings, trust_, problems_)),
      pool_(io_, scratch_, proxy_rules(setup.settings)),
      book_(load_book(problems_)),
      gate_(pricing::provisional_of(book_, clock_.now()), clock_),
      ledger_path_(setup.paths.state_dir + "/" + ledger::FileName) {
    for (const std::string& problem : problems_) log_warn("configuration", {{"problem", problem}});
    log_problems(setup.settings, {});
}

proxy::RecorderOptions Daemon::recorder_options() const {
    proxy::RecorderOptions options;
    options.device_id = load_device_id(setup_.paths.state_dir, clock_);
    options.developer_id = setup_.settings.developer_id;
    options.workspaces = attribution::make_workspace_options(
        setup_.paths.home, platform::read_variable("XDG_CONFIG_HOME"),
        platform::read_variable("PATH"));
    options.assignments = setup_.settings.assignments;
    options.on_alerts = [this](auto alerts) { governor_->on_alerts(std::move(alerts)); };
    options.on_begun = [this](const Call& draft) { governor_->on_begun(draft); };
    options.on_row = [this](const Call& call) {
        governor_->on_settled(call);
        syncer_->notify();
    };
    options.on_no_row = [this](const std::string& call_id) { governor_->on_no_row(call_id); };
    return options;
}

Result<void> Daemon::start() {
    // One daemon a user: the system drops the lock however its holder ends.
    FAREBOX_TRY(lock, platform::InstanceLock::acquire(setup_.paths.state_dir + "/fareboxd.lock"));
    lock_ = std::move(lock);
    FAREBOX_TRY(ledger, open_ledger(ledger_path_, clock_, problems_));
    ledger_ = std::move(ledger);
    syncer_ = make_syncer({ledger_path_, setup_.paths.state_dir, setup_.paths.home, *ledger_,
                           recorder_, *setup_.store, gate_, governor_, clock_});
    gate_.set_share_asker([this] { syncer_->ask_shares(); });
    start_governor();
    recorder_ = std::make_unique<proxy::Recorder>(recorder_options(), *ledger_, gate_, book_, clock_);
    server_ = std::make_unique<proxy::Server>(
        io_, scratch_, pool_, routes_, *recorder_, gate_, book_, clock_,
        proxy::ServerOptions{std::chrono::milliseconds(setup_.settings.drain_ms),
                             std::chrono::milliseconds(setup_.settings.stop_grace_ms)});
    FAREBOX_TRY_VOID(listen());
    syncer_->apply(setup_.settings);
    serve_local_api();
    open_tcp_door();
    follow_settings();
    return {};
}

// Budgets hold before the first call, but a ledger that does not answer must not cost a start.
void Daemon::start_governor() {
    constexpr std::chrono::seconds OpeningLimit{2};
    governor_ = std::make_unique<control::Governor>(
        gate_, *ledger_,
        control::GovernanceOptions{ledger_path_, platform::user_name(), setup_.store.get()}, clock_);
    governor_->apply(setup_.settings);
    if (!governor_->wait(OpeningLimit)) {
        log_warn("budgets are not opened yet; calls are counted, and pass until they are");
    }
}

// What can change while calls run; schema.json marks the other keys with "restart". The functions
// are called on the thread that found the change.
void Daemon::follow_settings() {
    auto known = setup_.settings.problems;
    setup_.store->subscribe([this, known](const settings::Snapshot& now) mutable {
        set_log_level(level_of(now.settings.log_level));
        recorder_->rename_developer(now.settings.developer_id);
        recorder_->set_assignments(now.settings.assignments);
        governor_->apply(now.settings);
        syncer_->apply(now.settings);
        server_->set_drain(std::chrono::milliseconds(now.settings.drain_ms));
        governor_->events().send("settings_changed", {{"revision", now.revision}});
        log_info("settings changed", {{"revision", std::to_string(now.revision)}});
        log_problems(now.settings, known);
        known = now.settings.problems;
    });
    if (Result<void> watching = setup_.store->watch(); !watching) {
        log_warn("settings are not watched", {{"why", watching.error().message}});
    }
}

Result<void> Daemon::listen() {
    std::vector<int> inherited;
    for (const auto& one : platform::take_inherited_listeners()) inherited.push_back(int(one.handle));
    if (!inherited.empty()) return server_->listener().adopt(inherited);
    const std::uint16_t port = setup_.settings.listen_port;
    if (Result<void> bound = server_->listener().bind(port); !bound) {
        return explain_taken_port(bound.error(), port);
    }
    return {};
}

LiveStatus Daemon::live_status() const {
    return {setup_,   problems_, *server_, *recorder_, *ledger_, server_->listener().port(),
            started_at_};
}

// Without the local API calls still pass and are recorded; the CLI then reads the ledger itself.
void Daemon::serve_local_api() {
    Result<std::unique_ptr<control::Service>> service = control::Service::start(
        {setup_.paths.runtime_dir + "/" + control::SocketName, ledger_path_, live_status(),
         setup_.store.get(), governor_.get(), syncer_.get()},
        clock_);
    if (service) {
        service_ = std::move(*service);
    } else {
        log_warn("no local API", {{"why", service.error().message}});
    }
    const std::uint16_t port = server_->listener().port();
    const std::string port_file = setup_.paths.runtime_dir + "/port";
    if (Result<void> told = save_file(port_file, std::to_string(port) + "\n"); !told) {
        log_warn("the port file could not be written", {{"why", told.error().message}});
    }
}

void Daemon::open_tcp_door() {
    Result<std::string> token = control::make_token(setup_.paths.runtime_dir);
    if (!token) {
        log_warn("no local API on the port", {{"why", token.error().message}});
        return;
    }
    door_ = std::make_unique<control::TcpDoor>(
        std::make_unique<control::Context>(ledger_path_, live_status(), clock_, setup_.store.get(),
                                           governor_.get(), syncer_.get()),
        *token);
    server_->set_local_api([this](proxy::LocalQuestion question, proxy::LocalAnswer answer) {
        control::TcpRequest request{std::move(question.method), std::move(question.target),
                                    std::move(question.headers), std::move(question.body)};
        return door_->ask(std::move(request), std::move(answer));
    });
}

void Daemon::run() {
    net::StopSignals signals(io_, [this] {
        platform::notify_service_manager("STOPPING=1");
        server_->stop();
    });
    server_->on_stopped([&signals] { signals.cancel(); });
    pool_.on_quiet([] { platform::release_free_heap(); });
    server_->start();
    platform::release_free_heap();  // reading the price book leaves more behind than it keeps
    platform::notify_service_manager("READY=1");
    log_info("serving", {{"port", std::to_string(server_->listener().port())},
                         {"version", Version},
                         {"ledger", ledger_path_}});
    io_.run();
    log_info("stopped");
}

}  // namespace

int run_daemon(const DaemonSetup& setup) {
    set_log_level(level_of(setup.settings.log_level));
    platform::keep_heap_for_reuse();
    Daemon daemon(setup);
    if (Result<void> started = daemon.start(); !started) {
        log_error("not started", {{"why", started.error().message}});
        return started.error().code == ErrorCode::Conflict ? ExitTaken : ExitFailed;
    }
    daemon.run();
    return 0;
}

}  // namespace farebox::app
