#pragma once
// Answers of the local API as text for people. Everything that came from outside (branches, paths,
// model names) goes through printable(): a branch name must not move the cursor.

#include <string>

#include "core/base/clock.h"
#include "core/base/json.h"
#include "core/control/table.h"

namespace farebox::control {

std::string show_spend(const Json& answer, const TextStyle& style);
enum class Titles { Yes, No };          ///< No: for the later parts of a followed list
enum class EvidenceColumn { Yes, No };  ///< where repository and branch come from
std::string show_calls(const Json& calls, const TextStyle& style, Titles titles = Titles::Yes,
                       EvidenceColumn evidence = EvidenceColumn::No);
std::string show_call(const Json& call, const TextStyle& style);
std::string show_policy(const Json& policy, const TextStyle& style);
std::string show_assignments(const Json& assignments, const TextStyle& style);
/// "key = value" lines, values as JSON.
std::string show_settings(const Json& policy);
/// `now` for the times until windows and overrides end.
std::string show_budgets(const Json& budgets, const TextStyle& style, UtcNs now);
std::string show_budget(const Json& budget, const TextStyle& style, UtcNs now);
std::string show_overrides(const Json& overrides, UtcNs now);
std::string show_audit(const Json& audit, const TextStyle& style);
/// The whole screen of `farebox top`, from the summary.
std::string show_top(const Json& summary, const TextStyle& style);
/// One line for a prompt or an agent's status line. `session_id` "" = none is meant.
std::string show_statusline(const Json& summary, const std::string& session_id);
std::string show_status(const Json& status, const TextStyle& style, UtcNs now);

/// "2026-11-22 04:31:07" in the call's own local time.
std::string local_time(UtcNs time, std::int64_t offset_min);

/// The answer of `GET sync`.
std::string show_sync(const Json& sync, const TextStyle& style, UtcNs now);

}  // namespace farebox::control
