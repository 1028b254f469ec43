// Budgets on the command line: what people write and what they read.

#include "core/control/budget_words.h"

#include "core/base/strings.h"
#include "core/control/numbers.h"
#include "core/control/show.h"
#include "tests/support/suite.h"

using namespace farebox;
using namespace farebox::control;

class BudgetWordsTest : public QObject {
    Q_OBJECT
private:
    static constexpr UtcNs Now = 1'795'318'200 * NsPerSecond;

    static Result<Json> body(std::vector<std::string> words, const Json& before = Json()) {
        words.insert(words.begin(), {"budget", "set", "payments"});
        const auto arguments = parse_arguments(words);
        if (!arguments) return arguments.error();
        return make_budget_body(*arguments, before);
    }
    static Json state(const char* word) {
        return {{"budget_id", "payments"}, {"name", "Pay\x1bments"},
                {"scope", {{"repo", "github.com/acme/*"}}},
                {"unit", "usd"}, {"limit_nano", 150'000'000'000}, {"period", "month"},
                {"time_zone", ""}, {"soft_percent", 80}, {"hard_percent", 110}, {"mode", "enforce"},
                {"per_call_cap_nano", nullptr}, {"basis", "list"}, {"unpriced", "warn"},
                {"source", "user"}, {"is_locked", false}, {"spent_nano", 131'000'000'000},
                {"reserved_nano", 0}, {"permille", 873}, {"state", word}, {"window_start", 0},
                {"window_end", Now + 125 * 60 * NsPerSecond}, {"open_reservations", 0}};
    }
    static Json summary(const char* word) {
        return {{"now", Now},
                {"today", {{"calls", 31}, {"cost_nano", 4'120'000'000}, {"unpriced_calls", 2}}},
                {"month", {{"calls", 400}, {"cost_nano", nullptr}, {"unpriced_calls", 400}}},
                {"cost_basis_note", "mixed"},
                {"forecast", {{"month_end_nano", 190'000'000'000}}},
                {"live", Json::array({{{"agent", "codex"}, {"sub_agent", "review"}, {"session_id", "s1"},
                                       {"repo", "github.com/acme/web"}, {"branch", "main"},
                                       {"cost_nano", 420'000'000}, {"calls", 3}, {"active", true}}})},
                {"top", {{"repo", Json::array({{{"repo", ""}, {"key", ""}, {"cost_nano", nullptr}, {"calls", 5}}})}}},
                {"budgets", Json::array({state(word)})},
                {"paused", false},
                {"health", {{"problems", Json::array()}}}};
    }

private slots:
    void reads_durations() {
        QCOMPARE(parse_minutes("1h").value(), 60);
        QCOMPARE(parse_minutes("2h30m").value(), 150);
        QCOMPARE(parse_minutes("45").value(), 45);
        QCOMPARE(parse_minutes("1d").value(), 1440);
        for (const char* wrong : {"", "h", "0", "0m", "1x", "-1h", "1 h", "99999999999999999999"}) {
            QVERIFY2(!parse_minutes(wrong).has_value(), wrong);
        }
    }

    void a_new_budget_is_what_was_given() {
        const auto made = body({"--limit", "20", "--period", "day", "--repo", "github.com/acme/*"});
        QVERIFY2(made.has_value(), made ? "" : made.error().message.c_str());
        QCOMPARE(to_text(*made), std::string("{\"period\":\"day\",\"scope\":{\"repo\":\"github.com/acme/*\"},"
                                             "\"limit_usd\":\"20\"}"));
        QVERIFY(!body({}).has_value());
        QVERIFY(!body({"--limit", "20", "--tokens", "5"}).has_value());
        QVERIFY(!body({"--limit", "20", "--soft", "much"}).has_value());
        QVERIFY(!body({"--limit", "20", "--period", "year"}).has_value());
    }

    void a_change_keeps_the_rest() {
        const auto made = body({"--tokens", "1000", "--mode", "warn"}, state("ok"));
        QVERIFY2(made.has_value(), made ? "" : made.error().message.c_str());
        QCOMPARE(find_int(*made, "limit_tokens").value_or(parse_int(find_string(*made, "limit_tokens").value_or("")).value_or(0)),
                 1000);
        QVERIFY(!made->contains("limit_usd"));
        QCOMPARE(to_text((*made)["scope"]), std::string("{\"repo\":\"github.com/acme/*\"}"));
        QCOMPARE(find_string(*made, "mode"), std::optional<std::string>("warn"));
    }

    void shows_budgets_as_a_table() {
        const std::string text = show_budgets(Json::array({state("warning")}), {}, Now);
        QVERIFY(contains(text, "payments"));
        QVERIFY(contains(text, "repo github.com/acme/*"));
        QVERIFY(contains(text, "$131.00"));
        QVERIFY(contains(text, "87 %"));
        QVERIFY(contains(text, "in 2 h 5 min"));
        QVERIFY(contains(show_budgets(Json::array(), {}, Now), "farebox budget set"));
        QVERIFY(contains(show_budget(state("paused"), {}, Now), "Pauses           at 110 %"));
    }

    void the_statusline_is_one_line_without_control_bytes() {
        QCOMPARE(show_statusline(summary("warning"), ""),
                 std::string("today $4.12 · Pay?ments $131.00 of $150.00 (87 %) · warning\n"));
        QCOMPARE(show_statusline(summary("paused"), "s1"),
                 std::string("session $0.42 · today $4.12 · Pay?ments $131.00 of $150.00 (87 %) · paused\n"));
        Json paused = summary("ok");
        paused["paused"] = true;
        paused["budgets"] = Json::array();
        paused["today"]["cost_nano"] = nullptr;
        QCOMPARE(show_statusline(paused, "other"), std::string("today – · paused by you\n"));
        // Of a budget that only warns and one that pauses, the one that stopped the work.
        Json two = summary("paused");
        two["budgets"].push_back(two["budgets"][0]);
        two["budgets"][1]["name"] = "Warns";
        two["budgets"][1]["state"] = "warning";
        two["budgets"][1]["permille"] = 9000;
        QVERIFY(!contains(show_statusline(two, ""), "Warns"));
        QCOMPARE(show_statusline(Json::object(), ""), std::string("today $0.00 · ok\n"));
    }

    void top_shows_everything_and_unknown_as_a_dash() {
        const std::string text = show_top(summary("ok"), {});
        QVERIFY(contains(text, "Today      $4.12 in 31 calls, 2 without a price\n"));
        QVERIFY(contains(text, "Month      – in 400 calls, 400 without a price, about $190.00 at its end\n"));
        QVERIFY(contains(text, "codex / review  github.com/acme/web @ main      3  $0.42  running\n"));
        QVERIFY(contains(text, "█████████████████░░░ 87 %"));
        QVERIFY(contains(text, "(unattributed)"));
        QVERIFY(!contains(text, "\x1b"));
    }

    void the_audit_log_says_whether_it_is_whole() {
        Json audit = {{"entries", Json::array({{{"sequence", 1}, {"at", Now}, {"actor", "ada"},
                                                {"action", "pause"}, {"detail", {{"reason", "x"}}}}})},
                      {"verified", true}, {"count", 1}, {"newest_hash", "abc"}};
        QVERIFY(contains(show_audit(audit, {}), "verified: 1 entry, newest hash abc\n"));
        audit["entries"][0]["detail"] = {{"budget_id", ""}, {"reason", "release"},
                                         {"expires_at", 1'795'359'472'251'405'589}};
        QVERIFY(contains(show_audit(audit, {}), "reason release, expires 2026-11-22 14:57Z"));
        audit["verified"] = false;
        audit["problem"] = "entry 1 was changed after it was written";
        QVERIFY(contains(show_audit(audit, {}), "NOT whole: entry 1 was changed"));
    }
};

FAREBOX_TEST_CLASS(BudgetWordsTest)
#include "budget_words_test.moc"
