#include "core/ledger/ledger.h"

#include <algorithm>
#include <filesystem>
#include <span>

#include "core/base/format.h"
#include "core/base/log.h"
#include "core/ledger/batch_writer.h"
#include "core/ledger/ledger_file.h"
#include "core/platform/thread.h"

namespace farebox::ledger {
namespace {

using std::chrono::milliseconds;
using SteadyClock = std::chrono::steady_clock;

// Past a few thousand rows a larger transaction is no faster, and the lock is held longer.
constexpr std::size_t BatchLimit = 5'000;
constexpr milliseconds FirstRetry{250};
constexpr milliseconds LongestRetry{10'000};

}  // namespace

struct Ledger::Store {
    explicit Store(LedgerFile opened) : file(std::move(opened)) {}
    LedgerFile file;
    std::unique_ptr<BatchWriter> writer;  // refers to file.database
};

Ledger::Ledger(Options options, const Clock& clock)
    : options_(std::move(options)), clock_(clock) {}

Result<std::unique_ptr<Ledger>> Ledger::open(Options options, const Clock& clock) {
    std::unique_ptr<Ledger> ledger(new Ledger(std::move(options), clock));
    const Result<void> opened = ledger->open_store();
    if (!opened) {
        if (opened.error().code != ErrorCode::Unavailable) return opened.error();
        ledger->report(opened.error());
    }
    ledger->writer_ = std::thread([raw = ledger.get()] { raw->run(); });
    return ledger;
}

Ledger::~Ledger() {
    {
        LockGuard lock(mutex_);
        stopping_ = true;
        stop_by_ = SteadyClock::now() + options_.drain_limit;
    }
    work_.notify_all();
    if (writer_.joinable()) writer_.join();
}

bool Ledger::append(Call call) {
    bool wake = false;
    {
        LockGuard lock(mutex_);
        if (stopping_ || waiting_.size() + in_flight_ >= options_.queue_limit) {
            ++health_.rows_lost;
            return false;
        }
        ++appended_;
        waiting_.push_back(std::move(call));
        // The first row starts the gathering; in between nobody needs to wake up.
        wake = waiting_.size() == 1 || waiting_.size() == BatchLimit;
    }
    if (wake) work_.notify_one();
    return true;
}

Result<void> Ledger::flush(milliseconds timeout) {
    LockGuard lock(mutex_);
    const std::int64_t target = appended_;
    flush_target_ = std::max(flush_target_, target);
    ++flushes_;
    work_.notify_one();
    const bool settled = done_.wait_for(
        mutex_, timeout, [&]() FAREBOX_NO_THREAD_SAFETY { return settled_ >= target; });
    if (settled) return {};
    return unavailable(format("{} rows are not on disk after {} ms{}{}", target - settled_,
                              timeout.count(), health_.problem.empty() ? "" : ": ",
                              health_.problem));
}

Health Ledger::health() const {
    LockGuard lock(mutex_);
    Health health = health_;
    health.rows_waiting = static_cast<std::int64_t>(waiting_.size() + in_flight_);
    return health;
}

void Ledger::run() {
    platform::name_thread("ledger");
    platform::lower_thread_priority();
    for (;;) {
        std::vector<Call> batch = take_batch();
        if (batch.empty()) return;
        write_until_done(std::move(batch));
    }
}

// Empty only when stopping with nothing left.
std::vector<Call> Ledger::take_batch() {
    LockGuard lock(mutex_);
    work_.wait(mutex_, [this]() FAREBOX_NO_THREAD_SAFETY { return stopping_ || !waiting_.empty(); });
    work_.wait_for(mutex_, options_.group_commit, [this]() FAREBOX_NO_THREAD_SAFETY {
        return stopping_ || waiting_.size() >= BatchLimit || flush_target_ > settled_;
    });
    const std::size_t count = std::min(waiting_.size(), BatchLimit);
    const auto end = waiting_.begin() + static_cast<std::ptrdiff_t>(count);
    std::vector<Call> batch(std::move_iterator(waiting_.begin()), std::move_iterator(end));
    waiting_.erase(waiting_.begin(), end);
    in_flight_ = batch.size();
    return batch;
}

void Ledger::write_until_done(std::vector<Call> batch) {
    milliseconds delay = FirstRetry;
    for (;;) {
        const Result<void> written = write_once(batch);
        if (written) return settle(static_cast<std::int64_t>(batch.size()), 0);
        if (written.error().code == ErrorCode::Internal) return write_one_by_one(batch);
        report(written.error());
        if (!wait_before_retry(delay)) break;
        delay = std::min(delay * 2, LongestRetry);
    }
    log_error("the ledger could not be written before the end",
              {{"rows_lost", std::to_string(batch.size())}, {"path", options_.path}});
    settle(0, static_cast<std::int64_t>(batch.size()));
}

Result<void> Ledger::write_once(const std::vector<Call>& batch) {
    FAREBOX_TRY_VOID(ensure_open());
    Result<void> written = store_->writer->write(batch, clock_.now());
    if (written || written.error().code != ErrorCode::Invalid) return written;

    // Damaged under our hands: closing it and opening again moves it aside and starts a new one.
    store_.reset();
    if (const auto aside = move_aside(options_.path, clock_); aside) {
        LockGuard lock(mutex_);
        health_.notice = format("the ledger was damaged ({}); it is kept as {} and a new one was "
                                "started",
                                written.error().message, *aside);
        log_error(health_.notice);
    }
    FAREBOX_TRY_VOID(ensure_open());
    return store_->writer->write(batch, clock_.now());
}

// A file that somebody deleted would swallow every further row without an error.
Result<void> Ledger::ensure_open() {
    std::error_code why;
    if (store_ && !std::filesystem::exists(options_.path, why)) {
        log_warn("the ledger file was deleted; starting a new one", {{"path", options_.path}});
        store_.reset();
    }
    if (store_) return {};
    return open_store();
}

Result<void> Ledger::open_store() {
    FAREBOX_TRY(file, open_ledger_file(options_.path, clock_));
    auto store = std::make_unique<Store>(std::move(file));
    FAREBOX_TRY(writer, BatchWriter::prepare(store->file.database));
    store->writer = std::move(writer);
    store_ = std::move(store);
    LockGuard lock(mutex_);
    if (!store_->file.notice.empty()) {
        health_.notice = store_->file.notice;
        log_warn(health_.notice);
    }
    return {};
}

// Finds the row that spoils the batch; the others must not suffer for it. In order, because a
// flush counts rows.
void Ledger::write_one_by_one(std::vector<Call>& batch) {
    for (std::size_t i = 0; i < batch.size(); ++i) {
        const Result<void> written = store_->writer->write(std::span(&batch[i], 1), clock_.now());
        if (written) {
            settle(1, 0);
        } else if (written.error().code == ErrorCode::Internal) {
            log_error("a row cannot be written and is left out",
                      {{"call_id", batch[i].call_id}, {"reason", written.error().message}});
            settle(0, 1);
        } else {
            batch.erase(batch.begin(), batch.begin() + static_cast<std::ptrdiff_t>(i));
            return write_until_done(std::move(batch));
        }
    }
}

// False when stopping and out of time. A flush cuts the wait short.
bool Ledger::wait_before_retry(milliseconds delay) {
    LockGuard lock(mutex_);
    const std::int64_t seen = flushes_;
    const bool was_stopping = stopping_;
    if (was_stopping) {
        if (SteadyClock::now() >= stop_by_) return false;
        delay = std::min(delay, milliseconds(100));
    }
    work_.wait_for(mutex_, delay, [&]() FAREBOX_NO_THREAD_SAFETY {
        return (stopping_ && !was_stopping) || flushes_ != seen;
    });
    return true;
}

void Ledger::settle(std::int64_t written, std::int64_t lost) {
    {
        LockGuard lock(mutex_);
        settled_ += written + lost;
        in_flight_ -= static_cast<std::size_t>(written + lost);
        health_.rows_written += written;
        health_.rows_lost += lost;
        if (written > 0) {
            health_.last_commit = clock_.now();
            if (!health_.ok) log_info("the ledger is written again", {{"path", options_.path}});
            health_.ok = true;
            health_.problem.clear();
        }
    }
    done_.notify_all();
}

void Ledger::report(const Error& error) {
    LockGuard lock(mutex_);
    const std::string problem = format("the ledger cannot be written: {}", error.message);
    // Once per problem, not once per attempt.
    if (health_.problem != problem) log_error(problem, {{"path", options_.path}});
    health_.ok = false;
    health_.problem = problem;
}

}  // namespace farebox::ledger
