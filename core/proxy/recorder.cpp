#include "core/proxy/recorder.h"

#include "core/base/log.h"
#include "core/platform/thread.h"
#include "core/proxy/recorder_worker.h"

#include <algorithm>
#include <chrono>

namespace farebox::proxy {
namespace {

// Rows are small; a million of them waiting means the disk has been gone for hours.
constexpr std::size_t QueueLimit = 1'000'000;

// Past this many waiting jobs new bodies are dropped: evidence is lost, memory is not.
constexpr std::size_t BodiesLimit = 2'000;

// How many jobs are taken at once: their sockets are resolved by one scan of the processes.
constexpr std::size_t BatchLimit = 256;

constexpr std::chrono::milliseconds StopLimit{1'500};

constexpr std::chrono::milliseconds GatherTime{2};

// A defect in a reader must cost its row, not the daemon.
template <class Work>
bool run_guarded(Work work) {
    try {
        work();
        return true;
    } catch (const std::exception& why) {
        log_error("recording failed", {{"why", why.what()}});
        return false;
    }
}

}  // namespace

Recorder::Recorder(RecorderOptions options, ledger::Ledger& ledger, budget::Gate& gate,
                   const pricing::PriceBook& book, const Clock& clock)
    : worker_(std::make_unique<RecorderWorker>(std::move(options), ledger, gate, book, clock)),
      clock_(clock),
      jobs_(QueueLimit),
      thread_([this] { run(); }) {}

Recorder::~Recorder() {
    stop_by_ = clock_.monotonic() + StopLimit.count() * NsPerMs;
    jobs_.close();
    thread_.join();
}

void Recorder::expect(std::uint64_t connection, const platform::SocketPair& socket) {
    push({RecorderJob::Kind::Expect, nullptr, connection, socket});
}

void Recorder::ask(std::shared_ptr<Observation> seen, WorkFound answer) {
    RecorderJob job{RecorderJob::Kind::Ask, std::move(seen)};
    job.answer = std::move(answer);
    push(std::move(job));
}

void Recorder::begin(std::shared_ptr<Observation> seen) {
    if (jobs_.size() > BodiesLimit) {
        seen->request.body = {};
        seen->request.body_missing = true;
    }
    push({RecorderJob::Kind::Begin, std::move(seen)});
}

void Recorder::finish(std::shared_ptr<Observation> seen) {
    push({RecorderJob::Kind::Finish, std::move(seen)});
}

void Recorder::drop(std::shared_ptr<Observation> seen) {
    push({RecorderJob::Kind::Drop, std::move(seen)});
}

void Recorder::forget_connection(std::uint64_t connection) {
    push({RecorderJob::Kind::Forget, nullptr, connection});
}

void Recorder::rename_developer(std::string developer_id) {
    push({RecorderJob::Kind::Rename, nullptr, 0, {}, std::move(developer_id), {}});
}

void Recorder::set_assignments(std::vector<Assignment> rules) {
    RecorderJob job{RecorderJob::Kind::Assign};
    job.assignments = std::move(rules);
    push(std::move(job));
}

void Recorder::push(RecorderJob job) {
    const bool is_row = job.kind == RecorderJob::Kind::Finish;
    if (jobs_.push(std::move(job)) || !is_row) return;
    if (rows_lost_++ == 0) log_error("a call could not be recorded: the recorder is full");
}

// What waits is gathered for a moment, so that a busy time costs one wake-up for many calls; a new
// connection is looked up at once, before a short-lived client is gone, and a call that waits for a
// budget is answered at once.
std::vector<RecorderJob> Recorder::next_batch() {
    std::vector<RecorderJob> batch = jobs_.pop_many(BatchLimit);
    const bool is_new = std::ranges::any_of(
        batch, [](const RecorderJob& job) {
            return job.kind == RecorderJob::Kind::Expect || job.kind == RecorderJob::Kind::Ask;
        });
    if (batch.empty() || is_new || stop_by_ != 0) return batch;
    std::this_thread::sleep_for(GatherTime);
    for (RecorderJob& job : jobs_.take_now(BatchLimit)) batch.push_back(std::move(job));
    return batch;
}

void Recorder::run() {
    platform::name_thread("fb-recorder");
    platform::lower_thread_priority();
    while (true) {
        const std::vector<RecorderJob> batch = next_batch();
        if (batch.empty()) return;
        const MonotonicNs stop_by = stop_by_;
        worker_->set_hurry(stop_by != 0 && clock_.monotonic() > stop_by);
        run_guarded([&] { worker_->look_up(batch); });
        for (const RecorderJob& job : batch) {
            const bool done = run_guarded([&] { worker_->run(job); });
            if (!done && job.kind == RecorderJob::Kind::Finish) ++rows_lost_;
            // A lower priority alone lets a thread finish its slice of milliseconds while a call
            // waits for the core; between two jobs of 50 us it is offered.
            std::this_thread::yield();
        }
    }
}

}  // namespace farebox::proxy
