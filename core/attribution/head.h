#pragma once
// What a checkout is working on: its branch and commit, read from the files of the git directory.

#include <string>

#include "core/attribution/git_command.h"
#include "core/attribution/git_reader.h"
#include "core/attribution/repository.h"

namespace farebox::attribution {

struct Head {
    std::string branch;  ///< "feature/x"; empty when detached or unknown
    std::string commit;  ///< empty before the first commit
    std::string note;    ///< detached, unborn, rebase, bisect, or why it is unknown

    bool operator==(const Head&) const = default;
};

/// Every file looked at is stamped in `reader`.
Head read_head(const Repository& repository, GitReader& reader, const GitCommand& git);

}  // namespace farebox::attribution
