#include "core/platform/linux/socket_table.h"

#include "core/base/file_io.h"
#include "core/base/strings.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include <arpa/inet.h>
#include <linux/inet_diag.h>
#include <linux/netlink.h>
#include <linux/sock_diag.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/time.h>

namespace farebox::platform {
namespace {

struct Request {
    nlmsghdr header;
    inet_diag_req_v2 body;
};

Descriptor open_netlink() {
    Descriptor fd(socket(AF_NETLINK, SOCK_DGRAM | SOCK_CLOEXEC, NETLINK_SOCK_DIAG));
    if (!fd.is_open()) return fd;
    // The kernel answers inside send(); the time-out only guards against a broken emulation.
    const timeval limit{0, 100'000};
    setsockopt(fd.get(), SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    return fd;
}

Request make_request(const SocketPair& pair, std::uint32_t sequence) {
    Request request{};
    request.header.nlmsg_len = sizeof request;
    request.header.nlmsg_type = SOCK_DIAG_BY_FAMILY;
    request.header.nlmsg_flags = NLM_F_REQUEST;
    request.header.nlmsg_seq = sequence;
    request.body.sdiag_family = pair.is_v6 ? AF_INET6 : AF_INET;
    request.body.sdiag_protocol = IPPROTO_TCP;
    request.body.idiag_states = ~0U;
    request.body.id.idiag_sport = htons(pair.local_port);
    request.body.id.idiag_dport = htons(pair.peer_port);
    const std::size_t size = pair.is_v6 ? 16 : 4;
    std::memcpy(request.body.id.idiag_src, pair.local_address.data(), size);
    std::memcpy(request.body.id.idiag_dst, pair.peer_address.data(), size);
    request.body.id.idiag_cookie[0] = INET_DIAG_NOCOOKIE;
    request.body.id.idiag_cookie[1] = INET_DIAG_NOCOOKIE;
    return request;
}

enum class Answer { Found, Absent, Broken };

Answer receive(int fd, std::uint32_t sequence, inet_diag_msg& entry) {
    alignas(nlmsghdr) std::array<char, 4096> reply;
    while (true) {
        const ssize_t got = recv(fd, reply.data(), reply.size(), 0);
        if (got < 0 && errno == EINTR) continue;
        if (got < static_cast<ssize_t>(sizeof(nlmsghdr))) return Answer::Broken;
        nlmsghdr header{};
        std::memcpy(&header, reply.data(), sizeof header);
        if (header.nlmsg_seq != sequence) continue;  // late answer to an earlier question
        if (header.nlmsg_type == NLMSG_ERROR) return Answer::Absent;
        if (header.nlmsg_type != SOCK_DIAG_BY_FAMILY) return Answer::Broken;
        if (got < static_cast<ssize_t>(NLMSG_LENGTH(sizeof entry))) return Answer::Broken;
        std::memcpy(&entry, reply.data() + NLMSG_HDRLEN, sizeof entry);
        return Answer::Found;
    }
}

/// "0100007F:1F90": addresses are printed as host-order 32-bit words.
std::string table_address(const std::array<std::uint8_t, 16>& address, bool is_v6,
                          std::uint16_t port) {
    constexpr std::string_view Digits = "0123456789ABCDEF";
    std::string text;
    const auto add = [&](std::uint32_t value, int nibbles) {
        for (int i = nibbles - 1; i >= 0; --i) text += Digits[(value >> (4 * i)) & 0xF];
    };
    for (int word = 0; word < (is_v6 ? 4 : 1); ++word) {
        std::uint32_t value = 0;
        std::memcpy(&value, address.data() + 4 * word, 4);
        add(value, 8);
    }
    text += ':';
    add(port, 4);
    return text;
}

struct TableLine {
    std::string_view local, peer, state, uid, inode;
};

/// Fields of a line of /proc/net/tcp: "sl local peer state tx:rx tr:when retrnsmt uid timeout
/// inode ...", padded with blanks.
std::optional<TableLine> parse_line(std::string_view line) {
    std::vector<std::string_view> fields;
    for (const auto field : split(line, ' ')) {
        if (!field.empty()) fields.push_back(field);
    }
    if (fields.size() < 10 || fields[0] == "sl") return std::nullopt;
    return TableLine{fields[1], fields[2], fields[3], fields[7], fields[9]};
}

template <class Matches>
std::optional<SocketEntry> scan_table(const std::string& path, Matches matches) {
    const auto text = load_file(path);
    if (!text) return std::nullopt;
    for (const auto text_line : split(*text, '\n')) {
        const auto line = parse_line(text_line);
        if (!line || !matches(*line)) continue;
        const auto inode = parse_int(line->inode);
        const auto uid = parse_int(line->uid);
        if (!inode || !uid || *inode == 0) continue;
        return SocketEntry{static_cast<std::uint64_t>(*inode), static_cast<std::uint32_t>(*uid)};
    }
    return std::nullopt;
}

std::optional<SocketEntry> find_in_table(const SocketPair& pair) {
    const auto local = table_address(pair.local_address, pair.is_v6, pair.local_port);
    const auto peer = table_address(pair.peer_address, pair.is_v6, pair.peer_port);
    return scan_table(pair.is_v6 ? "/proc/net/tcp6" : "/proc/net/tcp", [&](const TableLine& line) {
        return line.local == local && line.peer == peer;
    });
}

}  // namespace

SocketTable::SocketTable() : netlink_(open_netlink()) {}

std::optional<SocketEntry> SocketTable::find(const SocketPair& pair) {
    if (!netlink_.is_open()) return find_in_table(pair);
    const Request request = make_request(pair, ++sequence_);
    inet_diag_msg entry{};
    if (send(netlink_.get(), &request, sizeof request, 0) != sizeof request) {
        return find_in_table(pair);
    }
    switch (receive(netlink_.get(), sequence_, entry)) {
        case Answer::Broken:
            netlink_.close_now();  // an emulation that cannot do it will not learn to
            return find_in_table(pair);
        case Answer::Absent: return std::nullopt;
        case Answer::Found: break;
    }
    // Without a connection the kernel may answer with a listener on that port. A connection that
    // no process holds has inode 0 and says "root", which would be a lie.
    const bool is_it = ntohs(entry.id.idiag_sport) == pair.local_port &&
                       ntohs(entry.id.idiag_dport) == pair.peer_port;
    if (!is_it || entry.idiag_inode == 0) return std::nullopt;
    return SocketEntry{entry.idiag_inode, entry.idiag_uid};
}

std::optional<SocketEntry> find_listening_socket(std::uint16_t port) {
    const std::string suffix = table_address({}, false, port).substr(8);
    const auto listens = [&](const TableLine& line) {
        return line.state == "0A" && line.local.ends_with(suffix);
    };
    if (const auto entry = scan_table("/proc/net/tcp", listens)) return entry;
    return scan_table("/proc/net/tcp6", listens);
}

}  // namespace farebox::platform
