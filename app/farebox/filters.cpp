#include "app/farebox/filters.h"

#include <utility>

namespace farebox::cli {

control::Parameters make_parameters(const control::Arguments& arguments) {
    constexpr std::pair<const char*, const char*> Names[] = {
        {"--by", "by"},         {"--since", "since"}, {"--until", "until"},
        {"--limit", "limit"},   {"--agent", "agent"}, {"--repo", "repo"},
        {"--branch", "branch"}, {"--model", "model"}, {"--session", "session_id"},
        {"--provider", "provider"}};
    control::Parameters parameters;
    for (const auto& [option, parameter] : Names) {
        if (arguments.has(option)) parameters[parameter] = arguments.value(option);
    }
    return parameters;
}

}  // namespace farebox::cli
