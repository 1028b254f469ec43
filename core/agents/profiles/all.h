#pragma once
// One function an agent; all.cpp lists them.

#include "core/agents/profile.h"

namespace farebox::agents {

Profile claude_code_profile();
Profile codex_profile();

}  // namespace farebox::agents
