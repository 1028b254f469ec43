#include "core/collector/demo/demo_table.h"

#include "core/base/format.h"
#include "core/base/money.h"
#include "core/collector/chargeback/spend.h"

namespace farebox::collector {
namespace {

/// Cells of one line: text to the left, numbers to the right.
std::string line(std::string name, std::initializer_list<std::string> numbers) {
    name.resize(std::max<std::size_t>(name.size(), 26), ' ');
    for (const std::string& number : numbers) {
        name += std::string(number.size() < 17 ? 17 - number.size() : 1, ' ') + number;
    }
    return name + "\n";
}

std::string money(std::optional<std::int64_t> nano) { return nano ? format_usd({*nano}) : "unknown"; }

// No calls cost nothing; calls without a price cost an unknown amount.
std::string money(const KnownSum& sum, const Figures& figures) {
    return money(figures.calls == 0 ? 0 : sum.value_among(figures.calls));
}

std::string figures_line(const std::string& name, const Figures& figures) {
    return line(name, {money(figures.list_cost_nano, figures),
                       money(figures.contracted_cost_nano, figures),
                       money(figures.billed_cost_nano, figures), std::to_string(figures.calls),
                       std::to_string(figures.unpriced_calls)});
}

Result<SpendTable> month_by(Session& session, const std::string& month, Dimension by) {
    SpendQuery query;
    query.from = month;
    query.to = month;
    query.group_by = {by};
    query.limit = MaxSpendRows;
    return spend(session, query, Scope::everything());
}

/// Rows and the unattributed part, added up here and not by the query.
KnownSum added_up(const SpendTable& table) {
    KnownSum sum = table.unattributed.list_cost_nano;
    for (const SpendRow& row : table.rows) {
        sum.total += row.figures.list_cost_nano.total;
        sum.calls += row.figures.list_cost_nano.calls;
    }
    return sum;
}

}  // namespace

Result<std::string> demo_table(Session& session, const std::string& month) {
    FAREBOX_TRY(table, month_by(session, month, Dimension::CostCentre));
    std::string text = format("{} by cost centre ({})\n", month, table.state) +
                       line("", {"list", "contracted", "billed", "calls", "unpriced calls"});
    for (const SpendRow& row : table.rows) {
        const std::string id = row.keys[0].value_or("-");
        text += figures_line(row.names[0].empty() ? id : id + " " + row.names[0], row.figures);
    }
    text += figures_line("unattributed", table.unattributed) + figures_line("total", table.total);
    text += "the same month by";
    for (const Dimension by : {Dimension::BusinessUnit, Dimension::Team, Dimension::Agent,
                               Dimension::Repo, Dimension::Model}) {
        FAREBOX_TRY(other, month_by(session, month, by));
        text += format(" {} {}{}", to_text(by), money(added_up(other).value()),
                       by == Dimension::Model ? "\n" : ",");
    }
    return text;
}

}  // namespace farebox::collector
