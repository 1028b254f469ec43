// Sockets to processes through /proc/<pid>/fd. The header tells why the order matters.
#include "core/platform/socket_owner.h"

#include "core/platform/linux/socket_files.h"
#include "core/platform/linux/socket_table.h"

#include <algorithm>
#include <list>
#include <string>
#include <unordered_map>
#include <utility>

#include <sys/stat.h>
#include <unistd.h>

namespace farebox::platform {
namespace {

// Agents, editors and their helpers of one developer; a look into one costs 30 to 75 us.
constexpr std::size_t RememberedLimit = 64;

/// Inodes that still have no owner, each with the indices of the questions it answers.
using Waiting = std::unordered_multimap<std::uint64_t, std::size_t>;

/// Whose files a process's /proc entries are. Only those may be read by an ordinary user, and
/// skipping the others without a look makes the scan 60 times cheaper on a shared machine.
std::optional<std::uint32_t> owner_of(std::int64_t pid) {
    struct stat status {};
    const std::string path = "/proc/" + std::to_string(pid);
    if (stat(path.c_str(), &status) != 0) return std::nullopt;
    return status.st_uid;
}

}  // namespace

class SocketOwners::State {
public:
    std::vector<std::optional<SocketOwner>> find(std::span<const SocketPair> pairs) {
        std::vector<std::optional<SocketOwner>> owners(pairs.size());
        Waiting waiting;
        for (std::size_t i = 0; i < pairs.size(); ++i) {
            const auto entry = table_.find(pairs[i]);
            if (!entry) continue;
            owners[i] = SocketOwner{entry->uid, std::nullopt};
            const bool readable = geteuid() == 0 || entry->uid == geteuid();
            if (readable) waiting.emplace(entry->inode, i);
        }
        look_into_remembered(waiting, owners);
        if (!waiting.empty()) look_into_all(waiting, owners);
        return owners;
    }

private:
    using Owners = std::vector<std::optional<SocketOwner>>;

    /// Answers what the process holds of what waits; its identity when it held something.
    static std::optional<ProcessId> look_into(std::int64_t pid, Waiting& waiting, Owners& owners) {
        std::optional<ProcessId> holder;
        visit_sockets(pid, [&](std::uint64_t inode) {
            const auto [first, last] = waiting.equal_range(inode);
            if (first == last) return true;
            if (!holder) holder = find_process(pid);
            for (auto at = first; at != last; ++at) owners[at->second]->process = holder;
            waiting.erase(first, last);
            return !waiting.empty();
        });
        return holder;
    }

    void look_into_remembered(Waiting& waiting, Owners& owners) {
        for (auto at = remembered_.begin(); at != remembered_.end() && !waiting.empty();) {
            const auto current = at++;
            if (find_process(current->pid) != *current) {
                remembered_.erase(current);
            } else if (look_into(current->pid, waiting, owners)) {
                remembered_.splice(remembered_.begin(), remembered_, current);
            }
        }
    }

    void look_into_all(Waiting& waiting, Owners& owners) {
        for (const ProcessId& process : newest_first()) {
            if (waiting.empty()) return;
            if (std::ranges::find(remembered_, process) != remembered_.end()) continue;
            const auto holder = look_into(process.pid, waiting, owners);
            if (!holder) continue;
            remembered_.push_front(*holder);
            if (remembered_.size() > RememberedLimit) remembered_.pop_back();
        }
    }

    /// Processes we may look into. Start times are kept from scan to scan: reading them again
    /// would cost more than everything else. A stale one only spoils the order, never the answer:
    /// the holder's start time is read afresh.
    std::vector<ProcessId> newest_first() {
        std::unordered_map<std::int64_t, Known> seen;
        std::vector<ProcessId> order;
        for (const std::int64_t pid : list_pids()) {
            auto known = known_.extract(pid);
            Known facts = known.empty() ? read_facts(pid) : known.mapped();
            if (facts.start_time == 0) continue;
            // A login starts as root and becomes the user later.
            if (facts.uid != geteuid()) facts.uid = owner_of(pid).value_or(facts.uid);
            seen.emplace(pid, facts);
            if (geteuid() == 0 || facts.uid == geteuid()) order.push_back({pid, facts.start_time});
        }
        known_ = std::move(seen);
        // Start times count in hundredths of a second; within one the higher number is younger.
        std::ranges::sort(order, [](const ProcessId& a, const ProcessId& b) {
            return std::pair(a.start_time, a.pid) > std::pair(b.start_time, b.pid);
        });
        return order;
    }

    struct Known {
        std::uint64_t start_time = 0;
        std::uint32_t uid = 0;
    };

    static Known read_facts(std::int64_t pid) {
        const auto uid = owner_of(pid);
        const auto id = uid ? find_process(pid) : std::nullopt;
        return id ? Known{id->start_time, *uid} : Known{};
    }

    SocketTable table_;
    std::list<ProcessId> remembered_;  ///< the one that answered last is first
    std::unordered_map<std::int64_t, Known> known_;
};

SocketOwners::SocketOwners() : state_(std::make_unique<State>()) {}
SocketOwners::~SocketOwners() = default;

std::vector<std::optional<SocketOwner>> SocketOwners::find(std::span<const SocketPair> pairs) {
    return state_->find(pairs);
}

class SocketUsers::State {
public:
    SocketTable table;
};

SocketUsers::SocketUsers() : state_(std::make_unique<State>()) {}
SocketUsers::~SocketUsers() = default;

std::optional<std::uint32_t> SocketUsers::find(const SocketPair& pair) {
    const auto entry = state_->table.find(pair);
    if (!entry) return std::nullopt;
    return entry->uid;
}

}  // namespace farebox::platform
