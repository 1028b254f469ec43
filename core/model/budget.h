#pragma once
// A budget: how much may be spent for which work in which period, and what happens at its limit.
//
// Field names are the same in this struct, in JSON, in the settings file and on the command line.
// budget_json.h reads and writes the two JSON forms; core/budget decides by it.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace farebox {

enum class BudgetUnit { Usd, Token };
enum class BudgetPeriod {
    Day,
    Week,  ///< starts on Monday
    Month,
};
enum class BudgetMode {
    Enforce,  ///< refuses calls at the hard limit
    Warn,     ///< counts and warns, refuses nothing
};

/// Which money counts. A call's price is its list cost, else what the vendor stated; a call without
/// any counts nothing and is shown as unpriced. The same choice says whose tokens a token budget
/// counts.
enum class CostBasis {
    List,           ///< price of calls that are billed: subscription and local traffic counts 0
    Billed,         ///< billed_cost_nano; where unknown as List
    ApiEquivalent,  ///< price of everything, subscriptions included
};

/// What happens to a call whose model has no price.
enum class UnpricedRule {
    Allow,
    Warn,
    Refuse,  ///< where the model is known before the call
};

/// Who made the budget. Only those of the user can be changed by the user.
enum class BudgetSource { User, Device, Collector };

/// All that is named must match. "" = any. `*` stands for any text, `?` for one character; in
/// developer_id every character stands for itself.
struct BudgetScope {
    std::string developer_id;
    std::string repo;    ///< "github.com/acme/*"
    std::string branch;  ///< "feat/*"
    std::string agent;
    std::string model;   ///< as served, else as requested

    bool operator==(const BudgetScope&) const = default;
};

struct Budget {
    std::string budget_id;
    std::string name;
    BudgetScope scope;
    BudgetUnit unit = BudgetUnit::Usd;
    std::int64_t limit = 0;  ///< nano-USD or tokens; > 0
    BudgetPeriod period = BudgetPeriod::Month;
    std::string time_zone;            ///< IANA, "Europe/Berlin"; "" = the system's
    std::int64_t soft_percent = 80;   ///< of limit: warn and alert; 1 to 1000
    std::int64_t hard_percent = 110;  ///< of limit: pause; not below soft_percent
    BudgetMode mode = BudgetMode::Enforce;
    std::optional<std::int64_t> per_call_cap_nano;  ///< refuses a call whose input alone may cost more
    CostBasis basis = CostBasis::List;
    UnpricedRule unpriced = UnpricedRule::Warn;
    BudgetSource source = BudgetSource::User;
    bool is_locked = false;

    bool operator==(const Budget&) const = default;
};

/// The words of JSON: "usd", "tokens"; "day", "week", "month"; "enforce", "warn"; "list", "billed",
/// "api_equivalent"; "allow", "warn", "refuse"; "user", "device", "collector".
std::string_view to_text(BudgetUnit value);
std::string_view to_text(BudgetPeriod value);
std::string_view to_text(BudgetMode value);
std::string_view to_text(CostBasis value);
std::string_view to_text(UnpricedRule value);
std::string_view to_text(BudgetSource value);
std::optional<BudgetUnit> parse_budget_unit(std::string_view text);
std::optional<BudgetPeriod> parse_budget_period(std::string_view text);
std::optional<BudgetMode> parse_budget_mode(std::string_view text);
std::optional<CostBasis> parse_cost_basis(std::string_view text);
std::optional<UnpricedRule> parse_unpriced_rule(std::string_view text);
std::optional<BudgetSource> parse_budget_source(std::string_view text);

}  // namespace farebox
