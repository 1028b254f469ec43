#include "core/model/assignment.h"

#include "tests/support/suite.h"

using namespace farebox;

class AssignmentTest : public QObject {
    Q_OBJECT
private:
    static std::string objection(const char* text) {
        const auto rule = parse_assignment(parse_json(text).value_or(Json()));
        return rule ? "" : rule.error().message;
    }

private slots:
    void is_read_as_people_write_it_and_written_back() {
        const auto rule = parse_assignment(
            Json{{"folder", "/home/mia/notes//"}, {"repo", "github.com/acme/handbook"}});
        QVERIFY(rule.has_value());
        QCOMPARE(rule->subject(), std::string("/home/mia/notes"));
        QVERIFY(parse_assignment(to_json(*rule)).value() == *rule);
        const auto windows = parse_assignment(Json{{"folder", "C:\\work"}, {"repo", "acme/x"}});
        QVERIFY(windows.has_value());
        QCOMPARE(parse_assignment(Json{{"program", "aider"}, {"repo", "acme/x"}})->subject(),
                 std::string("aider"));
        QCOMPARE(parse_assignment(Json{{"folder", "/"}, {"repo", "acme/x"}})->folder, std::string("/"));
    }

    void what_is_wrong_is_named() {
        QVERIFY(objection("[]").find("object") != std::string::npos);
        QVERIFY(objection("{\"repo\":\"a/b\"}").find("folder or program") != std::string::npos);
        QVERIFY(objection("{\"folder\":\"/a\",\"program\":\"b\",\"repo\":\"a/b\"}").find("either") !=
                std::string::npos);
        QVERIFY(objection("{\"folder\":\"notes\",\"repo\":\"a/b\"}").find("absolute") != std::string::npos);
        QVERIFY(objection("{\"program\":\"/bin/a\",\"repo\":\"a/b\"}").find("without its path") !=
                std::string::npos);
        QVERIFY(objection("{\"program\":\"a\"}").find("repo is") != std::string::npos);
        QVERIFY(objection("{\"program\":\"a\",\"repo\":7}").find("repo is 7") != std::string::npos);
        QVERIFY(objection("{\"program\":\"a\",\"repo\":\"git@github.com:a/b\"}").find("host/owner/name") !=
                std::string::npos);
        QVERIFY(objection("{\"program\":\"a\",\"repo\":\"a/b\",\"x\":1}").find("\"x\"") !=
                std::string::npos);
    }
};

FAREBOX_TEST_CLASS(AssignmentTest)
#include "assignment_test.moc"
