#pragma once
// Turns observations into rows, beside the data path: who sent the call, for which work, how many
// tokens, what it costs. One thread, first in first out, so that a call's `begin` (who and where,
// read while the process and its checkout still are as they were) always precedes its `finish`.
//
// `begin`, `finish` and `forget_connection` are called by the I/O thread and never wait. When the
// recorder lags far behind, `begin` drops the body and with it the body's evidence, never the row.

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <thread>

#include "core/attribution/workspace.h"
#include "core/base/clock.h"
#include "core/base/queue.h"
#include "core/budget/gate.h"
#include "core/ledger/ledger.h"
#include "core/model/assignment.h"
#include "core/pricing/price_book.h"
#include "core/proxy/observation.h"

namespace farebox::proxy {

class RecorderWorker;

struct RecorderOptions {
    std::string device_id;
    std::string developer_id;  ///< empty = unknown
    attribution::WorkspaceOptions workspaces;
    std::vector<Assignment> assignments;  ///< where calls belong that nothing else places
    /// Called on the recorder's thread; must not wait.
    std::function<void(std::vector<budget::Alert>)> on_alerts = [](auto) {};
    /// A call is under way: its id and start, and what is known of agent, session and work.
    std::function<void(const Call&)> on_begun = [](const Call&) {};
    std::function<void(const Call&)> on_row = [](const Call&) {};  ///< after it was appended
    /// One that on_begun told turned out to be none: its call_id.
    std::function<void(const std::string&)> on_no_row = [](const std::string&) {};
};

/// The work behind a call, every dimension known or given up ("").
using WorkFound = std::function<void(budget::Dimensions)>;

struct RecorderJob {
    enum class Kind { Expect, Ask, Begin, Finish, Drop, Forget, Rename, Assign };
    Kind kind = Kind::Begin;
    std::shared_ptr<Observation> seen;  ///< of Ask, Begin, Finish and Drop
    std::uint64_t connection = 0;       ///< of Expect and Forget
    platform::SocketPair socket;        ///< of Expect
    std::string developer_id;           ///< of Rename
    WorkFound answer;                   ///< of Ask
    std::vector<Assignment> assignments{};  ///< of Assign
};

class Recorder {
public:
    Recorder(RecorderOptions options, ledger::Ledger& ledger, budget::Gate& gate,
             const pricing::PriceBook& book, const Clock& clock);
    /// Finishes what waits, for at most 1.5 seconds; rows it could not conclude are written with what
    /// the data path saw.
    ~Recorder();
    Recorder(const Recorder&) = delete;
    Recorder& operator=(const Recorder&) = delete;

    /// A connection was accepted: find its owner, while the agent still writes its request.
    void expect(std::uint64_t connection, const platform::SocketPair& socket);
    /// A budget wants to know the work before the call is sent. `answer` comes on the recorder's
    /// thread; not at all when that stops first. The request part of `seen` stays as it is until
    /// `begin`, which is to follow.
    void ask(std::shared_ptr<Observation> seen, WorkFound answer);
    /// The request was sent: find its sender and its work now. The request part of `seen` is
    /// constant from here on, except its body, which the recorder takes.
    void begin(std::shared_ptr<Observation> seen);
    /// The call ended: meter, price and write it.
    void finish(std::shared_ptr<Observation> seen);
    /// What began was no call after all, as an upgrade whose exchanges are the calls: no row.
    void drop(std::shared_ptr<Observation> seen);
    /// The client connection is closed; its owner need not be remembered.
    void forget_connection(std::uint64_t connection);

    /// From now on rows are of this developer ("" = unknown). Any thread.
    void rename_developer(std::string developer_id);
    /// From now on these rules count. Any thread.
    void set_assignments(std::vector<Assignment> rules);

    std::int64_t rows_lost() const { return rows_lost_; }
    std::size_t waiting() const { return jobs_.size(); }

private:
    void push(RecorderJob job);
    std::vector<RecorderJob> next_batch();
    void run();

    std::unique_ptr<RecorderWorker> worker_;  ///< recorder thread only, once it runs
    const Clock& clock_;
    Queue<RecorderJob> jobs_;
    std::atomic<std::int64_t> rows_lost_{0};
    std::atomic<MonotonicNs> stop_by_{0};  ///< stopping: from then on conclude nothing more
    std::thread thread_;                   // last: starts when everything above is ready
};

}  // namespace farebox::proxy
