#include "core/agents/profiles/all.h"

#include <array>

namespace farebox::agents {

std::span<const Profile> all_profiles() {
    static const std::array profiles{
        claude_code_profile(),
        codex_profile(),
    };
    return profiles;
}

}  // namespace farebox::agents
