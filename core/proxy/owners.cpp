#include "core/proxy/owners.h"

namespace farebox::proxy {
namespace {

Owner describe(std::int64_t pid) {
    Owner owner;
    owner.ancestry = platform::read_ancestry(pid);
    for (const platform::Process& process : owner.ancestry) {
        owner.facts.push_back(
            {process.id.pid, process.name, process.path, process.cwd, process.argv});
    }
    owner.ci = attribution::find_ci(
        platform::find_environment(pid, attribution::ci_variables()));
    return owner;
}

}  // namespace

void Owners::look_up(const std::vector<Wanted>& wanted) {
    std::vector<platform::SocketPair> sockets;
    std::vector<std::uint64_t> connections;
    for (const Wanted& one : wanted) {
        if (known_.contains(one.connection)) continue;
        known_[one.connection] = {};
        sockets.push_back(one.socket);
        connections.push_back(one.connection);
    }
    if (sockets.empty()) return;
    const auto found = sockets_.find(sockets);
    for (std::size_t i = 0; i < found.size(); ++i) {
        if (!found[i] || !found[i]->process) {
            // Not seen this time (the process had not finished starting); the next call asks again.
            known_.erase(connections[i]);
            continue;
        }
        known_[connections[i]] = describe(found[i]->process->pid);
    }
}

const Owner& Owners::current(std::uint64_t connection, MonotonicNs now) {
    const auto at = known_.find(connection);
    if (at == known_.end() || at->second.ancestry.empty()) return unknown_;
    Owner& owner = at->second;
    if (now - owner.cwd_read_at < attribution::WorkspaceFinder::SightAge) return owner;
    owner.cwd_read_at = now;
    platform::Process& process = owner.ancestry.front();
    // The program may have changed its directory; one that ended keeps its last known one. The
    // connection is still its own, so the number cannot have been reused.
    std::string cwd = platform::read_cwd(process.id.pid);
    if (!cwd.empty() && cwd != process.cwd) {
        process.cwd = cwd;
        owner.facts.front().cwd = std::move(cwd);
    }
    return owner;
}

}  // namespace farebox::proxy
