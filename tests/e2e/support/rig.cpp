// Starts and stops the parts in the order in which they depend on each other; see rig.h.

#include "tests/e2e/support/rig.h"

#include "core/base/file_io.h"
#include "tests/e2e/support/loopback.h"

#include <algorithm>
#include <filesystem>
#include <sstream>

namespace farebox::e2e {
namespace {

const std::string Programs = std::string(FAREBOX_BINARY_DIR) + "/bin/";

void wait_for_port(std::uint16_t port, Child& child, const char* name) {
    const bool ready = wait_until([&] { return is_listening(port) || !child.is_running(); },
                                  std::chrono::seconds(20));
    if (ready && child.is_running()) return;
    child.kill_now();
    qFatal("%s did not start: %s", name, child.wait().report().c_str());
}

}  // namespace

Rig::Rig(Recording recording)
    : home_(temp_.path() + "/home"), environment_(clean_environment(home_)) {
    std::filesystem::create_directories(home_ + "/src");
    start_mock();
    if (recording == Recording::BothSides) back_ = std::make_unique<Relay>(mock_port_);
    start_daemon();
    if (recording == Recording::BothSides) front_ = std::make_unique<Relay>(daemon_port_);
}

Rig::Rig(Start start) : home_(temp_.path() + "/home"), environment_(clean_environment(home_)) {
    std::filesystem::create_directories(home_ + "/src");
    start_mock();
    if (start == Start::Everything) start_daemon();
}

Rig::~Rig() {
    end_processes_below(home_);
    front_.reset();
    daemon_.reset();
    back_.reset();
    mock_.reset();
}

void Rig::start_mock() {
    mock_port_ = free_port();
    mock_tls_port_ = free_port();
    mock_ = std::make_unique<Child>(
        Argv{Programs + "mock-provider", "--port", std::to_string(mock_port_), "--tls-port",
             std::to_string(mock_tls_port_), "--write-ca", mock_ca_file()},
        environment_, home_);
    wait_for_port(mock_port_, *mock_, "mock-provider");
}

void Rig::start_daemon(const DaemonSetup& setup) {
    daemon_port_ = free_port();
    const std::uint16_t vendor_port = back_ ? back_->port() : mock_port_;
    const std::string vendor = "http://127.0.0.1:" + std::to_string(vendor_port);
    Json config = {{"listen", {{"port", daemon_port_}}},
                         {"upstreams", {{"anthropic", {{"url", vendor}}},
                                        {"openai", {{"url", vendor}}}}}};
    config.merge_patch(setup.config);
    daemon_port_ = static_cast<std::uint16_t>(*find_int(config["listen"], "port"));
    const std::string folder = home_ + "/.config/farebox";
    if (!make_dirs(folder) || !save_file(folder + "/config.json", to_pretty_text(config)))
        qFatal("cannot write %s", folder.c_str());
    Argv argv = setup.launcher;
    argv.push_back(Programs + "fareboxd");
    daemon_ = std::make_unique<Child>(argv, environment_, home_, setup.before_exec);
    wait_for_port(daemon_port_, *daemon_, "fareboxd");
}

std::string Rig::base_url(const Agent& agent) const {
    const std::uint16_t port = front_ ? front_->port() : daemon_port_;
    return "http://127.0.0.1:" + std::to_string(port) + "/" + agent.provider;
}

void Rig::prepare(const Agent& agent, const std::vector<std::string>& trusted_folders) {
    agent.prepare(home_, base_url(agent), trusted_folders);
}

Environment Rig::environment(const Agent& agent) const {
    return agent.environment(home_, base_url(agent));
}

Finished Rig::turn(const Agent& agent, const std::string& folder, const std::string& prompt) const {
    return run(agent.one_turn(prompt), environment(agent), folder);
}

std::vector<Json> Rig::calls(std::size_t count) const {
    std::vector<Json> rows;
    wait_until(
        [&] {
            rows.clear();
            std::istringstream lines(farebox({"calls", "--limit", "500", "--json"}).out);
            for (std::string line; std::getline(lines, line);) {
                const auto row = parse_json(line);
                if (!row) continue;
                const std::string endpoint = text(*row, "endpoint");
                if (endpoint == "messages" || endpoint == "responses") rows.push_back(*row);
            }
            return rows.size() >= count;
        },
        std::chrono::seconds(10));
    std::sort(rows.begin(), rows.end(), [](const Json& a, const Json& b) {
        return number(a, "started_at") < number(b, "started_at");
    });
    return rows;
}

Finished Rig::farebox(const Argv& words) const {
    Argv argv{Programs + "farebox"};
    argv.insert(argv.end(), words.begin(), words.end());
    return run(argv, environment_, home_);
}

std::unique_ptr<Child> Rig::start_farebox(const Argv& words) const {
    Argv argv{Programs + "farebox"};
    argv.insert(argv.end(), words.begin(), words.end());
    return std::make_unique<Child>(argv, environment_, home_);
}

Json Rig::status() const {
    const auto answer = parse_json(farebox({"status", "--json"}).out);
    return answer ? *answer : Json();
}

void Rig::set_behaviour(const std::string& json) const {
    http(mock_port_, "POST", "/_mock/behaviour", json);
}

Json Rig::mock_requests() const {
    const auto list = parse_json(http(mock_port_, "GET", "/_mock/requests"));
    return list ? *list : Json();
}

std::string Rig::stop_daemon() {
    daemon_->ask_to_end();
    const Finished done = daemon_->wait(std::chrono::seconds(20));
    return done.out + done.err;
}

std::vector<std::string> Rig::own_folders() const {
    return {home_ + "/.config/farebox", home_ + "/.local/state/farebox",
            home_ + "/.local/share/farebox", home_ + "/.cache/farebox"};
}

std::string text(const Json& row, std::string_view field) {
    return find_string(row, field).value_or("");
}

std::int64_t number(const Json& row, std::string_view field) {
    return find_int(row, field).value_or(-1);
}

std::string evidence(const Json& row, std::string_view dimension) {
    const Json* items = find_member(row, "evidence");
    if (!items) return {};
    for (const auto& item : *items)
        if (text(item, "dimension") == dimension && find_bool(item, "chosen").value_or(false))
            return text(item, "source");
    return {};
}

}  // namespace farebox::e2e
