// Whatever is sent twice, late, out of order, revised or cut off by a crash: every call and every
// cent is there once, and the sums are those of the calls. Seeded, so that a failure repeats.
#include <sys/wait.h>
#include <csignal>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <random>
#include <thread>

#include "core/collector/store/call_store.h"
#include "tests/core/collector/store/calls_sample.h"
#include "tests/core/collector/stores.h"

using namespace farebox;
using namespace farebox::tests;

namespace {

/// A laptop: its ledger as a list of events by seq, and the newest truth of each call.
class Laptop {
public:
    Laptop(int number, std::mt19937_64& random, int events) : name_(format("device-{}", number)) {
        for (int at = 0; at < events; ++at) {
            const bool revises = !newest_.empty() && random() % 4 == 0;
            StoredCall stored;
            if (revises) {
                auto old = newest_.begin();
                std::advance(old, long(random() % newest_.size()));
                stored = any_call(random, old->second.call.started_at, 0);
                stored.call.call_id = old->first;
                stored.day = old->second.day;
                stored.call.revision = old->second.call.revision + 1;
            } else {
                const UtcNs time = November + std::int64_t(random() % 60) * NsPerDay - 30 * NsPerDay;
                stored = any_call(random, time, std::uint64_t(number) << 32 | std::uint64_t(at));
            }
            stored.call.device_id = name_;
            stored.seq = at + 1;
            newest_[stored.call.call_id] = stored;
            events_.push_back(std::move(stored));
        }
    }

    /// Some stretch of the ledger.
    DeviceBatch stretch(std::size_t first, std::size_t count) const {
        const std::size_t end = std::min(events_.size(), first + count);
        DeviceBatch batch = batch_of({events_.begin() + long(first), events_.begin() + long(end)});
        batch.device_id = name_;
        batch.epoch = "epoch-of-" + name_;
        return batch;
    }
    std::size_t size() const { return events_.size(); }
    const std::map<std::string, StoredCall>& newest() const { return newest_; }

private:
    const std::string name_;
    std::vector<StoredCall> events_;
    std::map<std::string, StoredCall> newest_;
};

/// Sums over everything but the months that carry it: what no order of arrival may change.
RollupFigures total_of(const Sums& sums) {
    RollupFigures total{};
    for (const auto& [key, figures] : sums) {
        for (std::size_t at = 0; at < total.size(); ++at) total[at] += figures[at];
    }
    return total;
}

RollupFigures total_of(const std::vector<Laptop>& laptops) {
    RollupDelta delta;
    for (const Laptop& laptop : laptops) {
        for (const auto& [id, stored] : laptop.newest()) delta.add(stored, "any", +1);
    }
    return total_of(delta.changes());
}

std::vector<Laptop> make_laptops(std::mt19937_64& random, int events) {
    std::vector<Laptop> laptops;
    for (int number = 1; number <= 3; ++number) laptops.emplace_back(number, random, events);
    return laptops;
}

/// What a closed month says, by its name.
std::map<std::string, Sums> by_month(const Sums& sums) {
    std::map<std::string, Sums> months;
    for (const auto& [key, figures] : sums) months[key[0]][key] = figures;
    return months;
}

void verify(Session& session, const std::vector<Laptop>& laptops) {
    const Sums sums = read_rollup(session);
    QVERIFY(sums == recount(session));
    QVERIFY(total_of(sums) == total_of(laptops));
    std::size_t calls = 0;
    for (const Laptop& laptop : laptops) calls += laptop.newest().size();
    QCOMPARE(one_number(session, "SELECT count(*) FROM calls"), std::int64_t(calls));
    // The lines of the bills: list price, else what the vendor stated.
    QCOMPARE(one_number(session, "SELECT sum(cost_nano) FROM rollup_components"),
             one_number(session,
                        "SELECT sum(coalesce(list_cost_nano, vendor_cost_nano, 0)) FROM calls"));
    QCOMPARE(one_number(session, "SELECT count(*) FROM received_ranges"), 0);
    QCOMPARE(one_number(session, "SELECT sum(ack_seq) FROM device_epochs"),
             std::int64_t(laptops.size() * laptops[0].size()));
}

void send_all_in_order(CallStore& store, const std::vector<Laptop>& laptops, std::size_t step) {
    for (const Laptop& laptop : laptops) {
        for (std::size_t from = 0; from < laptop.size(); from += step) {
            Result<Appended> appended = unavailable("not yet");
            for (int attempt = 0; attempt < 50 && !appended; ++attempt) {
                appended = store.append(laptop.stretch(from, step));
            }
            QVERIFY2(appended.has_value(), appended ? "" : appended.error().message.c_str());
            QVERIFY(!appended->is_epoch_conflict);
        }
    }
}

/// Appends for ever, until it is killed.
[[noreturn]] void append_until_killed(TestStore& store, const std::vector<Laptop>& laptops,
                                      std::uint64_t seed) {
    auto database = store.open_again();
    if (!database) _exit(1);
    CallStore calls(**database);
    std::mt19937_64 random(seed);
    while (true) {
        const Laptop& laptop = laptops[random() % laptops.size()];
        (void)calls.append(laptop.stretch(random() % laptop.size(), 1 + random() % 60));
    }
}

}  // namespace

class CallStorePropertyTest : public QObject {
    Q_OBJECT
private slots:
    void adds_up_however_batches_arrive_data() { add_stores(); }
    void adds_up_however_batches_arrive() {
        FAREBOX_STORE(store);
        for (std::uint64_t seed = 1; seed <= 6; ++seed) {
            const auto fresh = TestStore::make(engine);
            std::mt19937_64 random(seed);
            const std::vector<Laptop> laptops = make_laptops(random, 150);
            CallStore calls(fresh->database());
            const Lease session = fresh->database().session().value();
            std::map<std::string, Sums> closed;
            for (int step = 0; step < 60; ++step) {
                const Laptop& laptop = laptops[random() % laptops.size()];
                const auto batch = laptop.stretch(random() % laptop.size(), 1 + random() % 40);
                const auto appended = calls.append(batch);
                QVERIFY2(appended.has_value(), appended ? "" : appended.error().message.c_str());
                QVERIFY(!appended->is_epoch_conflict);
                if (step != 20 && step != 40) continue;
                const std::string month = step == 20 ? "2026-10" : "2026-11";
                close_month(*session, month);
                closed[month] = by_month(read_rollup(*session))[month];
            }
            send_all_in_order(calls, laptops, 1 + random() % 70);
            send_all_in_order(calls, laptops, 1 + random() % 70);
            verify(*session, laptops);
            auto months = by_month(read_rollup(*session));
            for (const auto& [month, sums] : closed) QVERIFY(months[month] == sums);
            if (QTest::currentTestFailed()) qFatal("seed %d", int(seed));
        }
    }

    void adds_up_when_many_threads_send_the_same_data() { add_stores(); }
    void adds_up_when_many_threads_send_the_same() {
        FAREBOX_STORE(store);
        std::mt19937_64 random(11);
        const std::vector<Laptop> laptops = make_laptops(random, 200);
        CallStore calls(store->database());
        std::vector<std::thread> threads;
        for (std::uint64_t thread = 0; thread < 4; ++thread) {
            threads.emplace_back([&, thread] {
                std::mt19937_64 own(100 + thread);
                for (int step = 0; step < 30; ++step) {
                    const Laptop& laptop = laptops[own() % laptops.size()];
                    (void)calls.append(laptop.stretch(own() % laptop.size(), 1 + own() % 50));
                }
            });
        }
        for (auto& thread : threads) thread.join();
        send_all_in_order(calls, laptops, 50);
        verify(*store->database().session().value(), laptops);
    }

    void loses_and_doubles_nothing_when_killed_data() { add_stores(); }
    void loses_and_doubles_nothing_when_killed() {
        FAREBOX_STORE(store);
        std::mt19937_64 random(23);
        const std::vector<Laptop> laptops = make_laptops(random, 200);
        for (std::uint64_t round = 0; round < 12; ++round) {
            const int child = fork();
            if (child == 0) append_until_killed(*store, laptops, round);
            std::this_thread::sleep_for(std::chrono::milliseconds(20 + random() % 120));
            kill(child, SIGKILL);
            int status = 0;
            waitpid(child, &status, 0);
            QVERIFY(WIFSIGNALED(status));
            const Lease session = store->database().session().value();
            QVERIFY(read_rollup(*session) == recount(*session));
        }
        QVERIFY(one_number(*store->database().session().value(), "SELECT count(*) FROM calls") > 0);
        CallStore calls(store->database());
        send_all_in_order(calls, laptops, 40);
        verify(*store->database().session().value(), laptops);
    }

    void loses_and_doubles_nothing_when_the_server_crashes_data() { add_stores(); }
    void loses_and_doubles_nothing_when_the_server_crashes() {
        FAREBOX_STORE(store);
        if (engine == "sqlite") QSKIP("there is no server");
        std::mt19937_64 random(31);
        const std::vector<Laptop> laptops = make_laptops(random, 200);
        CallStore calls(store->database());
        for (int round = 0; round < 3; ++round) {
            std::atomic<bool> is_done{false};
            std::thread sender([&] {
                std::mt19937_64 own(std::uint64_t(round) + 1);
                while (!is_done) {
                    const Laptop& laptop = laptops[own() % laptops.size()];
                    (void)calls.append(laptop.stretch(own() % laptop.size(), 1 + own() % 50));
                }
            });
            std::this_thread::sleep_for(std::chrono::milliseconds(150));
            const bool is_up = shared_postgres()->crash_and_restart();
            is_done = true;
            sender.join();
            QVERIFY(is_up);
        }
        send_all_in_order(calls, laptops, 40);
        verify(*store->database().session().value(), laptops);
    }
};

FAREBOX_TEST_CLASS(CallStorePropertyTest)
#include "call_store_property_test.moc"
