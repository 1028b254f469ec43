#include "core/collector/store/components.h"

#include <vector>

namespace farebox::collector {
namespace {

__extension__ using Int128 = __int128;

constexpr std::int64_t NanoDollarPico = 1000;

const SumTable& components_table() {
    static const SumTable table = [] {
        SumTable made{"rollup_components",
                      {ComponentKeyColumns.begin(), ComponentKeyColumns.end()},
                      {"calls", "quantity", "cost_nano", "contracted_cost_nano", "billed_cost_nano"}};
        made.keys.insert(made.keys.end(), {"rate_pico", "multiplier_ppm"});
        return made;
    }();
    return table;
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

std::vector<std::vector<Value>> ComponentDelta::rows() const {
    std::vector<std::vector<Value>> rows;
    for (const auto& [key, sums] : sums_) {
        if (sums == ComponentSums{}) continue;
        std::vector<Value>& row = rows.emplace_back(key.texts.begin(), key.texts.end());
        for (const std::int64_t number : {key.rate_pico, key.multiplier_ppm, sums.calls, sums.quantity,
                                          sums.cost_nano, sums.contracted_cost_nano, sums.billed_cost_nano}) {
            row.emplace_back(number);
        }
    }
    return rows;
}

Result<void> ComponentDelta::apply(Session& session) const {
    return session.add_many(components_table(), rows());
}

Result<void> ComponentDelta::insert(Session& session) const {
    return session.insert_many(components_table().name, components_table().columns(), rows());
}

}  // namespace farebox::collector
