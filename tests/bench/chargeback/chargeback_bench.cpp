// chargeback-bench [ROWS] [explain]: how long the questions of the dashboard take over a rollup of
// ROWS rows in one month (default 500,000) and as many in the months around it, on SQLite and on a
// PostgreSQL of its own. Prints one JSON object a line; with `explain` the plans on standard error.
//
// The company: 2,000 people in 100 teams, 40 cost centres, 8 units; a person works on six of 300
// repositories, 5 % move between teams within the month, 20 repositories are charged by rule.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/base/format.h"
#include "core/base/json.h"
#include "core/collector/chargeback/spend.h"
#include "core/collector/chargeback/spend_sql.h"
#include "core/collector/store/postgres/open.h"
#include "core/collector/store/sqlite/open.h"
#include "tests/core/collector/rollup_rows.h"
#include "tests/support/postgres_server.h"

namespace farebox::collector {
namespace {

using std::chrono::steady_clock;

constexpr std::int64_t People = 2000;
constexpr std::int64_t Repos = 300;
constexpr std::size_t RowsAtOnce = 5000;

double seconds(const std::function<void()>& work) {
    const auto start = steady_clock::now();
    work();
    return std::chrono::duration<double>(steady_clock::now() - start).count();
}

template <class T>
T expect(Result<T> result) {
    if (result) return std::move(result).value();
    std::fprintf(stderr, "chargeback-bench: %s\n", result.error().message.c_str());
    std::exit(1);
}
void expect(const Result<void>& result) {
    if (result) return;
    std::fprintf(stderr, "chargeback-bench: %s\n", result.error().message.c_str());
    std::exit(1);
}

/// Column names and rows of one table, sent in pieces.
class Filler {
public:
    Filler(Session& session, std::string table, std::vector<std::string_view> columns)
        : session_(session), table_(std::move(table)), columns_(std::move(columns)) {}
    ~Filler() { flush(); }

    void add(std::vector<Value> row) {
        rows_.push_back(std::move(row));
        if (rows_.size() == RowsAtOnce) flush();
    }

private:
    void flush() {
        expect(session_.insert_many(table_, columns_, rows_));
        rows_.clear();
    }

    Session& session_;
    std::string table_;
    std::vector<std::string_view> columns_;
    std::vector<std::vector<Value>> rows_;
};

std::string number(const char* prefix, std::int64_t n) { return prefix + std::to_string(n); }

void fill_directory(Session& session) {
    const std::string first = "0000-01-01";
    const std::string last = "9999-12-31";
    const std::int64_t now = 1;
    const std::int64_t never = INT64_MAX;
    {
        Filler identities(session, "person_identity", {"kind", "value", "person_id", "joins",
                                                       "recorded_at", "superseded_at"});
        for (std::int64_t p = 0; p < People; ++p) {
            const std::string id = number("p-", p);
            identities.add({std::string("person_id"), id, id, std::int64_t(1), now, never});
        }
    }
    {
        Filler teams(session, "person_team", {"person_id", "team_id", "valid_from", "valid_to",
                                              "recorded_at", "superseded_at"});
        for (std::int64_t p = 0; p < People; ++p) {
            const std::string id = number("p-", p);
            const std::string team = number("team-", p % 100);
            const std::string move = "2026-04-15";
            const bool moves = p % 20 == 0;
            teams.add({id, team, first, moves ? move : last, now, never});
            if (moves) teams.add({id, number("team-", (p + 7) % 100), move, last, now, never});
        }
    }
    {
        Filler centres(session, "team_cost_centre", {"team_id", "cost_centre_id", "valid_from",
                                                     "valid_to", "recorded_at", "superseded_at"});
        for (std::int64_t t = 0; t < 100; ++t) {
            centres.add({number("team-", t), number("CC-", t % 40), first, last, now, never});
        }
    }
    {
        Filler units(session, "cost_centre_unit", {"cost_centre_id", "business_unit_id",
                                                   "valid_from", "valid_to", "recorded_at",
                                                   "superseded_at"});
        for (std::int64_t c = 0; c < 40; ++c) {
            units.add({number("CC-", c), number("BU-", c % 8), first, last, now, never});
        }
    }
    Filler rules(session, "repo_charge", {"repo", "cost_centre_id", "valid_from", "valid_to",
                                          "recorded_at", "superseded_at"});
    for (std::int64_t r = 0; r < 20; ++r) {
        rules.add({number("github.com/acme/service-", r), number("CC-", r), first, last, now, never});
    }
}

/// Row `n` of a month: distinct keys by construction.
std::vector<Value> rollup_row(const std::string& month, std::int64_t n, std::int64_t days) {
    const std::int64_t person = n % People;
    const std::int64_t day = n / People % days;
    const std::int64_t turn = n / People / days;
    const std::int64_t repo = (person * 7 + turn % 6) % Repos;
    std::vector<Value> row = {
        month,
        format("{}-{}{}", month, day < 9 ? "0" : "", day + 1),
        number("p-", person),
        number("device-", person),
        std::string(turn % 3 == 0 ? "codex" : "claude-code"),
        number("github.com/acme/service-", repo),
        number("feature/", turn),
        std::string(turn % 2 == 0 ? "claude-opus-5-5" : "claude-sonnet-5"),
        std::string("anthropic"),
        std::string("api"),
        std::string("priced"),
        std::string("vendor")};
    for (const std::string& name : rollup_figure_columns()) {
        const bool is_known = !name.starts_with("audio") && !name.starts_with("image");
        row.emplace_back(is_known ? std::int64_t(1000 + n % 977) : std::int64_t(0));
    }
    return row;
}

void fill_rollup(Session& session, std::int64_t rows) {
    std::vector<std::string_view> columns = {
        "posted_month", "day",   "developer_id", "device_id", "agent",        "repo",
        "branch",       "model", "provider",     "billing_mode", "price_status", "usage_source"};
    for (const std::string& name : rollup_figure_columns()) columns.push_back(name);
    Filler filler(session, "rollup", columns);
    for (std::int64_t n = 0; n < rows / 2; ++n) filler.add(rollup_row("2026-03", n, 31));
    for (std::int64_t n = 0; n < rows; ++n) filler.add(rollup_row("2026-04", n, 30));
    for (std::int64_t n = 0; n < rows / 2; ++n) filler.add(rollup_row("2026-05", n, 31));
}

struct Question {
    const char* name;
    std::vector<Dimension> group_by;
    std::vector<SpendFilter> filters;
};

void explain(Session& session, const SpendQuery& query) {
    SpendSelect select;
    const Scope scope = Scope::everything();
    select.query = &query;
    select.scope = &scope;
    select.months = {{query.from, AsOfNow}};
    select.figures = {{"calls", "r.calls", "r.calls"},
                      {"list_cost_nano", "r.list_cost_nano", "r.list_cost_nano"}};
    select.moves = expect(moves_within(session, select.months));
    const SqlText text = spend_sql(select);
    const bool is_sqlite = session.engine() == Engine::Sqlite;
    const Rows plan = expect(session.run(
        (is_sqlite ? "EXPLAIN QUERY PLAN " : "EXPLAIN (ANALYZE, BUFFERS) ") + text.sql,
        text.parameters));
    for (const Row& row : plan) {
        std::fprintf(stderr, "  %s\n", row.text(is_sqlite ? 3 : 0).c_str());
    }
}

void measure(Database& database, std::int64_t rows, bool explains) {
    const Lease session = expect(database.session());
    expect(migrate(database));
    {
        auto transaction = expect(Transaction::begin(*session));
        fill_directory(*session);
        fill_rollup(*session, rows);
        if (!tests::fill_months(*session)) std::exit(1);
        expect(transaction.commit());
    }
    expect(session->run(session->engine() == Engine::Sqlite ? "ANALYZE" : "VACUUM ANALYZE"));
    const std::vector<Question> questions = {
        {"total", {}, {}},
        {"agent", {Dimension::Agent}, {}},
        {"model_repo", {Dimension::Model, Dimension::Repo}, {}},
        {"cost_centre", {Dimension::CostCentre}, {}},
        {"cost_centre_team_agent_model",
         {Dimension::CostCentre, Dimension::Team, Dimension::Agent, Dimension::Model},
         {}},
        {"unit_cost_centre_repo_agent",
         {Dimension::BusinessUnit, Dimension::CostCentre, Dimension::Repo, Dimension::Agent},
         {}},
        {"one_team_by_developer", {Dimension::Developer}, {{Dimension::Team, {"team-3"}, false}}},
        {"days_by_agent", {Dimension::Day, Dimension::Agent}, {}},
    };
    for (const Question& question : questions) {
        SpendQuery query;
        query.from = query.to = "2026-04";
        query.group_by = question.group_by;
        query.filters = question.filters;
        double best = 1e9;
        std::int64_t groups = 0;
        for (int turn = 0; turn < 3; ++turn) {
            best = std::min(best, seconds([&] {
                groups = expect(spend(*session, query, Scope::everything())).row_count;
            }));
        }
        std::printf("{\"engine\": \"%s\", \"month_rows\": %lld, \"question\": \"%s\", \"groups\": "
                    "%lld, \"seconds\": %.3f}\n",
                    session->engine() == Engine::Sqlite ? "sqlite" : "postgres",
                    static_cast<long long>(rows), question.name, static_cast<long long>(groups),
                    best);
        std::fflush(stdout);
        if (explains) explain(*session, query);
    }
}

}  // namespace
}  // namespace farebox::collector

int main(int argc, char** argv) {
    using namespace farebox::collector;
    const std::int64_t rows = argc > 1 ? std::atoll(argv[1]) : 500'000;
    const bool explains = argc > 2 && std::strcmp(argv[2], "explain") == 0;
    const farebox::tests::TempDir folder;
    measure(*expect(open_sqlite(folder.file("collector.db"))), rows, explains);
    if (!farebox::tests::PostgresServer::why_not().empty()) return 0;
    const auto server =
        farebox::tests::PostgresServer::start({.settings = {"shared_buffers=512MB"}});
    if (server) measure(*expect(open_postgres(server->make_database())), rows, explains);
    return 0;
}
