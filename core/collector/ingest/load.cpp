#include "core/collector/ingest/load.h"

#include <algorithm>

namespace farebox::collector {
namespace {

constexpr std::int64_t ShortestWaitMs = 1'000;
constexpr std::int64_t LongestWaitMs = 40'000;

/// A place serves some ten batches a second: who is sent away waits until those before had theirs.
constexpr std::int64_t BatchesASecond = 10;

}  // namespace

bool IngestLoad::take() {
    LockGuard lock(mutex_);
    if (taken_ >= places_) {
        ++sent_away_;
        return false;
    }
    ++taken_;
    return true;
}

void IngestLoad::give_back() {
    LockGuard lock(mutex_);
    --taken_;
    sent_away_ = std::max<std::int64_t>(0, sent_away_ - 1);
}

std::int64_t IngestLoad::taken() const {
    LockGuard lock(mutex_);
    return taken_;
}

// Half to one and a half times as much.
std::int64_t IngestLoad::around(std::int64_t ms) {
    return std::uniform_int_distribution<std::int64_t>(ms / 2, ms + ms / 2)(random_);
}

std::int64_t IngestLoad::retry_after_ms() {
    LockGuard lock(mutex_);
    const std::int64_t queue_ms = sent_away_ * 1000 / (places_ * BatchesASecond);
    return around(std::min(LongestWaitMs, ShortestWaitMs + queue_ms));
}

std::int64_t IngestLoad::pause_ms() {
    LockGuard lock(mutex_);
    return taken_ * 2 <= places_ ? 0 : around(ShortestWaitMs);
}

}  // namespace farebox::collector
