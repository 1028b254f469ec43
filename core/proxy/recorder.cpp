#include "core/proxy/recorder.h"

#include "core/base/log.h"
#include "core/platform/thread.h"
#include "core/proxy/recorder_worker.h"

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

}  // namespace

Recorder::Recorder(RecorderOptions options, ledger::Ledger& ledger, const pricing::PriceBook& book,
                   const Clock& clock)
    : worker_(std::make_unique<RecorderWorker>(std::move(options), ledger, book)),
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

void Recorder::forget_connection(std::uint64_t connection) {
    push({RecorderJob::Kind::Forget, nullptr, connection});
}

void Recorder::push(RecorderJob job) {
    const bool is_row = job.kind == RecorderJob::Kind::Finish;
    if (jobs_.push(std::move(job)) || !is_row) return;
    if (rows_lost_++ == 0) log_error("a call could not be recorded: the recorder is full");
}

void Recorder::run() {
    platform::name_thread("fb-recorder");
    while (true) {
        std::vector<RecorderJob> batch = jobs_.pop_many(BatchLimit);
        if (batch.empty()) return;
        const MonotonicNs stop_by = stop_by_;
        worker_->set_hurry(stop_by != 0 && clock_.monotonic() > stop_by);
        // A defect in a reader must cost its row's details, not the daemon.
        try {
            worker_->run(batch);
        } catch (const std::exception& why) {
            log_error("recording failed", {{"why", why.what()}});
        }
    }
}

}  // namespace farebox::proxy
