#include "core/agents/profile.h"

#include <algorithm>

#include "core/base/strings.h"

namespace farebox::agents {

std::string version_after(std::string_view text, std::string_view name) {
    if (!text.starts_with(name) || text.size() <= name.size() || text[name.size()] != '/') return {};
    const std::string_view rest = text.substr(name.size() + 1);
    return std::string(rest.substr(0, rest.find_first_of(" ;()")));
}

std::string_view program_name(std::string_view path) {
    const auto slash = path.find_last_of("/\\");
    if (slash != std::string_view::npos) path.remove_prefix(slash + 1);
    if (path.ends_with(".exe")) path.remove_suffix(4);
    return path;
}

bool argv_mentions(const ProcessFacts& process, std::string_view part) {
    const auto count = std::min<std::size_t>(process.argv.size(), 3);
    return std::any_of(process.argv.begin(), process.argv.begin() + std::ptrdiff_t(count),
                       [&](const std::string& argument) { return contains(argument, part); });
}

RefusalForm refusal_form_of(std::string_view agent) {
    for (const Profile& profile : all_profiles()) {
        if (profile.agent == agent) return profile.refusal;
    }
    return RefusalForm::VendorError;
}

}  // namespace farebox::agents
