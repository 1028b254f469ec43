#include "core/attribution/workspace.h"

#include "core/base/strings.h"
#include "tests/core/attribution/git_sandbox.h"

#include <sys/stat.h>

using namespace farebox;
using namespace farebox::attribution;
using farebox::tests::GitSandbox;

class WorkspaceTest : public QObject {
    Q_OBJECT
private slots:
    void finds_the_repository_from_a_folder_below();
    void outside_git_there_is_none();
    void follows_a_switch_at_the_next_call();
    void sees_a_new_commit_and_a_new_remote();
    void a_link_into_a_repository_is_followed();
    void a_worktree_has_its_own_branch_and_the_common_remote();
    void a_submodule_is_its_own_repository();
    void a_bare_repository_is_found();
    void packed_refs_are_read();
    void a_detached_head_has_no_branch();
    void an_unborn_branch_has_no_commit();
    void a_rebase_keeps_its_branch();
    void a_bisect_keeps_its_branch();
    void without_a_remote_the_folder_names_it();
    void worktrees_without_a_remote_are_one_repository();
    void rewrites_of_the_user_are_applied();
    void ssh_names_of_the_user_are_resolved();
    void included_files_are_left_to_git();
    void a_change_in_an_included_file_is_seen();
    void reftable_is_left_to_git();
    void reftable_without_git_is_unknown();
    void a_pipe_in_place_of_a_file_does_not_hang();
    void a_broken_repository_is_not_one();
    void hooks_and_monitors_never_run();
    void many_repositories_are_forgotten_in_turn();
};

void WorkspaceTest::finds_the_repository_from_a_folder_below() {
    const GitSandbox box;
    box.make_repo("payments");
    box.git("payments", {"switch", "-q", "-c", "feature/PAY-1/x"});
    std::filesystem::create_directories(box.path("payments/src/deep"));
    WorkspaceFinder finder(box.options());
    const auto found = finder.find(box.path("payments/src/deep"));
    QVERIFY(found.has_value());
    QCOMPARE(found->root, box.path("payments"));
    QCOMPARE(found->repo, std::string("github.com/acme/payments"));
    QCOMPARE(found->repo_remote, std::string("origin"));
    QCOMPARE(found->branch, std::string("feature/PAY-1/x"));
    QCOMPARE(found->commit, box.git("payments", {"rev-parse", "HEAD"}));
    QCOMPARE(found->worktree, std::string());
    QCOMPARE(found->branch_note + found->repo_note, std::string());
    QVERIFY(*finder.find(box.path("payments/")) == *found);
}

void WorkspaceTest::outside_git_there_is_none() {
    const GitSandbox box;
    WorkspaceFinder finder(box.options());
    QVERIFY(!finder.find(box.path("home")).has_value());
    QVERIFY(!finder.find(box.path("nowhere")).has_value());
    QVERIFY(!finder.find("").has_value());
    QVERIFY(!finder.find("relative").has_value());
    QVERIFY(!finder.find(box.path("home/.gitconfig")).has_value());
}

void WorkspaceTest::follows_a_switch_at_the_next_call() {
    const GitSandbox box;
    box.make_repo("payments");
    WorkspaceFinder finder(box.options());
    for (int i = 0; i < 20; ++i) {
        const std::string branch = "b" + std::to_string(i % 2);
        box.git("payments", {"switch", "-q", "-C", branch});
        QCOMPARE(finder.find(box.path("payments"))->branch, branch);
    }
}

void WorkspaceTest::sees_a_new_commit_and_a_new_remote() {
    const GitSandbox box;
    box.make_repo("payments");
    WorkspaceFinder finder(box.options());
    (void)finder.find(box.path("payments"));
    box.commit("payments", "two");
    QCOMPARE(finder.find(box.path("payments"))->commit, box.git("payments", {"rev-parse", "HEAD"}));
    box.git("payments", {"remote", "set-url", "origin", "git@github.com:acme/ledger.git"});
    QCOMPARE(finder.find(box.path("payments"))->repo, std::string("github.com/acme/ledger"));
}

void WorkspaceTest::a_link_into_a_repository_is_followed() {
    const GitSandbox box;
    box.make_repo("payments");
    box.make_repo("other", "git@github.com:acme/other.git");
    std::filesystem::create_directory_symlink(box.path("payments"), box.path("home/link"));
    WorkspaceFinder finder(box.options());
    QCOMPARE(finder.find(box.path("home/link"))->root, box.path("payments"));
    std::filesystem::remove(box.path("home/link"));
    std::filesystem::create_directory_symlink(box.path("other"), box.path("home/link"));
    QCOMPARE(finder.find(box.path("home/link"))->root, box.path("other"));
}

void WorkspaceTest::a_worktree_has_its_own_branch_and_the_common_remote() {
    const GitSandbox box;
    box.make_repo("payments");
    box.git("payments", {"worktree", "add", "-q", "-b", "hotfix", box.path("payments-wt")});
    WorkspaceFinder finder(box.options());
    const auto found = finder.find(box.path("payments-wt"));
    QVERIFY(found.has_value());
    QCOMPARE(found->root, box.path("payments-wt"));
    QCOMPARE(found->worktree, std::string("payments-wt"));
    QCOMPARE(found->branch, std::string("hotfix"));
    QCOMPARE(found->repo, std::string("github.com/acme/payments"));
    QCOMPARE(found->commit, box.git("payments", {"rev-parse", "HEAD"}));
    QCOMPARE(finder.find(box.path("payments"))->branch, std::string("main"));
    box.git("payments-wt", {"switch", "-q", "-c", "hotfix-2"});
    QCOMPARE(finder.find(box.path("payments-wt"))->branch, std::string("hotfix-2"));
}

void WorkspaceTest::a_submodule_is_its_own_repository() {
    const GitSandbox box;
    box.make_repo("lib", "");
    box.make_repo("payments");
    box.git("payments", {"submodule", "--quiet", "add", box.path("lib"), "vendor/lib"});
    box.git("payments/vendor/lib", {"remote", "set-url", "origin", "https://gitlab.com/acme/lib"});
    WorkspaceFinder finder(box.options());
    QCOMPARE(finder.find(box.path("payments/vendor/lib"))->repo, std::string("gitlab.com/acme/lib"));
    QCOMPARE(finder.find(box.path("payments/vendor/lib"))->worktree, std::string());
    QCOMPARE(finder.find(box.path("payments/vendor"))->repo, std::string("github.com/acme/payments"));
}

void WorkspaceTest::a_bare_repository_is_found() {
    const GitSandbox box;
    box.make_repo("payments");
    box.git("", {"clone", "-q", "--bare", box.path("payments"), box.path("api.git")});
    box.git("api.git", {"remote", "set-url", "origin", "git@github.com:acme/api.git"});
    WorkspaceFinder finder(box.options());
    const auto found = finder.find(box.path("api.git/objects"));
    QVERIFY(found.has_value());
    QCOMPARE(found->root, box.path("api.git"));
    QCOMPARE(found->repo, std::string("github.com/acme/api"));
    QCOMPARE(found->branch, std::string("main"));
    // Inside ".git" the checkout around it is meant.
    QCOMPARE(finder.find(box.path("payments/.git/objects"))->root, box.path("payments"));
}

void WorkspaceTest::packed_refs_are_read() {
    const GitSandbox box;
    box.make_repo("payments");
    box.git("payments", {"branch", "main-2"});
    box.git("payments", {"pack-refs", "--all"});
    QVERIFY(!file_exists(box.path("payments/.git/refs/heads/main")));
    WorkspaceFinder finder(box.options());
    QCOMPARE(finder.find(box.path("payments"))->commit, box.git("payments", {"rev-parse", "HEAD"}));
    box.commit("payments", "two");  // loose again
    QCOMPARE(finder.find(box.path("payments"))->commit, box.git("payments", {"rev-parse", "HEAD"}));
}

void WorkspaceTest::a_detached_head_has_no_branch() {
    const GitSandbox box;
    box.make_repo("payments");
    box.git("payments", {"switch", "-q", "--detach"});
    WorkspaceFinder finder(box.options());
    const auto found = finder.find(box.path("payments"));
    QCOMPARE(found->branch, std::string());
    QCOMPARE(found->commit.size(), std::size_t(40));
    QVERIFY(contains(found->branch_note, "detached at " + found->commit.substr(0, 12)));
    QCOMPARE(found->repo, std::string("github.com/acme/payments"));
}

void WorkspaceTest::an_unborn_branch_has_no_commit() {
    const GitSandbox box;
    std::filesystem::create_directories(box.path("new"));
    box.git("new", {"init", "-q"});
    WorkspaceFinder finder(box.options());
    const auto found = finder.find(box.path("new"));
    QCOMPARE(found->branch, std::string("main"));
    QCOMPARE(found->commit, std::string());
    QCOMPARE(found->branch_note, std::string("no commit yet"));
}

void WorkspaceTest::a_rebase_keeps_its_branch() {
    const GitSandbox box;
    box.make_repo("payments");
    box.git("payments", {"switch", "-q", "-c", "topic/a"});
    box.commit("payments", "topic");
    box.git("payments", {"switch", "-q", "main"});
    box.commit("payments", "main");
    box.git("payments", {"switch", "-q", "topic/a"});
    WorkspaceFinder finder(box.options());
    QCOMPARE(finder.find(box.path("payments"))->branch_note, std::string());
    for (const char* backend : {"--merge", "--apply"}) {
        box.git("payments", {"rebase", backend, "main"}, /*may_fail=*/true);
        const auto found = finder.find(box.path("payments"));
        QCOMPARE(found->branch, std::string("topic/a"));
        QCOMPARE(found->branch_note, std::string("rebase in progress"));
        box.git("payments", {"rebase", "--abort"});
        QCOMPARE(finder.find(box.path("payments"))->branch_note, std::string());
    }
}

void WorkspaceTest::a_bisect_keeps_its_branch() {
    const GitSandbox box;
    box.make_repo("payments");
    for (const char* text : {"two", "three", "four"}) box.commit("payments", text);
    box.git("payments", {"bisect", "start", "HEAD", "HEAD~3"});
    WorkspaceFinder finder(box.options());
    const auto found = finder.find(box.path("payments"));
    QCOMPARE(found->branch, std::string("main"));
    QCOMPARE(found->branch_note, std::string("bisect in progress"));
}

void WorkspaceTest::without_a_remote_the_folder_names_it() {
    const GitSandbox box;
    box.make_repo("scratch", "");
    box.make_repo("copy", box.path("scratch"));
    WorkspaceFinder finder(box.options());
    QCOMPARE(finder.find(box.path("scratch"))->repo, std::string("local/scratch"));
    QVERIFY(contains(finder.find(box.path("scratch"))->repo_note, "no remote"));
    QCOMPARE(finder.find(box.path("copy"))->repo, std::string("local/scratch"));
    QVERIFY(contains(finder.find(box.path("copy"))->repo_note, "on this machine"));
}

void WorkspaceTest::worktrees_without_a_remote_are_one_repository() {
    const GitSandbox box;
    box.make_repo("scratch", "");
    box.git("scratch", {"worktree", "add", "-q", "-b", "x", box.path("elsewhere")});
    WorkspaceFinder finder(box.options());
    QCOMPARE(finder.find(box.path("elsewhere"))->repo, std::string("local/scratch"));
}

void WorkspaceTest::rewrites_of_the_user_are_applied() {
    const GitSandbox box;
    box.make_repo("payments", "work:payments.git");
    WorkspaceFinder finder(box.options());
    QCOMPARE(finder.find(box.path("payments"))->repo, std::string("work/payments"));
    box.git("", {"config", "--global", "url.git@github.com:acme/.insteadOf", "work:"});
    QCOMPARE(finder.find(box.path("payments"))->repo, std::string("github.com/acme/payments"));
}

void WorkspaceTest::ssh_names_of_the_user_are_resolved() {
    const GitSandbox box;
    box.make_repo("payments", "git@github-work:acme/payments.git");
    WorkspaceFinder finder(box.options());
    QCOMPARE(finder.find(box.path("payments"))->repo, std::string("github-work/acme/payments"));
    box.write("home/.ssh/config", "Host github-work\n  HostName github.com\n");
    QCOMPARE(finder.find(box.path("payments"))->repo, std::string("github.com/acme/payments"));
    QCOMPARE(finder.name_remote("git@github-work:acme/api"),
             std::optional<std::string>("github.com/acme/api"));
}

void WorkspaceTest::included_files_are_left_to_git() {
    const GitSandbox box;
    box.make_repo("work/payments", "work:payments.git");
    box.make_repo("home/private", "work:payments.git");
    box.write("home/work.inc", "[url \"git@github.com:acme/\"]\n\tinsteadOf = work:\n");
    box.git("", {"config", "--global", "includeIf.gitdir:" + box.path("work/") + ".path",
                 box.path("home/work.inc")});
    WorkspaceFinder finder(box.options());
    QCOMPARE(finder.find(box.path("work/payments"))->repo, std::string("github.com/acme/payments"));
    QCOMPARE(finder.find(box.path("home/private"))->repo, std::string("work/payments"));

    auto without_git = box.options();
    without_git.git_program.clear();
    WorkspaceFinder alone(without_git);
    QCOMPARE(alone.find(box.path("work/payments"))->repo, std::string("work/payments"));
}

void WorkspaceTest::a_change_in_an_included_file_is_seen() {
    const GitSandbox box;
    box.make_repo("payments", "");
    box.write("home/more.inc", "[remote \"origin\"]\n\turl = git@github.com:acme/one.git\n");
    box.git("", {"config", "--global", "include.path", box.path("home/more.inc")});
    WorkspaceFinder finder(box.options());
    QCOMPARE(finder.find(box.path("payments"))->repo, std::string("github.com/acme/one"));
    box.write("home/more.inc", "[remote \"origin\"]\n\turl = git@github.com:acme/two.git\n");
    QCOMPARE(finder.find(box.path("payments"))->repo, std::string("github.com/acme/two"));
}

// The layout that `git init --ref-format=reftable` leaves (git 2.45), answered by a program in
// git's place, so that the test does not depend on the git installed.
void WorkspaceTest::reftable_is_left_to_git() {
    const GitSandbox box;
    box.make_repo("payments");
    box.write("payments/.git/HEAD", "ref: refs/heads/.invalid\n");
    box.write("payments/.git/reftable/tables.list", "0x1-0x2.ref\n");
    box.write("bin/git",
              "#!/bin/sh\ncase \"$*\" in\n*symbolic-ref*) cat " + box.path("answer") +
                  " ;;\n*rev-parse*) echo " + std::string(40, 'd') + " ;;\nesac\n");
    std::filesystem::permissions(box.path("bin/git"), std::filesystem::perms(0755));
    box.write("answer", "refs/heads/table\n");
    auto options = box.options();
    options.git_program = box.path("bin/git");
    WorkspaceFinder finder(options);
    QCOMPARE(finder.find(box.path("payments"))->branch, std::string("table"));
    QCOMPARE(finder.find(box.path("payments"))->commit, std::string(40, 'd'));
    box.write("answer", "refs/heads/other\n");
    QCOMPARE(finder.find(box.path("payments"))->branch, std::string("table"));
    box.write("payments/.git/reftable/tables.list", "0x1-0x3.ref\n");
    QCOMPARE(finder.find(box.path("payments"))->branch, std::string("other"));
}

void WorkspaceTest::reftable_without_git_is_unknown() {
    const GitSandbox box;
    box.make_repo("payments");
    box.write("payments/.git/HEAD", "ref: refs/heads/.invalid\n");
    auto options = box.options();
    options.git_program = box.path("no/git");
    WorkspaceFinder finder(options);
    const auto found = finder.find(box.path("payments"));
    QCOMPARE(found->branch, std::string());
    QVERIFY(contains(found->branch_note, "reftable"));
    QCOMPARE(found->repo, std::string("github.com/acme/payments"));
}

void WorkspaceTest::a_pipe_in_place_of_a_file_does_not_hang() {
    const GitSandbox box;
    box.make_repo("payments");
    for (const char* name : {"payments/.git/config", "payments/.git/refs/heads/main",
                             "payments/.git/commondir"}) {
        std::filesystem::remove(box.path(name));
        QCOMPARE(mkfifo(box.path(name).c_str(), 0600), 0);
    }
    WorkspaceFinder finder(box.options());
    const auto found = finder.find(box.path("payments"));
    QVERIFY(found.has_value());
    QCOMPARE(found->branch, std::string("main"));
    QCOMPARE(found->repo, std::string("local/payments"));
}

void WorkspaceTest::a_broken_repository_is_not_one() {
    const GitSandbox box;
    std::filesystem::create_directories(box.path("empty/.git"));
    box.write("lost/.git", "gitdir: /nowhere/at/all\n");
    box.write("odd/.git", "what is this\n");
    box.make_repo("payments");
    box.write("payments/.git/HEAD", "ref: ../../etc/passwd\n");
    WorkspaceFinder finder(box.options());
    for (const char* name : {"empty", "lost", "odd"}) QVERIFY(!finder.find(box.path(name)));
    const auto found = finder.find(box.path("payments"));
    QCOMPARE(found->branch, std::string());
    QVERIFY(contains(found->branch_note, "branch unknown"));
}

void WorkspaceTest::hooks_and_monitors_never_run() {
    const GitSandbox box;
    box.make_repo("payments");
    const std::string script = "#!/bin/sh\ntouch " + box.path("ran") + "\n";
    box.write("payments/evil", script);
    std::filesystem::permissions(box.path("payments/evil"), std::filesystem::perms(0755));
    for (const char* hook : {"post-checkout", "reference-transaction", "post-index-change"}) {
        std::filesystem::copy_file(box.path("payments/evil"),
                                   box.path("payments/.git/hooks/") + hook,
                                   std::filesystem::copy_options::overwrite_existing);
    }
    box.git("payments", {"config", "core.fsmonitor", box.path("payments/evil")});
    box.git("payments", {"config", "core.pager", box.path("payments/evil")});
    box.git("payments", {"config", "include.path", "nothing.inc"});  // so that git is asked
    WorkspaceFinder finder(box.options());
    QCOMPARE(finder.find(box.path("payments"))->branch, std::string("main"));
    QVERIFY(!file_exists(box.path("ran")));
}

void WorkspaceTest::many_repositories_are_forgotten_in_turn() {
    const GitSandbox box;
    WorkspaceFinder finder(box.options());
    for (int i = 0; i < 300; ++i) {
        const std::string name = "r" + std::to_string(i);
        box.write(name + "/.git/HEAD", "ref: refs/heads/main\n");
        QCOMPARE(finder.find(box.path(name))->repo, "local/" + name);
    }
    QCOMPARE(finder.find(box.path("r0"))->branch, std::string("main"));
}

FAREBOX_TEST_CLASS(WorkspaceTest)
#include "workspace_test.moc"
