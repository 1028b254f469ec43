#include "core/ledger/rollup.h"

#include "core/base/format.h"

namespace farebox::ledger {
namespace {

std::string repeat(std::string_view text, std::size_t times) {
    std::string all;
    for (std::size_t i = 0; i < times; ++i) all += (i == 0 ? "" : ", ") + std::string(text);
    return all;
}

std::string key_columns(std::string_view separator, std::string_view pattern) {
    std::string all;
    for (const char* column : DailyKeyColumns) {
        if (!all.empty()) all += separator;
        all += format(pattern, column);
    }
    return all;
}

std::size_t figure_count() {
    std::size_t count = 0;
    const Totals totals;
    visit_counts(totals, [&](const char*, std::int64_t) { ++count; });
    visit_sums(totals, [&](const char*, const Sum&) { count += 2; });
    return count;
}

void bind_key(Statement& statement, const DailyKey& key) {
    int at = 1;
    for (const std::string& part : key) statement.bind(at++, std::string_view(part));
}

}  // namespace

std::string day_of(const Call& call) {
    return format_day(call.started_at, static_cast<int>(call.utc_offset_min));
}

const std::string& model_of(const Call& call) {
    return call.model_served.empty() ? call.model_requested : call.model_served;
}

DailyKey daily_key_of(const Call& call) {
    return {day_of(call),
            call.agent,
            call.repo,
            call.branch,
            model_of(call),
            call.provider,
            std::string(to_text(call.billing_mode)),
            std::string(to_text(call.cost.price_status)),
            std::string(to_text(call.usage.usage_source))};
}

std::string figure_columns(std::string_view pattern) {
    std::string all;
    const auto append = [&](const std::string& name) {
        if (!all.empty()) all += ", ";
        std::string piece(pattern);
        for (auto at = piece.find("{}"); at != std::string::npos; at = piece.find("{}", at)) {
            piece.replace(at, 2, name);
        }
        all += piece;
    };
    const Totals totals;
    visit_counts(totals, [&](const char* name, std::int64_t) { append(name); });
    visit_sums(totals, [&](const char* name, const Sum&) {
        append(name);
        append(std::string(name) + "_calls");
    });
    return all;
}

Totals read_totals(const Statement& statement, int first) {
    Totals totals;
    visit_counts(totals,
                 [&](const char*, std::int64_t& count) { count = statement.int_at(first++); });
    visit_sums(totals, [&](const char*, Sum& sum) {
        sum.total = statement.int_at(first++);
        sum.calls = statement.int_at(first++);
    });
    return totals;
}

Result<RollupWriter> RollupWriter::prepare(Database& database) {
    const std::string keys = key_columns(", ", "{}");
    FAREBOX_TRY(upsert,
                database.prepare(format(
                    "INSERT INTO daily ({}, {}) VALUES ({}) ON CONFLICT DO UPDATE SET {}", keys,
                    figure_columns("{}"), repeat("?", DailyKeyColumns.size() + figure_count()),
                    figure_columns("{} = {} + excluded.{}"))));
    FAREBOX_TRY(remove_empty, database.prepare(format("DELETE FROM daily WHERE {} AND calls = 0",
                                                      key_columns(" AND ", "{} = ?"))));
    return RollupWriter(std::move(upsert), std::move(remove_empty));
}

Result<void> RollupWriter::apply(const RollupDelta& delta) {
    for (const auto& [key, totals] : delta.totals()) {
        if (totals.is_zero()) continue;
        bind_key(upsert_, key);
        int at = static_cast<int>(DailyKeyColumns.size()) + 1;
        visit_counts(totals, [&](const char*, std::int64_t count) { upsert_.bind(at++, count); });
        visit_sums(totals, [&](const char*, const Sum& sum) {
            upsert_.bind(at++, sum.total);
            upsert_.bind(at++, sum.calls);
        });
        FAREBOX_TRY_VOID(upsert_.run());
        if (totals.calls >= 0) continue;
        bind_key(remove_empty_, key);
        FAREBOX_TRY_VOID(remove_empty_.run());
    }
    return {};
}

}  // namespace farebox::ledger
