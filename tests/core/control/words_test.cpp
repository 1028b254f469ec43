// The small pieces of the command line: days, arguments, tables, CSV, query strings.

#include "core/base/strings.h"
#include "core/control/arguments.h"
#include "core/control/csv.h"
#include "core/control/days.h"
#include "core/control/numbers.h"
#include "core/control/query_string.h"
#include "core/control/table.h"
#include "tests/support/suite.h"

using namespace farebox;
using namespace farebox::control;

class WordsTest : public QObject {
    Q_OBJECT
private:
    // Sunday 2026-11-22, 00:30 in Berlin (UTC+1): still Saturday in UTC.
    static constexpr UtcNs Now = 1'795'303'800 * NsPerSecond;

private slots:
    void reads_the_words_for_days_data() {
        QTest::addColumn<QString>("since");
        QTest::addColumn<QString>("until");
        QTest::addColumn<QString>("range");
        QTest::newRow("nothing is today") << "" << "" << "2026-11-22..2026-11-22";
        QTest::newRow("today") << "today" << "" << "2026-11-22..2026-11-22";
        QTest::newRow("yesterday ends") << "yesterday" << "" << "2026-11-21..2026-11-21";
        QTest::newRow("seven days include today") << "7d" << "" << "2026-11-16..";
        QTest::newRow("a week begins on Monday") << "this-week" << "" << "2026-11-16..";
        QTest::newRow("last week") << "last-week" << "" << "2026-11-09..2026-11-15";
        QTest::newRow("this month") << "this-month" << "" << "2026-11-01..";
        QTest::newRow("last month") << "last-month" << "" << "2026-10-01..2026-10-31";
        QTest::newRow("to yesterday") << "this-month" << "yesterday" << "2026-11-01..2026-11-21";
        QTest::newRow("a date is from then on") << "2026-02-28" << "" << "2026-02-28..";
        QTest::newRow("two dates") << "2026-01-01" << "2026-01-31" << "2026-01-01..2026-01-31";
        QTest::newRow("all") << "all" << "" << "..";
        QTest::newRow("nonsense") << "someday" << "" << "error";
        QTest::newRow("no such day") << "2026-02-30" << "" << "error";
        QTest::newRow("backwards") << "2026-02-02" << "2026-02-01" << "error";
    }
    void reads_the_words_for_days() {
        QFETCH(QString, since);
        QFETCH(QString, until);
        QFETCH(QString, range);
        const auto days = parse_days(since.toStdString(), until.toStdString(), Now, 60);
        const std::string shown = days ? days->since + ".." + days->until : "error";
        QCOMPARE(shown, range.toStdString());
    }

    void parses_options_in_both_spellings() {
        const auto parsed = parse_arguments({"spend", "--since=7d", "--by", "repo,branch", "--json"});
        QVERIFY(parsed.has_value());
        QCOMPARE(std::string(parsed->command->name), "spend");
        QCOMPARE(parsed->value("--since"), "7d");
        QCOMPARE(parsed->value("--by"), "repo,branch");
        QVERIFY(parsed->has("--json"));
    }

    void gives_run_everything_after_its_own_options() {
        const std::vector<std::string> expected = {"codex", "exec", "--json", "--", "hi"};
        const auto dashes = parse_arguments({"run", "--", "codex", "exec", "--json", "--", "hi"});
        QVERIFY(dashes->words == expected);
        const auto plain = parse_arguments({"run", "codex", "exec", "--json", "--", "hi"});
        QVERIFY(plain->words == expected);
        QVERIFY(parse_arguments({"run", "--print", "--", "claude", "--help"})->has("--print"));
        QVERIFY(!parse_arguments({"run", "--", "claude", "--help"})->wants_help);
    }

    void explains_what_is_wrong_with_arguments() {
        QVERIFY(contains(parse_arguments({"spent"}).error().message, "did you mean \"spend\""));
        QVERIFY(contains(parse_arguments({"spend", "--sinse", "x"}).error().message, "\"--since\""));
        QVERIFY(contains(parse_arguments({"spend", "--since"}).error().message, "needs a value"));
        QVERIFY(contains(parse_arguments({"spend", "--json=1"}).error().message, "takes no value"));
        QVERIFY(contains(parse_arguments({"call"}).error().message, "needs <id>"));
        QVERIFY(contains(parse_arguments({"status", "now"}).error().message, "\"now\""));
        QVERIFY(parse_arguments({}).value().wants_help);
        QVERIFY(parse_arguments({"--version"}).value().wants_version);
    }

    void completes_every_command_in_every_shell() {
        for (const char* shell : {"bash", "zsh", "fish"}) {
            const auto script = format_completion(shell);
            for (const auto& command : commands()) {
                QVERIFY(contains(*script, command.name));
                QVERIFY(contains(format_help(), command.summary));
                QVERIFY(contains(format_help(command), "usage: farebox " + std::string(command.name)));
            }
        }
        QVERIFY(!format_completion("powershell").has_value());
    }

    void aligns_by_what_a_terminal_shows() {
        QCOMPARE(display_width("fix/ümläut"), 10);
        QCOMPARE(display_width("修复"), 4);
        QCOMPARE(display_width("e\u0301"), 1);
        Table table({{"branch"}, {"n", Align::Right}});
        table.add({"修复", "1"});
        table.add({"ümläut", "1,234"});
        table.set_total({"total", "1,235"});
        QCOMPARE(table.render({}), "branch      n\n"
                                   "修复        1\n"
                                   "ümläut  1,234\n"
                                   "─────────────\n"
                                   "total   1,235\n");
    }

    void fits_the_terminal_by_shortening_what_may_shrink() {
        Table table({{"branch", Align::Left, Shrink::Yes}, {"n", Align::Right}});
        table.add({"feature/a-very-long-branch-name-PAY-12", "12,345"});
        const std::string narrow = table.render({.width = 24});
        QVERIFY(contains(narrow, "feature/…-PAY-12  12,345"));
        for (const auto line : split(narrow, '\n')) {
            QVERIFY(display_width(line) <= 24);
        }
        QCOMPARE(fit("feature/payments-retry", 11), "featu…retry");
        QCOMPARE(fit("修复修复修复", 7), "修…复");
    }

    void writes_csv_that_spreadsheets_read_and_do_not_run() {
        const Json rows = Json::array({{{"repo", "a,b"}, {"n", -5}, {"cost", nullptr}},
                                       {{"repo", "=cmd()"}, {"n", 2}, {"cost", 1}},
                                       {{"repo", "say \"hi\"\nthere"}, {"n", 0}, {"cost", 0}}});
        QCOMPARE(format_csv({"repo", "n", "cost"}, rows),
                 "repo,n,cost\r\n\"a,b\",-5,\r\n'=cmd(),2,1\r\n\"say \"\"hi\"\"\nthere\",0,0\r\n");
        for (const char* text : {"=1", "+1", "-1", "@x", "\tx"}) {
            QVERIFY(csv_cell(text).starts_with('\''));
        }
    }

    void carries_any_text_through_a_query_string() {
        const Parameters parameters = {{"branch", "feature/a&b=c d+ü%"}, {"by", "agent,repo"}};
        QVERIFY(parse_query(format_query(parameters)) == parameters);
    }

    void writes_numbers_for_people() {
        QCOMPARE(format_count(1'234'567), "1,234,567");
        QCOMPARE(format_count(-999), "-999");
        QCOMPARE(format_count(-1'000), "-1,000");
        QCOMPARE(count_cell(std::nullopt), "–");
        QCOMPARE(duration_cell(187'000), "3 m 07 s");
        QCOMPARE(duration_cell(2'450), "2.4 s");
    }
};

FAREBOX_TEST_CLASS(WordsTest)
#include "words_test.moc"
