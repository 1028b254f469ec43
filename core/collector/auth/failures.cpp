#include "core/collector/auth/failures.h"

namespace farebox::collector {
namespace {

constexpr MonotonicNs WindowLength = 60 * NsPerSecond;
constexpr std::size_t MaxWindows = 10'000;

}  // namespace

std::int64_t Failures::wait_s(const std::string& key) {
    const LockGuard guard(mutex_);
    const auto found = windows_.find(key);
    if (found == windows_.end() || found->second.count < limit_) return 0;
    const MonotonicNs left = found->second.begun + WindowLength - clock_.monotonic();
    return left <= 0 ? 0 : (left + NsPerSecond - 1) / NsPerSecond;
}

void Failures::note(const std::string& key) {
    const LockGuard guard(mutex_);
    const MonotonicNs now = clock_.monotonic();
    if (windows_.size() >= MaxWindows) make_room(now);
    Window& window = windows_[key];
    if (window.count == 0 || now - window.begun >= WindowLength) window = {now, 0};
    ++window.count;
}

void Failures::make_room(MonotonicNs now) {
    std::erase_if(windows_, [&](const auto& entry) { return now - entry.second.begun >= WindowLength; });
    if (windows_.size() >= MaxWindows) windows_.clear();
}

}  // namespace farebox::collector
