#include "core/attribution/assign.h"

namespace farebox::attribution {
namespace {

bool is_same_or_below(std::string_view directory, std::string_view folder) {
    if (!directory.starts_with(folder)) return false;
    if (directory.size() == folder.size() || folder.ends_with('/')) return true;
    const char next = directory[folder.size()];
    return next == '/' || next == '\\';
}

}  // namespace

const Assignment* find_assignment(const std::vector<Assignment>& rules, std::string_view directory,
                                  std::string_view program) {
    const Assignment* best = nullptr;
    for (const Assignment& rule : rules) {
        if (rule.folder.empty() || !is_same_or_below(directory, rule.folder)) continue;
        if (best == nullptr || rule.folder.size() > best->folder.size()) best = &rule;
    }
    if (best != nullptr || program.empty()) return best;
    for (const Assignment& rule : rules) {
        if (rule.program == program) return &rule;
    }
    return nullptr;
}

}  // namespace farebox::attribution
