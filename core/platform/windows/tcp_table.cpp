#include "core/platform/windows/tcp_table.h"

#include "core/platform/windows/wide.h"

#include <cstring>

#include <iphlpapi.h>

namespace farebox::platform {
namespace {

std::uint16_t port_of(DWORD value) { return ntohs(static_cast<u_short>(value)); }

/// The table may grow between asking for its size and reading it.
std::vector<char> read_family(ULONG family) {
    std::vector<char> buffer;
    DWORD size = 64 * 1024;
    for (int attempt = 0; attempt < 5; ++attempt) {
        buffer.resize(size);
        const DWORD status = GetExtendedTcpTable(buffer.data(), &size, FALSE, family,
                                                 TCP_TABLE_OWNER_PID_ALL, 0);
        if (status == NO_ERROR) return buffer;
        if (status != ERROR_INSUFFICIENT_BUFFER) break;
    }
    return {};
}

void append_v4(std::vector<TcpRow>& rows) {
    const auto buffer = read_family(AF_INET);
    if (buffer.empty()) return;
    const auto* table = reinterpret_cast<const MIB_TCPTABLE_OWNER_PID*>(buffer.data());
    for (DWORD i = 0; i < table->dwNumEntries; ++i) {
        const auto& entry = table->table[i];
        TcpRow row;
        std::memcpy(row.pair.local_address.data(), &entry.dwLocalAddr, 4);
        std::memcpy(row.pair.peer_address.data(), &entry.dwRemoteAddr, 4);
        row.pair.local_port = port_of(entry.dwLocalPort);
        row.pair.peer_port = port_of(entry.dwRemotePort);
        row.pid = entry.dwOwningPid;
        row.is_listening = entry.dwState == MIB_TCP_STATE_LISTEN;
        if (row.is_listening) row.pair.peer_port = 0;
        rows.push_back(row);
    }
}

void append_v6(std::vector<TcpRow>& rows) {
    const auto buffer = read_family(AF_INET6);
    if (buffer.empty()) return;
    const auto* table = reinterpret_cast<const MIB_TCP6TABLE_OWNER_PID*>(buffer.data());
    for (DWORD i = 0; i < table->dwNumEntries; ++i) {
        const auto& entry = table->table[i];
        TcpRow row;
        row.pair.is_v6 = true;
        std::memcpy(row.pair.local_address.data(), entry.ucLocalAddr, 16);
        std::memcpy(row.pair.peer_address.data(), entry.ucRemoteAddr, 16);
        row.pair.local_port = port_of(entry.dwLocalPort);
        row.pair.peer_port = port_of(entry.dwRemotePort);
        row.pid = entry.dwOwningPid;
        row.is_listening = entry.dwState == MIB_TCP_STATE_LISTEN;
        if (row.is_listening) row.pair.peer_port = 0;
        rows.push_back(row);
    }
}

}  // namespace

std::vector<TcpRow> read_tcp_table() {
    std::vector<TcpRow> rows;
    append_v4(rows);
    append_v6(rows);
    return rows;
}

}  // namespace farebox::platform
