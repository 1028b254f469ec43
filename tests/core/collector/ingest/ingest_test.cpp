// From bytes to sums, on both engines: what laptops send through a bad network, and what is there.
#include "core/collector/ingest/ingest.h"

#include <algorithm>
#include <random>

#include "core/http/content_coding.h"
#include "tests/core/collector/store/calls_sample.h"
#include "tests/core/collector/stores.h"

using namespace farebox;
using namespace farebox::tests;

namespace {

class TestClock final : public Clock {
public:
    UtcNs now() const override { return now_; }
    MonotonicNs monotonic() const override { return now_; }
    UtcNs now_ = November + 20 * NsPerDay;
};

/// What a laptop puts on the wire.
struct Message {
    std::string device_id;
    std::string coding;
    std::string body;
};

Message message_of(const std::string& device_id, std::string_view coding,
                   const std::vector<api::IngestEvent>& events, const std::string& epoch = "e-1") {
    api::BatchHead head;
    head.epoch = epoch;
    head.first_seq = events.front().seq;
    head.last_seq = events.back().seq;
    head.sent_at = November;
    const std::string text = api::format_batch(head, events);
    return {device_id, std::string(coding), http::encode_all(coding, text).value()};
}

api::IngestEvent event_of(const StoredCall& stored, std::int64_t seq) {
    api::IngestEvent event;
    event.seq = seq;
    event.call = stored.call;
    if (stored.calls > 1) {
        event.kind = api::EventKind::Compacted;
        event.calls = stored.calls;
    }
    return event;
}

/// A ledger of calls, revisions and superseded events, and the newest truth of each call.
struct Laptop {
    std::string device_id;
    std::vector<api::IngestEvent> events;
    std::map<std::string, StoredCall> newest;

    Laptop(int number, std::mt19937_64& random, std::int64_t count)
        : device_id(format("device-{}", number)) {
        for (std::int64_t seq = 1; seq <= count; ++seq) {
            if (random() % 10 == 0) {
                events.push_back({seq, api::EventKind::Superseded, 1, {}, {}});
                continue;
            }
            const UtcNs time = November + std::int64_t(random() % 20) * NsPerDay;
            StoredCall stored = any_call(random, time, std::uint64_t(number) << 32 | std::uint64_t(seq));
            stored.unknown_words.clear();
            if (!newest.empty() && random() % 4 == 0) {
                auto old = newest.begin();
                std::advance(old, long(random() % newest.size()));
                stored.call.call_id = old->first;
                stored.call.started_at = old->second.call.started_at;
                stored.call.revision = old->second.call.revision + 1;
            }
            newest[stored.call.call_id] = stored;
            events.push_back(event_of(stored, seq));
        }
    }

    Message stretch(std::size_t first, std::size_t count, std::string_view coding) const {
        const auto begin = events.begin() + long(first);
        const auto end = events.begin() + long(std::min(events.size(), first + count));
        return message_of(device_id, coding, {begin, end});
    }
};

constexpr const char* Codings[] = {"", "gzip", "zstd"};

Message any_message(const Laptop& laptop, std::mt19937_64& random) {
    return laptop.stretch(random() % laptop.events.size(), 1 + random() % 40, Codings[random() % 3]);
}

/// Cut somewhere, or with a byte turned.
Message damaged(Message message, std::mt19937_64& random) {
    const std::size_t at = random() % message.body.size();
    if (random() % 2 == 0) {
        message.body.resize(at);
    } else {
        message.body[at] = static_cast<char>(message.body[at] ^ (1 << random() % 8));
    }
    return message;
}

std::int64_t known_cost(const std::vector<Laptop>& laptops) {
    std::int64_t cost = 0;
    for (const Laptop& laptop : laptops) {
        for (const auto& [id, stored] : laptop.newest) {
            cost += stored.call.cost.list_cost_nano.value_or(0);
        }
    }
    return cost;
}

}  // namespace

class IngestTest : public QObject {
    Q_OBJECT
private:
    TestClock clock_;

private slots:
    void stores_every_call_once_through_a_bad_network_data() { add_stores(); }
    void stores_every_call_once_through_a_bad_network() {
        FAREBOX_STORE(store);
        CallStore calls(store->database());
        Ingest ingest(calls, clock_);
        std::mt19937_64 random(5);
        std::vector<Laptop> laptops;
        for (int number = 1; number <= 3; ++number) laptops.emplace_back(number, random, 120);
        const auto send = [&](const Message& message) {
            return ingest.take({message.device_id, "", {}}, message.coding, message.body);
        };
        // Pieces twice, late and out of order; a zstd frame has no checksum of ours, so only cuts
        // and turned bytes of checked codings are sure to be noticed: plain text is left whole.
        for (int step = 0; step < 150; ++step) {
            Message message = any_message(laptops[random() % laptops.size()], random);
            const bool is_damaged = message.coding == "gzip" && random() % 3 == 0;
            if (is_damaged) message = damaged(std::move(message), random);
            const auto ingested = send(message);
            if (!is_damaged) QVERIFY(ingested.has_value());
        }
        for (const Laptop& laptop : laptops) {
            for (std::size_t from = 0; from < laptop.events.size(); from += 50) {
                const auto ingested = send(laptop.stretch(from, 50, "zstd"));
                QVERIFY(ingested.has_value());
                QVERIFY(ingested->ack.rejected.empty());
            }
            QCOMPARE(send(laptop.stretch(0, 1, ""))->ack.ack_seq, 120);
        }
        const Lease session = store->database().session().value();
        QVERIFY(read_rollup(*session) == recount(*session));
        QCOMPARE(one_number(*session, "SELECT sum(list_cost_nano) FROM rollup"), known_cost(laptops));
        std::size_t count = 0;
        for (const Laptop& laptop : laptops) count += laptop.newest.size();
        QCOMPARE(one_number(*session, "SELECT count(*) FROM calls"), std::int64_t(count));
    }

    void rejects_one_row_and_takes_the_others_data() { add_stores(); }
    void rejects_one_row_and_takes_the_others() {
        FAREBOX_STORE(store);
        CallStore calls(store->database());
        Ingest ingest(calls, clock_);
        StoredCall poison = call_at(November, 2, 2);
        poison.call.usage.input_tokens = -5;
        const Message message =
            message_of("device-1", "zstd",
                       {event_of(call_at(November, 1, 1), 1), event_of(poison, 2),
                        event_of(call_at(November, 3, 3), 3)});
        for (int attempt = 0; attempt < 2; ++attempt) {
            const auto ingested = ingest.take({"device-1", "", {}}, "zstd", message.body);
            QVERIFY(ingested.has_value());
            QCOMPARE(ingested->ack.ack_seq, 3);
            QCOMPARE(ingested->ack.rejected.size(), std::size_t(1));
            QCOMPARE(ingested->ack.rejected[0].seq, 2);
            QCOMPARE(ingested->ack.accepted, attempt == 0 ? 2 : 0);
        }
        const Lease session = store->database().session().value();
        QCOMPARE(one_number(*session, "SELECT count(*) FROM rejected_rows"), 1);
    }

    void keeps_two_devices_apart_data() { add_stores(); }
    void keeps_two_devices_apart() {
        FAREBOX_STORE(store);
        CallStore calls(store->database());
        Ingest ingest(calls, clock_);
        const auto send = [&](const char* device, std::uint64_t number) {
            return ingest.take({device, "", {}}, "",
                               message_of(device, "", {event_of(call_at(November, number, 1), 1)}).body);
        };
        QCOMPARE(send("device-1", 1)->ack.accepted, 1);
        QCOMPARE(send("device-2", 2)->ack.accepted, 1);
        QVERIFY(send("device-1", 3)->is_epoch_conflict);
        const auto kept = calls.find_call(id_at(November, 2)).value();
        QCOMPARE(kept->call.device_id, std::string("device-2"));
    }

    void says_what_it_cannot_read() {
        TempDir folder;
        const auto database = collector::open_sqlite(folder.file("c.db")).value();
        QVERIFY(migrate(*database).has_value());
        CallStore calls(*database);
        Ingest ingest(calls, clock_);
        const auto code_of = [&](std::string_view coding, const std::string& body) {
            return ingest.take({"device-1", "", {}}, coding, body).error().code;
        };
        QCOMPARE(code_of("", "hello"), ErrorCode::Invalid);
        QCOMPARE(code_of("gzip", "hello"), ErrorCode::Invalid);
        QCOMPARE(code_of("lzma", "hello"), ErrorCode::Unsupported);
        QCOMPARE(code_of("", std::string(api::BatchByteLimit + 1, ' ')), ErrorCode::TooLarge);
        const std::string bomb = http::encode_all("zstd", std::string(64 << 20, ' ')).value();
        QVERIFY(bomb.size() < api::BatchByteLimit);
        QCOMPARE(code_of("zstd", bomb), ErrorCode::TooLarge);
        const Lease session = database->session().value();
        QCOMPARE(one_number(*session, "SELECT count(*) FROM device_epochs"), 0);
    }

    void measures_the_clock_of_the_device() {
        TempDir folder;
        const auto database = collector::open_sqlite(folder.file("c.db")).value();
        QVERIFY(migrate(*database).has_value());
        CallStore calls(*database);
        Ingest ingest(calls, clock_);
        const Message message = message_of("d", "", {event_of(call_at(November, 1, 1), 1)});
        const auto ingested = ingest.take({"d", "", {}}, "", message.body);
        QCOMPARE(ingested->ack.server_time, clock_.now_);
        const Lease session = database->session().value();
        QCOMPARE(one_number(*session, "SELECT clock_offset_ns FROM device_epochs"),
                 November - clock_.now_);
    }
};

FAREBOX_TEST_CLASS(IngestTest)
#include "ingest_test.moc"
