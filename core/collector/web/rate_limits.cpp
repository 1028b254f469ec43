#include "core/collector/web/rate_limits.h"

#include <algorithm>

namespace farebox::collector {
namespace {

constexpr std::int64_t FullNs = 60 * NsPerSecond;
constexpr std::size_t MostBuckets = 100'000;

}  // namespace

std::int64_t RateLimits::per_minute(RateKind kind) const {
    switch (kind) {
        case RateKind::Address: return settings_.address;
        case RateKind::Login: return settings_.login;
        case RateKind::Device: return settings_.device;
        case RateKind::Account: return settings_.account;
    }
    return 0;
}

std::optional<std::int64_t> RateLimits::take(RateKind kind, const std::string& asker) {
    const std::int64_t allowed = per_minute(kind);
    if (allowed <= 0) return std::nullopt;
    const std::int64_t cost = FullNs / allowed;  // what fills in that time is one token
    const MonotonicNs now = clock_.monotonic();
    LockGuard lock(mutex_);
    if (buckets_.size() >= MostBuckets) forget_full_ones(now);
    const auto [found, is_new] = buckets_.try_emplace({kind, asker}, Bucket{FullNs, now});
    Bucket& bucket = found->second;
    bucket.filled_ns = std::min(FullNs, bucket.filled_ns + (now - bucket.at));
    bucket.at = now;
    if (bucket.filled_ns >= cost) {
        bucket.filled_ns -= cost;
        return std::nullopt;
    }
    return (cost - bucket.filled_ns + NsPerSecond - 1) / NsPerSecond;
}

void RateLimits::forget_full_ones(MonotonicNs now) {
    std::erase_if(buckets_, [&](const auto& entry) {
        return entry.second.filled_ns + (now - entry.second.at) >= FullNs;
    });
    // Nothing was full: an attack from many addresses. Starting again lets some of it through, and
    // everybody else, too.
    if (buckets_.size() >= MostBuckets) buckets_.clear();
}

}  // namespace farebox::collector
