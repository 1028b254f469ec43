// The thread sleeps in poll(2) without a timer until the kernel reports a name we wait for. Only
// then, for a moment, it waits with one: an editor's save is five events, and half-written files
// would be read.
#include "core/platform/file_watch.h"

#include "core/base/format.h"
#include "core/base/log.h"
#include "core/platform/file_stamp.h"
#include "core/platform/linux/proc_files.h"
#include "core/platform/thread.h"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <filesystem>
#include <map>
#include <set>
#include <thread>

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <unistd.h>

namespace farebox::platform {
namespace {

namespace fs = std::filesystem;
using SteadyClock = std::chrono::steady_clock;

constexpr std::uint32_t Events = IN_CLOSE_WRITE | IN_CREATE | IN_DELETE | IN_MOVED_FROM |
                                 IN_MOVED_TO | IN_ATTRIB | IN_DELETE_SELF | IN_MOVE_SELF |
                                 IN_ONLYDIR;
constexpr std::chrono::milliseconds Quiet{50};
constexpr std::chrono::milliseconds Longest{500};

/// Names that matter in one folder; empty = every name.
using Names = std::set<std::string>;
struct WatchedFolder {
    Names names;
    bool all = false;
};

// Adds the nearest folder that exists above `path`, with the name in it that leads to `path`.
void add_parent(const fs::path& path, std::map<std::string, WatchedFolder>& folders) {
    fs::path at = path;
    while (at.has_relative_path()) {
        const std::string name = at.filename().string();
        at = at.parent_path();
        if (read_stamp(at.string()).is_folder()) {
            folders[at.string()].names.insert(name);
            return;
        }
    }
}

std::map<std::string, WatchedFolder> find_folders(const std::vector<std::string>& paths) {
    std::map<std::string, WatchedFolder> folders;
    for (const std::string& path : paths) {
        add_parent(path, folders);
        if (read_stamp(path).is_folder()) folders[path].all = true;
        // Dotfiles are often links into a repository elsewhere.
        const auto real = find_real_path(path);
        if (real && *real != path) add_parent(*real, folders);
    }
    return folders;
}

}  // namespace

class FileWatch::State {
public:
    State(std::vector<std::string> paths, std::function<void()> changed, int notify, int stop)
        : paths_(std::move(paths)), changed_(std::move(changed)), notify_(notify), stop_(stop) {
        watch_folders();
        thread_ = std::thread([this] { run(); });
    }

    ~State() {
        const std::uint64_t one = 1;
        while (write(stop_.get(), &one, sizeof one) < 0 && errno == EINTR) {
        }
        thread_.join();
    }

private:
    // Again after each change: a folder may have come or gone. inotify returns the same number for
    // the same folder.
    void watch_folders() {
        std::map<int, WatchedFolder> watched;
        for (auto& [path, folder] : find_folders(paths_)) {
            const int number = inotify_add_watch(notify_.get(), path.c_str(), Events);
            if (number >= 0) watched[number] = folder;
        }
        for (const auto& [number, folder] : watched_) {
            if (!watched.contains(number)) inotify_rm_watch(notify_.get(), number);
        }
        watched_ = std::move(watched);
    }

    void run() {
        name_thread("fb-watch");
        for (;;) {
            if (wait(-1) == Woken::ByStop) return;
            if (!take_events()) continue;
            const auto last = SteadyClock::now() + Longest;
            while (SteadyClock::now() < last) {
                const Woken woken = wait(static_cast<int>(Quiet.count()));
                if (woken == Woken::ByStop) return;
                if (woken == Woken::ByTime) break;
                (void)take_events();
            }
            watch_folders();
            changed_();
        }
    }

    enum class Woken { ByStop, ByEvents, ByTime };
    Woken wait(int timeout_ms) {
        pollfd both[] = {{stop_.get(), POLLIN, 0}, {notify_.get(), POLLIN, 0}};
        while (poll(both, 2, timeout_ms) < 0 && errno == EINTR) {
        }
        if (both[0].revents != 0) return Woken::ByStop;
        return both[1].revents != 0 ? Woken::ByEvents : Woken::ByTime;
    }

    // Empties the queue; true when one of the events is about a name that we wait for.
    bool take_events() {
        alignas(inotify_event) char bytes[8 * 1024];
        bool matters = false;
        for (;;) {
            const ssize_t got = read(notify_.get(), bytes, sizeof bytes);
            if (got < 0 && errno == EINTR) continue;
            if (got <= 0) return matters;
            for (const char* at = bytes; at < bytes + got;) {
                const auto* event = reinterpret_cast<const inotify_event*>(at);
                matters = matters || is_ours(*event);
                at += sizeof(inotify_event) + event->len;
            }
        }
    }

    bool is_ours(const inotify_event& event) const {
        if ((event.mask & IN_Q_OVERFLOW) != 0) return true;
        const auto folder = watched_.find(event.wd);
        if (folder == watched_.end()) return false;
        if (event.len == 0 || folder->second.all) return (event.mask & IN_IGNORED) == 0;
        return folder->second.names.contains(event.name);
    }

    // Constant after construction.
    const std::vector<std::string> paths_;
    const std::function<void()> changed_;
    const Descriptor notify_;
    const Descriptor stop_;
    // Own thread (and the constructor before it starts).
    std::map<int, WatchedFolder> watched_;
    std::thread thread_;
};

FileWatch::FileWatch(std::unique_ptr<State> state) : state_(std::move(state)) {}
FileWatch::~FileWatch() = default;

Result<std::unique_ptr<FileWatch>> FileWatch::start(std::vector<std::string> paths,
                                                    std::function<void()> changed) {
    Descriptor notify(inotify_init1(IN_NONBLOCK | IN_CLOEXEC));
    Descriptor stop(eventfd(0, EFD_CLOEXEC));
    if (!notify.is_open() || !stop.is_open()) {
        return unavailable(format("watching the configuration for changes: {}; they are seen at "
                                  "the next start (fs.inotify.max_user_instances may be too low)",
                                  std::strerror(errno)));
    }
    return std::unique_ptr<FileWatch>(new FileWatch(std::make_unique<State>(
        std::move(paths), std::move(changed), notify.release(), stop.release())));
}

}  // namespace farebox::platform
