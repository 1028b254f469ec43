#include "core/attribution/git_config.h"

#include "core/attribution/git_text.h"
#include "tests/support/suite.h"

using namespace farebox::attribution;

namespace {

std::string value_of(std::string_view text) {
    const auto entries = parse_git_config("[a]\nk = " + std::string(text));
    return entries.size() == 1 ? entries[0].value : "<" + std::to_string(entries.size()) + ">";
}

const std::string Commit(40, 'a');

}  // namespace

class GitConfigTest : public QObject {
    Q_OBJECT
private slots:
    void reads_sections_and_subsections();
    void reads_values();
    void skips_what_git_would_refuse();
    void the_last_value_wins();
    void sees_includes();
    void reads_git_s_own_list();
    void head_names_a_branch_or_a_commit();
    void a_ref_that_leaves_the_folder_is_refused();
    void finds_packed_refs();
    void reads_gitdir_files();
};

void GitConfigTest::reads_sections_and_subsections() {
    const auto entries = parse_git_config(
        "\xEF\xBB\xBF[Core]\r\n\tBare = false\r\n[remote \"My \\\"Fork\\\\\"]\n url=x\n"
        "[branch.Old] merge = y\n[core] flag\n");
    const std::vector<GitConfigEntry> expected = {{"core", "", "bare", "false"},
                                                  {"remote", "My \"Fork\\", "url", "x"},
                                                  {"branch", "old", "merge", "y"},
                                                  {"core", "", "flag", "true"}};
    QVERIFY(entries == expected);
}

void GitConfigTest::reads_values() {
    QCOMPARE(value_of("plain  words \t"), std::string("plain  words"));
    QCOMPARE(value_of("one # comment"), std::string("one"));
    QCOMPARE(value_of("one ; comment"), std::string("one"));
    QCOMPARE(value_of("\"a # b ; c \" "), std::string("a # b ; c "));
    QCOMPARE(value_of("\"a\\tb\\n\\\\\\\"\""), std::string("a\tb\n\\\""));
    QCOMPARE(value_of("one\\\n two"), std::string("one two"));
    QCOMPARE(value_of("one\\\r\n two"), std::string("one two"));
    QCOMPARE(value_of(""), std::string(""));
    QCOMPARE(value_of("a=b"), std::string("a=b"));
}

void GitConfigTest::skips_what_git_would_refuse() {
    const auto entries = parse_git_config(
        "stray = 1\n[unclosed\n[a]\n?? = 2\nk = \"open\nk = bad \\q escape\nok = 3\n[x \"y\nz = 1\n"
        "[a]\nlast = 4");
    std::vector<std::string> keys;
    for (const auto& entry : entries) keys.push_back(entry.key);
    QVERIFY(keys == (std::vector<std::string>{"ok", "last"}));
}

void GitConfigTest::the_last_value_wins() {
    GitConfig config;
    config.append(parse_git_config("[a \"b\"]\nk = 1\nk = 2\n"));
    config.append(parse_git_config("[A \"b\"]\nK = 3\n"));
    QCOMPARE(config.find("a", "b", "k"), std::optional<std::string>("3"));
    QCOMPARE(config.find_first("a", "b", "k"), std::optional<std::string>("1"));
    QCOMPARE(config.find("a", "B", "k"), std::optional<std::string>());
}

void GitConfigTest::sees_includes() {
    GitConfig config;
    config.append(parse_git_config("[core]\nbare = false\n"));
    QVERIFY(!config.has_includes());
    config.append(parse_git_config("[includeIf \"gitdir:~/work/\"]\npath = work.inc\n"));
    QVERIFY(config.has_includes());
}

void GitConfigTest::reads_git_s_own_list() {
    std::vector<std::string> origins;
    const std::string text("file:/h/.gitconfig\0user.name\nDev\0file:.git/config\0"
                           "remote.my.fork.url\na:b/c\0file:.git/config\0core.flag\0",
                           102);
    const auto entries = parse_config_list(text, origins);
    const std::vector<GitConfigEntry> expected = {{"user", "", "name", "Dev"},
                                                  {"remote", "my.fork", "url", "a:b/c"},
                                                  {"core", "", "flag", "true"}};
    QVERIFY(entries == expected);
    QVERIFY(origins == (std::vector<std::string>{"/h/.gitconfig", ".git/config"}));
}

void GitConfigTest::head_names_a_branch_or_a_commit() {
    QCOMPARE(parse_git_ref("ref: refs/heads/feature/x\n")->target,
             std::string("refs/heads/feature/x"));
    QCOMPARE(parse_git_ref(Commit + "\n")->commit, Commit);
    QVERIFY(parse_git_ref(std::string(64, '0')).has_value());
    QVERIFY(!parse_git_ref("").has_value());
    QVERIFY(!parse_git_ref("ref: \n").has_value());
    QVERIFY(!parse_git_ref(std::string(41, 'a')).has_value());
    QCOMPARE(branch_of_ref("refs/heads/feature/x"), std::optional<std::string>("feature/x"));
    QCOMPARE(branch_of_ref("refs/tags/v1"), std::optional<std::string>());
    QCOMPARE(branch_of_ref("refs/heads/"), std::optional<std::string>());
}

void GitConfigTest::a_ref_that_leaves_the_folder_is_refused() {
    for (const char* ref : {"ref: ../../etc/passwd", "ref: refs/heads/../../x", "ref: /etc/passwd",
                            "ref: refs/heads/a b", "ref: refs//heads", "ref: refs/heads/"}) {
        QVERIFY2(!parse_git_ref(ref).has_value(), ref);
    }
}

void GitConfigTest::finds_packed_refs() {
    const std::string text = "# pack-refs with: peeled fully-peeled sorted \n" + Commit +
                             " refs/heads/main2\n" + std::string(40, 'b') + " refs/heads/main\n^" +
                             std::string(40, 'c') + "\nbroken refs/heads/broken\n";
    QCOMPARE(find_packed_ref(text, "refs/heads/main"),
             std::optional<std::string>(std::string(40, 'b')));
    QCOMPARE(find_packed_ref(text, "refs/heads/broken"), std::optional<std::string>());
    QCOMPARE(find_packed_ref(text, "refs/heads/mai"), std::optional<std::string>());
    QCOMPARE(find_packed_ref(Commit + " refs/heads/x", "refs/heads/x"),
             std::optional<std::string>(Commit));
}

void GitConfigTest::reads_gitdir_files() {
    QCOMPARE(parse_gitdir("gitdir: ../.git/modules/lib\n"),
             std::optional<std::string>("../.git/modules/lib"));
    QCOMPARE(parse_gitdir("gitdir: C:/work/.git\r\n"), std::optional<std::string>("C:/work/.git"));
    QCOMPARE(parse_gitdir("gitdir:\n"), std::optional<std::string>());
    QCOMPARE(parse_gitdir("something"), std::optional<std::string>());
}

FAREBOX_TEST_CLASS(GitConfigTest)
#include "git_config_test.moc"
