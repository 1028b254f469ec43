// ledger-bench FOLDER COUNT: writes COUNT calls through the real ledger as fast as its queue takes
// them, then asks for today's spend by agent, and for what five budgets start from. Prints one JSON
// object. COUNT 0: asks a ledger that is there and writes nothing.
//
// The rows look like a week of one busy developer: 2 agents, 40 repositories, 5 branches each.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <thread>

#include "core/base/clock.h"
#include "core/base/json.h"
#include "core/base/uuid.h"
#include "core/budget/gate_types.h"
#include "core/ledger/ledger.h"
#include "core/ledger/reader.h"

namespace farebox {
namespace {

using std::chrono::steady_clock;

double seconds_since(steady_clock::time_point start) {
    return std::chrono::duration<double>(steady_clock::now() - start).count();
}

Call make_call(std::int64_t number, UtcNs now) {
    Call call;
    call.call_id = make_uuid_v7(now);
    call.request_id = call.call_id;
    // The newest seventh is today's.
    call.started_at = now - number % 7 * NsPerDay;
    call.ended_at = call.started_at + 4 * NsPerSecond;
    call.agent = number % 3 == 0 ? "codex" : "claude-code";
    call.agent_version = "2.1.330";
    call.session_id = "session-" + std::to_string(number / 50);
    call.repo = "github.com/acme/service-" + std::to_string(number % 40);
    call.branch = "feature/" + std::to_string(number % 5);
    call.provider = number % 3 == 0 ? "openai" : "anthropic";
    call.endpoint = "messages";
    call.model_requested = call.model_served = "claude-opus-5-5";
    call.usage.input_tokens = 1200 + number % 100;
    call.usage.cache_read_tokens = 30'000;
    call.usage.output_tokens = 450;
    call.usage.usage_source = UsageSource::Vendor;
    call.usage.raw_usage = R"({"input_tokens":1200,"cache_read_input_tokens":30000})";
    call.cost.list_cost_nano = 32'250'000;
    call.cost.price_status = PriceStatus::Priced;
    call.http_status = 200;
    call.streamed = true;
    return call;
}

// Of each kind one: all work, a repository, a branch, an agent, a model.
std::vector<Budget> make_budgets() {
    std::vector<Budget> budgets(5);
    for (std::size_t i = 0; i < budgets.size(); ++i) {
        budgets[i].budget_id = std::string(1, static_cast<char>('a' + i));
        budgets[i].limit = 1'000'000 * NsPerSecond;
        budgets[i].time_zone = "UTC";
    }
    budgets[1].scope.repo = "github.com/acme/service-1*";
    budgets[2].scope.branch = "feature/*";
    budgets[2].period = BudgetPeriod::Week;
    budgets[3].scope.agent = "codex";
    budgets[3].period = BudgetPeriod::Day;
    budgets[4].scope.model = "claude-*";
    return budgets;
}

int fail(const char* what, const Error& error) {
    std::fprintf(stderr, "ledger-bench: %s: %s\n", what, error.message.c_str());
    return 1;
}

int run(const std::string& folder, std::int64_t count) {
    const SystemClock clock;
    const std::string path = folder + "/ledger.db";
    auto opened = ledger::Ledger::open({.path = path}, clock);
    if (!opened) return fail("open", opened.error());

    const auto start = steady_clock::now();
    for (std::int64_t i = 0; i < count; ++i) {
        const Call call = make_call(i, clock.now());
        while (!(*opened)->append(call)) std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    if (auto flushed = (*opened)->flush(std::chrono::minutes(10)); !flushed) {
        return fail("flush", flushed.error());
    }
    const double wrote = seconds_since(start);

    auto reader = ledger::Reader::open(path);
    if (!reader) return fail("read", reader.error());
    const std::string today = format_day(clock.now(), /*offset_min=*/0);
    const ledger::SpendQuery query{.since = today, .until = today, .by = {"agent"}};
    const auto asked = steady_clock::now();
    const auto rows = (*reader)->spend(query);
    const double answered = seconds_since(asked);
    if (!rows) return fail("spend", rows.error());

    const auto windows = budget::windows_to_open(make_budgets(), clock.now());
    const auto opening_asked = steady_clock::now();
    const auto opening = (*reader)->open_budgets(windows);
    const double opened_in = seconds_since(opening_asked);
    if (!opening) return fail("open budgets", opening.error());

    Json out{{"today_by_agent_ms", answered * 1000},
             {"open_budgets_ms", opened_in * 1000},
             {"groups", rows->size()}};
    if (count > 0) out["rows_per_second"] = static_cast<double>(count) / wrote;
    std::printf("%s\n", to_text(out).c_str());
    return 0;
}

}  // namespace
}  // namespace farebox

int main(int argc, char** argv) {
    if (argc != 3) {
        std::fprintf(stderr, "usage: ledger-bench FOLDER COUNT\n");
        return 2;
    }
    return farebox::run(argv[1], std::atoll(argv[2]));
}
