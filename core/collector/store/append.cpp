#include "core/collector/store/append.h"

#include <algorithm>
#include <charconv>

#include "core/base/format.h"

namespace farebox::collector {
namespace {

/// Ids a look-up asks for at once; shorter lists repeat the last one, so that one text serves all.
constexpr std::size_t LookUpSize = 64;

/// A device that sends every second event alone would leave a row a gap.
constexpr std::size_t MostGaps = 2000;
constexpr std::size_t MissingTold = 100;

std::string month_after(std::string_view month) {
    int year = 0;
    int number = 0;
    std::from_chars(month.data(), month.data() + 4, year);
    std::from_chars(month.data() + 5, month.data() + 7, number);
    const int next = number == 12 ? 1 : number + 1;
    return format("{}-{}{}", number == 12 ? year + 1 : year, next < 10 ? "0" : "", next);
}

std::string look_up_sql(std::string_view columns) {
    std::string places;
    for (std::size_t at = 0; at < LookUpSize; ++at) {
        places += format("{}${}", at == 0 ? "" : ", ", at + 2);
    }
    return format("SELECT {} FROM calls WHERE id_month = $1 AND call_id IN ({})", columns, places);
}

bool is_more_than(const StoredCall& incoming, const StoredCall& known) {
    return incoming.call.revision > known.call.revision;
}

}  // namespace

std::string PostingRules::month_for(std::string_view day) const {
    std::string month(day.substr(0, 7));
    while (closed.contains(month)) month = month_after(month);
    return month;
}

bool PostingRules::is_archived(const StoredCall& stored) const {
    const std::string month = id_month_of(stored.call.call_id);
    return (month == "other" ? stored.day.substr(0, 7) : month) < raw_from;
}

Result<Appended> Appending::run(Before before) {
    // Nobody closes a month while rows are posted by its state.
    FAREBOX_TRY_VOID(session_.lock("periods", LockKind::Shared));
    FAREBOX_TRY_VOID(load_rules());
    // Another batch of the same ledger file waits here for the end of this one.
    FAREBOX_TRY_VOID(load_device());
    const ReceivedSeqs received_before = received_;

    // Which are new, which were held already, and are those the ones that were held?
    sort_out();
    FAREBOX_TRY(is_consistent, was_seen_before());
    if (!is_consistent) {
        result_.is_epoch_conflict = true;
        return result_;
    }

    // Calls and sums, then what became of the numbers.
    FAREBOX_TRY_VOID(store(before));
    FAREBOX_TRY_VOID(save_rejections());
    FAREBOX_TRY_VOID(save_device(received_before));
    return result_;
}

Result<void> Appending::load_rules() {
    FAREBOX_TRY(rows, session_.run("SELECT 1, month FROM periods WHERE state = 'closed' "
                                   "UNION ALL SELECT 2, raw_from FROM raw_retention"));
    for (const Row& row : rows) {
        if (row.integer(0) == 1) rules_.closed.insert(row.text(1));
        if (row.integer(0) == 2) rules_.raw_from = row.text(1);
    }
    return {};
}

Result<void> Appending::load_device() {
    FAREBOX_TRY(device,
                session_.run("INSERT INTO device_epochs (device_id, epoch, ack_seq, highest_seq, "
                             "first_received_at, last_received_at, queued) "
                             "VALUES ($1, $2, 0, 0, $3, $3, 0) ON CONFLICT (device_id, epoch) "
                             "DO UPDATE SET last_received_at = excluded.last_received_at "
                             "RETURNING ack_seq, highest_seq",
                             {batch_.device_id, batch_.epoch, batch_.received_at}));
    received_ = ReceivedSeqs(device[0].integer(0));
    if (device[0].integer(1) == device[0].integer(0)) return {};
    FAREBOX_TRY(ranges, session_.run("SELECT first_seq, last_seq FROM received_ranges "
                                     "WHERE device_id = $1 AND epoch = $2 ORDER BY first_seq",
                                     {batch_.device_id, batch_.epoch}));
    for (const Row& range : ranges) received_.add(range.integer(0), range.integer(1));
    return {};
}

void Appending::sort_out() {
    result_.rejected = batch_.rejected;
    std::map<std::string_view, const StoredCall*> newest;
    for (const StoredCall& stored : batch_.calls) {
        if (received_.holds(stored.seq)) {
            repeated_.push_back(&stored);
            ++result_.duplicate;
        } else if (rules_.is_archived(stored)) {
            result_.rejected.push_back(
                {stored.seq, "month_archived",
                 format("raw calls before {} were dropped: whether this one was counted is not known",
                        rules_.raw_from)});
        } else {
            const auto [at, is_first] = newest.emplace(stored.call.call_id, &stored);
            if (is_first) continue;
            // Two revisions in one batch: the higher one holds all that is known.
            if (is_more_than(stored, *at->second)) at->second = &stored;
            ++result_.duplicate;
        }
    }
    for (const auto& [id, stored] : newest) fresh_.push_back(stored);
    std::ranges::sort(fresh_, {}, &StoredCall::seq);

    for (const StoredCall& stored : batch_.calls) received_.add(stored.seq, stored.seq);
    for (const RejectedRow& row : batch_.rejected) received_.add(row.seq, row.seq);
    for (const std::int64_t seq : batch_.nothing_to_store) received_.add(seq, seq);
}

// A number that was held must have held this very call, unless that was refused or is long dropped.
Result<bool> Appending::was_seen_before() {
    if (repeated_.empty()) return true;
    FAREBOX_TRY(refused, session_.run("SELECT seq FROM rejected_rows WHERE device_id = $1 AND "
                                      "epoch = $2 AND seq >= $3 AND seq <= $4",
                                      {batch_.device_id, batch_.epoch, repeated_.front()->seq,
                                       repeated_.back()->seq}));
    std::set<std::int64_t> refused_seqs;
    for (const Row& row : refused) refused_seqs.insert(row.integer(0));
    FAREBOX_TRY(known, look_up(repeated_, Columns::IdOnly));
    return std::ranges::all_of(repeated_, [&](const StoredCall* stored) {
        return known.contains(stored->call.call_id) || refused_seqs.contains(stored->seq) ||
               rules_.is_archived(*stored);
    });
}

Result<Appending::Known> Appending::look_up(const std::vector<const StoredCall*>& wanted,
                                            Columns columns) {
    static const std::string AllSql = look_up_sql(call_column_list(""));
    static const std::string IdSql = look_up_sql("call_id");
    const bool is_all = columns == Columns::All;
    // A plan made while the table was small would read all of it for as long as the session lives.
    if (session_.engine() == Engine::Postgres) {
        FAREBOX_TRY_VOID(session_.run("SET LOCAL enable_seqscan = off"));
    }
    std::map<std::string, std::vector<std::string>> by_month;
    for (const StoredCall* stored : wanted) {
        by_month[id_month_of(stored->call.call_id)].push_back(stored->call.call_id);
    }
    Known known;
    for (const auto& [month, ids] : by_month) {
        for (std::size_t from = 0; from < ids.size(); from += LookUpSize) {
            std::vector<Value> parameters = {month};
            for (std::size_t at = 0; at < LookUpSize; ++at) {
                parameters.emplace_back(ids[std::min(from + at, ids.size() - 1)]);
            }
            FAREBOX_TRY(rows, session_.run(is_all ? AllSql : IdSql, parameters));
            for (const Row& row : rows) {
                StoredCall stored = is_all ? stored_call_of(row) : StoredCall();
                std::string id = is_all ? stored.call.call_id : row.text(0);
                known.insert_or_assign(std::move(id), std::move(stored));
            }
        }
    }
    return known;
}

Result<void> Appending::store(Before before) {
    Known known;
    if (before == Before::Look) {
        FAREBOX_TRY(found, look_up(fresh_, Columns::All));
        known = std::move(found);
    }
    RollupDelta rollup;
    ComponentDelta components;
    const auto count = [&](const StoredCall& stored, const std::string& month, int sign) {
        rollup.add(stored, month, sign);
        components.add(stored.call, month, stored.day, sign, stored.calls);
    };
    std::vector<StoredCall> fresh;
    fresh.reserve(fresh_.size());
    std::vector<const StoredCall*> replaced;
    for (const StoredCall* incoming : fresh_) {
        const auto old = known.find(incoming->call.call_id);
        if (old != known.end() && !is_more_than(*incoming, old->second)) {
            ++result_.duplicate;
            continue;
        }
        StoredCall stored = *incoming;
        stored.id_month = id_month_of(stored.call.call_id);
        stored.received_at = batch_.received_at;
        stored.epoch = batch_.epoch;
        if (old != known.end()) {
            // The call stays where it was charged: its day, its device.
            stored.day = old->second.day;
            stored.call.device_id = old->second.call.device_id;
        }
        stored.posted_month = rules_.month_for(stored.day);
        if (old != known.end()) {
            count(old->second, stored.posted_month, -1);
            replaced.push_back(&old->second);
            if (old->second.posted_month != stored.posted_month) {
                FAREBOX_TRY_VOID(keep_for_closed_month(old->second, stored.posted_month));
            }
        }
        count(stored, stored.posted_month, +1);
        fresh.push_back(std::move(stored));
    }
    result_.accepted = static_cast<std::int64_t>(fresh.size());
    FAREBOX_TRY_VOID(write_calls(fresh, replaced));
    FAREBOX_TRY_VOID(rollup.apply(session_));
    return components.apply(session_);
}

// The closed month was closed with this row, and the month of the correction takes it back.
Result<void> Appending::keep_for_closed_month(const StoredCall& old,
                                              const std::string& replaced_in) {
    static const std::string Keep =
        format("INSERT INTO replaced_calls ({}, replaced_in) SELECT {}, $1 FROM calls "
               "WHERE id_month = $2 AND call_id = $3",
               call_column_list(""), call_column_list(""));
    FAREBOX_TRY_VOID(session_.run(Keep, {replaced_in, old.id_month, old.call.call_id}));
    return {};
}

Result<void> Appending::write_calls(const std::vector<StoredCall>& fresh,
                                    const std::vector<const StoredCall*>& replaced) {
    std::vector<std::vector<Value>> rows;
    for (const StoredCall* old : replaced) rows.push_back({old->id_month, old->call.call_id});
    FAREBOX_TRY_VOID(
        session_.run_many("DELETE FROM calls WHERE id_month = $1 AND call_id = $2", rows));
    rows.clear();
    rows.reserve(fresh.size());
    for (const StoredCall& stored : fresh) rows.push_back(values_of(stored));
    if (rows.empty()) return {};
    return session_.insert_many("calls", call_columns(), rows);
}

Result<void> Appending::save_rejections() {
    std::vector<std::vector<Value>> rows;
    for (const RejectedRow& row : result_.rejected) {
        rows.push_back({batch_.device_id, batch_.epoch, row.seq, row.code, row.detail,
                        batch_.received_at});
    }
    FAREBOX_TRY_VOID(session_.run_many(
        "INSERT INTO rejected_rows (device_id, epoch, seq, code, detail, received_at) "
        "VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (device_id, epoch, seq) DO NOTHING",
        rows));
    rows.clear();
    for (const auto& [reason, calls] : batch_.discarded) {
        rows.push_back({batch_.device_id, batch_.epoch, reason, calls});
    }
    // A counter of the epoch so far: batches out of order must not turn it back.
    return session_.run_many(
        "INSERT INTO discarded_calls (device_id, epoch, reason, calls) VALUES ($1, $2, $3, $4) "
        "ON CONFLICT (device_id, epoch, reason) DO UPDATE SET calls = excluded.calls "
        "WHERE discarded_calls.calls < excluded.calls",
        rows);
}

Result<void> Appending::save_device(const ReceivedSeqs& before) {
    const std::vector<SeqRange> ranges = received_.beyond();
    if (ranges.size() > MostGaps) {
        return make_error(ErrorCode::TooLarge,
                          format("more than {} gaps in the numbers of one ledger file; send what is "
                                 "missing first",
                                 MostGaps));
    }
    if (ranges != before.beyond()) {
        FAREBOX_TRY_VOID(session_.run("DELETE FROM received_ranges WHERE device_id = $1 AND epoch = $2",
                                      {batch_.device_id, batch_.epoch}));
        std::vector<std::vector<Value>> rows;
        for (const auto& [first, last] : ranges) {
            rows.push_back({batch_.device_id, batch_.epoch, first, last});
        }
        FAREBOX_TRY_VOID(session_.run_many("INSERT INTO received_ranges (device_id, epoch, first_seq, "
                                           "last_seq) VALUES ($1, $2, $3, $4)",
                                           rows));
    }
    result_.ack_seq = received_.ack_seq();
    result_.missing = received_.missing();
    if (result_.missing.size() > MissingTold) result_.missing.resize(MissingTold);
    const std::int64_t highest = ranges.empty() ? received_.ack_seq() : ranges.back().second;
    // Only once nothing is missing below it does the device's word hold here too.
    const bool is_complete = received_.ack_seq() >= batch_.last_seq;
    FAREBOX_TRY_VOID(session_.run(
        "UPDATE device_epochs SET ack_seq = $3, highest_seq = $4, clock_offset_ns = $5, queued = $6, "
        "complete_through = CASE WHEN complete_through IS NULL OR complete_through < $7 THEN $7 "
        "ELSE complete_through END, farebox_version = $8, policy_version = $9 "
        "WHERE device_id = $1 AND epoch = $2",
        {batch_.device_id, batch_.epoch, received_.ack_seq(), highest,
         value_or_null(batch_.clock_offset_ns), batch_.queued,
         is_complete ? value_or_null(batch_.complete_through) : Value(),
         value_or_null(batch_.farebox_version),
         value_or_null(batch_.policy_version)}));
    return {};
}

}  // namespace farebox::collector
