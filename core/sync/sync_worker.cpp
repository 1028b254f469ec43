#include "core/sync/sync_worker.h"

#include "core/base/format.h"
#include "core/base/log.h"
#include "core/base/uuid.h"
#include "core/http/content_coding.h"

namespace farebox::sync {
namespace {

using namespace std::chrono_literals;

constexpr Pause AtOnce = 0ms;
// A second conflict right after a new epoch is not about the epoch.
constexpr int MaxConflicts = 3;

}  // namespace

SyncWorker::SyncWorker(WorkerOptions options, WorkerHooks hooks, const Clock& clock,
                       std::uint64_t seed, const std::atomic<bool>* is_stopped)
    : options_(std::move(options)),
      hooks_(std::move(hooks)),
      clock_(clock),
      is_stopped_(is_stopped),
      files_(options_.state_dir),
      collector_(options_.url, HttpClient(options_.proxy, options_.ca_file, is_stopped), clock),
      backoff_(seed),
      coding_(http::best_own_coding()),
      share_backoff_(seed + 1) {}
SyncWorker::~SyncWorker() = default;

Pause SyncWorker::step() {
    if (report_.is_stopped) return std::nullopt;
    if (Result<void> opened = open(); !opened) return fail(opened.error().message);
    count_losses();
    make_room();
    if (!report_.is_enrolled) return make_ready();
    const Pause pause = send_next();
    tend_policy();
    return pause;
}

void SyncWorker::retry_now() {
    backoff_.reset();
    report_.is_stopped = false;
    policy_not_before_ = 0;
    share_not_before_ = 0;
    last_beat_.reset();
}

Result<void> SyncWorker::open() {
    if (!store_) {
        FAREBOX_TRY(opened, ledger::SyncStore::open(options_.ledger_path));
        store_ = std::move(opened);
        FAREBOX_TRY_VOID(load_identity());
    }
    FAREBOX_TRY(state, store_->state());
    if (state.epoch.empty()) return store_->begin_epoch(make_uuid_v7(clock_.now()));
    return {};
}

// Enrolled elsewhere is not enrolled here.
Result<void> SyncWorker::load_identity() {
    FAREBOX_TRY(enrolment, files_.load_enrolment());
    if (!enrolment || enrolment->url != options_.url) {
        if (options_.enrolment_token.empty()) want_enrolment();
        return {};
    }
    FAREBOX_TRY(key, files_.load_or_make_key());
    collector_.set_identity(std::move(key), enrolment->device_id);
    report_.device_id = enrolment->device_id;
    report_.is_enrolled = true;
    keep_policies_of(*enrolment);
    return {};
}

void SyncWorker::want_enrolment() {
    report_.problem = format("this machine is not enrolled at {}; run `farebox enroll --url {} "
                             "--token ...` with a token of your organisation",
                             options_.url, options_.url);
}

Pause SyncWorker::make_ready() {
    if (options_.enrolment_token.empty()) {
        want_enrolment();
        return std::nullopt;
    }
    if (Result<void> enrolled = enroll(options_.enrolment_token); !enrolled) {
        if (report_.is_stopped) return std::nullopt;
        return fail(enrolled.error().message);
    }
    return AtOnce;
}

Result<void> SyncWorker::enroll(const std::string& token) {
    FAREBOX_TRY_VOID(open());
    FAREBOX_TRY(key, files_.load_or_make_key());
    FAREBOX_TRY(install_id, files_.load_or_make_install_id(clock_.now()));
    const Reply reply = collector_.enroll(
        {token, install_id, options_.hostname_hash, options_.os, options_.asserted_user}, key);
    if (reply.reaction == Reaction::Accepted) return take_identity(reply, key, install_id);
    report_.problem = reply.problem;
    // An administrator must act: asking again would not help.
    report_.is_stopped = reply.reaction == Reaction::Revoked;
    const bool is_later = reply.reaction == Reaction::Busy || reply.reaction == Reaction::Unreachable;
    return Error{is_later ? ErrorCode::Unavailable : ErrorCode::Denied,
                 "enrolling: " + reply.problem};
}

Result<void> SyncWorker::take_identity(const Reply& reply, const net::SigningKey& key,
                                       const std::string& install_id) {
    const std::string device_id = find_string(reply.body, "device_id").value_or("");
    if (device_id.empty()) return invalid("enrolling: the collector gave no device_id");
    Enrolment enrolment{options_.url, device_id, install_id, Json(), clock_.now()};
    if (const Json* policy_key = find_member(reply.body, "policy_key")) {
        enrolment.policy_key = *policy_key;
    }
    FAREBOX_TRY(known, files_.load_enrolment());
    // A collector or a device that is new knows nothing of what another one acknowledged.
    if (known && (known->url != enrolment.url || known->device_id != device_id)) {
        FAREBOX_TRY_VOID(store_->begin_epoch_with_all(make_uuid_v7(clock_.now()), clock_.now()));
        PolicyKeeper::forget(options_.policy_file);
    }
    FAREBOX_TRY_VOID(files_.save_enrolment(enrolment));
    FAREBOX_TRY(same_key, net::SigningKey::from_pem(key.to_pem().value_or("")));
    collector_.set_identity(std::move(same_key), device_id);
    report_.device_id = device_id;
    report_.is_enrolled = true;
    report_.problem.clear();
    keep_policies_of(enrolment);
    log_info("enrolled", {{"collector", options_.url}, {"device_id", device_id}});
    return {};
}

Result<void> SyncWorker::open_enrolled() {
    FAREBOX_TRY_VOID(open());
    if (report_.is_enrolled) return {};
    return unavailable("this machine is not enrolled at a collector yet; see `farebox sync`");
}

// Without a device the login would end in a token that binds none.
Result<Json> SyncWorker::login_place() {
    FAREBOX_TRY_VOID(open_enrolled());
    Reply reply = collector_.login_info();
    if (reply.reaction != Reaction::Accepted) return unavailable(reply.problem);
    reply.body["device_id"] = report_.device_id;
    return std::move(reply.body);
}

Result<Json> SyncWorker::ask_for_person(Reply (CollectorClient::*ask)(const Json&),
                                        const Json& body) {
    FAREBOX_TRY_VOID(open_enrolled());
    const Reply reply = (collector_.*ask)(body);
    if (reply.reaction == Reaction::Accepted) return reply.body;
    const bool is_later = reply.reaction == Reaction::Busy || reply.reaction == Reaction::Unreachable;
    return Error{is_later ? ErrorCode::Unavailable : ErrorCode::Denied, reply.problem};
}

Result<Json> SyncWorker::bind(const Json& body) {
    return ask_for_person(&CollectorClient::bind, body);
}

Result<Json> SyncWorker::request_override(const Json& body) {
    return ask_for_person(&CollectorClient::request_override, body);
}

Pause SyncWorker::send_next() {
    complete_through_ = hooks_.complete_through ? hooks_.complete_through() : std::nullopt;
    const auto state = store_->state();
    if (!state) return fail(state.error().message);
    auto rows = store_->events(state->ack_seq, row_limit_);
    if (!rows) return fail(rows.error().message);
    if (rows->empty()) {
        beat(*state);
        is_share_wanted_ = true;
        return drained();
    }
    const auto batch = build_batch(std::move(*rows), batch_facts(*state));
    if (!batch) return fail(batch.error().message);
    return send_batch(*batch, *state);
}

BatchFacts SyncWorker::batch_facts(const ledger::SyncState& state) {
    BatchFacts facts;
    facts.epoch = state.epoch;
    facts.last_seq = state.last_seq;
    facts.now = clock_.now();
    facts.complete_through = complete_through_;
    if (auto counts = store_->discards()) facts.discarded = *std::move(counts);
    facts.policy_version = report_.policy_version;
    facts.rules = options_.rules;
    facts.coding = coding_;
    return facts;
}

Pause SyncWorker::send_batch(const CodedBatch& batch, const ledger::SyncState& before) {
    report_.is_drained = false;
    // On disk before the first byte leaves (sync_store.h).
    const Result<void> begun = store_->begin_attempt(batch.head.last_seq, clock_.now());
    if (!begun) return fail(begun.error().message);
    const Reply reply = collector_.ingest(batch.body, batch.coding, batch.idempotency_key);
    report_.clock_offset_ms = collector_.clock_offset_ns() / NsPerMs;
    if (reply.reaction == Reaction::Accepted) return on_acknowledged(batch, before, reply);
    return on_refused(batch, reply);
}

Pause SyncWorker::on_acknowledged(const CodedBatch& batch, const ledger::SyncState& before,
                                  const Reply& reply) {
    const auto ack = api::parse_ingest_ack(reply.body);
    if (!ack) return fail(format("{}: {}", options_.url, ack.error().message), reply.retry_after);
    if (!ack->policy_etag.empty()) named_etag_ = ack->policy_etag;
    const std::int64_t sent = std::max(before.sent_seq, batch.head.last_seq);
    if (ack->ack_seq > sent) {
        return begin_epoch_again("the collector knows later events: this ledger was put back from "
                                 "a copy",
                                 /*with_all=*/false);
    }
    if (ack->ack_seq < before.ack_seq) {
        return begin_epoch_again("the collector lost events that it had acknowledged; all calls "
                                 "are sent again",
                                 /*with_all=*/true);
    }
    std::vector<ledger::DeadLetter> letters;
    for (const api::Rejection& one : ack->rejected) {
        letters.push_back({before.epoch, one.seq, "", 0, 1, one.code, one.detail, clock_.now()});
    }
    const Result<void> kept = store_->acknowledge(ack->ack_seq, letters, clock_.now());
    if (!kept) return fail(kept.error().message);
    if (ack->ack_seq == before.ack_seq) {
        return fail(format("{} took a batch and acknowledged none of it", options_.url),
                    reply.retry_after);
    }
    backoff_.reset();
    conflicts_ = 0;
    report_.problem.clear();
    row_limit_ = std::min<std::int64_t>(row_limit_ * 2, api::BatchRowLimit);
    return reply.retry_after;
}

Pause SyncWorker::on_refused(const CodedBatch& batch, const Reply& reply) {
    switch (reply.reaction) {
        case Reaction::TooLarge:
        case Reaction::Malformed: return narrow(batch, reply);
        case Reaction::OtherCoding:
            if (coding_.empty()) break;
            coding_ = coding_ == "zstd" ? "gzip" : "";
            return AtOnce;
        case Reaction::EpochConflict: return on_epoch_conflict(reply);
        case Reaction::Revoked:
            report_.is_stopped = true;
            (void)fail(reply.problem + "; calls are kept here. Ask your organisation to let it in "
                                       "again, then run `farebox sync now`");
            return std::nullopt;
        case Reaction::Unknown:
            // Another key or none at the other end: with a token this heals by itself.
            report_.is_enrolled = false;
            return fail(reply.problem, reply.retry_after);
        case Reaction::Accepted:
        case Reaction::Unchanged:
        case Reaction::Busy:
        case Reaction::Unreachable: break;
    }
    return fail(reply.problem, reply.retry_after);
}

// Halves until one event is left.
Pause SyncWorker::narrow(const CodedBatch& batch, const Reply& reply) {
    const std::int64_t count = batch.head.last_seq - batch.head.first_seq + 1;
    if (count == 1) return put_aside(batch, reply);
    row_limit_ = count / 2;
    return AtOnce;
}

// Is it this event, or does the collector refuse everything of ours? Its number without the event
// tells: when that is taken, the event was it, and it becomes a letter that people see.
Pause SyncWorker::put_aside(const CodedBatch& batch, const Reply& reply) {
    const std::int64_t seq = batch.head.first_seq;
    const auto state = store_->state();
    if (!state) return fail(state.error().message);
    const auto without = build_batch({{.seq = seq}}, batch_facts(*state));
    if (!without) return fail(without.error().message);
    const Reply second = collector_.ingest(without->body, without->coding, without->idempotency_key);
    if (second.reaction != Reaction::Accepted) return fail(reply.problem, second.retry_after);
    const auto ack = api::parse_ingest_ack(second.body);
    if (!ack || ack->ack_seq < seq || ack->ack_seq > state->sent_seq) return fail(reply.problem);
    log_warn("an event is put aside: the collector refuses it", {{"why", reply.problem}});
    const ledger::DeadLetter letter{state->epoch, seq, "", 0, 1,
                                    reply.reaction == Reaction::TooLarge ? "too_large" : "refused",
                                    reply.problem, clock_.now()};
    const Result<void> kept = store_->acknowledge(ack->ack_seq, {letter}, clock_.now());
    if (!kept) return fail(kept.error().message);
    row_limit_ = api::BatchRowLimit;
    return AtOnce;
}

Pause SyncWorker::on_epoch_conflict(const Reply& reply) {
    if (++conflicts_ > MaxConflicts) return fail(reply.problem, reply.retry_after);
    // With a token the machine can become one of its own; without, a numbering of its own is
    // enough for the sums, and the fleet page shows two machines as one.
    if (!options_.enrolment_token.empty()) {
        if (Result<void> done = files_.forget(); !done) return fail(done.error().message);
        report_.is_enrolled = false;
    }
    return begin_epoch_again("another machine has the same identity: was this disk cloned?",
                             /*with_all=*/false);
}

Pause SyncWorker::begin_epoch_again(const std::string& why, bool with_all) {
    log_warn("sync starts a new numbering", {{"why", why}});
    const std::string epoch = make_uuid_v7(clock_.now());
    const Result<void> begun = with_all ? store_->begin_epoch_with_all(epoch, clock_.now())
                                        : store_->begin_epoch(epoch);
    if (!begun) return fail(begun.error().message);
    // Not at once: a collector that contradicts itself must not be met by a loop.
    return backoff_.next();
}

Pause SyncWorker::fail(const std::string& problem, std::chrono::milliseconds asked) {
    if (problem != report_.problem) log_warn("sync", {{"problem", problem}});
    report_.problem = problem;
    if (store_) (void)store_->note_failure(problem, clock_.now());
    return backoff_.next(asked);
}

}  // namespace farebox::sync
