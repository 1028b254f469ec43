#include "core/collector/directory/import.h"

#include "core/collector/directory/csv_reader.h"
#include "core/collector/directory/people.h"
#include "tests/core/collector/directory/rig.h"

using namespace farebox;
using namespace farebox::collector;
using namespace farebox::tests;

namespace {

std::string refusal(const Result<ImportReport>& report) {
    if (!report) return report.error().message;
    std::string text;
    for (const LineError& error : report->errors) {
        text += format("{}:{}: {}\n", error.line, error.column, error.message);
    }
    return text;
}

}  // namespace

class ImportTest : public QObject {
    Q_OBJECT
    SetClock clock_{"2026-04-20T10:00Z"};

    Result<ImportReport> people(Session& session, const std::string& text, ImportOptions options = {}) {
        return import_csv(session, clock_, ImportKind::People, text, options, no_journal());
    }

private slots:
    void init() { clock_.set("2026-04-20T10:00Z"); }

    void takes_what_spreadsheets_write() {
        const auto file = parse_csv("\xef\xbb\xbf\"Team_ID\"; name ;\r\n\r\n a ; \"x; \"\"y\"\"\r\nz\" ;;\r\nb\r\n");
        QVERIFY2(file.has_value(), file ? "" : file.error().message.c_str());
        QVERIFY((file->columns == std::vector<std::string>{"team_id", "name"}));
        QCOMPARE(file->lines.size(), std::size_t(2));
        QCOMPARE(file->lines[0].cells[1], std::string("x; \"y\"\r\nz"));
        QCOMPARE(file->lines[1].line, std::size_t(5));
        QVERIFY((file->lines[1].cells == std::vector<std::string>{"b", ""}));
    }

    void names_the_line_that_is_damaged() {
        const auto error = [](std::string_view text) { return parse_csv(text).error().message; };
        QCOMPARE(error("a,b\n1,\"x\n2,3\n"), std::string("line 2: a quote is opened and never closed"));
        QCOMPARE(error("a,b\n1,2,3\n"), std::string("line 2: 3 cells where the first line names 2 columns"));
        QVERIFY(contains(error("a,b\n1,\"x\"y\n"), "line 2: text goes on after a closing quote"));
        QVERIFY(contains(error("a,a\n"), "twice"));
        QVERIFY(contains(error(""), "empty"));
    }

    void refuses_unknown_and_missing_columns() {
        FAREBOX_STORE_BY_NAME(store, "sqlite");
        const Lease session = store->database().session().value();
        QCOMPARE(refusal(people(*session, "email,teem_id\n")),
                 std::string("line 1: people has no column \"teem_id\"; its columns are person_id, email, "
                             "name, active, developer_id, external_id, team_id, valid_from, valid_to"));
        QCOMPARE(refusal(people(*session, "name\nAda\n")),
                 std::string("line 1: people needs a column person_id, email"));
    }

    void takes_a_file_whole_or_not_at_all_data() { add_stores(); }
    void takes_a_file_whole_or_not_at_all() {
        FAREBOX_STORE(store);
        const Lease session = store->database().session().value();
        found_company(*session, clock_);
        const std::string text = "email,name,team_id\nnew@acme.example,New,search\n"
                                 "ada@acme.example,Ada L,nowhere\nbob@acme.example,Bob,search\n";
        const auto refused = people(*session, text);
        QCOMPARE(refusal(refused),
                 std::string("3:team_id: no team has the id \"nowhere\"; add it first\n"));
        QVERIFY(!refused->committed);
        QCOMPARE(find_identity(*session, "email", "new@acme.example").value(), std::string());

        // The sound lines alone; the refused one leaves nothing behind, not even the name.
        const auto partly = people(*session, text, {.keep_good_lines = true});
        QVERIFY(partly->committed);
        QCOMPARE(partly->changed, std::size_t(1));
        QCOMPARE(partly->unchanged, std::size_t(1));
        QVERIFY(!find_identity(*session, "email", "new@acme.example").value().empty());
        QCOMPARE(load_person(*session, "p-ada").value()->name, std::string("Ada"));
    }

    void a_dry_run_reports_and_writes_nothing() {
        FAREBOX_STORE_BY_NAME(store, "sqlite");
        const Lease session = store->database().session().value();
        found_company(*session, clock_);
        const auto report = people(*session, "person_id,team_id\np-ada,cards\n", {.dry_run = true});
        QVERIFY(report->dry_run && !report->committed);
        QCOMPARE(report->changed, std::size_t(1));
        QCOMPARE(report->changes[0].before, std::string("payments until further notice"));
        QCOMPARE(report->changes[0].after, std::string("payments to 2026-04-19; "
                                                       "cards from 2026-04-20 until further notice"));
        QCOMPARE(target_on(load_timeline(*session, PersonTeam, "p-ada").value(), "2026-05-01"),
                 std::string("payments"));
    }

    void a_first_team_holds_for_all_days_and_a_later_one_from_today() {
        FAREBOX_STORE_BY_NAME(store, "sqlite");
        const Lease session = store->database().session().value();
        found_company(*session, clock_);
        QVERIFY(people(*session, "person_id,team_id\np-ada,cards\np-eve,cards\n")->committed);
        const Timeline ada = load_timeline(*session, PersonTeam, "p-ada").value();
        QCOMPARE(target_on(ada, "2026-04-19"), std::string("payments"));
        QCOMPARE(target_on(ada, "2026-04-20"), std::string("cards"));
        QCOMPARE(target_on(load_timeline(*session, PersonTeam, "p-eve").value(), "2020-01-01"),
                 std::string("cards"));
        // The same file again says nothing new.
        const auto again = people(*session, "person_id,team_id\np-ada,cards\np-eve,cards\n");
        QCOMPARE(again->unchanged, std::size_t(2));
        // "-" ends it.
        QVERIFY(people(*session, "person_id,team_id,valid_from\np-ada,-,2026-05-01\n")->committed);
        QCOMPARE(target_on(load_timeline(*session, PersonTeam, "p-ada").value(), "2026-05-01"),
                 std::string());
    }

    void refuses_two_teams_on_one_day_and_names_both_ranges() {
        FAREBOX_STORE_BY_NAME(store, "sqlite");
        const Lease session = store->database().session().value();
        found_company(*session, clock_);
        const auto report = people(*session, "person_id,team_id,valid_from,valid_to\n"
                                             "p-eve,cards,2026-01-01,2026-03-01\n"
                                             "p-eve,search,2026-02-01,2026-04-01\n");
        QCOMPARE(refusal(report),
                 std::string("3:team_id: p-eve: search from 2026-02-01 to 2026-03-31 overlaps cards from "
                             "2026-01-01 to 2026-02-28\n"));
    }

    void one_address_names_one_person() {
        FAREBOX_STORE_BY_NAME(store, "sqlite");
        const Lease session = store->database().session().value();
        found_company(*session, clock_);
        QCOMPARE(refusal(people(*session, "person_id,email\np-new,ADA@acme.example\n")),
                 std::string("2:email: email \"ada@acme.example\" already names the person p-ada\n"));
        QCOMPARE(refusal(people(*session, "person_id,developer_id\np-bob,ada@acme.example\n")),
                 std::string("2:developer_id: developer_id \"ada@acme.example\" already names the person "
                             "p-ada\n"));
        QCOMPARE(refusal(people(*session, "person_id,name\n\"a,b\",x\n")).substr(0, 40),
                 std::string("2:person_id: \"a,b\" cannot be an id: 1 to"));
    }

    void tells_the_audit_log_what_reaches_into_closed_months_data() { add_stores(); }
    void tells_the_audit_log_what_reaches_into_closed_months() {
        FAREBOX_STORE(store);
        const Lease session = store->database().session().value();
        found_company(*session, clock_);
        QVERIFY(session->run("INSERT INTO periods (month, state) VALUES ('2026-03', 'closed')").has_value());
        std::vector<JournalEntry> told;
        const auto journal = [&](Session&, const JournalEntry& entry) {
            told.push_back(entry);
            return Result<void>();
        };
        const auto report = import_csv(*session, clock_, ImportKind::People,
                                       "person_id,team_id,valid_from\np-ada,cards,2026-03-10\n"
                                       "p-bob,cards,2026-04-10\n", {}, journal);
        QVERIFY((report->closed_months == std::vector<std::string>{"2026-03"}));
        QCOMPARE(told.size(), std::size_t(2));
        QCOMPARE(told[0].action, std::string("directory.import"));
        QCOMPARE(told[1].object, std::string("p-ada"));
        QVERIFY(contains(told[1].note, "reaches back into closed months (2026-03)"));

        // What cannot be told does not happen.
        const auto mute = [](Session&, const JournalEntry&) -> Result<void> {
            return unavailable("the log is full");
        };
        QVERIFY(!import_csv(*session, clock_, ImportKind::Teams, "team_id\nnew\n", {}, mute));
        QVERIFY(session->run("SELECT 1 FROM teams WHERE team_id = 'new'").value().empty());
    }

    void the_stronger_pattern_decides_and_two_equal_ones_are_refused() {
        const std::vector<RepoRule> rules = {{"1", "github.com/acme/*", "CC-1", "search"},
                                             {"2", "github.com/acme/pay-*", "CC-2", ""},
                                             {"3", "GitHub.com/acme/pay-core", "CC-3", "", "2026-04-01"}};
        const auto payer = [&](const char* repo, const char* day) {
            return target_on(repo_timeline(rules, repo), day);
        };
        QCOMPARE(payer("github.com/acme/web", "2026-01-01"), std::string("CC-1"));
        QCOMPARE(payer("github.com/acme/pay-core", "2026-01-01"), std::string("CC-2"));
        QCOMPARE(payer("github.com/acme/Pay-Core", "2026-04-01"), std::string("CC-3"));
        QCOMPARE(payer("gitlab.com/acme/web", "2026-04-01"), std::string());
        QCOMPARE(repo_owner(rules, "github.com/acme/pay-core", "2026-04-01"), std::string("search"));
        QVERIFY(!check_rule(rules, {"4", "github.com/ACME/pay-*", "CC-1", ""}));
        QVERIFY(check_rule(rules, {"4", "github.com/acme/pay-core", "CC-1", "", FirstDay, "2026-04-01"}));
        QVERIFY(!check_rule(rules, {"4", "x", "", ""}));
    }

    void takes_five_thousand_people_at_once() {
        FAREBOX_STORE_BY_NAME(store, "sqlite");
        const Lease session = store->database().session().value();
        found_company(*session, clock_);
        std::string text = "person_id,email,name,team_id\n";
        for (int i = 0; i < 5'000; ++i) {
            text += format("p-{},p{}@acme.example,Person {},{}\n", i, i, i, i % 2 ? "search" : "cards");
        }
        QVERIFY(people(*session, text)->committed);
        QCOMPARE(people(*session, text)->unchanged, std::size_t(5'000));
    }
};

FAREBOX_TEST_CLASS(ImportTest)
#include "import_test.moc"
