#include "core/ledger/query.h"

#include <algorithm>

namespace farebox::ledger {

const std::vector<Dimension>& dimensions() {
    static const std::vector<Dimension> all = {
        {"day", true},           {"agent", true},         {"repo", true},
        {"branch", true},        {"model", true},         {"provider", true},
        {"billing_mode", true},  {"price_status", true},  {"usage_source", true},
        {"session_id", false},   {"agent_version", false}, {"sub_agent", false},
        {"agent_source", false}, {"ticket", false},       {"worktree", false},
        {"endpoint", false},     {"upstream", false},     {"channel", false},
        {"outcome", false},      {"process_name", false}, {"developer_id", false},
        {"service_tier", false}, {"region", false},       {"ci_run_id", false}};
    return all;
}

const Dimension* find_dimension(std::string_view name) {
    const auto found = std::ranges::find(dimensions(), name, &Dimension::name);
    return found == dimensions().end() ? nullptr : &*found;
}

}  // namespace farebox::ledger
