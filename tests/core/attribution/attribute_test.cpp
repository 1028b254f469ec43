#include "core/attribution/attribute.h"

#include "core/attribution/assign.h"
#include "core/attribution/weigh.h"
#include "core/base/strings.h"
#include "tests/core/attribution/git_sandbox.h"

#include <filesystem>
#include <map>

using namespace farebox;
using namespace farebox::attribution;
using farebox::tests::GitSandbox;
using platform::Process;
using platform::ProcessId;

namespace {

constexpr Confidence Certain = Confidence::Certain;

Process process_in(const std::string& cwd, std::vector<std::string> argv = {"claude"}) {
    return {{4711, 99}, 4700, 1000, "claude", "/opt/claude", cwd, std::move(argv)};
}

const Evidence* find_evidence(const Attribution& answer, std::string_view dimension, bool chosen) {
    for (const auto& evidence : answer.evidence) {
        if (evidence.dimension == dimension && evidence.chosen == chosen) return &evidence;
    }
    return nullptr;
}

/// Two checkouts, and someone to ask.
struct Desk {
    Desk() : attributor(box.options(), "dev") {
        box.make_repo("payments");
        box.git("payments", {"switch", "-q", "-c", "feature/PAY-7"});
        box.make_repo("ledger", "git@github.com:acme/ledger.git");
    }
    std::string payments() const { return box.path("payments"); }
    std::string ledger() const { return box.path("ledger"); }
    GitSandbox box;
    Attributor attributor;
};

}  // namespace

class AttributeTest : public QObject {
    Q_OBJECT
private slots:
    void the_owner_s_directory_answers_when_nothing_is_stated();
    void a_stated_directory_beats_the_owner_s();
    void an_unsure_statement_does_not_beat_the_owner_s();
    void a_daemon_s_directory_is_never_believed();
    void an_old_branch_in_the_text_loses_to_the_checkout();
    void a_stated_git_root_with_remote_and_commit_beats_all();
    void of_several_roots_the_one_around_the_directory_counts();
    void a_call_without_directory_takes_its_session_s();
    void sessions_do_not_mix();
    void outside_git_the_call_is_unattributed_and_says_why();
    void a_directory_of_another_machine_keeps_what_the_agent_stated();
    void a_short_repository_name_is_checked_against_the_disk();
    void a_disagreeing_remote_is_kept_as_evidence();
    void a_build_s_variables_help_a_detached_checkout();
    void the_agent_s_process_is_shown_not_its_helper();
    void a_helper_at_the_root_folder_gives_way_to_its_agent();
    void nothing_known_says_so();
    void a_rule_places_what_nothing_else_places();
    void a_rule_never_moves_a_call_that_says_where_it_belongs();
    void the_longest_folder_counts_then_the_program();
    void a_path_with_control_bytes_is_cleaned();
    void apply_fills_the_call();
    void choosing_keeps_losers_once();
};

void AttributeTest::the_owner_s_directory_answers_when_nothing_is_stated() {
    Desk desk;
    const auto answer = desk.attributor.attribute({.ancestry = {process_in(desk.payments())}});
    QCOMPARE(answer.repo, std::string("github.com/acme/payments"));
    QCOMPARE(answer.branch, std::string("feature/PAY-7"));
    QCOMPARE(answer.ticket, std::string("PAY-7"));
    QCOMPARE(answer.cwd, desk.payments());
    QCOMPARE(answer.os_user, std::string("dev"));
    QCOMPARE(answer.pid, std::optional<std::int64_t>(4711));
    QCOMPARE(find_evidence(answer, "cwd", true)->source, std::string("process"));
    QCOMPARE(find_evidence(answer, "branch", true)->source, std::string("git HEAD"));
    QVERIFY(find_evidence(answer, "repo", true)->confidence == Certain);
    QVERIFY(find_evidence(answer, "repo", false) == nullptr);
}

void AttributeTest::a_stated_directory_beats_the_owner_s() {
    Desk desk;
    const auto answer = desk.attributor.attribute(
        {.ancestry = {process_in(desk.ledger())},
         .clues = {{"cwd", desk.payments() + "/", "body environment block", Certain, ""}}});
    QCOMPARE(answer.repo, std::string("github.com/acme/payments"));
    QCOMPARE(answer.cwd, desk.payments());
    const auto* loser = find_evidence(answer, "cwd", false);
    QCOMPARE(loser->value, desk.ledger());
    QCOMPARE(loser->note, std::string("differs from body environment block"));
}

void AttributeTest::an_unsure_statement_does_not_beat_the_owner_s() {
    Desk desk;
    const auto answer = desk.attributor.attribute(
        {.ancestry = {process_in(desk.ledger())},
         .clues = {{"cwd", desk.payments(), "body text", Confidence::Weak, ""}}});
    QCOMPARE(answer.repo, std::string("github.com/acme/ledger"));
}

void AttributeTest::a_daemon_s_directory_is_never_believed() {
    Desk desk;
    for (const char* word : {"app-server", "--cline-hub-daemon", "serve", "--stdio"}) {
        const auto daemon = process_in(desk.ledger(), {"agent", word, "--listen", "unix://"});
        const auto answer = desk.attributor.attribute({.ancestry = {daemon}});
        QCOMPARE(answer.repo, std::string());
        QCOMPARE(answer.cwd, std::string());
        QVERIFY(contains(find_evidence(answer, "cwd", false)->note, word));
        const auto stated = desk.attributor.attribute(
            {.ancestry = {daemon}, .clues = {{"cwd", desk.payments(), "header", Certain, ""}}});
        QCOMPARE(stated.repo, std::string("github.com/acme/payments"));
    }
}

void AttributeTest::an_old_branch_in_the_text_loses_to_the_checkout() {
    Desk desk;
    const Question question{.ancestry = {process_in(desk.payments())},
                            .clues = {{"branch", "main", "body git status", Confidence::Likely, ""}}};
    const auto answer = desk.attributor.attribute(question);
    QCOMPARE(answer.branch, std::string("feature/PAY-7"));
    QCOMPARE(find_evidence(answer, "branch", false)->value, std::string("main"));
    desk.box.git("payments", {"switch", "-q", "main"});
    const auto later = desk.attributor.attribute(question);
    QCOMPARE(later.branch, std::string("main"));
    QVERIFY(find_evidence(later, "branch", false) == nullptr);
}

void AttributeTest::a_stated_git_root_with_remote_and_commit_beats_all() {
    Desk desk;
    const std::string commit(40, 'c');
    const auto answer = desk.attributor.attribute(
        {.ancestry = {process_in("/", {"codex", "app-server"})},
         .clues = {{"git_root", desk.payments(), "turn metadata", Certain, ""},
                   {"repo_remote", "https://github.com/acme/fork.git", "turn metadata", Certain, ""},
                   {"commit", commit, "turn metadata", Certain, ""},
                   {"cwd", desk.payments() + "/src", "environment context", Certain, ""}}});
    QCOMPARE(answer.repo, std::string("github.com/acme/fork"));
    QCOMPARE(find_evidence(answer, "repo", false)->value, std::string("github.com/acme/payments"));
    QCOMPARE(answer.commit, commit);
    QCOMPARE(answer.branch, std::string("feature/PAY-7"));
    QCOMPARE(answer.cwd, desk.payments() + "/src");
}

void AttributeTest::of_several_roots_the_one_around_the_directory_counts() {
    Desk desk;
    std::vector<Clue> clues = {
        {"git_root", desk.ledger(), "turn metadata", Confidence::Weak, "one of several"},
        {"repo_remote", "a@b:acme/ledger", "turn metadata", Confidence::Weak, "one of several"},
        {"git_root", desk.payments(), "turn metadata", Confidence::Weak, "one of several"},
        {"repo_remote", "git@github.com:acme/payments", "turn metadata", Confidence::Weak, ""}};
    const auto owner = process_in("/", {"codex", "app-server"});
    QCOMPARE(desk.attributor.attribute({.ancestry = {owner}, .clues = clues}).repo, std::string());
    clues.push_back({"cwd", desk.payments() + "/src", "environment context", Certain, ""});
    const auto answer = desk.attributor.attribute({.ancestry = {owner}, .clues = clues});
    QCOMPARE(answer.repo, std::string("github.com/acme/payments"));
    QVERIFY(find_evidence(answer, "repo", true)->confidence == Certain);
}

void AttributeTest::a_call_without_directory_takes_its_session_s() {
    Desk desk;
    const auto daemon = process_in(desk.ledger(), {"codex", "app-server"});
    (void)desk.attributor.attribute({.ancestry = {daemon},
                                     .clues = {{"cwd", desk.payments(), "body", Certain, ""}},
                                     .session_id = "s1"});
    const auto answer = desk.attributor.attribute({.ancestry = {daemon}, .session_id = "s1"});
    QCOMPARE(answer.repo, std::string("github.com/acme/payments"));
    const auto* cwd = find_evidence(answer, "cwd", true);
    QCOMPARE(cwd->source, std::string("body, earlier in this session"));
    QVERIFY(cwd->confidence == Confidence::Likely);
}

void AttributeTest::sessions_do_not_mix() {
    Desk desk;
    const auto daemon = process_in("/", {"codex", "app-server"});
    for (const auto& [session, folder] : std::map<std::string, std::string>{
             {"s1", desk.payments()}, {"s2", desk.ledger()}, {"", desk.ledger()}}) {
        (void)desk.attributor.attribute({.ancestry = {daemon},
                                         .clues = {{"cwd", folder, "body", Certain, ""}},
                                         .session_id = session});
    }
    const auto repo_of = [&](const std::string& session) {
        return desk.attributor.attribute({.ancestry = {daemon}, .session_id = session}).repo;
    };
    QCOMPARE(repo_of("s1"), std::string("github.com/acme/payments"));
    QCOMPARE(repo_of("s2"), std::string("github.com/acme/ledger"));
    QCOMPARE(repo_of(""), std::string());
    for (int i = 0; i < 2000; ++i) {
        (void)desk.attributor.attribute({.clues = {{"cwd", "/x", "body", Certain, ""}},
                                         .session_id = "n" + std::to_string(i)});
    }
    QCOMPARE(repo_of("s1"), std::string());  // forgotten, not wrong
}

void AttributeTest::outside_git_the_call_is_unattributed_and_says_why() {
    Desk desk;
    const std::string home = desk.box.path("home");
    const auto answer = desk.attributor.attribute(
        {.ancestry = {process_in(home)},
         .clues = {{"branch", "old", "body", Confidence::Likely, ""}}});
    QCOMPARE(answer.repo, std::string());
    QCOMPARE(answer.branch, std::string());
    QCOMPARE(answer.cwd, home);
    QVERIFY(contains(find_evidence(answer, "repo", false)->note, "no git repository"));
}

void AttributeTest::a_directory_of_another_machine_keeps_what_the_agent_stated() {
    Desk desk;
    const auto answer = desk.attributor.attribute(
        {.clues = {{"git_root", "/workspaces/api", "turn metadata", Certain, ""},
                   {"repo_remote", "git@github.com:acme/api.git", "turn metadata", Certain, ""},
                   {"branch", "topic", "body git status", Confidence::Likely, ""},
                   {"cwd", "/workspaces/api/src", "environment context", Certain, ""}}});
    QCOMPARE(answer.repo, std::string("github.com/acme/api"));
    QCOMPARE(answer.branch, std::string("topic"));
    QCOMPARE(answer.cwd, std::string("/workspaces/api/src"));
    QVERIFY(contains(find_evidence(answer, "repo", true)->note, "not exist on this machine"));
}

void AttributeTest::a_short_repository_name_is_checked_against_the_disk() {
    Desk desk;
    const std::vector<Clue> clues = {{"repo_remote", "acme/payments", "body", Certain, ""}};
    const auto here = desk.attributor.attribute(
        {.ancestry = {process_in(desk.payments())}, .clues = clues});
    QCOMPARE(here.repo, std::string("github.com/acme/payments"));
    QVERIFY(find_evidence(here, "repo", false) == nullptr);
    const auto there = desk.attributor.attribute({.clues = clues});
    QCOMPARE(there.repo, std::string("github.com/acme/payments"));
    QVERIFY(find_evidence(there, "repo", true)->confidence == Confidence::Likely);
}

void AttributeTest::a_disagreeing_remote_is_kept_as_evidence() {
    Desk desk;
    const auto answer = desk.attributor.attribute(
        {.ancestry = {process_in(desk.payments())},
         .clues = {{"repo_remote", "git@github.com:acme/other", "header", Certain, ""}}});
    QCOMPARE(answer.repo, std::string("github.com/acme/payments"));
    QCOMPARE(find_evidence(answer, "repo", false)->value, std::string("github.com/acme/other"));
}

void AttributeTest::a_build_s_variables_help_a_detached_checkout() {
    Desk desk;
    desk.box.git("payments", {"switch", "-q", "--detach"});
    const CiRun ci{"github-actions", "77", "github.com/acme/payments", "topic", "", "dev", ""};
    const auto answer =
        desk.attributor.attribute({.ancestry = {process_in(desk.payments())}, .ci = ci});
    QCOMPARE(answer.branch, std::string("topic"));
    QCOMPARE(answer.ci_provider, std::string("github-actions"));
    QCOMPARE(answer.ci_run_id, std::string("77"));
    QCOMPARE(find_evidence(answer, "branch", true)->source,
             std::string("github-actions variables"));
}

void AttributeTest::the_agent_s_process_is_shown_not_its_helper() {
    Desk desk;
    Process agent = process_in("/");
    agent.id.pid = 4700;
    agent.name = "copilot";
    const auto answer = desk.attributor.attribute(
        {.ancestry = {process_in(desk.payments()), agent}, .agent_process = 1});
    QCOMPARE(answer.pid, std::optional<std::int64_t>(4700));
    QCOMPARE(answer.process_name, std::string("copilot"));
    QCOMPARE(answer.repo, std::string("github.com/acme/payments"));
}

void AttributeTest::a_helper_at_the_root_folder_gives_way_to_its_agent() {
    Desk desk;
    const auto answer = desk.attributor.attribute(
        {.ancestry = {process_in("/"), process_in(desk.payments())}, .agent_process = 1});
    QCOMPARE(answer.repo, std::string("github.com/acme/payments"));
    QCOMPARE(find_evidence(answer, "cwd", true)->source, std::string("agent process"));
}

void AttributeTest::nothing_known_says_so() {
    Desk desk;
    const auto answer = desk.attributor.attribute({});
    QCOMPARE(answer.repo + answer.branch + answer.cwd, std::string());
    QVERIFY(!answer.pid.has_value());
    QCOMPARE(find_evidence(answer, "repo", false)->note, std::string("no directory is known"));
}

void AttributeTest::a_rule_places_what_nothing_else_places() {
    Desk desk;
    const std::string notes = desk.box.path("notes");
    std::filesystem::create_directories(notes + "/today");
    const Question question{.ancestry = {process_in(notes + "/today")}};
    QCOMPARE(desk.attributor.attribute(question).repo, std::string());
    desk.attributor.set_assignments({{.folder = notes, .repo = "github.com/acme/handbook"}});
    const auto answer = desk.attributor.attribute(question);
    QCOMPARE(answer.repo, std::string("github.com/acme/handbook"));
    const Evidence* why = find_evidence(answer, "repo", true);
    QCOMPARE(why->source, "rule for folder " + notes);
    QVERIFY(why->confidence == Confidence::Likely);
    QVERIFY(why->note.starts_with("assigned by a rule"));
    QCOMPARE(answer.branch, std::string());
    desk.attributor.set_assignments({});
    QCOMPARE(desk.attributor.attribute(question).repo, std::string());
}

void AttributeTest::a_rule_never_moves_a_call_that_says_where_it_belongs() {
    Desk desk;
    desk.attributor.set_assignments({{.folder = "/", .repo = "github.com/acme/all"},
                                     {.program = "claude", .repo = "github.com/acme/all"}});
    const auto answer = desk.attributor.attribute({.ancestry = {process_in(desk.payments())}});
    QCOMPARE(answer.repo, std::string("github.com/acme/payments"));
    QVERIFY(find_evidence(answer, "repo", false) == nullptr);
}

void AttributeTest::the_longest_folder_counts_then_the_program() {
    const std::vector<Assignment> rules = {{.program = "claude", .repo = "p"},
                                           {.folder = "/home/mia", .repo = "home"},
                                           {.folder = "/home/mia/notes", .repo = "notes"}};
    const auto repo_of = [&rules](std::string_view directory, std::string_view program) {
        const Assignment* found = find_assignment(rules, directory, program);
        return found == nullptr ? std::string() : found->repo;
    };
    QCOMPARE(repo_of("/home/mia/notes", ""), std::string("notes"));
    QCOMPARE(repo_of("/home/mia/notes/a", "claude"), std::string("notes"));
    QCOMPARE(repo_of("/home/mia/notes2", ""), std::string("home"));
    QCOMPARE(repo_of("/home/miami", "claude"), std::string("p"));
    QCOMPARE(repo_of("", "claude"), std::string("p"));
    QCOMPARE(repo_of("/srv", "codex"), std::string());
}

void AttributeTest::a_path_with_control_bytes_is_cleaned() {
    Desk desk;
    const auto answer = desk.attributor.attribute(
        {.clues = {{"cwd", "/x\x1b[31m\n" + std::string(9000, 'y'), "body", Certain, ""}}});
    QVERIFY(answer.cwd.starts_with("/x?[31m?"));
    QVERIFY(answer.cwd.size() < 5000);
}

void AttributeTest::apply_fills_the_call() {
    Desk desk;
    Call call;
    call.evidence.push_back({"agent", "claude-code", "headers", Certain, true, ""});
    const auto answer = desk.attributor.attribute({.ancestry = {process_in(desk.payments())}});
    apply(answer, call);
    QCOMPARE(call.repo, answer.repo);
    QCOMPARE(call.branch, answer.branch);
    QCOMPARE(call.commit, answer.commit);
    QCOMPARE(call.pid, answer.pid);
    QCOMPARE(call.evidence.size(), answer.evidence.size() + 1);
}

void AttributeTest::choosing_keeps_losers_once() {
    std::vector<Evidence> evidence;
    const std::string value = choose({{"repo", "", "nobody", Certain, false, ""},
                                      {"repo", "a", "first", Certain, false, ""},
                                      {"repo", "b", "second", Certain, false, ""},
                                      {"repo", "a", "third", Certain, false, ""},
                                      {"repo", "b", "fourth", Certain, false, ""}},
                                     evidence);
    QCOMPARE(value, std::string("a"));
    QCOMPARE(evidence.size(), std::size_t(2));
    QVERIFY(evidence[0].chosen && !evidence[1].chosen);
    QCOMPARE(evidence[1].note, std::string("differs from first"));
    QCOMPARE(choose({}, evidence), std::string());
}

FAREBOX_TEST_CLASS(AttributeTest)
#include "attribute_test.moc"
