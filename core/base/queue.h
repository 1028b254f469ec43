#pragma once
// A bounded queue of values between threads. Producers never block: a full queue refuses and the
// caller decides (the ledger counts and says so; nothing waits on the data path).

#include <chrono>
#include <cstddef>
#include <deque>
#include <optional>
#include <utility>
#include <vector>

#include "core/base/mutex.h"

namespace farebox {

/// Any thread may push; one thread pops.
template <class T>
class Queue {
public:
    explicit Queue(std::size_t capacity) : capacity_(capacity) {}

    /// False when full or closed; the value is then untouched.
    [[nodiscard]] bool push(T&& value) {
        {
            LockGuard lock(mutex_);
            if (closed_ || values_.size() >= capacity_) return false;
            values_.push_back(std::move(value));
        }
        ready_.notify_one();
        return true;
    }

    /// Waits for the next value; nothing once closed and drained.
    std::optional<T> pop() {
        LockGuard lock(mutex_);
        ready_.wait(mutex_, [this]() FAREBOX_NO_THREAD_SAFETY { return closed_ || !values_.empty(); });
        if (values_.empty()) return std::nullopt;
        T value = std::move(values_.front());
        values_.pop_front();
        return value;
    }

    /// Waits for at least one value, then takes all that wait, up to `limit`. Empty once closed
    /// and drained.
    std::vector<T> pop_many(std::size_t limit) {
        LockGuard lock(mutex_);
        ready_.wait(mutex_, [this]() FAREBOX_NO_THREAD_SAFETY { return closed_ || !values_.empty(); });
        return take(limit);
    }

    /// The same, waiting at most `time`: empty, too, when nothing came (is_closed tells apart).
    std::vector<T> pop_many_for(std::size_t limit, std::chrono::nanoseconds time) {
        LockGuard lock(mutex_);
        ready_.wait_for(mutex_, time,
                        [this]() FAREBOX_NO_THREAD_SAFETY { return closed_ || !values_.empty(); });
        return take(limit);
    }

    /// Takes what waits, up to `limit`, without waiting.
    std::vector<T> take_now(std::size_t limit) {
        LockGuard lock(mutex_);
        return take(limit);
    }

    /// Refuses further values; what waits is still handed out.
    void close() {
        {
            LockGuard lock(mutex_);
            closed_ = true;
        }
        ready_.notify_all();
    }

    bool is_closed() const {
        LockGuard lock(mutex_);
        return closed_;
    }

    std::size_t size() const {
        LockGuard lock(mutex_);
        return values_.size();
    }

private:
    std::vector<T> take(std::size_t limit) FAREBOX_REQUIRES(mutex_) {
        std::vector<T> taken;
        while (!values_.empty() && taken.size() < limit) {
            taken.push_back(std::move(values_.front()));
            values_.pop_front();
        }
        return taken;
    }

    const std::size_t capacity_;
    mutable Mutex mutex_;
    Condition ready_;
    std::deque<T> values_ FAREBOX_GUARDED_BY(mutex_);
    bool closed_ FAREBOX_GUARDED_BY(mutex_) = false;
};

}  // namespace farebox
