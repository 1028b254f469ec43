#pragma once
// Rows of the rollup written by hand, so that a test of sums needs no calls.

#include <map>
#include <string>
#include <vector>

#include "core/base/format.h"
#include "core/collector/store/rollup_months.h"
#include "tests/support/suite.h"

namespace farebox::tests {

struct RollupRow {
    std::string posted_month = "2026-04";
    std::string day = "2026-04-02";
    std::string developer_id = "ada";
    std::string agent = "claude-code";
    std::string repo = "github.com/acme/payments";
    std::string branch = "main";
    std::string model = "opus";
    std::string provider = "anthropic";
    std::string billing_mode = "api";
    std::string price_status = "priced";
    std::int64_t calls = 1;
    std::optional<std::int64_t> list_cost_nano = 100;
    std::map<std::string, std::int64_t> more;  ///< further figures by column
};

/// rollup_months from the rollup, as appending calls would have made it.
inline bool fill_months(collector::Session& session) {
    std::string columns = "posted_month, developer_id, repo, agent, model, provider, billing_mode";
    std::string sums = columns;
    for (const std::string& name : collector::month_figure_columns()) {
        const bool is_companion = name.ends_with("_calls") && name.find("_tokens_") != name.npos;
        std::string source = name;
        if (name.starts_with("cache_write_tokens")) {
            const std::string end = is_companion ? "_calls" : "";
            source = format("cache_write_5m_tokens{} + cache_write_1h_tokens{} + "
                            "cache_write_other_tokens{}",
                            end, end, end);
        } else if (name.starts_with("vendor_stated_cost_nano")) {
            source = format("CASE WHEN price_status = 'vendor_stated' THEN vendor_cost_nano{} "
                            "ELSE 0 END",
                            name.ends_with("_calls") ? "_calls" : "");
        }
        columns += ", " + name;
        sums += format(", SUM({})", source);
    }
    const auto done = session.run_script(
        "DELETE FROM rollup_months; INSERT INTO rollup_months (" + columns + ") SELECT " + sums +
        " FROM rollup WHERE day >= posted_month GROUP BY posted_month, developer_id, repo, agent, "
        "model, provider, billing_mode");
    if (!done) qWarning("%s", done.error().message.c_str());
    return done.has_value();
}

inline bool insert_rollup(collector::Session& session, const RollupRow& row) {
    std::map<std::string, std::int64_t> figures = row.more;
    figures["calls"] = row.calls;
    if (row.list_cost_nano) {
        figures["list_cost_nano"] = *row.list_cost_nano;
        figures["list_cost_nano_calls"] = row.calls;
    }
    std::string columns = "posted_month, day, developer_id, device_id, agent, repo, branch, model, "
                          "provider, billing_mode, price_status, usage_source";
    std::vector<collector::Value> values = {
        row.posted_month, row.day,      row.developer_id, std::string("device"),
        row.agent,        row.repo,     row.branch,       row.model,
        row.provider,     row.billing_mode, row.price_status, std::string("vendor")};
    for (const std::string& name : collector::rollup_figure_columns()) {
        columns += ", " + name;
        values.emplace_back(figures[name]);
    }
    std::string places;
    for (std::size_t i = 1; i <= values.size(); ++i) places += format(i == 1 ? "${}" : ", ${}", i);
    const auto done = session.run(format("INSERT INTO rollup ({}) VALUES ({})", columns, places),
                                  values);
    if (!done) qWarning("%s", done.error().message.c_str());
    return done.has_value();
}

}  // namespace farebox::tests
