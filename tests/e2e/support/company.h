#pragma once
// The company's side: a real collector on its embedded store, and a proxy before it that treats
// requests badly (tests/chaos/fault_proxy.py).

#include "core/base/json.h"
#include "core/sync/http_client.h"
#include "tests/e2e/support/child.h"
#include "tests/support/suite.h"

#include <cstdint>
#include <map>
#include <memory>
#include <string>

namespace farebox::e2e {

class Company {
public:
    /// 0: nothing goes wrong on the way.
    explicit Company(int seed);

    static bool is_built();
    /// Where laptops send: through the proxy.
    const std::string& url() const { return url_; }
    const std::string& token() const { return token_; }
    /// SIGKILL, and a new one on the same data.
    void restart_collector();
    void stop_collector();
    void start_collector();
    /// From now on one bit of each policy changes on its way.
    void forge_policies(bool is_forged);

    /// A question of the administrator, on the collector's own port; null for no JSON. The first one
    /// signs in and changes the first password. An answer that is an error is returned as it is.
    Json ask(const std::string& method, const std::string& path, const Json& body = Json());

    /// What the collector holds: call_id -> list_cost_nano.
    std::map<std::string, std::int64_t> costs() const;
    /// Sum of the rollup's list_cost_nano.
    std::int64_t rolled_up() const;

private:
    std::string query(const std::string& sql) const;
    void sign_in();
    sync::HttpAnswer send(const std::string& method, const std::string& path, const Json& body) const;

    tests::TempDir temp_;
    std::uint16_t port_;
    std::string url_;
    std::string token_;
    Environment environment_;
    std::string cookie_;
    std::string csrf_token_;
    std::unique_ptr<Child> collector_;
    std::unique_ptr<Child> proxy_;
};

}  // namespace farebox::e2e
