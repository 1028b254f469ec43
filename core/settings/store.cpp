#include "core/settings/store.h"

#include "core/base/file_io.h"
#include "core/base/format.h"
#include "core/base/strings.h"
#include "core/settings/check_value.h"
#include "core/settings/user_file.h"

namespace farebox::settings {
namespace {

std::string who_locked(const Effective& effective) {
    return format("{} ({})",
                  effective.source == Source::DeviceEnforced ? "the management of this device"
                                                             : "your organisation's collector",
                  effective.origin);
}

}  // namespace

Result<void> check_user_may_set(const Key* key, const Effective* effective, std::string_view name) {
    if (key == nullptr || effective == nullptr) {
        return not_found(format("no setting \"{}\"{}; `farebox config list` shows all",
                                printable(shorten(name, 60)), built_in_schema().suggest(name)));
    }
    if (effective->is_locked) {
        return Error{ErrorCode::Conflict,
                     format("{} is set by {} and cannot be changed here", key->name,
                            who_locked(*effective))};
    }
    if (key->scope != KeyScope::User) {
        return Error{ErrorCode::Denied,
                     format("{} is set by who manages the machine, not by its user", key->name)};
    }
    return {};
}

Store::Store(Places places) : places_(std::move(places)), at_start_(load(1)) {
    LockGuard lock(mutex_);
    current_ = at_start_;
}

std::shared_ptr<const Snapshot> Store::load(std::int64_t revision) const {
    auto snapshot = std::make_shared<Snapshot>();
    snapshot->revision = revision;
    snapshot->resolution = load_resolution(places_);
    snapshot->settings = make_settings(
        snapshot->resolution, file_exists(places_.config_file) ? places_.config_file : "");
    return snapshot;
}

std::shared_ptr<const Snapshot> Store::current() const {
    LockGuard lock(mutex_);
    return current_;
}

void Store::subscribe(Subscriber subscriber) {
    LockGuard lock(work_);
    subscribers_.push_back(std::move(subscriber));
}

Result<void> Store::watch() {
    std::vector<std::string> paths = platform::managed_paths(places_.managed);
    for (const std::string& path : {places_.config_file, places_.collector_file}) {
        if (!path.empty()) paths.push_back(path);
    }
    FAREBOX_TRY(watch, platform::FileWatch::start(std::move(paths), [this] { reload(); }));
    watch_ = std::move(watch);
    // What changed between the first reading and now.
    reload();
    return {};
}

void Store::stop() {
    watch_.reset();
    LockGuard lock(work_);
    subscribers_.clear();
}

void Store::reload() {
    LockGuard lock(work_);
    reload_locked();
}

void Store::reload_locked() {
    const auto before = current();
    const auto now = load(before->revision + 1);
    if (now->settings == before->settings && now->resolution == before->resolution) return;
    {
        LockGuard lock(mutex_);
        current_ = now;
    }
    for (const Subscriber& tell : subscribers_) tell(*now);
}

Result<void> Store::set_user(std::string_view key, const Json& value) { return write(key, &value); }

Result<void> Store::unset_user(std::string_view key) { return write(key, nullptr); }

Result<void> Store::write(std::string_view name, const Json* value) {
    LockGuard lock(work_);
    // Locks may have come since the last reading.
    reload_locked();
    const Key* key = built_in_schema().find(name);
    FAREBOX_TRY_VOID(check_user_may_set(key, current()->resolution.find(name), name));
    if (value != nullptr) {
        const CheckedValue checked = check_value(*key, *value);
        if (!checked.problems.empty()) return invalid(checked.problems.front());
    }
    FAREBOX_TRY_VOID(write_user_key(places_.config_file, name, value));
    reload_locked();
    return {};
}

}  // namespace farebox::settings
