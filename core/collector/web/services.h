#pragma once
// Every part of the collector that handlers use, built by app/farebox-collector in order of
// dependency. References are always there; a pointer may be absent in tests of other areas.

#include <memory>

#include "core/base/clock.h"
#include "core/collector/policy/policy_tags.h"
#include "core/collector/store/database.h"
#include "core/collector/web/config.h"
#include "core/collector/web/downloads.h"
#include "core/collector/web/identity.h"
#include "core/collector/web/metrics.h"
#include "core/collector/web/rate_limits.h"
#include "core/net/web/trusted_proxies.h"

namespace farebox::collector {

class CallStore;
class Ingest;

/// Constant after construction; the parts themselves may be used by any thread.
struct Services {
    Database& database;
    const Clock& clock;
    const Config& config;
    Metrics& metrics;
    RateLimits* rate_limits = nullptr;              ///< null: none
    const net::TrustedProxies* proxies = nullptr;   ///< null: nobody stands in front
    CallStore* calls = nullptr;
    Ingest* ingest = nullptr;
    Identity* identity = nullptr;                   ///< null: nobody is let in but on public routes
    std::unique_ptr<PolicyTags> policy_tags = std::make_unique<PolicyTags>();
    std::unique_ptr<Downloads> downloads = std::make_unique<Downloads>();
};

}  // namespace farebox::collector
