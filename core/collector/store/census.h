#pragma once
// What is in a database, in figures that must be the same after a backup came back.

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/collector/store/database.h"

namespace farebox::collector {

struct Census {
    struct Table {
        std::string name;
        std::int64_t rows = 0;
        bool operator==(const Table&) const = default;
    };
    std::int64_t schema_version = 0;
    std::vector<Table> tables;              ///< every table of the schema, by name
    std::int64_t rollup_calls = 0;          ///< calls summed in the rollup
    std::int64_t rollup_list_cost_nano = 0; ///< and what they cost where that is known

    bool operator==(const Census&) const = default;
};

/// Reads every table once, at one moment.
Result<Census> take_census(Session& session);

}  // namespace farebox::collector
