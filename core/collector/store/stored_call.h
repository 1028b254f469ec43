#pragma once
// A call as the collector keeps it: a row of `calls`. The columns are the fields of
// core/model/call_fields.h but those that never leave a workstation, and what the collector adds.

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/clock.h"
#include "core/collector/store/database.h"
#include "core/model/call_fields.h"

namespace farebox::collector {

struct StoredCall {
    Call call;
    UnknownWords unknown_words;  ///< they stand in their columns as they came
    std::string id_month;        ///< id_month_of(call.call_id): the partition
    std::string day;             ///< "2026-11-22", UTC: charged to it
    std::string posted_month;    ///< "2026-11": the accounting month that carries it
    UtcNs received_at = 0;
    std::string epoch;
    std::int64_t seq = 0;
    std::int64_t calls = 1;      ///< more than one: a compacted row of sums
    std::string flags;           ///< "clock_future,shortened"; "" for none

    /// The word of an enum's column: as it came, even when this program does not know it.
    std::string word(std::string_view field, std::string_view known) const;
};

/// Fields that stay on the workstation, or could tell about it.
constexpr std::array<std::string_view, 5> LocalFields = {"os_user", "process_path", "pid", "cwd",
                                                         "evidence"};

/// "2026-11" of the time in a UUIDv7; "other" for any other id and for times that no sound clock
/// tells (before 2025, after 2099). Depends on the id alone.
std::string id_month_of(std::string_view call_id);

/// Every column, quoted where SQL needs it.
const std::vector<std::string_view>& call_columns();
/// "a.call_id, a.request_id, ..."; `alias` may be "".
std::string call_column_list(std::string_view alias);
std::vector<Value> values_of(const StoredCall& stored);
/// A row selected by call_column_list whose first column is `first`.
StoredCall stored_call_of(const Row& row, std::size_t first = 0);

}  // namespace farebox::collector
