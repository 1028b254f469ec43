// The environment of this process, with the user database as the last word on HOME.
#include "core/platform/paths.h"

#include <array>
#include <cstdlib>

#include <pwd.h>
#include <unistd.h>

namespace farebox::platform {
namespace {

std::optional<std::string> home_of_user() {
    passwd entry{};
    passwd* found = nullptr;
    std::array<char, 4096> text;
    if (getpwuid_r(geteuid(), &entry, text.data(), text.size(), &found) != 0) return std::nullopt;
    if (found == nullptr || found->pw_dir == nullptr) return std::nullopt;
    return std::string(found->pw_dir);
}

}  // namespace

std::optional<std::string> read_variable(std::string_view name) {
    const char* value = std::getenv(std::string(name).c_str());
    if (value == nullptr || *value == '\0') return std::nullopt;
    return std::string(value);
}

Result<Paths> find_paths() {
    return make_paths([](std::string_view name) {
        auto value = read_variable(name);
        return value || name != "HOME" ? value : home_of_user();
    });
}

}  // namespace farebox::platform
