// Blocking IPv4 loopback sockets; see loopback.h.

#include "tests/e2e/support/loopback.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace farebox::e2e {
namespace {

sockaddr_in loopback(std::uint16_t port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

}  // namespace

int listen_anywhere(std::uint16_t& port) {
    const int listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address = loopback(0);
    ::bind(listener, reinterpret_cast<sockaddr*>(&address), sizeof address);
    ::listen(listener, 64);
    socklen_t size = sizeof address;
    ::getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size);
    port = ntohs(address.sin_port);
    return listener;
}

std::uint16_t free_port() {
    std::uint16_t port = 0;
    ::close(listen_anywhere(port));
    return port;
}

int connect_to(std::uint16_t port) {
    const int client = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const sockaddr_in address = loopback(port);
    if (::connect(client, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0)
        return client;
    ::close(client);
    return -1;
}

bool is_listening(std::uint16_t port) {
    const int client = connect_to(port);
    if (client < 0) return false;
    ::close(client);
    return true;
}

std::string http(std::uint16_t port, std::string_view method, std::string_view path,
                 std::string_view body) {
    const int client = connect_to(port);
    if (client < 0) return {};
    std::string request = std::string(method) + " " + std::string(path) + " HTTP/1.1\r\n";
    request += "Host: 127.0.0.1:" + std::to_string(port) + "\r\nConnection: close\r\n";
    request += "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + std::string(body);
    ::send(client, request.data(), request.size(), MSG_NOSIGNAL);
    std::string answer;
    char buffer[65536];
    for (ssize_t count; (count = ::recv(client, buffer, sizeof buffer, 0)) > 0;)
        answer.append(buffer, static_cast<std::size_t>(count));
    ::close(client);
    const auto end_of_head = answer.find("\r\n\r\n");
    return end_of_head == std::string::npos ? std::string() : answer.substr(end_of_head + 4);
}

}  // namespace farebox::e2e
