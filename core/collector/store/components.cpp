// One statement carries many rows: a batch of 500 calls touches a hundred keys, and a round trip
// for each would cost more than the calls themselves. Statements come in three sizes only, so that
// each is prepared once.

#include "core/collector/store/components.h"

#include <vector>

#include "core/base/format.h"

namespace farebox::collector {
namespace {

__extension__ using Int128 = __int128;

constexpr std::int64_t NanoDollarPico = 1000;
constexpr std::array<const char*, 5> FigureColumns = {
    "calls", "quantity", "cost_nano", "contracted_cost_nano", "billed_cost_nano"};
constexpr std::size_t ColumnCount = ComponentKeyColumns.size() + 2 + FigureColumns.size();

std::string key_list() {
    std::string all;
    for (const char* name : ComponentKeyColumns) all += std::string(name) + ", ";
    return all + "rate_pico, multiplier_ppm";
}

std::string upsert_sql(std::size_t rows) {
    std::string sql = "INSERT INTO rollup_components (" + key_list();
    for (const char* name : FigureColumns) sql += std::string(", ") + name;
    sql += ") VALUES ";
    for (std::size_t row = 0; row < rows; ++row) {
        sql += row == 0 ? "(" : ", (";
        for (std::size_t i = 0; i < ColumnCount; ++i) {
            sql += format(i == 0 ? "${}" : ", ${}", row * ColumnCount + i + 1);
        }
        sql += ")";
    }
    sql += " ON CONFLICT (" + key_list() + ") DO UPDATE SET ";
    for (std::size_t i = 0; i < FigureColumns.size(); ++i) {
        const std::string name = FigureColumns[i];
        sql += format("{}{} = rollup_components.{} + excluded.{}", i == 0 ? "" : ", ", name, name,
                      name);
    }
    return sql;
}

void append_row(std::vector<Value>& parameters, const ComponentKey& key,
                const ComponentSums& sums) {
    for (const std::string& text : key.texts) parameters.emplace_back(text);
    parameters.emplace_back(key.rate_pico);
    parameters.emplace_back(key.multiplier_ppm);
    parameters.emplace_back(sums.calls);
    parameters.emplace_back(sums.quantity);
    parameters.emplace_back(sums.cost_nano);
    parameters.emplace_back(sums.contracted_cost_nano);
    parameters.emplace_back(sums.billed_cost_nano);
}

std::string_view cost_basis(const Cost& cost) {
    if (cost.billed_cost_nano) return "billed";
    return cost.contracted_cost_nano ? "contracted" : "list";
}

/// Splits `total` over lines in proportion to their weights, exactly: the last takes what is left.
class Split {
public:
    Split(std::int64_t total, std::int64_t weight) : total_(total), weight_(weight) {}

    std::int64_t share(std::int64_t weight, bool is_last) {
        std::int64_t part = 0;
        if (is_last) {
            part = total_;
        } else if (weight_ != 0) {
            part = static_cast<std::int64_t>(Int128(total_) * weight / weight_);
        }
        total_ -= part;
        weight_ -= weight;
        return part;
    }

private:
    std::int64_t total_;
    std::int64_t weight_;
};

/// The call's own lines, and one more for what they do not cover.
std::vector<CostComponent> lines_of(const Cost& cost) {
    const bool is_listed = cost.list_cost_nano.has_value();
    const std::int64_t total = is_listed ? *cost.list_cost_nano : cost.vendor_cost_nano.value_or(0);
    std::vector<CostComponent> lines;
    std::int64_t covered = 0;
    if (is_listed) lines = cost.components;
    for (const CostComponent& line : lines) covered += line.amount_nano;
    if (covered != total) {
        lines.push_back({std::string(is_listed ? BucketUnitemised : BucketVendorStated),
                         total - covered, NanoDollarPico, PpmOne, total - covered});
    }
    // An amount that only the contract or the invoice knows still needs a line to stand on.
    const bool is_charged =
        cost.contracted_cost_nano.value_or(0) != 0 || cost.billed_cost_nano.value_or(0) != 0;
    if (lines.empty() && is_charged) {
        lines.push_back({std::string(BucketUnitemised), 0, NanoDollarPico, PpmOne, 0});
    }
    return lines;
}

}  // namespace

void ComponentDelta::add(const Call& call, std::string_view posted_month, std::string_view day,
                         int sign, std::int64_t calls) {
    const std::vector<CostComponent> lines = lines_of(call.cost);
    std::int64_t total = 0;
    for (const CostComponent& line : lines) total += line.amount_nano;
    const std::int64_t contracted_total = call.cost.contracted_cost_nano.value_or(total);
    Split contracted(contracted_total, total);
    Split billed(call.cost.billed_cost_nano.value_or(contracted_total), total);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const CostComponent& line = lines[i];
        const bool is_last = i + 1 == lines.size();
        ComponentKey key;
        key.texts = {std::string(posted_month),
                     std::string(day),
                     call.developer_id,
                     call.agent,
                     call.repo,
                     call.branch,
                     call.model_served.empty() ? call.model_requested : call.model_served,
                     call.provider,
                     std::string(to_text(call.billing_mode)),
                     call.service_tier,
                     std::string(to_text(call.usage.usage_source)),
                     call.cost.price_rule,
                     std::string(cost_basis(call.cost)),
                     line.bucket};
        key.rate_pico = line.rate_pico;
        key.multiplier_ppm = line.multiplier_ppm;
        ComponentSums& sums = sums_[key];
        sums.calls += sign * calls;
        sums.quantity += sign * line.quantity;
        sums.cost_nano += sign * line.amount_nano;
        sums.contracted_cost_nano += sign * contracted.share(line.amount_nano, is_last);
        sums.billed_cost_nano += sign * billed.share(line.amount_nano, is_last);
    }
}

Result<void> ComponentDelta::apply(Session& session) const {
    static const std::string By1 = upsert_sql(1);
    static const std::string By8 = upsert_sql(8);
    static const std::string By64 = upsert_sql(64);
    std::vector<const std::pair<const ComponentKey, ComponentSums>*> changed;
    for (const auto& entry : sums_) {
        if (entry.second != ComponentSums{}) changed.push_back(&entry);
    }
    std::vector<Value> parameters;
    for (std::size_t at = 0; at < changed.size();) {
        const std::size_t left = changed.size() - at;
        const std::size_t take = left >= 64 ? 64 : left >= 8 ? 8 : 1;
        parameters.clear();
        for (std::size_t i = 0; i < take; ++i) {
            append_row(parameters, changed[at + i]->first, changed[at + i]->second);
        }
        const std::string& sql = take == 64 ? By64 : take == 8 ? By8 : By1;
        FAREBOX_TRY(rows, session.run(sql, parameters));
        (void)rows;
        at += take;
    }
    return {};
}

}  // namespace farebox::collector
