#include "core/collector/chargeback/dimension.h"

namespace farebox::collector {
namespace {

constexpr std::array<std::string_view, AllDimensions.size()> Words = {
    "month", "day",  "cost_centre", "business_unit", "team",     "developer",
    "agent", "repo", "branch",      "model",         "provider", "billing_mode"};

}  // namespace

std::string_view to_text(Dimension dimension) { return Words[static_cast<std::size_t>(dimension)]; }

std::optional<Dimension> parse_dimension(std::string_view text) {
    for (const Dimension dimension : AllDimensions) {
        if (to_text(dimension) == text) return dimension;
    }
    return std::nullopt;
}

bool is_time(Dimension dimension) {
    return dimension == Dimension::Month || dimension == Dimension::Day;
}

bool is_organisational(Dimension dimension) {
    return dimension == Dimension::CostCentre || dimension == Dimension::BusinessUnit ||
           dimension == Dimension::Team || dimension == Dimension::Developer;
}

}  // namespace farebox::collector
