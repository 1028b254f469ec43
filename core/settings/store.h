#pragma once
// The settings of a running program: what counts now, who is told when that changes, and the way
// to change the user's part.

#include <cstdint>
#include <functional>
#include <memory>
#include <string_view>
#include <vector>

#include "core/base/mutex.h"
#include "core/platform/file_watch.h"
#include "core/settings/settings.h"
#include "core/settings/sources.h"

namespace farebox::settings {

/// One consistent view. Constant.
struct Snapshot {
    std::int64_t revision = 0;  ///< grows by one with each change
    Resolution resolution;
    Settings settings;
};

/// Owned by the composition root; any thread. Lives longer than those it tells.
class Store {
public:
    /// Called with the new view, on the thread that found the change (the watch's, or that of the
    /// writer), one at a time. Must not call the Store's reload, set_user or unset_user.
    using Subscriber = std::function<void(const Snapshot&)>;

    /// Reads all places once; never fails: what cannot be read is a problem in the view.
    explicit Store(Places places);
    Store(const Store&) = delete;
    Store& operator=(const Store&) = delete;

    std::shared_ptr<const Snapshot> current() const;
    /// The view at construction: what keys that need a restart still run with.
    const Snapshot& at_start() const { return *at_start_; }
    const Places& places() const { return places_; }

    /// For the life of the store. Not told of the present view.
    void subscribe(Subscriber subscriber);
    /// From now on changes of the files are seen without a call. Unsupported on some systems.
    Result<void> watch();
    /// Ends the watch and forgets the subscribers; none is called any more when this returns. The
    /// owner's thread, before what subscribers refer to is destroyed.
    void stop();
    /// Reads all places again; subscribers are told when something is different.
    void reload();

    /// Writes the user's file, then reloads. NotFound: no such key. Conflict: locked, the message
    /// says by whom. Denied: not the user's to set. Invalid: not an allowed value.
    Result<void> set_user(std::string_view key, const Json& value);
    /// Takes the key out of the user's file, so that the next source counts.
    Result<void> unset_user(std::string_view key);

private:
    std::shared_ptr<const Snapshot> load(std::int64_t revision) const;
    void reload_locked() FAREBOX_REQUIRES(work_);
    Result<void> write(std::string_view key, const Json* value);

    const Places places_;
    std::shared_ptr<const Snapshot> at_start_;

    // Held for a whole reload, so that subscribers hear of changes in their order.
    Mutex work_;
    std::vector<Subscriber> subscribers_ FAREBOX_GUARDED_BY(work_);

    mutable Mutex mutex_;
    std::shared_ptr<const Snapshot> current_ FAREBOX_GUARDED_BY(mutex_);

    std::unique_ptr<platform::FileWatch> watch_;  // last: its thread uses the rest
};

/// Why the user may not set this key; no value when they may.
Result<void> check_user_may_set(const Key* key, const Effective* effective, std::string_view name);

}  // namespace farebox::settings
