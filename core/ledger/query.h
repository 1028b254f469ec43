#pragma once
// Questions to the ledger, and their answers, as values.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/ledger/totals.h"
#include "core/model/call.h"

namespace farebox::ledger {

/// What spend can be grouped and filtered by. Names are field names of Call, with two computed
/// ones: `day` (local day of the start) and `model` (served, else requested).
struct Dimension {
    const char* name;
    bool is_daily;  ///< a key of the rollup; the others are summed from the calls
};
const std::vector<Dimension>& dimensions();
const Dimension* find_dimension(std::string_view name);

/// Keeps calls whose dimension has exactly this value; "" keeps those where it is unknown.
struct Filter {
    std::string dimension;
    std::string value;

    bool operator==(const Filter&) const = default;
};

/// Days are local calendar days, both ends included, "" = no limit.
struct SpendQuery {
    std::string since;
    std::string until;
    std::vector<std::string> by;
    std::vector<Filter> filters;
};

struct SpendRow {
    std::vector<std::string> keys;  ///< one value per `by`, "" = unknown
    Totals totals;

    bool operator==(const SpendRow&) const = default;
};

enum class Order { NewestFirst, OldestFirst };

struct CallQuery {
    std::string since;
    std::string until;
    std::vector<Filter> filters;
    std::int64_t after = 0;  ///< only rows with a larger sequence
    std::size_t limit = 50;
    Order order = Order::NewestFirst;
};

struct StoredCall {
    std::int64_t sequence = 0;  ///< order of arrival; a revision gets a new one
    Call call;
};

}  // namespace farebox::ledger
