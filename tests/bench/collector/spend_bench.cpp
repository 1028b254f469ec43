// collector-spend-bench FOLDER MILLIONS: the chargeback table of a month by cost centre, repository,
// agent and model, over the sums of so many calls of 40 developers a million, beside a bare SELECT
// over the same rows of the rollup. The sums are written as ingest leaves them (twenty rows a
// developer and working day); raw calls are left out, because no such question reads them. Prints one
// JSON object.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <map>

#include "core/base/format.h"
#include "core/base/json.h"
#include "core/collector/chargeback/spend.h"
#include "core/collector/directory/import.h"
#include "core/collector/store/postgres/open.h"
#include "core/collector/store/rollup.h"
#include "core/collector/store/rollup_months.h"
#include "core/collector/store/sqlite/open.h"
#include "tests/support/postgres_server.h"

namespace farebox::bench {
namespace {

using namespace farebox::collector;
using std::chrono::steady_clock;

constexpr std::int64_t WorkingDays = 22;
constexpr std::int64_t RowsADay = 20;
constexpr std::int64_t Repetitions = 5;

template <class T>
T must(Result<T> result) {
    if (result) return std::move(result).value();
    std::fprintf(stderr, "collector-spend-bench: %s\n", result.error().message.c_str());
    std::exit(1);
}
void must(Result<void> result) {
    if (result) return;
    std::fprintf(stderr, "collector-spend-bench: %s\n", result.error().message.c_str());
    std::exit(1);
}

/// The middle of five.
std::int64_t median_ms(const std::function<void()>& work) {
    std::vector<std::int64_t> all;
    for (int at = 0; at < Repetitions; ++at) {
        const auto start = steady_clock::now();
        work();
        const auto took = steady_clock::now() - start;
        all.push_back(std::chrono::duration_cast<std::chrono::milliseconds>(took).count());
    }
    std::ranges::sort(all);
    return all[Repetitions / 2];
}

void import_company(Session& session, std::int64_t developers) {
    const SystemClock clock;
    const Journal mute = [](Session&, const JournalEntry&) { return Result<void>(); };
    const auto load = [&](ImportKind kind, const std::string& text) {
        const auto report = must(import_csv(session, clock, kind, text, {}, mute));
        if (!report.committed) std::exit(1);
    };
    std::string units = "business_unit_id,name\n";
    std::string centres = "cost_centre_id,name,business_unit_id\n";
    std::string teams = "team_id,name,cost_centre_id\n";
    std::string people = "person_id,name,developer_id,team_id\n";
    for (int at = 0; at < 4; ++at) units += format("bu{},Unit {}\n", at, at);
    for (int at = 0; at < 16; ++at) centres += format("cc{},Centre {},bu{}\n", at, at, at % 4);
    for (int at = 0; at < 160; ++at) teams += format("team{},Team {},cc{}\n", at, at, at % 16);
    for (std::int64_t at = 0; at < developers; ++at) {
        people += format("p{},Person {},dev{},team{}\n", at, at, at, at % 160);
    }
    load(ImportKind::BusinessUnits, units);
    load(ImportKind::CostCentres, centres);
    load(ImportKind::Teams, teams);
    load(ImportKind::People, people);
}

RollupKey key_of(std::int64_t developer, std::int64_t key, std::int64_t day) {
    const bool is_codex = key % 2 == 0;
    return {"2026-10",
            format("2026-10-{}{}", day < 10 ? "0" : "", day),
            format("019c8a1e-2400-7d91-8bf4-{}", 100000000000 + developer),
            format("dev{}", developer),
            format("github.com/acme/service-{}", (developer + key / 4) % 400),
            key % 4 < 2 ? "main" : format("feature/{}", developer % 40),
            is_codex ? "codex" : "claude-code",
            is_codex ? "gpt-5.2" : "claude-opus-5-5",
            is_codex ? "openai" : "anthropic",
            "api",
            key < 18 ? "priced" : "partly",
            key % 5 == 4 ? "vendor_partial" : "vendor"};
}

RollupFigures figures_of(std::int64_t calls) {
    RollupFigures figures{};
    figures[0] = calls;
    for (std::size_t at = RollupCounts.size(); at < figures.size(); at += 2) {
        figures[at] = calls * 1000 * std::int64_t(at);
        figures[at + 1] = calls;
    }
    return figures;
}

/// What `calls` calls of a month add up to.
void write_sums(Session& session, std::int64_t developers, std::int64_t calls) {
    const std::int64_t each = calls / (developers * WorkingDays * RowsADay);
    std::vector<std::string> names(RollupKeyColumns.begin(), RollupKeyColumns.end());
    names.insert(names.end(), rollup_figure_columns().begin(), rollup_figure_columns().end());
    const std::vector<std::string_view> columns(names.begin(), names.end());
    for (std::int64_t day = 1; day <= WorkingDays; ++day) {
        std::map<RollupKey, RollupFigures> sums;
        for (std::int64_t at = 0; at < developers * RowsADay; ++at) {
            RollupFigures& figures = sums[key_of(at / RowsADay, at % RowsADay, day)];
            const RollupFigures more = figures_of(each);
            for (std::size_t one = 0; one < more.size(); ++one) figures[one] += more[one];
        }
        std::vector<std::vector<Value>> rows;
        for (const auto& [key, figures] : sums) {
            std::vector<Value> row(key.begin(), key.end());
            row.insert(row.end(), figures.begin(), figures.end());
            rows.push_back(std::move(row));
        }
        auto transaction = must(Transaction::begin(session));
        must(session.insert_many("rollup", columns, rows));
        MonthDelta months;
        months.add(sums);
        must(months.apply(session));
        must(transaction.commit());
    }
}

Json measure(Database& database, std::int64_t developers, std::int64_t calls) {
    must(migrate(database));
    const Lease session = must(database.session());
    import_company(*session, developers);
    write_sums(*session, developers, calls);
    (void)must(session->run("ANALYZE"));
    SpendQuery query;
    query.from = query.to = "2026-10";
    query.group_by = {Dimension::CostCentre, Dimension::Repo, Dimension::Agent, Dimension::Model};
    std::int64_t groups = 0;
    const std::int64_t table_ms = median_ms([&] {
        groups = must(spend(*session, query, Scope::everything())).row_count;
    });
    query.group_by = {Dimension::Month, Dimension::Repo, Dimension::Agent, Dimension::Model};
    const std::int64_t plain_ms =
        median_ms([&] { (void)must(spend(*session, query, Scope::everything())); });
    const std::int64_t bare_ms = median_ms([&] {
        (void)must(session->run("SELECT repo, agent, model, sum(list_cost_nano), sum(calls) FROM "
                                "rollup WHERE posted_month = '2026-10' GROUP BY repo, agent, model"));
    });
    return {{"rollup_rows", must(session->run("SELECT count(*) FROM rollup"))[0].integer(0)},
            {"groups", groups},
            {"by_cost_centre_repo_agent_model_ms", table_ms},
            {"by_month_repo_agent_model_ms", plain_ms},
            {"bare_select_ms", bare_ms}};
}

int run(const std::string& folder, std::int64_t millions) {
    tests::PostgresServer::Options options;
    options.settings = {"shared_buffers=512MB", "work_mem=64MB"};
    const auto server = tests::PostgresServer::start(options);
    if (!server) return 1;
    const std::int64_t developers = millions * 40;
    const auto postgres = must(open_postgres(server->make_database()));
    const auto sqlite = must(open_sqlite(format("{}/{}-million.db", folder, millions)));
    Json result = {{"million_calls", millions}, {"developers", developers}};
    result["postgres"] = measure(*postgres, developers, millions * 1'000'000);
    result["sqlite"] = measure(*sqlite, developers, millions * 1'000'000);
    std::printf("%s\n", to_pretty_text(result).c_str());
    return 0;
}

}  // namespace
}  // namespace farebox::bench

int main(int argc, char** argv) {
    if (argc != 3) {
        std::fprintf(stderr, "usage: collector-spend-bench FOLDER MILLIONS\n");
        return 2;
    }
    return farebox::bench::run(argv[1], std::atoll(argv[2]));
}
