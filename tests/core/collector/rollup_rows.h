#pragma once
// Rows of the rollup written by hand, so that a test of sums needs no calls.

#include <map>
#include <string>
#include <vector>

#include "core/base/format.h"
#include "core/collector/store/database.h"
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

/// Columns of the rollup that hold figures, in any order.
inline std::vector<std::string> rollup_figures() {
    std::vector<std::string> names = {
        "calls", "failed_calls", "refused_calls", "unpriced_calls", "partly_priced_calls",
        "estimated_calls", "partial_usage_calls", "unknown_usage_calls"};
    for (const char* sum :
         {"input_tokens", "cache_read_tokens", "cache_write_5m_tokens", "cache_write_1h_tokens",
          "cache_write_other_tokens", "output_tokens", "reasoning_tokens", "audio_tokens",
          "image_tokens", "web_search_calls", "tool_fee_units", "vendor_credits_nano",
          "list_cost_nano", "contracted_cost_nano", "billed_cost_nano", "vendor_cost_nano"}) {
        names.emplace_back(sum);
        names.emplace_back(std::string(sum) + "_calls");
    }
    return names;
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
    for (const std::string& name : rollup_figures()) {
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
