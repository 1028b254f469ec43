#pragma once
// Descriptors and addresses of Unix sockets, shared by the server and the client.

#include <cstdint>
#include <string>

#include "core/base/result.h"

namespace farebox::net {

/// Closes itself.
class Descriptor {
public:
    Descriptor() = default;
    explicit Descriptor(int handle) : handle_(handle) {}
    Descriptor(Descriptor&& other) noexcept : handle_(other.handle_) { other.handle_ = -1; }
    Descriptor& operator=(Descriptor&& other) noexcept;
    ~Descriptor();
    int get() const { return handle_; }

private:
    int handle_ = -1;
};

enum class Blocking { Yes, No };

Result<Descriptor> make_local_socket(Blocking blocking);
/// Invalid when the path is longer than the system takes (104 to 108 bytes).
Result<void> bind_local(int socket, const std::string& path);
/// NotFound when nobody listens there.
Result<void> connect_local(int socket, const std::string& path);
/// True when the other end is this user or root.
bool is_trusted_peer(int socket);
Error system_error(const std::string& doing);

}  // namespace farebox::net
