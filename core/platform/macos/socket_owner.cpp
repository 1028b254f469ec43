// macOS has no table from connection to process: every process's sockets are looked at, those
// that answered before first, then the newest. Not compiled by our builds.
#include "core/platform/socket_owner.h"

#include "core/platform/macos/socket_files.h"
#include "core/platform/port_owner.h"

#include <algorithm>
#include <list>

namespace farebox::platform {
namespace {

constexpr std::size_t RememberedLimit = 64;

using Owners = std::vector<std::optional<SocketOwner>>;

class Search {
public:
    explicit Search(std::span<const SocketPair> pairs) : pairs_(pairs), owners_(pairs.size()) {}

    /// True when the process holds one of the sockets that wait.
    bool look_into(const ProcessId& process) {
        bool holds_some = false;
        visit_sockets(process.pid, [&](const OpenSocket& socket) {
            for (std::size_t i = 0; i < pairs_.size(); ++i) {
                if (owners_[i] || !(pairs_[i] == socket.pair)) continue;
                const auto owner = read_process(process.pid);
                if (!owner) return false;
                owners_[i] = SocketOwner{owner->uid, owner->id};
                holds_some = true;
                ++found_;
            }
            return !is_done();
        });
        return holds_some;
    }
    bool is_done() const { return found_ == pairs_.size(); }
    Owners take() { return std::move(owners_); }

private:
    const std::span<const SocketPair> pairs_;
    Owners owners_;
    std::size_t found_ = 0;
};

}  // namespace

class SocketOwners::State {
public:
    Owners find(std::span<const SocketPair> pairs) {
        Search search(pairs);
        for (auto at = remembered_.begin(); at != remembered_.end() && !search.is_done();) {
            const auto current = at++;
            if (find_process(current->pid) != *current) {
                remembered_.erase(current);
            } else if (search.look_into(*current)) {
                remembered_.splice(remembered_.begin(), remembered_, current);
            }
        }
        if (search.is_done()) return search.take();
        for (const ProcessId& process : list_processes()) {
            if (search.is_done()) break;
            if (std::ranges::find(remembered_, process) != remembered_.end()) continue;
            if (!search.look_into(process)) continue;
            remembered_.push_front(process);
            if (remembered_.size() > RememberedLimit) remembered_.pop_back();
        }
        return search.take();
    }

private:
    std::list<ProcessId> remembered_;
};

SocketOwners::SocketOwners() : state_(std::make_unique<State>()) {}
SocketOwners::~SocketOwners() = default;

Owners SocketOwners::find(std::span<const SocketPair> pairs) { return state_->find(pairs); }

/// The user is known only through the process; one search answers both.
class SocketUsers::State {
public:
    SocketOwners owners;
};

SocketUsers::SocketUsers() : state_(std::make_unique<State>()) {}
SocketUsers::~SocketUsers() = default;

std::optional<std::uint32_t> SocketUsers::find(const SocketPair& pair) {
    const auto owners = state_->owners.find({&pair, 1});
    if (!owners.front()) return std::nullopt;
    return owners.front()->uid;
}

std::optional<PortOwner> find_port_owner(std::uint16_t port) {
    for (const ProcessId& process : list_processes()) {
        bool listens = false;
        visit_sockets(process.pid, [&](const OpenSocket& socket) {
            listens = socket.is_listening && socket.pair.local_port == port;
            return !listens;
        });
        if (!listens) continue;
        auto facts = read_process(process.pid);
        if (!facts) return std::nullopt;
        return PortOwner{facts->uid, std::move(*facts)};
    }
    return std::nullopt;
}

}  // namespace farebox::platform
