// The words of the budget's enums: one table an enum, read in both directions.

#include "core/model/budget.h"

#include "core/model/verdict.h"
#include "core/model/words.h"

namespace farebox {
namespace {

constexpr Words<BudgetUnit, 2> UnitWords{{{BudgetUnit::Usd, "usd"}, {BudgetUnit::Token, "tokens"}}};
constexpr Words<BudgetPeriod, 3> PeriodWords{{{BudgetPeriod::Day, "day"},
                                              {BudgetPeriod::Week, "week"},
                                              {BudgetPeriod::Month, "month"}}};
constexpr Words<BudgetMode, 2> ModeWords{
    {{BudgetMode::Enforce, "enforce"}, {BudgetMode::Warn, "warn"}}};
constexpr Words<CostBasis, 3> BasisWords{{{CostBasis::List, "list"},
                                          {CostBasis::Billed, "billed"},
                                          {CostBasis::ApiEquivalent, "api_equivalent"}}};
constexpr Words<UnpricedRule, 3> UnpricedWords{{{UnpricedRule::Allow, "allow"},
                                                {UnpricedRule::Warn, "warn"},
                                                {UnpricedRule::Refuse, "refuse"}}};
constexpr Words<BudgetSource, 3> SourceWords{{{BudgetSource::User, "user"},
                                              {BudgetSource::Device, "device"},
                                              {BudgetSource::Collector, "collector"}}};

}  // namespace

std::string_view to_text(BudgetUnit value) { return word_of(UnitWords, value); }
std::string_view to_text(BudgetPeriod value) { return word_of(PeriodWords, value); }
std::string_view to_text(BudgetMode value) { return word_of(ModeWords, value); }
std::string_view to_text(CostBasis value) { return word_of(BasisWords, value); }
std::string_view to_text(UnpricedRule value) { return word_of(UnpricedWords, value); }
std::string_view to_text(BudgetSource value) { return word_of(SourceWords, value); }

std::optional<BudgetUnit> parse_budget_unit(std::string_view text) {
    return value_of(UnitWords, text);
}
std::optional<BudgetPeriod> parse_budget_period(std::string_view text) {
    return value_of(PeriodWords, text);
}
std::optional<BudgetMode> parse_budget_mode(std::string_view text) {
    return value_of(ModeWords, text);
}
std::optional<CostBasis> parse_cost_basis(std::string_view text) {
    return value_of(BasisWords, text);
}
std::optional<UnpricedRule> parse_unpriced_rule(std::string_view text) {
    return value_of(UnpricedWords, text);
}
std::optional<BudgetSource> parse_budget_source(std::string_view text) {
    return value_of(SourceWords, text);
}

std::string_view to_text(VerdictKind kind) {
    switch (kind) {
        case VerdictKind::NotAsked: return "";
        case VerdictKind::Admitted: return "admitted";
        case VerdictKind::Refused: return "refused";
    }
    return "";
}

}  // namespace farebox
