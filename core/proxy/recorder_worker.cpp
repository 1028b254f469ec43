#include "core/proxy/recorder_worker.h"

#include "core/base/uuid.h"
#include "core/platform/process.h"
#include "core/proxy/estimate.h"

#include <functional>

namespace farebox::proxy {
namespace {

std::uint64_t hash_of(std::string_view body) {
    return body.empty() ? 0 : std::hash<std::string_view>{}(body) | 1;
}

std::string_view content_encoding(const Observation& seen) {
    // A WebSocket message is plain text whatever its upgrade said.
    if (seen.exchange) return {};
    return seen.request.head->find("Content-Encoding").value_or("");
}

// Two runs of an owner's connections often come in one batch; each is wanted once.
std::vector<Owners::Wanted> wanted_of(const std::vector<RecorderJob>& batch) {
    std::vector<Owners::Wanted> wanted;
    for (const RecorderJob& job : batch) {
        if (job.kind == RecorderJob::Kind::Expect) wanted.push_back({job.connection, job.socket});
        if (job.kind != RecorderJob::Kind::Begin && job.kind != RecorderJob::Kind::Ask) continue;
        wanted.push_back({job.seen->request.connection, job.seen->request.socket});
    }
    return wanted;
}

// Codex warms the vendor's cache with `generate: false` before the first turn. While the vendor
// states no usage for it, it is no call; stated usage makes it one.
bool is_empty_prewarm(const Call& call, const agents::BodyFacts& body) {
    return body.is_prewarm && call.usage.usage_source == UsageSource::None;
}

}  // namespace

RecorderWorker::RecorderWorker(RecorderOptions options, ledger::Ledger& ledger, budget::Gate& gate,
                               const pricing::PriceBook& book, const Clock& clock)
    : options_(std::move(options)),
      ledger_(ledger),
      gate_(gate),
      book_(book),
      clock_(clock),
      attributor_(options_.workspaces, platform::user_name()) {
    attributor_.set_assignments(options_.assignments);
}

void RecorderWorker::look_up(const std::vector<RecorderJob>& batch) {
    if (!hurry_) owners_.look_up(wanted_of(batch));
}

void RecorderWorker::run(const RecorderJob& job) {
    switch (job.kind) {
        case RecorderJob::Kind::Expect: break;  // looked up with its batch
        case RecorderJob::Kind::Ask: ask(*job.seen, job.answer); break;
        case RecorderJob::Kind::Begin:
            if (!hurry_) begin(*job.seen);
            break;
        case RecorderJob::Kind::Finish: finish(*job.seen); break;
        case RecorderJob::Kind::Drop: drop(*job.seen); break;
        case RecorderJob::Kind::Forget: owners_.forget(job.connection); break;
        case RecorderJob::Kind::Rename: options_.developer_id = job.developer_id; break;
        case RecorderJob::Kind::Assign: attributor_.set_assignments(job.assignments); break;
    }
}

// Made once: before the call was sent when a budget asked, else when it was.
RecorderWorker::Draft& RecorderWorker::draft_of(const Observation& seen) {
    const auto [at, is_new] = drafts_.try_emplace(&seen);
    Draft& draft = at->second;
    if (!is_new) return draft;
    const RequestFacts& request = seen.request;
    Conclusion& concluded = draft.concluded;
    concluded.body =
        bodies_.read(request.body.view(), content_encoding(seen), BodyBuffer::Padding);
    concluded.body_hash = hash_of(request.body.view());

    // Who sent it?
    const MonotonicNs now = clock_.monotonic();
    const Owner& owner = owners_.current(request.connection, now);
    concluded.identity =
        agents::identify(*request.head, request.route.path, concluded.body, owner.facts,
                         request.route.named_agent
                             ? std::optional<std::string_view>(*request.route.named_agent)
                             : std::nullopt);
    concluded.credential = agents::read_credential(*request.head);

    // For which work?
    attribution::Question question;
    question.ancestry = owner.ancestry;
    question.clues = agents::collect_clues(*request.head, concluded.body);
    question.session_id = concluded.identity.session_id;
    question.ci = owner.ci;
    question.now = now;
    draft.attribution = attributor_.attribute(question);
    return draft;
}

budget::Dimensions RecorderWorker::work_of(const Draft& draft) const {
    return {options_.developer_id, draft.attribution.repo, draft.attribution.branch,
            draft.concluded.identity.agent, draft.concluded.body.model};
}

void RecorderWorker::ask(const Observation& seen, const WorkFound& answer) {
    answer(work_of(draft_of(seen)));
}

void RecorderWorker::begin(Observation& seen) {
    Draft& draft = draft_of(seen);
    if (seen.ticket) {
        budget::CallFacts facts;
        facts.started_at = seen.request.started_at;
        facts.request_bytes = std::int64_t(seen.request.body_bytes);
        facts.work = work_of(draft);
        facts.billing_mode = billing_mode_of(seen.request, draft.concluded.credential);
        facts.estimate = estimate_of(seen.request, draft.concluded.body, book_);
        draft.verdict = gate_.refine(seen.ticket, facts);
    }
    seen.request.body = {};
    tell_begun(seen, draft);
}

void RecorderWorker::tell_begun(const Observation& seen, Draft& draft) {
    draft.call_id = make_uuid_v7(seen.request.started_at);
    Call call;
    call.call_id = draft.call_id;
    call.started_at = seen.request.started_at;
    call.agent = draft.concluded.identity.agent;
    call.sub_agent = draft.concluded.identity.sub_agent;
    call.session_id = draft.concluded.identity.session_id;
    call.model_requested = draft.concluded.body.model;
    call.repo = draft.attribution.repo;
    call.branch = draft.attribution.branch;
    options_.on_begun(call);
}

void RecorderWorker::finish(const Observation& seen) {
    const auto at = drafts_.find(&seen);
    const Draft draft = at == drafts_.end() ? Draft{} : std::move(at->second);
    if (at != drafts_.end()) drafts_.erase(at);

    Call call = make_row(seen, draft.concluded, book_);
    if (is_empty_prewarm(call, draft.concluded.body)) {
        if (seen.ticket) gate_.release(seen.ticket);
        if (!draft.call_id.empty()) options_.on_no_row(draft.call_id);
        return;
    }
    call.call_id = draft.call_id.empty() ? make_uuid_v7(call.started_at) : draft.call_id;
    call.device_id = options_.device_id;
    call.developer_id = options_.developer_id;
    call.evidence = draft.concluded.identity.evidence;
    if (call.verdict.empty()) {
        call.verdict = to_text(draft.verdict.kind);
        call.budget_id = draft.verdict.budget_id;
        call.override_id = draft.verdict.override_id;
    }
    attribution::apply(draft.attribution, call);
    attempts_.number(call, draft.concluded.body_hash);

    // The ledger first: a reload of the budgets must find in it what was settled.
    ledger_.append(call);
    std::vector<budget::Alert> alerts = gate_.settle(seen.ticket, call);
    if (!alerts.empty()) options_.on_alerts(std::move(alerts));
    options_.on_row(call);
}

// A draft is found by its observation's address, which a later one may get.
void RecorderWorker::drop(const Observation& seen) {
    const auto at = drafts_.find(&seen);
    if (at == drafts_.end()) return;
    if (!at->second.call_id.empty()) options_.on_no_row(at->second.call_id);
    drafts_.erase(at);
}

}  // namespace farebox::proxy
