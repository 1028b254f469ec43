#pragma once
// The lines of the bills, summed: table `rollup_components`.
//
// A finance tool wants quantity x unit price = cost on every row; the rollup has sums of cost that
// are past telling apart. So the lines of each call's bill (CostComponent) are summed by everything
// an export groups by and by their rate, in the transaction that stores the calls: the two can
// never disagree. What a call costs beyond its lines (a vendor's own statement, sums of compacted
// calls) becomes a line of its own in units of one nano-dollar, so the lines always add up to it.
//
// A revised call subtracts its old lines and adds its new ones.

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/collector/store/database.h"
#include "core/model/call.h"

namespace farebox::collector {

/// Buckets that are no field of Usage: quantity is nano-dollars, the rate one nano-dollar.
constexpr std::string_view BucketVendorStated = "vendor_stated";
constexpr std::string_view BucketUnitemised = "unitemised";

/// Text keys in the order of the table's primary key.
constexpr std::array<const char*, 14> ComponentKeyColumns = {
    "posted_month", "day",          "developer_id", "agent",        "repo",
    "branch",       "model",        "provider",     "billing_mode", "service_tier",
    "usage_source", "price_rule",   "cost_basis",   "bucket"};

struct ComponentKey {
    std::array<std::string, ComponentKeyColumns.size()> texts;
    std::int64_t rate_pico = 0;
    std::int64_t multiplier_ppm = PpmOne;

    auto operator<=>(const ComponentKey&) const = default;
};

struct ComponentSums {
    std::int64_t calls = 0;
    std::int64_t quantity = 0;
    std::int64_t cost_nano = 0;             ///< list, else what the vendor stated
    std::int64_t contracted_cost_nano = 0;  ///< without a contract: as cost_nano
    std::int64_t billed_cost_nano = 0;      ///< by cost_basis: billed, contracted or list

    bool operator==(const ComponentSums&) const = default;
};

/// The changes of one batch. One thread.
class ComponentDelta {
public:
    /// `sign` is +1 for a call that counts now, -1 for the same call as it counted before. `calls`
    /// is how many calls it stands for.
    void add(const Call& call, std::string_view posted_month, std::string_view day, int sign,
             std::int64_t calls = 1);
    /// Inside the caller's transaction, in one order for all writers (no deadlocks).
    Result<void> apply(Session& session) const;
    /// The same where no row has any of these keys yet, else Conflict; for filling many days at once.
    Result<void> insert(Session& session) const;

    const std::map<ComponentKey, ComponentSums>& sums() const { return sums_; }

private:
    std::vector<std::vector<Value>> rows() const;  // those that change anything

    std::map<ComponentKey, ComponentSums> sums_;
};

}  // namespace farebox::collector
