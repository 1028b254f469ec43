#pragma once
// One row of a FOCUS 1.2 cost and usage file, from one sum of bill lines.
//
// Unit prices are whole multiples of 10^-18 dollars a token, so price x quantity = cost holds to the
// last digit in every row. What the calls booked was rounded once a line to nano-dollars; the
// difference is not spread over rows but collected (FocusAmounts) and stated in rows of its own.

#include <array>
#include <optional>
#include <string>

#include "core/collector/exports/exact.h"

namespace farebox::collector {

inline constexpr std::array FocusColumns = {
    "BilledCost", "BillingAccountId", "BillingAccountName", "BillingCurrency", "BillingPeriodEnd",
    "BillingPeriodStart", "ChargeCategory", "ChargeClass", "ChargeDescription", "ChargeFrequency",
    "ChargePeriodEnd", "ChargePeriodStart", "ConsumedQuantity", "ConsumedUnit", "ContractedCost",
    "ContractedUnitPrice", "EffectiveCost", "InvoiceIssuerName", "ListCost", "ListUnitPrice",
    "PricingCategory", "PricingQuantity", "PricingUnit", "ProviderName", "PublisherName",
    "ServiceCategory", "ServiceName", "ServiceSubcategory", "SkuId", "SkuMeter", "SkuPriceDetails",
    "SkuPriceId", "Tags",
    // Ours, after all of FOCUS.
    "x_AgentId", "x_BilledCostBasis", "x_BillingMode", "x_BookedListCost", "x_Branch",
    "x_BusinessUnit", "x_Calls", "x_CostCenter", "x_DeveloperId", "x_PriceRule", "x_Repository",
    "x_Team", "x_UsageSource"};

/// Whose bill it is; constant over a file.
struct FocusAccount {
    std::string company = "company";  ///< BillingAccountId is "<company>/<provider>"
};

/// Sum of bill lines of one rate. Unknown keys are empty.
struct ComponentRow {
    std::string posted_month;
    std::string day;
    std::string cost_centre;
    std::string business_unit;
    std::string team;
    std::string developer;  ///< as it may be shown
    std::string agent;
    std::string repo;
    std::string branch;
    std::string model;
    std::string provider;
    std::string billing_mode;
    std::string service_tier;
    std::string usage_source;
    std::string price_rule;
    std::string cost_basis;
    std::string bucket;
    std::int64_t rate_pico = 0;
    std::int64_t multiplier_ppm = 0;
    std::int64_t calls = 0;
    std::int64_t quantity = 0;
    std::int64_t cost_nano = 0;
    std::int64_t contracted_cost_nano = 0;
    std::int64_t billed_cost_nano = 0;

    /// The call's day lies in a month that was closed before the call arrived.
    bool is_correction() const { return day < posted_month; }
    auto operator<=>(const ComponentRow&) const = default;
};

/// In 10^-18 dollars.
struct FocusAmounts {
    Int128 list = 0;
    Int128 contracted = 0;
    Int128 billed = 0;

    FocusAmounts& operator+=(const FocusAmounts& other);
    bool is_zero() const { return list == 0 && contracted == 0 && billed == 0; }
};

/// What the row states: exact products.
FocusAmounts stated_amounts(const ComponentRow& row);
/// What the calls booked less what is stated.
FocusAmounts rounding_of(const ComponentRow& row);

/// The CSV line of a usage row. Nothing when the sum of tokens is 0: then only its rounding counts.
std::optional<std::string> usage_line(const ComponentRow& row, const FocusAccount& account);

/// Whose rounding a row of its own states.
struct RoundingKey {
    std::string provider;
    std::string cost_centre;
    std::string business_unit;
    std::string day;  ///< set for corrections, empty for the month's own days

    auto operator<=>(const RoundingKey&) const = default;
};
std::string rounding_line(const RoundingKey& key, const std::string& posted_month,
                          const FocusAmounts& amounts, const FocusAccount& account);

std::string focus_header();

}  // namespace farebox::collector
