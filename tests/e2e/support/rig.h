#pragma once
// One developer's machine in a temporary folder: HOME, the mock vendor, the daemon between them.
// Agents run inside this HOME; rows are read through the real command line tool.

#include "core/base/json.h"
#include "tests/e2e/support/agent.h"
#include "tests/e2e/support/child.h"
#include "tests/e2e/support/relay.h"
#include "tests/e2e/support/repos.h"
#include "tests/support/suite.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace farebox::e2e {

enum class Recording { Off, BothSides };
enum class Start { Everything, MockOnly };

/// How a test's own daemon differs from an ordinary one.
struct DaemonSetup {
    Json config = Json::object();       ///< keys over the rig's own
    std::function<void()> before_exec;  ///< see Child
    Argv launcher;                      ///< words before the program
};

class Rig {
public:
    explicit Rig(Recording recording = Recording::Off);
    /// MockOnly: for a test that starts its daemon itself.
    explicit Rig(Start start);
    /// Stops the daemon as a service manager does and ends what agents left behind.
    ~Rig();

    const std::string& home() const { return home_; }
    std::string folder(const std::string& name) const { return home_ + "/src/" + name; }

    /// What an agent is given as its base URL.
    std::string base_url(const Agent& agent) const;

    void prepare(const Agent& agent, const std::vector<std::string>& trusted_folders = {});
    /// One turn of `agent` in `folder`; `extra` goes before the prompt.
    Finished turn(const Agent& agent, const std::string& folder,
                  const std::string& prompt = "Say hello.") const;
    Environment environment(const Agent& agent) const;
    /// Of the command line tool: no agent's variables.
    const Environment& environment() const { return environment_; }

    /// Rows of model calls, oldest first, once there are at least `count`; what there is after
    /// 10 seconds otherwise.
    std::vector<Json> calls(std::size_t count) const;
    Finished farebox(const Argv& words) const;
    /// A command that goes on: `calls --follow`.
    std::unique_ptr<Child> start_farebox(const Argv& words) const;
    /// `farebox status --json`, null when it said nothing.
    Json status() const;
    /// Changes what the mock answers: the JSON of POST /_mock/behaviour.
    void set_behaviour(const std::string& json) const;
    Json mock_requests() const;

    void start_daemon(const DaemonSetup& setup = {});
    Child& daemon() { return *daemon_; }
    std::uint16_t daemon_port() const { return daemon_port_; }
    std::uint16_t mock_port() const { return mock_port_; }
    std::uint16_t mock_tls_port() const { return mock_tls_port_; }
    /// The authority that signed the mock's certificate.
    std::string mock_ca_file() const { return home_ + "/mock-ca.pem"; }
    Relay& before_daemon() { return *front_; }
    Relay& behind_daemon() { return *back_; }
    /// Stops the daemon and returns everything it printed.
    std::string stop_daemon();
    /// Folders that Farebox writes to.
    std::vector<std::string> own_folders() const;

private:
    void start_mock();

    tests::TempDir temp_;
    std::string home_;
    Environment environment_;
    std::uint16_t mock_port_ = 0;
    std::uint16_t mock_tls_port_ = 0;
    std::uint16_t daemon_port_ = 0;
    std::unique_ptr<Child> mock_;
    std::unique_ptr<Relay> back_;
    std::unique_ptr<Child> daemon_;
    std::unique_ptr<Relay> front_;
};

/// A field of a row; empty or absent when null.
std::string text(const Json& row, std::string_view field);
std::int64_t number(const Json& row, std::string_view field);
/// Source of the evidence that was chosen for `dimension`.
std::string evidence(const Json& row, std::string_view dimension);

}  // namespace farebox::e2e
