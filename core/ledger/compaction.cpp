// Compaction: a laptop that cannot reach its collector for months must not fill its disk, and must
// not forget money either. The rows of the oldest days go; those that the collector has are simply
// deleted, those it never got are replaced by sums that it will get.
//
// A sum stands for calls that agree in everything a row is ever grouped by, and in which figures are
// known: so "how many calls stated it" is the number of its calls or none, and no sum mixes a known
// figure with an unknown one. What is lost is the single call, never an amount.
//
// Which rows were never sent is known by order: `calls.sequence` and `outbox.seq` grow together.

#include <algorithm>
#include <map>
#include <set>

#include "core/base/format.h"
#include "core/base/uuid.h"
#include "core/ledger/call_row.h"
#include "core/ledger/rollup.h"
#include "core/ledger/sync_store.h"
#include "core/model/call_fields.h"

namespace farebox::ledger {
namespace {

using GroupKey = std::vector<std::string>;

struct Row {
    std::int64_t sequence = 0;
    Call call;
};

struct Sums {
    std::int64_t calls = 0;
    Call call;
};
using Groups = std::map<GroupKey, Sums>;

void add_to(std::optional<std::int64_t>& sum, const std::optional<std::int64_t>& figure) {
    if (figure) sum = sum.value_or(0) + *figure;
}

// The figures that are sums; the same list for adding and for "which are known".
template <class Visit>
void visit_figures(Call& sum, const Call& call, Visit visit) {
    visit(sum.usage.input_tokens, call.usage.input_tokens);
    visit(sum.usage.cache_read_tokens, call.usage.cache_read_tokens);
    visit(sum.usage.cache_write_5m_tokens, call.usage.cache_write_5m_tokens);
    visit(sum.usage.cache_write_1h_tokens, call.usage.cache_write_1h_tokens);
    visit(sum.usage.cache_write_other_tokens, call.usage.cache_write_other_tokens);
    visit(sum.usage.output_tokens, call.usage.output_tokens);
    visit(sum.usage.reasoning_tokens, call.usage.reasoning_tokens);
    visit(sum.usage.audio_tokens, call.usage.audio_tokens);
    visit(sum.usage.image_tokens, call.usage.image_tokens);
    visit(sum.usage.web_search_calls, call.usage.web_search_calls);
    visit(sum.usage.tool_fee_units, call.usage.tool_fee_units);
    visit(sum.usage.vendor_credits_nano, call.usage.vendor_credits_nano);
    visit(sum.cost.list_cost_nano, call.cost.list_cost_nano);
    visit(sum.cost.contracted_cost_nano, call.cost.contracted_cost_nano);
    visit(sum.cost.billed_cost_nano, call.cost.billed_cost_nano);
    visit(sum.cost.vendor_cost_nano, call.cost.vendor_cost_nano);
}

// What the sum says of all its calls. Single-call facts (ids, sessions, times to the first byte)
// are left out.
Call common_of(const Call& call) {
    Call sum;
    sum.device_id = call.device_id;
    sum.utc_offset_min = call.utc_offset_min;
    sum.agent = call.agent;
    sum.developer_id = call.developer_id;
    sum.repo = call.repo;
    sum.branch = call.branch;
    sum.ticket = call.ticket;
    sum.ci_provider = call.ci_provider;
    sum.channel = call.channel;
    sum.provider = call.provider;
    sum.upstream = call.upstream;
    sum.endpoint = call.endpoint;
    sum.model_requested = call.model_requested;
    sum.model_served = call.model_served;
    sum.service_tier = call.service_tier;
    sum.region = call.region;
    sum.credential_class = call.credential_class;
    sum.billing_mode = call.billing_mode;
    sum.usage.usage_source = call.usage.usage_source;
    sum.cost.price_status = call.cost.price_status;
    sum.outcome = call.outcome;
    sum.http_status = call.http_status;
    return sum;
}

// The common facts as text, the UTC day, and a mark for each figure that is known.
GroupKey key_of(const Call& call) {
    GroupKey key{format_day(call.started_at, 0)};
    Call common = common_of(call);
    key.push_back(to_text(to_json(common)));
    std::string known;
    visit_figures(common, call, [&](auto&, const auto& figure) { known += figure ? '1' : '0'; });
    key.push_back(known);
    return key;
}

void add_call(Groups& groups, const Call& call) {
    Sums& sums = groups[key_of(call)];
    if (sums.calls == 0) {
        sums.call = common_of(call);
        sums.call.started_at = call.started_at;
    }
    ++sums.calls;
    sums.call.started_at = std::min(sums.call.started_at, call.started_at);
    sums.call.request_bytes += call.request_bytes;
    sums.call.response_bytes += call.response_bytes;
    visit_figures(sums.call, call, [](auto& sum, const auto& figure) { add_to(sum, figure); });
}

// Calls that may be at the collector although it has not said so.
Result<std::set<std::string>> read_in_flight(Database& database, const SyncState& state) {
    FAREBOX_TRY(row, database.prepare(format("SELECT call_id FROM outbox WHERE seq <= {}",
                                             state.sent_seq)));
    std::set<std::string> ids;
    for (;;) {
        FAREBOX_TRY(has_row, row.step());
        if (!has_row) return ids;
        ids.emplace(row.text_at(0));
    }
}

// The sequence from which on rows were never sent.
Result<std::int64_t> first_unsent(Database& database, const SyncState& state) {
    FAREBOX_TRY(row, database.prepare(format("SELECT c.sequence FROM outbox o JOIN calls c ON "
                                             "c.call_id = o.call_id AND c.revision = o.revision "
                                             "WHERE o.seq > {} ORDER BY o.seq LIMIT 1",
                                             state.sent_seq)));
    FAREBOX_TRY(found, row.step());
    return found ? row.int_at(0) : INT64_MAX;
}

// The oldest rows that are all of one local day.
Result<std::vector<Row>> read_oldest(Database& database, const std::string& before_day,
                                     const std::set<std::string>& in_flight, std::int64_t limit) {
    FAREBOX_TRY(row, database.prepare(format(
                         "SELECT sequence, {} FROM calls ORDER BY started_at LIMIT {}", sum_columns(),
                         limit + static_cast<std::int64_t>(in_flight.size()))));
    std::vector<Row> rows;
    for (;;) {
        FAREBOX_TRY(has_row, row.step());
        if (!has_row) return rows;
        Call call = read_sum_fields(row, 1);
        const std::string day = day_of(call);
        if (day >= before_day || in_flight.contains(call.call_id)) continue;
        if (!rows.empty() && day != day_of(rows.front().call)) continue;
        rows.push_back({row.int_at(0), std::move(call)});
    }
}

Result<void> remove_rows(Database& database, const std::vector<Row>& rows) {
    FAREBOX_TRY(remove, database.prepare("DELETE FROM calls WHERE sequence = ?"));
    for (const Row& row : rows) {
        remove.bind(1, row.sequence);
        FAREBOX_TRY_VOID(remove.run());
    }
    return {};
}

Result<void> insert_sums(Database& database, Groups& groups, std::int64_t last_seq, UtcNs now) {
    std::string marks = "?";
    for (int i = 0; i < call_column_count(); ++i) marks += ", ?";
    FAREBOX_TRY(insert, database.prepare(format("INSERT INTO compacted_calls (calls, {}) VALUES ({})",
                                                call_columns(), marks)));
    FAREBOX_TRY(queue, database.prepare("INSERT INTO outbox (seq, call_id, revision, queued_at) "
                                        "VALUES (?, ?, 1, ?)"));
    RowTexts texts;
    for (auto& [key, sums] : groups) {
        sums.call.call_id = make_uuid_v7(now);
        insert.bind(1, sums.calls);
        bind_call(insert, sums.call, 2, texts);
        FAREBOX_TRY_VOID(insert.run());
        queue.bind(1, ++last_seq);
        queue.bind(2, std::string_view(sums.call.call_id));
        queue.bind(3, now);
        FAREBOX_TRY_VOID(queue.run());
    }
    FAREBOX_TRY(keep, database.prepare("UPDATE sync_state SET last_seq = ?"));
    keep.bind(1, last_seq);
    return keep.run();
}

Result<void> note_day(Database& database, const std::string& day, UtcNs now) {
    FAREBOX_TRY(statement, database.prepare("INSERT INTO compacted_days (day, compacted_at) VALUES "
                                            "(?, ?) ON CONFLICT DO NOTHING"));
    statement.bind(1, std::string_view(day));
    statement.bind(2, now);
    return statement.run();
}

Result<Compaction> compact_once(Database& database, const std::string& before_day,
                                std::int64_t limit, UtcNs now) {
    FAREBOX_TRY(state, read_sync_state(database));
    FAREBOX_TRY(in_flight, read_in_flight(database, state));
    FAREBOX_TRY(unsent_from, first_unsent(database, state));
    FAREBOX_TRY(rows, read_oldest(database, before_day, in_flight, limit));
    if (rows.empty()) return Compaction{};

    Compaction done{day_of(rows.front().call), static_cast<std::int64_t>(rows.size())};
    Groups groups;
    for (const Row& row : rows) {
        if (row.sequence < unsent_from) continue;
        add_call(groups, row.call);
        ++done.unsent;
    }
    done.sums = static_cast<std::int64_t>(groups.size());
    // Their numbers in the outbox stay and are sent as superseded.
    FAREBOX_TRY_VOID(remove_rows(database, rows));
    FAREBOX_TRY_VOID(insert_sums(database, groups, state.last_seq, now));
    FAREBOX_TRY_VOID(note_day(database, done.day, now));
    return done;
}

}  // namespace

Result<Compaction> SyncStore::compact(const std::string& before_day, std::int64_t limit, UtcNs now) {
    Compaction done;
    FAREBOX_TRY_VOID(in_transaction(*database_, [&]() -> Result<void> {
        FAREBOX_TRY(compacted, compact_once(*database_, before_day, limit, now));
        done = std::move(compacted);
        return {};
    }));
    return done;
}

}  // namespace farebox::ledger
