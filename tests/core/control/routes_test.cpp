#include "core/control/routes.h"

#include "core/base/strings.h"
#include "core/control/client.h"
#include "core/control/service.h"
#include "core/control/show.h"
#include "core/ledger/ledger.h"
#include "tests/core/ledger/sample.h"
#include "tests/support/suite.h"

using namespace farebox;
using namespace farebox::control;
using namespace farebox::tests;
using namespace std::chrono_literals;

class RoutesTest : public QObject {
    Q_OBJECT
private:
    TestClock clock_;
    TempDir dir_;
    std::string path_;

    void write(const std::vector<Call>& calls) {
        ledger::Options options;
        options.path = path_;
        auto ledger = std::move(ledger::Ledger::open(options, clock_)).value();
        for (const Call& call : calls) ledger->append(call);
        QVERIFY(ledger->flush(20s).has_value());
    }
    Answer get(const std::string& target) {
        Context context(path_, nullptr, clock_);
        return answer("GET", std::string(ApiPrefix) + target, context);
    }
    static std::int64_t number(const Json& object, const char* name) {
        return find_int(object, name).value_or(-1);
    }
    // Two agents, one call without a repository, one without usage and price, one on a plan.
    std::vector<Call> a_day() {
        Call first = sample_call(clock_.time - 60 * NsPerSecond, "01a200d1-0000-7000-8000-000000000001");
        Call branchless = sample_call(clock_.time - 50 * NsPerSecond, "01a200d1-0000-7000-8000-000000000002");
        branchless.repo.clear();
        branchless.branch.clear();
        branchless.billing_mode = BillingMode::Subscription;
        Call unknown = sample_call(clock_.time - 40 * NsPerSecond, "01a200d1-0000-7000-8000-000000000003");
        unknown.agent = "codex";
        unknown.model_served = "brand-new";
        unknown.branch = "evil\x1b[2J";
        unknown.usage = Usage{};
        unknown.cost = Cost{};
        unknown.cost.price_note = "no price for brand-new";
        return {first, branchless, unknown};
    }

private slots:
    void init() {
        qputenv("TZ", "UTC");
        tzset();
        path_ = dir_.file(std::string(QTest::currentTestFunction()) + ".db");
    }

    void sums_a_day_with_everything_unknown_named() {
        write(a_day());
        const Answer spend = get("spend?by=agent,repo");
        QCOMPARE(spend.status, 200);
        QCOMPARE(spend.body["rows"].size(), 3);
        QCOMPARE(number(spend.body["total"], "calls"), 3);
        QCOMPARE(number(spend.body["total"], "cost_nano"), 64'500'000);
        QCOMPARE(number(spend.body["total"], "unpriced_calls"), 1);
        QCOMPARE(number(spend.body["total"], "unknown_usage_calls"), 1);
        QVERIFY(spend.body["total"]["cache_write_1h_tokens"].is_null());
        QCOMPARE(number(spend.body["billing_modes"]["subscription"], "calls"), 1);
    }

    void a_door_may_grant_a_part() {
        Context context(path_, nullptr, clock_);
        context.grant_only({Permission::ReadStatus});
        const auto status = [&](const char* method, const char* route) {
            return answer(method, std::string(ApiPrefix) + route, context).status;
        };
        QCOMPARE(status("GET", "health"), 200);
        for (const char* route : {"spend", "calls", "calls/x", "policy", "budgets", "audit"}) {
            QCOMPARE(status("GET", route), 403);
        }
        QCOMPARE(status("DELETE", "pause"), 403);
        QCOMPARE(status("GET", "nothing"), 404);
    }

    void shows_spend_as_a_table() {
        write(a_day());
        const std::string expected =
            "Spend (2026-11-22)\n"
            "\n"
            "agent        repo                      calls  input  cache read  cache write  output     cost\n"
            "claude-code  (unattributed)                1  1,200      30,000            –     450  $0.0322\n"
            "claude-code  github.com/acme/payments      1  1,200      30,000            –     450  $0.0322\n"
            "codex        github.com/acme/payments      1      –           –            –       –        –\n"
            "─────────────────────────────────────────────────────────────────────────────────────────────\n"
            "total                                      3  2,400      60,000            –     900  $0.0645\n"
            "1 call not in the cost: no price known for the model, or no usage to price (farebox call "
            "<id> says which)\n"
            "1 call not in the tokens: the vendor did not say what was used\n"
            "$0.0322 of the cost is API-equivalent: 1 call ran on a subscription, which bills a fixed "
            "price\n";
        QCOMPARE(show_spend(get("spend?by=agent,repo").body, {}), expected);
    }

    void says_in_short_where_repository_and_branch_come_from() {
        const auto clue = [](const char* dimension, const char* source, const char* confidence,
                             bool chosen) {
            return Json{{"dimension", dimension}, {"source", source}, {"confidence", confidence},
                        {"chosen", chosen}};
        };
        const auto cell = [](const Json& evidence) {
            const Json calls = Json::array({Json{{"repo", "h/o/n"}, {"evidence", evidence}}});
            return show_calls(calls, {}, Titles::No, EvidenceColumn::Yes);
        };
        const char* const disk = "git remote x of the directory from body environment block";
        QVERIFY(contains(cell({clue("repo", "process", "likely", false),
                               clue("repo", disk, "certain", true),
                               clue("branch", "git HEAD", "certain", true)}),
                         " body (certain)\n"));
        QVERIFY(contains(cell({clue("repo", disk, "certain", true),
                               clue("branch", "header x-codex-turn-metadata", "likely", true)}),
                         " body (certain), branch header (likely)\n"));
        QVERIFY(contains(cell(Json::array()), "–"));
        QVERIFY(!contains(show_calls(Json::array(), {}), "evidence"));
        QVERIFY(contains(show_calls(Json::array(), {}, Titles::Yes, EvidenceColumn::Yes),
                         "evidence"));
    }

    void never_lets_a_branch_name_reach_the_terminal_raw() {
        write(a_day());
        for (const std::string& text :
             {show_spend(get("spend?by=branch").body, {}), show_calls(get("calls").body["calls"], {}),
              show_call(get("calls/01a200d1-0000-7000-8000-000000000003").body, {})}) {
            QVERIFY(contains(text, "evil?[2J"));
            QVERIFY(!contains(text, "\x1b"));
        }
    }

    void keeps_equal_branch_names_of_two_repositories_apart() {
        auto calls = a_day();
        calls[0].branch = calls[1].branch = "main";
        calls[1].repo = "github.com/acme/web";
        write(calls);
        const Answer spend = get("spend?by=branch&branch=main");
        QCOMPARE(to_text(spend.body["by"]), R"(["repo","branch"])");
        QCOMPARE(spend.body["rows"].size(), 2);
    }

    void adds_up_by_repository_whatever_the_calls() {
        CallMaker maker(7);
        std::vector<Call> calls;
        for (int i = 0; i < 1'500; ++i) calls.push_back(maker.next());
        write(calls);
        for (const char* by : {"repo", "branch", "agent,model", "session", "day,repo", "ticket", ""}) {
            const Answer spend = get(std::string("spend?since=all&by=") + by);
            std::int64_t count = 0;
            std::int64_t cost = 0;
            for (const auto& row : spend.body["rows"]) {
                count += number(row, "calls");
                cost += find_int(row, "cost_nano").value_or(0);
            }
            QCOMPARE(count, 1'500);
            QCOMPARE(cost, number(spend.body["total"], "cost_nano"));
        }
    }

    void finds_a_call_by_either_end_of_its_id() {
        write(a_day());
        QCOMPARE(find_string(get("calls/000000000002").body, "agent").value_or(""), "claude-code");
        QCOMPARE(get("calls/01a200d1").status, 409);
        QCOMPARE(get("calls/nothing").status, 404);
    }

    void follows_calls_by_their_sequence() {
        write(a_day());
        const Answer all = get("calls?limit=2");
        QCOMPARE(all.body["calls"].size(), 2);
        QCOMPARE(find_string(all.body["calls"][0], "agent").value_or(""), "codex");
        QCOMPARE(number(all.body, "last_sequence"), 3);
        QCOMPARE(get("calls?after=3").body["calls"].size(), 0);
        QCOMPARE(get("calls?after=1").body["calls"].size(), 2);
        QCOMPARE(get("calls?repo=unattributed").body["calls"].size(), 1);
    }

    void refuses_what_it_does_not_know() {
        write(a_day());
        QCOMPARE(get("spend?agnet=codex").status, 400);
        QCOMPARE(get("spend?by=colour").status, 400);
        QCOMPARE(get("spend?since=never").status, 400);
        QCOMPARE(get("calls?limit=many").status, 400);
        QCOMPARE(get("secrets").status, 404);
        Context context(path_, nullptr, clock_);
        QCOMPARE(answer("POST", "/_farebox/v1/spend", context).status, 405);
        QCOMPARE(answer("GET", "/etc/passwd", context).status, 404);
    }

    void says_the_same_through_the_daemon_and_without_it() {
        write(a_day());
        const std::string socket = dir_.file("s.sock");
        Client client(socket, path_, clock_);
        const Json alone = client.get("spend", {{"by", "agent,repo"}}).value();
        QVERIFY(!client.is_daemon_running());
        QCOMPARE(show_status(client.get("status").value(), {}, clock_.time).substr(0, 22),
                 "Daemon     not running");
        {
            const auto service = Service::start(
                {socket, path_, [] { return Json{{"port", 7717}, {"pid", 4711}}; }}, clock_);
            QVERIFY(service.has_value());
            QVERIFY(client.get("spend", {{"by", "agent,repo"}}).value() == alone);
            QVERIFY(client.is_daemon_running());
            QVERIFY(contains(show_status(client.get("status").value(), {}, clock_.time),
                             "running on 127.0.0.1:7717, process 4711"));
            QVERIFY(!Service::start({socket, path_, nullptr}, clock_).has_value());
        }
        QVERIFY(client.get("health").has_value());
        QVERIFY(!client.is_daemon_running());
    }

    void is_quiet_before_the_first_call() {
        const Answer status = get("status");
        QCOMPARE(status.status, 200);
        QVERIFY(contains(show_status(status.body, {}, clock_.time), "Today      no calls yet"));
        QCOMPARE(get("spend").status, 404);
    }
};

FAREBOX_TEST_CLASS(RoutesTest)
#include "routes_test.moc"
