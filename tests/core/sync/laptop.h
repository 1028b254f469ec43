#pragma once
// A laptop with a ledger and the worker of its sync, on a clock that is a test's.

#include "core/ledger/ledger.h"
#include "core/ledger/reader.h"
#include "core/sync/sync_worker.h"
#include "tests/core/ledger/sample.h"
#include "tests/core/sync/fake_collector.h"
#include "tests/support/suite.h"

namespace farebox::tests {

struct Laptop {
    TempDir dir;
    TestClock clock;
    sync::WorkerOptions options;
    std::unique_ptr<ledger::Ledger> ledger;
    std::unique_ptr<sync::SyncWorker> worker;
    std::int64_t cents = 0;

    explicit Laptop(FakeCollector& collector) {
        options.url = collector.url();
        options.enrolment_token = "good";
        options.ledger_path = dir.file("l.db");
        options.state_dir = dir.path();
        options.policy_file = dir.file("policy.json");
        ledger = std::move(ledger::Ledger::open({.path = options.ledger_path}, clock)).value();
        restart();
    }
    void restart(sync::WorkerHooks hooks = {}) {
        worker = std::make_unique<sync::SyncWorker>(options, std::move(hooks), clock, 7, nullptr);
    }
    void append(const std::string& id, std::int64_t revision = 1) {
        Call call = sample_call(clock.time, id);
        call.revision = revision;
        call.cost.list_cost_nano = 1'000 + revision;
        call.cwd = "/home/ada/secret-project";
        if (revision == 1) cents += *call.cost.list_cost_nano;
        ledger->append(call);
        ledger->flush(std::chrono::seconds(5)).has_value();
    }
    void append_many(int count) {
        for (int i = 0; i < count; ++i) append(format("c-{}", i));
    }
    // Steps until nothing is left to do at once; at most `limit` steps.
    sync::Pause run(int limit = 60) {
        sync::Pause pause;
        for (int i = 0; i < limit; ++i) {
            pause = worker->step();
            if (worker->report().is_drained || !pause) return pause;
            clock.time += pause->count() * NsPerMs;
        }
        return pause;
    }
    ledger::SyncState state() {
        return ledger::Reader::open(options.ledger_path).value()->sync_state().value();
    }
};

}  // namespace farebox::tests
