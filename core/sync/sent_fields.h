#pragma once
// What leaves this machine: the fields of a call that go to the collector, and no others.
//
// Never, whatever the settings: prompts and answers (no row has them), credentials. Only where the
// settings allow it: the working directory, the program's path, its process id and the name of the
// account; the vendor's usage record as received; the branch and what is made from its name.
// Of the evidence only which kind of clue decided leaves; what the clue said may be a path.

#include <string>
#include <vector>

#include "core/model/call.h"

namespace farebox::sync {

struct SentRules {
    bool branch = true;          ///< branch, worktree and ticket
    bool local_details = false;  ///< cwd, process_path, pid, os_user
    bool raw_usage = false;

    bool operator==(const SentRules&) const = default;
};

/// The call as it is sent.
Call sent_call(Call call, const SentRules& rules);

/// Names of the fields that are sent under these rules, in the order of call_fields.h.
std::vector<std::string> sent_field_names(const SentRules& rules);

/// The same in the few words of a sentence for people: "agent", "repo", "tokens", "cost", ...
std::vector<std::string> sent_words(const SentRules& rules);

}  // namespace farebox::sync
