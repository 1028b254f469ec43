// sync-laptop FOLDER URL TOKEN SEED: a workstation without agents, for the chaos test.
//
// Appends calls to a real ledger at random times and syncs them with the daemon's own sync code,
// until it is killed; started again it goes on with the same files. With the file FOLDER/quiet it
// appends nothing more and prints "drained" once everything is at the collector. What it made is
// what its ledger says: the test compares that with the collector.

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <thread>

#include "core/base/file_io.h"
#include "core/base/format.h"
#include "core/base/log.h"
#include "core/base/uuid.h"
#include "core/ledger/ledger.h"
#include "core/ledger/reader.h"
#include "core/sync/syncer.h"

namespace farebox {
namespace {

using namespace std::chrono_literals;

class CallMaker {
public:
    explicit CallMaker(std::uint64_t seed) : random_(seed) {}

    // Now and then a second revision of an earlier call, as a true-up makes it.
    Call next(UtcNs now) {
        if (!made_.empty() && pick(8) == 0) {
            Call again = made_[static_cast<std::size_t>(pick(static_cast<std::int64_t>(made_.size())))];
            again.revision = ++revisions_[again.call_id];
            again.cost.list_cost_nano = pick(90'000'000);
            return again;
        }
        Call call;
        call.call_id = make_uuid_v7(now);
        call.started_at = now - pick(40 * 86'400) * NsPerSecond;
        call.ended_at = call.started_at + NsPerSecond;
        call.agent = pick(2) == 0 ? "claude-code" : "codex";
        call.repo = pick(5) == 0 ? "" : format("github.com/acme/service-{}", pick(6));
        call.branch = call.repo.empty() ? "" : format("feature/{}", pick(3));
        call.provider = "anthropic";
        call.endpoint = "messages";
        call.model_requested = call.model_served = "claude-opus-5-5";
        call.billing_mode = BillingMode::Api;
        call.usage.input_tokens = pick(9'000);
        call.usage.output_tokens = pick(2'000);
        call.usage.usage_source = UsageSource::Vendor;
        call.cost.list_cost_nano = pick(90'000'000);
        call.cost.price_status = PriceStatus::Priced;
        call.http_status = 200;
        revisions_[call.call_id] = 1;
        if (made_.size() < 500) made_.push_back(call);
        return call;
    }
    std::int64_t pick(std::int64_t count) {
        return std::uniform_int_distribution<std::int64_t>(0, count - 1)(random_);
    }

private:
    std::mt19937_64 random_;
    std::vector<Call> made_;
    std::map<std::string, std::int64_t> revisions_;
};

int run(const std::string& folder, const std::string& url, const std::string& token,
        std::uint64_t seed) {
    const SystemClock clock;
    const std::string path = folder + "/" + ledger::FileName;
    auto opened = ledger::Ledger::open({.path = path}, clock);
    if (!opened) {
        std::fprintf(stderr, "sync-laptop: %s\n", opened.error().message.c_str());
        return 1;
    }
    ledger::Ledger& ledger = **opened;
    sync::WorkerHooks hooks;
    hooks.complete_through = [&]() -> std::optional<UtcNs> {
        (void)ledger.flush(2s);
        return std::nullopt;
    };
    sync::Syncer syncer({path, folder, "linux", "chaos"}, hooks, clock);
    settings::Settings values = settings::default_settings();
    values.collector = {url, token, ""};
    values.sync.interval_s = 1;
    values.sync.start_spread_s = 0;
    syncer.apply(values);

    CallMaker maker(seed);
    for (;;) {
        const bool is_quiet = file_exists(folder + "/quiet");
        const std::int64_t burst = is_quiet ? 0 : maker.pick(maker.pick(200) == 0 ? 1'500 : 4);
        for (std::int64_t i = 0; i < burst; ++i) {
            ledger.append(maker.next(clock.now()));
            syncer.notify();
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(maker.pick(90)));
        // The test is impatient: no quarter of an hour between attempts.
        if (maker.pick(8) == 0) syncer.sync_now();
        if (!is_quiet || !ledger.flush(5s)) continue;
        const auto reader = ledger::Reader::open(path);
        const auto state = reader ? (*reader)->sync_state() : Result<ledger::SyncState>(reader.error());
        if (!state || state->waiting > 0 || !syncer.status().report.is_drained) continue;
        std::printf("drained\n");
        std::fflush(stdout);
        std::this_thread::sleep_for(200ms);
    }
}

}  // namespace
}  // namespace farebox

int main(int argc, char** argv) {
    if (argc != 5) {
        std::fprintf(stderr, "usage: sync-laptop FOLDER URL TOKEN SEED\n");
        return 2;
    }
    farebox::set_log_plain(true);
    return farebox::run(argv[1], argv[2], argv[3], std::strtoull(argv[4], nullptr, 10));
}
