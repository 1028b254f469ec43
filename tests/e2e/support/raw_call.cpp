#include "tests/e2e/support/raw_call.h"

#include "tests/support/tcp.h"

#include <cstdlib>

namespace farebox::e2e {

Answer send_message(std::uint16_t port, std::string_view upstream) {
    const std::string body =
        "{\"model\":\"claude-opus-5-5\",\"max_tokens\":64,\"stream\":true,"
        "\"messages\":[{\"role\":\"user\",\"content\":\"Say hello.\"}]}";
    tests::Tcp connection = tests::Tcp::connect(port);
    if (connection.descriptor() < 0) return {.is_refused = true};
    connection.send("POST /" + std::string(upstream) + "/v1/messages HTTP/1.1\r\nHost: 127.0.0.1:" +
                    std::to_string(port) +
                    "\r\nConnection: close\r\nAnthropic-Version: 2023-06-01\r\n"
                    "X-Api-Key: sk-ant-dummy\r\nContent-Type: application/json\r\n"
                    "Content-Length: " +
                    std::to_string(body.size()) + "\r\n\r\n" + body);
    const std::string bytes = connection.read_all();
    const auto end = bytes.find("\r\n\r\n");
    if (end == std::string::npos || bytes.size() < 12) return {};
    return {false, std::atoi(bytes.c_str() + 9), bytes.substr(0, end), bytes.substr(end + 4)};
}

}  // namespace farebox::e2e
