// Not compiled by our builds; written from libproc.h and sys/proc_info.h.
#include "core/platform/macos/socket_files.h"

#include <algorithm>
#include <cstring>

#include <arpa/inet.h>
#include <libproc.h>
#include <netinet/in.h>

namespace farebox::platform {
namespace {

std::uint16_t port_of(int value) { return ntohs(static_cast<std::uint16_t>(value)); }

OpenSocket describe(const tcp_sockinfo& tcp) {
    const in_sockinfo& ends = tcp.tcpsi_ini;
    OpenSocket socket;
    socket.is_listening = tcp.tcpsi_state == TSI_S_LISTEN;
    socket.pair.local_port = port_of(ends.insi_lport);
    socket.pair.peer_port = port_of(ends.insi_fport);
    // A socket of either family that speaks IPv4 carries INI_IPV4.
    socket.pair.is_v6 = (ends.insi_vflag & INI_IPV4) == 0;
    if (socket.pair.is_v6) {
        std::memcpy(socket.pair.local_address.data(), &ends.insi_laddr.ina_6, 16);
        std::memcpy(socket.pair.peer_address.data(), &ends.insi_faddr.ina_6, 16);
    } else {
        std::memcpy(socket.pair.local_address.data(), &ends.insi_laddr.ina_46.i46a_addr4, 4);
        std::memcpy(socket.pair.peer_address.data(), &ends.insi_faddr.ina_46.i46a_addr4, 4);
    }
    return socket;
}

}  // namespace

std::vector<ProcessId> list_processes() {
    std::vector<pid_t> pids(4096);
    const auto bytes = [&] { return static_cast<int>(pids.size() * sizeof(pid_t)); };
    int used = proc_listpids(PROC_ALL_PIDS, 0, pids.data(), bytes());
    while (used == bytes() && pids.size() < 1'000'000) {
        pids.resize(pids.size() * 2);
        used = proc_listpids(PROC_ALL_PIDS, 0, pids.data(), bytes());
    }
    pids.resize(used > 0 ? static_cast<std::size_t>(used) / sizeof(pid_t) : 0);
    std::vector<ProcessId> processes;
    for (const pid_t pid : pids) {
        if (const auto id = find_process(pid)) processes.push_back(*id);
    }
    std::ranges::sort(processes, std::ranges::greater{}, &ProcessId::start_time);
    return processes;
}

void visit_sockets(std::int64_t pid, const std::function<bool(const OpenSocket&)>& found) {
    const int number = static_cast<int>(pid);
    const int needed = proc_pidinfo(number, PROC_PIDLISTFDS, 0, nullptr, 0);
    if (needed <= 0) return;
    std::vector<proc_fdinfo> files(static_cast<std::size_t>(needed) / sizeof(proc_fdinfo) + 16);
    const int size = static_cast<int>(files.size() * sizeof(proc_fdinfo));
    const int used = proc_pidinfo(number, PROC_PIDLISTFDS, 0, files.data(), size);
    files.resize(used > 0 ? static_cast<std::size_t>(used) / sizeof(proc_fdinfo) : 0);
    for (const proc_fdinfo& file : files) {
        if (file.proc_fdtype != PROX_FDTYPE_SOCKET) continue;
        socket_fdinfo info{};
        const int got = proc_pidfdinfo(number, file.proc_fd, PROC_PIDFDSOCKETINFO, &info, sizeof info);
        if (got != sizeof info || info.psi.soi_kind != SOCKINFO_TCP) continue;
        if (!found(describe(info.psi.soi_proto.pri_tcp))) return;
    }
}

}  // namespace farebox::platform
