#include "tests/e2e/support/company.h"

#include "core/base/file_io.h"
#include "core/base/strings.h"
#include "tests/e2e/support/loopback.h"

#include <filesystem>

namespace farebox::e2e {
namespace {

const std::string Program = std::string(FAREBOX_BINARY_DIR) + "/bin/farebox-collector";
const std::string Proxy = std::string(FAREBOX_SOURCE_DIR) + "/tests/chaos/fault_proxy.py";

// A query of the one database in a folder, a row a line, columns by tabs.
constexpr const char* AskDatabase =
    "import glob, sqlite3, sys\n"
    "path, = [p for p in glob.glob(sys.argv[1] + '/*') if p.endswith(('.db', '.sqlite'))]\n"
    "for row in sqlite3.connect(path).execute(sys.argv[2]): print(*row, sep='\\t')\n";

}  // namespace

bool Company::is_built() { return std::filesystem::exists(Program); }

Company::Company(int seed) : port_(free_port()), environment_(clean_environment(temp_.path())) {
    environment_["FAREBOX_COLLECTOR_DATA_DIR"] = temp_.path() + "/data";
    environment_["FAREBOX_COLLECTOR_LISTEN_PORT"] = std::to_string(port_);
    proxy_ = std::make_unique<Child>(
        Argv{"python3", "-B", Proxy, std::to_string(seed), std::to_string(port_),
             temp_.file("forge")},
        environment_, temp_.path());
    std::string printed;
    wait_until([&] { return contains(printed += proxy_->read_out(), "\n"); }, std::chrono::seconds(10));
    url_ = "http://127.0.0.1:" + std::string(trim(split(printed + "\n", '\n').front()));
    environment_["FAREBOX_COLLECTOR_PUBLIC_URL"] = url_;
    token_ = std::string(trim(run({Program, "token", "laptops"}, environment_, temp_.path()).out));
    while (token_.ends_with('\n')) token_.pop_back();
    start_collector();
}

void Company::start_collector() {
    collector_ = std::make_unique<Child>(Argv{Program}, environment_, temp_.path());
    const bool ready = wait_until([&] { return is_listening(port_) || !collector_->is_running(); },
                                  std::chrono::seconds(20));
    if (ready && collector_->is_running()) return;
    collector_->kill_now();
    qFatal("farebox-collector did not start: %s", collector_->wait().report().c_str());
}

void Company::stop_collector() {
    collector_->kill_now();
    collector_->wait();
}

void Company::restart_collector() {
    stop_collector();
    start_collector();
}

void Company::forge_policies(bool is_forged) {
    if (is_forged) {
        (void)save_file(temp_.file("forge"), "");
    } else {
        std::filesystem::remove(temp_.file("forge"));
    }
}

sync::HttpAnswer Company::send(const std::string& method, const std::string& path,
                               const Json& body) const {
    sync::HttpRequest request{method, "http://127.0.0.1:" + std::to_string(port_) + path, {}, ""};
    if (!body.is_null()) request.body = to_text(body);
    request.headers = {{"Content-Type", "application/json"},
                       {"Cookie", cookie_},
                       {"Origin", url_},
                       {"X-Farebox-Csrf", csrf_token_}};
    const auto answer = sync::HttpClient(net::ProxyRules{}, "").send(request);
    if (!answer) qWarning("%s %s: %s", method.c_str(), path.c_str(), answer.error().message.c_str());
    return answer.value_or(sync::HttpAnswer{});
}

void Company::sign_in() {
    const std::string password =
        std::string(trim(split(load_file(temp_.path() + "/data/first-password").value_or("\n"), '\n').front()));
    const auto keep_cookie = [this](const sync::HttpAnswer& answer) {
        const std::string cookie = answer.header("Set-Cookie");
        cookie_ = cookie.substr(0, cookie.find(';'));
        csrf_token_ = find_string(send("GET", "/api/v1/session", Json()).json(), "csrf_token").value_or("");
    };
    keep_cookie(send("POST", "/api/v1/login", {{"account", "admin"}, {"password", password}}));
    keep_cookie(send("POST", "/api/v1/password",
                     {{"old_password", password}, {"new_password", "a long enough one, for tests"}}));
}

Json Company::ask(const std::string& method, const std::string& path, const Json& body) {
    if (cookie_.empty()) sign_in();
    return send(method, path, body).json();
}

std::string Company::query(const std::string& sql) const {
    return run({"python3", "-c", AskDatabase, temp_.path() + "/data", sql}, environment_,
               temp_.path())
        .out;
}

std::map<std::string, std::int64_t> Company::costs() const {
    std::map<std::string, std::int64_t> found;
    const std::string rows = query("SELECT call_id, coalesce(list_cost_nano, -1) FROM calls");
    for (const auto line : split(rows, '\n')) {
        const auto parts = split(line, '\t');
        if (parts.size() == 2) found[std::string(parts[0])] = parse_int(parts[1]).value_or(-2);
    }
    return found;
}

std::int64_t Company::rolled_up() const {
    return parse_int(trim(split(query("SELECT sum(list_cost_nano) FROM rollup") + "\n", '\n').front()))
        .value_or(-1);
}

}  // namespace farebox::e2e
