#include "core/attribution/ticket.h"

#include "core/attribution/ci.h"
#include "tests/support/suite.h"

using namespace farebox;
using namespace farebox::attribution;

class TicketTest : public QObject {
    Q_OBJECT
private slots:
    void finds_tickets_data();
    void finds_tickets();
    void recognises_each_ci_service();
    void a_pull_request_s_source_branch_counts();
    void jenkins_hides_the_remote_in_the_branch();
    void a_tag_is_no_branch();
    void a_developer_s_shell_is_no_ci();
};

void TicketTest::finds_tickets_data() {
    QTest::addColumn<std::string>("branch");
    QTest::addColumn<std::string>("ticket");
    const std::vector<std::pair<const char*, const char*>> rows = {
        {"feature/PAY-123-refunds", "PAY-123"},
        {"PAY-123", "PAY-123"},
        {"dev/PAY-123/try-2", "PAY-123"},
        {"PAY-123_refunds", "PAY-123"},
        {"AB2-7", "AB2-7"},
        {"fix/PAY-1-and-PAY-1", "PAY-1"},
        {"fix/PAY-1-PAY-2", ""},
        {"issue-42", "#42"},
        {"fix/issue-42-login", "#42"},
        {"fix/gh-42", "#42"},
        {"42-login", "#42"},
        {"dev/42-login", "#42"},
        {"#42", "#42"},
        {"PAY-0123", ""},
        {"pay-123", ""},
        {"main", ""},
        {"", ""},
        {"release/2026-11", ""},
        {"2026-release", ""},
        {"42", ""},
        {"release/1.2.3", ""},
        {"fix-utf-8", ""},
        {"UTF-8-names", ""},
        {"SHA-256", ""},
        {"v2-3", ""},
        {"A-1", ""},
        {"PAY-1234567", ""},
        {"PAY-12.4", ""},
        {"xPAY-12", ""},
        {"issue-", ""},
        {"dependabot/npm/lodash-4.17.21", ""},
    };
    for (const auto& [branch, ticket] : rows) {
        QTest::newRow(*branch != '\0' ? branch : "empty") << std::string(branch)
                                                          << std::string(ticket);
    }
}

void TicketTest::finds_tickets() {
    QFETCH(std::string, branch);
    QFETCH(std::string, ticket);
    QCOMPARE(find_ticket(branch).value_or(""), ticket);
}

void TicketTest::recognises_each_ci_service() {
    const std::string commit(40, 'a');
    const auto github = find_ci({{"GITHUB_ACTIONS", "true"}, {"GITHUB_REPOSITORY", "acme/payments"},
                                 {"GITHUB_SERVER_URL", "https://github.com"},
                                 {"GITHUB_REF", "refs/heads/feature/x"}, {"GITHUB_SHA", commit},
                                 {"GITHUB_RUN_ID", "77"}, {"GITHUB_ACTOR", "dev"},
                                 {"GITHUB_WORKSPACE", "/home/runner/work/payments"}});
    QVERIFY(*github == (CiRun{"github-actions", "77", "github.com/acme/payments", "feature/x",
                              commit, "dev", "/home/runner/work/payments"}));
    QCOMPARE(find_ci({{"GITLAB_CI", "true"}, {"CI_PROJECT_URL", "https://gitlab.com/acme/p"},
                      {"CI_PIPELINE_ID", "9"}})->repo,
             std::string("gitlab.com/acme/p"));
    QCOMPARE(find_ci({{"TF_BUILD", "True"}, {"BUILD_SOURCEBRANCH", "refs/heads/a/b"}})->branch,
             std::string("a/b"));
    QCOMPARE(find_ci({{"BUILDKITE", "true"}, {"BUILDKITE_BUILD_ID", "x"}})->run_id, std::string("x"));
    QCOMPARE(find_ci({{"CIRCLECI", "true"}, {"CIRCLE_BUILD_NUM", "5"}})->run_id, std::string("5"));
    QCOMPARE(find_ci({{"JENKINS_URL", "https://ci"}, {"BUILD_TAG", "jenkins-p-1"}})->run_id,
             std::string("jenkins-p-1"));
}

void TicketTest::a_pull_request_s_source_branch_counts() {
    const auto run = find_ci({{"GITHUB_ACTIONS", "true"}, {"GITHUB_HEAD_REF", "topic"},
                              {"GITHUB_REF", "refs/pull/7/merge"}});
    QCOMPARE(run->branch, std::string("topic"));
    const auto merge = find_ci({{"GITHUB_ACTIONS", "true"}, {"GITHUB_REF", "refs/pull/7/merge"}});
    QCOMPARE(merge->branch, std::string());
}

void TicketTest::jenkins_hides_the_remote_in_the_branch() {
    const auto run = find_ci({{"JENKINS_URL", "x"}, {"GIT_BRANCH", "origin/feature/y"}});
    QCOMPARE(run->branch, std::string("feature/y"));
}

void TicketTest::a_tag_is_no_branch() {
    const auto run = find_ci({{"GITHUB_ACTIONS", "true"}, {"GITHUB_REF", "refs/tags/v1"},
                              {"GITHUB_SHA", "not a commit"}});
    QCOMPARE(run->branch, std::string());
    QCOMPARE(run->commit, std::string());
}

void TicketTest::a_developer_s_shell_is_no_ci() {
    QVERIFY(!find_ci({}).has_value());
    QVERIFY(!find_ci({{"GIT_BRANCH", "main"}}).has_value());
    QVERIFY(!find_ci({{"GITHUB_ACTIONS", "false"}}).has_value());
    QVERIFY(ci_variables().size() > 30);
}

FAREBOX_TEST_CLASS(TicketTest)
#include "ticket_test.moc"
