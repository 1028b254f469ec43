#include "core/collector/exports/focus_row.h"

#include <map>

#include "core/base/clock.h"
#include "core/base/format.h"
#include "core/base/json.h"
#include "core/base/money.h"
#include "core/collector/chargeback/spend_query.h"
#include "core/collector/exports/csv.h"
#include "core/collector/exports/focus_vendor.h"
#include "core/collector/store/components.h"

namespace farebox::collector {
namespace {

constexpr int MoneyScale = 18;           ///< of rate x multiplier x quantity in dollars
constexpr Int128 AttoPerNano = 1'000'000'000;

/// Columns by name, written in the order of FocusColumns.
using Fields = std::map<std::string_view, std::string>;

std::string line_of(const Fields& fields) {
    CsvLine line;
    for (const char* column : FocusColumns) {
        const auto found = fields.find(column);
        line.add(found == fields.end() ? std::string_view() : std::string_view(found->second));
    }
    return line.take();
}

/// Tokens are priced by the million, money that has no quantity by the dollar, the rest by piece.
struct Unit {
    int scale;  ///< digits between one and the pricing unit
    const char* pricing_unit;
    const char* consumed_unit;
};
Unit unit_of(std::string_view bucket) {
    if (bucket == BucketVendorStated || bucket == BucketUnitemised) {
        return {9, "US Dollars", "Requests"};
    }
    if (bucket.ends_with("_tokens")) return {6, "1000000 Tokens", "Tokens"};
    return {0, "Requests", "Requests"};
}

Int128 list_rate(const ComponentRow& row) { return Int128(row.rate_pico) * row.multiplier_ppm; }

// Without a contract the contracted price is the list price. With one, calls carry a sum and no
// rate: the price is the sum over the quantity, cut to 10^-18, and the rest is rounding.
Int128 contracted_rate(const ComponentRow& row) {
    if (row.contracted_cost_nano == row.cost_nano) return list_rate(row);
    if (row.quantity == 0) return 0;
    const Int128 rate = row.contracted_cost_nano * AttoPerNano / row.quantity;
    return rate < 0 ? 0 : rate;
}

Int128 billed_amount(const ComponentRow& row) {
    if (row.cost_basis == "list") return list_rate(row) * row.quantity;
    if (row.cost_basis == "contracted") return contracted_rate(row) * row.quantity;
    return row.billed_cost_nano * AttoPerNano;
}

std::string day_start(std::string_view day) { return std::string(day) + "T00:00:00Z"; }

std::string next_day(const std::string& day) {
    const Result<UtcNs> start = parse_utc(day);
    return start ? format_day(*start + NsPerDay, 0) : day;
}

Fields common_fields(const std::string& provider, const std::string& posted_month,
                     const std::string& from_day, const std::string& to_day,
                     const FocusAccount& account) {
    const FocusVendor vendor = focus_vendor(provider);
    return {{"BillingAccountId", format("{}/{}", account.company,
                                        provider.empty() ? std::string("unknown") : provider)},
            {"BillingAccountName", format("{} at {}", account.company, vendor.provider_name)},
            {"BillingCurrency", "USD"},
            {"BillingPeriodStart", day_start(posted_month + "-01")},
            {"BillingPeriodEnd", day_start(next_month(posted_month) + "-01")},
            {"ChargePeriodStart", day_start(from_day)},
            {"ChargePeriodEnd", day_start(to_day)},
            {"ChargeFrequency", "Usage-Based"},
            {"InvoiceIssuerName", vendor.provider_name},
            {"ProviderName", vendor.provider_name},
            {"PublisherName", vendor.publisher_name},
            {"ServiceCategory", "AI and Machine Learning"},
            {"ServiceName", vendor.service_name},
            {"ServiceSubcategory", "Generative AI"}};
}

void set_costs(Fields& fields, const FocusAmounts& amounts) {
    fields["ListCost"] = format_exact(amounts.list, MoneyScale);
    fields["ContractedCost"] = format_exact(amounts.contracted, MoneyScale);
    fields["BilledCost"] = format_exact(amounts.billed, MoneyScale);
    fields["EffectiveCost"] = fields["BilledCost"];
}

void set_sku(Fields& fields, const ComponentRow& row) {
    const std::string model = row.model.empty() ? "unknown" : row.model;
    const std::string meter = sku_meter(row.bucket);
    const std::string tier = row.service_tier.empty() ? "standard" : row.service_tier;
    Json details{{"x_TokenType", meter}, {"x_ServiceTier", tier}};
    std::string price_id = format("{}/{}/{}/{}", row.provider, model, meter, tier);
    if (row.multiplier_ppm != PpmOne) {
        const std::string factor = format_exact(row.multiplier_ppm, 6);
        details["x_RateFactor"] = factor;
        price_id += "/x" + factor;
    }
    fields["SkuId"] = format("{}/{}", row.provider, model);
    fields["SkuMeter"] = meter;
    fields["SkuPriceId"] = price_id;
    fields["SkuPriceDetails"] = farebox::to_text(details);
    fields["ChargeDescription"] = format("{}: {}", model, meter_words(meter));
}

void set_consumer(Fields& fields, const ComponentRow& row) {
    Json tags = Json::object();
    const auto set = [&](const char* tag, const char* column, const std::string& value) {
        if (value.empty()) return;
        if (*tag != '\0') tags[tag] = value;
        fields[column] = value;
    };
    set("agent", "x_AgentId", row.agent);
    set("business_unit", "x_BusinessUnit", row.business_unit);
    set("cost_center", "x_CostCenter", row.cost_centre);
    set("repository", "x_Repository", row.repo);
    set("team", "x_Team", row.team);
    set("", "x_Branch", row.branch);
    set("", "x_DeveloperId", row.developer);
    set("", "x_BillingMode", row.billing_mode);
    set("", "x_PriceRule", row.price_rule);
    set("", "x_UsageSource", row.usage_source);
    if (!tags.empty()) fields["Tags"] = farebox::to_text(tags);
}

}  // namespace

FocusAmounts& FocusAmounts::operator+=(const FocusAmounts& other) {
    list += other.list;
    contracted += other.contracted;
    billed += other.billed;
    return *this;
}

FocusAmounts stated_amounts(const ComponentRow& row) {
    // A row without quantity is not written: its costs are stated as rounding.
    if (row.quantity == 0) return {};
    return {list_rate(row) * row.quantity, contracted_rate(row) * row.quantity, billed_amount(row)};
}

FocusAmounts rounding_of(const ComponentRow& row) {
    const FocusAmounts stated = stated_amounts(row);
    return {row.cost_nano * AttoPerNano - stated.list,
            row.contracted_cost_nano * AttoPerNano - stated.contracted,
            row.billed_cost_nano * AttoPerNano - stated.billed};
}

std::optional<std::string> usage_line(const ComponentRow& row, const FocusAccount& account) {
    if (row.quantity == 0) return std::nullopt;
    const Unit unit = unit_of(row.bucket);
    Fields fields =
        common_fields(row.provider, row.posted_month, row.day, next_day(row.day), account);
    fields["ChargeCategory"] = "Usage";
    if (row.is_correction()) fields["ChargeClass"] = "Correction";
    fields["PricingCategory"] = "Standard";
    fields["PricingUnit"] = unit.pricing_unit;
    fields["PricingQuantity"] = format_exact(row.quantity, unit.scale);
    fields["ConsumedUnit"] = unit.consumed_unit;
    fields["ConsumedQuantity"] = std::to_string(unit.scale == 9 ? row.calls : row.quantity);
    fields["ListUnitPrice"] = format_exact(list_rate(row), MoneyScale - unit.scale);
    fields["ContractedUnitPrice"] = format_exact(contracted_rate(row), MoneyScale - unit.scale);
    set_costs(fields, stated_amounts(row));
    set_sku(fields, row);
    set_consumer(fields, row);
    fields["x_BilledCostBasis"] = row.cost_basis;
    fields["x_BookedListCost"] = format_exact(row.cost_nano, 9);
    fields["x_Calls"] = std::to_string(row.calls);
    return line_of(fields);
}

std::string rounding_line(const RoundingKey& key, const std::string& posted_month,
                          const FocusAmounts& amounts, const FocusAccount& account) {
    const bool is_correction = !key.day.empty();
    Fields fields = common_fields(
        key.provider, posted_month, is_correction ? key.day : posted_month + "-01",
        is_correction ? next_day(key.day) : next_month(posted_month) + "-01", account);
    fields["ChargeCategory"] = "Adjustment";
    if (is_correction) fields["ChargeClass"] = "Correction";
    fields["ChargeDescription"] = "Rounding of single calls to nano-dollars";
    set_costs(fields, amounts);
    ComponentRow consumer;
    consumer.cost_centre = key.cost_centre;
    consumer.business_unit = key.business_unit;
    set_consumer(fields, consumer);
    return line_of(fields);
}

std::string focus_header() {
    CsvLine line;
    for (const char* column : FocusColumns) line.add(column);
    return line.take();
}

}  // namespace farebox::collector
