// The user this process runs as.
#include "core/platform/process.h"

#include <array>
#include <string>

#include <pwd.h>
#include <unistd.h>

namespace farebox::platform {

std::uint32_t user_id() { return geteuid(); }

std::string user_name() {
    passwd entry{};
    passwd* found = nullptr;
    std::array<char, 4096> text;
    if (getpwuid_r(geteuid(), &entry, text.data(), text.size(), &found) == 0 && found != nullptr) {
        return found->pw_name;
    }
    return std::to_string(geteuid());
}

std::string host_name() {
    std::array<char, 256> name{};
    if (gethostname(name.data(), name.size() - 1) != 0) return "";
    return name.data();
}

}  // namespace farebox::platform
