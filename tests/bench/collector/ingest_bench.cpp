// collector-ingest-bench FOLDER CALLS THREADS: calls taken a second, from zstd bytes to the committed
// acknowledgement, on PostgreSQL and on SQLite, beside a plain COPY of the same rows into the same
// PostgreSQL in the same minute. Prints one JSON object.
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <functional>
#include <thread>

#include "core/base/json.h"
#include "core/collector/ingest/ingest.h"
#include "core/collector/store/postgres/open.h"
#include "core/collector/store/sqlite/open.h"
#include "core/http/content_coding.h"
#include "tests/bench/collector/company.h"
#include "tests/support/postgres_server.h"

namespace farebox::bench {
namespace {

using namespace farebox::collector;
using std::chrono::steady_clock;

constexpr std::int64_t BatchRows = 500;

struct Message {
    std::string device_id;
    std::string body;
};

double seconds_of(const std::function<void()>& work) {
    const auto start = steady_clock::now();
    work();
    return std::chrono::duration<double>(steady_clock::now() - start).count();
}

template <class T>
T must(Result<T> result) {
    if (result) return std::move(result).value();
    std::fprintf(stderr, "collector-ingest-bench: %s\n", result.error().message.c_str());
    std::exit(1);
}
void must(Result<void> result) {
    if (result) return;
    std::fprintf(stderr, "collector-ingest-bench: %s\n", result.error().message.c_str());
    std::exit(1);
}

/// One batch of each of as many devices as it takes.
std::vector<Message> make_messages(std::int64_t calls) {
    std::vector<Message> messages;
    for (std::int64_t device = 0; device < calls / BatchRows; ++device) {
        api::BatchHead head;
        head.epoch = "019c8a1e-2400-7d91-8bf4-206db76226b9";
        head.first_seq = 1;
        head.last_seq = BatchRows;
        const std::string text = api::format_batch(head, make_events(device, 1, BatchRows));
        messages.push_back({format("019c8a1e-2400-7d91-8bf4-{}", 100000000000 + device),
                            must(http::encode_all("zstd", text))});
    }
    return messages;
}

double ingest_all(Database& database, const std::vector<Message>& messages, int threads) {
    const SystemClock clock;
    CallStore store(database);
    Ingest ingest(store, clock, nullptr, threads);
    std::atomic<std::size_t> next{0};
    return seconds_of([&] {
        std::vector<std::thread> workers;
        for (int worker = 0; worker < threads; ++worker) {
            workers.emplace_back([&] {
                for (std::size_t at = next++; at < messages.size(); at = next++) {
                    const Message& message = messages[at];
                    must(ingest.take({message.device_id, "", {}}, "zstd", message.body));
                }
            });
        }
        for (std::thread& worker : workers) worker.join();
    });
}

/// Rows as `calls` has them, in no table's way: no key, no index, no sums, 5000 a commit.
double copy_plainly(Database& database, std::int64_t calls, const char* table) {
    const Lease session = must(database.session());
    must(session->run_script(format("CREATE TABLE {} (LIKE calls)", table)));
    std::vector<std::vector<Value>> rows;
    double seconds = 0;
    for (std::int64_t number = 0; number < calls; number += 5000) {
        rows.clear();
        for (std::int64_t at = 0; at < 5000; ++at) {
            StoredCall stored;
            stored.call = make_call(number / BatchRows, at);
            stored.call.device_id = "019c8a1e-2400-7d91-8bf4-100000000000";
            stored.id_month = stored.posted_month = "2026-10";
            stored.day = "2026-10-01";
            stored.epoch = "019c8a1e-2400-7d91-8bf4-206db76226b9";
            rows.push_back(values_of(stored));
        }
        seconds += seconds_of([&] {
            auto transaction = must(Transaction::begin(*session));
            must(session->insert_many(table, call_columns(), rows));
            must(transaction.commit());
        });
    }
    return seconds;
}

std::int64_t number_of(Database& database, const std::string& sql) {
    return must(must(database.session())->run(sql))[0].integer(0);
}

std::int64_t rate(std::int64_t calls, double seconds) {
    return static_cast<std::int64_t>(double(calls) / seconds);
}

Json measure_sizes(Database& database, std::int64_t calls) {
    const auto bytes = [&](const char* what) {
        return number_of(database, format("SELECT sum(pg_total_relation_size(oid)) FROM pg_class "
                                          "WHERE relkind = 'r' AND relname LIKE '{}'", what));
    };
    const auto heap = number_of(database, "SELECT sum(pg_relation_size(oid)) FROM pg_class WHERE "
                                          "relkind = 'r' AND relname LIKE 'calls\\_%'");
    return {{"raw_bytes_per_call", bytes("calls\\_%") / calls},
            {"raw_heap_bytes_per_call", heap / calls},
            {"rollup_bytes_per_call", bytes("rollup") / calls},
            {"components_bytes_per_call", bytes("rollup\\_components") / calls},
            {"rollup_rows", number_of(database, "SELECT count(*) FROM rollup")}};
}

Json measure_postgres(const std::vector<Message>& messages, std::int64_t calls, int threads) {
    tests::PostgresServer::Options options;
    options.fsync = true;
    options.settings = {"shared_buffers=512MB", "max_wal_size=4GB"};
    const auto server = tests::PostgresServer::start(options);
    if (!server) std::exit(1);
    const auto database = must(open_postgres(server->make_database()));
    must(migrate(*database));
    const std::int64_t copied = std::min<std::int64_t>(calls, 100'000);
    const double copy_before = copy_plainly(*database, copied, "plain_a");
    const std::int64_t server_before = cpu_ms(server->pid());
    const std::clock_t client_before = std::clock();
    const double ingest = ingest_all(*database, messages, threads);
    const std::int64_t client_us = (std::clock() - client_before) * 1'000'000 / CLOCKS_PER_SEC;
    const std::int64_t server_us = (cpu_ms(server->pid()) - server_before) * 1000;
    const double replay = ingest_all(*database, messages, threads);
    const double copy_after = copy_plainly(*database, copied, "plain_b");
    const double copy = (copy_before + copy_after) / 2;
    Json result = {{"server", database->describe().substr(0, 16)},
                   {"calls_per_second", rate(calls, ingest)},
                   {"replayed_calls_per_second", rate(calls, replay)},
                   {"plain_copy_rows_per_second", rate(copied, copy)},
                   {"ratio_to_plain_copy", double(rate(calls, ingest)) / double(rate(copied, copy))},
                   {"collector_cpu_us_per_call", client_us / calls},
                   {"server_cpu_us_per_call", server_us / calls},
                   {"stored", number_of(*database, "SELECT sum(calls) FROM rollup")}};
    result.update(measure_sizes(*database, calls));
    return result;
}

Json measure_sqlite(const std::string& folder, const std::vector<Message>& messages,
                    std::int64_t calls, int threads) {
    const std::string path = folder + "/collector.db";
    const auto database = must(open_sqlite(path));
    must(migrate(*database));
    const std::clock_t cpu_before = std::clock();
    const double ingest = ingest_all(*database, messages, threads);
    const std::int64_t cpu_us = (std::clock() - cpu_before) * 1'000'000 / CLOCKS_PER_SEC;
    const double replay = ingest_all(*database, messages, threads);
    const std::int64_t bytes = number_of(
        *database, "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()");
    return {{"calls_per_second", rate(calls, ingest)},
            {"replayed_calls_per_second", rate(calls, replay)},
            {"cpu_us_per_call", cpu_us / calls},
            {"file_bytes_per_call", bytes / calls},
            {"stored", number_of(*database, "SELECT sum(calls) FROM rollup")}};
}

int run(const std::string& folder, std::int64_t calls, int threads) {
    const std::vector<Message> messages = make_messages(calls);
    std::int64_t wire = 0;
    for (const Message& message : messages) wire += std::int64_t(message.body.size());
    Json result = {{"calls", calls}, {"threads", threads}, {"wire_bytes_per_call", wire / calls}};
    result["postgres"] = measure_postgres(messages, calls, threads);
    result["sqlite"] = measure_sqlite(folder, messages, calls, threads);
    result["peak_resident_mib"] = resident_kib(int(getpid())) / 1024;
    result["of_it_messages_mib"] = wire >> 20;
    std::printf("%s\n", to_pretty_text(result).c_str());
    return 0;
}

}  // namespace
}  // namespace farebox::bench

int main(int argc, char** argv) {
    if (argc != 4) {
        std::fprintf(stderr, "usage: collector-ingest-bench FOLDER CALLS THREADS\n");
        return 2;
    }
    return farebox::bench::run(argv[1], std::atoll(argv[2]), std::atoi(argv[3]));
}
