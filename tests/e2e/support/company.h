#pragma once
// The company's side: a real collector on its embedded store, and a proxy before it that treats
// requests badly (tests/chaos/fault_proxy.py).

#include "tests/e2e/support/child.h"
#include "tests/support/suite.h"

#include <cstdint>
#include <map>
#include <memory>
#include <string>

namespace farebox::e2e {

class Company {
public:
    explicit Company(int seed);

    static bool is_built();
    /// Where laptops send: through the proxy.
    const std::string& url() const { return url_; }
    const std::string& token() const { return token_; }
    /// SIGKILL, and a new one on the same data.
    void restart_collector();

    /// What the collector holds: call_id -> list_cost_nano.
    std::map<std::string, std::int64_t> costs() const;
    /// Sum of the rollup's list_cost_nano.
    std::int64_t rolled_up() const;

private:
    void start_collector();
    std::string query(const std::string& sql) const;

    tests::TempDir temp_;
    std::uint16_t port_;
    std::string url_;
    std::string token_;
    Environment environment_;
    std::unique_ptr<Child> collector_;
    std::unique_ptr<Child> proxy_;
};

}  // namespace farebox::e2e
