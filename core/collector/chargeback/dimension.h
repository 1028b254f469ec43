#pragma once
// What the chargeback table may be grouped and filtered by. The words are those of JSON, CSV and the
// query string.

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace farebox::collector {

enum class Dimension {
    Month,  ///< accounting month: the one that carries the charge
    Day,    ///< UTC day of the call
    CostCentre,
    BusinessUnit,
    Team,
    Developer,
    Agent,
    Repo,
    Branch,
    Model,
    Provider,
    BillingMode,
};
inline constexpr std::array AllDimensions = {
    Dimension::Month, Dimension::Day,      Dimension::CostCentre, Dimension::BusinessUnit,
    Dimension::Team,  Dimension::Developer, Dimension::Agent,     Dimension::Repo,
    Dimension::Branch, Dimension::Model,   Dimension::Provider,   Dimension::BillingMode};

/// "cost_centre"
std::string_view to_text(Dimension dimension);
std::optional<Dimension> parse_dimension(std::string_view text);

/// Month and day: every call has them, so they never make a row unattributed.
bool is_time(Dimension dimension);
/// Needs the directory: cost centre, business unit, team, developer.
bool is_organisational(Dimension dimension);

}  // namespace farebox::collector
