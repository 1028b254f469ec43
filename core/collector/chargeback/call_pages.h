#pragma once
// The way down from a sum: the calls that it is made of, newest first.
//
// Raw calls know nothing of the directory, so a question with a team in it is first answered by the
// rollup: on which days did whose calls to which repository count? These cells then lead to the
// calls, some hundred at a time.

#include <optional>
#include <string>
#include <vector>

#include "core/collector/chargeback/scope.h"
#include "core/collector/chargeback/spend_query.h"
#include "core/collector/store/call_store.h"

namespace farebox::collector {

struct VisibleCall {
    StoredCall stored;   ///< developer and device as the viewer may see them
    std::int64_t sign = 1;  ///< -1: a row that a correction takes back
};

struct VisibleCalls {
    std::vector<VisibleCall> rows;
    std::string next;  ///< cursor of the page after; "" at the end
};

/// `query` as for spend(): its range, filters and limit count. Calls of one month are those that the
/// month carries, corrections with both of their rows; of a longer range the newest revisions.
Result<VisibleCalls> visible_calls(Session& session, CallStore& store, const SpendQuery& query,
                                   const std::string& cursor, const Scope& scope);

/// Absent when it does not exist or is not this viewer's to see.
Result<std::optional<StoredCall>> visible_call(Session& session, CallStore& store,
                                               const std::string& call_id, const Scope& scope);

}  // namespace farebox::collector
