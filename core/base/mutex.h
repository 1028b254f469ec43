#pragma once
// A mutex that clang's thread-safety analysis can follow. libstdc++'s std::mutex carries no
// annotations, so `FAREBOX_GUARDED_BY(std_mutex)` would warn everywhere and prove nothing.

#include <condition_variable>
#include <mutex>

#if defined(__clang__)
#define FAREBOX_THREAD_ATTRIBUTE(x) __attribute__((x))
#else
#define FAREBOX_THREAD_ATTRIBUTE(x)
#endif
#define FAREBOX_CAPABILITY(x) FAREBOX_THREAD_ATTRIBUTE(capability(x))
#define FAREBOX_SCOPED_CAPABILITY FAREBOX_THREAD_ATTRIBUTE(scoped_lockable)
#define FAREBOX_GUARDED_BY(x) FAREBOX_THREAD_ATTRIBUTE(guarded_by(x))
#define FAREBOX_REQUIRES(...) FAREBOX_THREAD_ATTRIBUTE(requires_capability(__VA_ARGS__))
#define FAREBOX_ACQUIRE(...) FAREBOX_THREAD_ATTRIBUTE(acquire_capability(__VA_ARGS__))
#define FAREBOX_RELEASE(...) FAREBOX_THREAD_ATTRIBUTE(release_capability(__VA_ARGS__))
#define FAREBOX_NO_THREAD_SAFETY FAREBOX_THREAD_ATTRIBUTE(no_thread_safety_analysis)

namespace farebox {

class FAREBOX_CAPABILITY("mutex") Mutex {
public:
    Mutex() = default;
    Mutex(const Mutex&) = delete;
    Mutex& operator=(const Mutex&) = delete;
    void lock() FAREBOX_ACQUIRE() { mutex_.lock(); }
    void unlock() FAREBOX_RELEASE() { mutex_.unlock(); }

private:
    friend class Condition;
    std::mutex mutex_;
};

class FAREBOX_SCOPED_CAPABILITY LockGuard {
public:
    explicit LockGuard(Mutex& mutex) FAREBOX_ACQUIRE(mutex) : mutex_(mutex) { mutex_.lock(); }
    ~LockGuard() FAREBOX_RELEASE() { mutex_.unlock(); }
    LockGuard(const LockGuard&) = delete;
    LockGuard& operator=(const LockGuard&) = delete;

private:
    Mutex& mutex_;
};

/// Waits on a Mutex that the caller holds.
class Condition {
public:
    template <class Predicate>
    void wait(Mutex& mutex, Predicate ready) FAREBOX_NO_THREAD_SAFETY {
        std::unique_lock<std::mutex> lock(mutex.mutex_, std::adopt_lock);
        condition_.wait(lock, ready);
        lock.release();
    }
    template <class Duration, class Predicate>
    bool wait_for(Mutex& mutex, Duration duration, Predicate ready) FAREBOX_NO_THREAD_SAFETY {
        std::unique_lock<std::mutex> lock(mutex.mutex_, std::adopt_lock);
        const bool done = condition_.wait_for(lock, duration, ready);
        lock.release();
        return done;
    }
    void notify_one() { condition_.notify_one(); }
    void notify_all() { condition_.notify_all(); }

private:
    std::condition_variable condition_;
};

}  // namespace farebox
