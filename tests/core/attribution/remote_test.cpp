#include "core/attribution/remote.h"

#include "core/base/file_io.h"
#include "core/base/json.h"
#include "tests/support/suite.h"

using namespace farebox;
using namespace farebox::attribution;

namespace {

GitConfig config_of(std::string_view text) {
    GitConfig config;
    config.append(parse_git_config(text));
    return config;
}

}  // namespace

class RemoteTest : public QObject {
    Q_OBJECT
private slots:
    void normalises_addresses_data();
    void normalises_addresses();
    void an_overlong_address_is_none();
    void names_of_the_ssh_configuration_are_resolved();
    void the_longest_rewrite_wins();
    void the_branch_s_own_remote_comes_first();
    void origin_comes_before_others();
    void the_only_remote_counts_whatever_its_name();
    void several_remotes_without_origin_are_told();
    void the_first_of_several_addresses_counts();
};

void RemoteTest::normalises_addresses_data() {
    QTest::addColumn<std::string>("url");
    QTest::addColumn<std::optional<std::string>>("expected");
    const auto text = load_file(tests::data_dir() + "/attribution/remotes.json");
    QVERIFY(text.has_value());
    const auto data = parse_json(*text);
    QVERIFY(data.has_value());
    int row = 0;
    for (const auto& item : *find_member(*data, "cases")) {
        QTest::newRow(std::to_string(++row).c_str())
            << *find_string(item, "url") << find_string(item, "repo");
    }
}

void RemoteTest::normalises_addresses() {
    QFETCH(std::string, url);
    QFETCH(std::optional<std::string>, expected);
    QCOMPARE(normalise_remote(url), expected);
}

void RemoteTest::an_overlong_address_is_none() {
    QVERIFY(!normalise_remote("https://github.com/acme/" + std::string(4000, 'x')).has_value());
}

void RemoteTest::names_of_the_ssh_configuration_are_resolved() {
    const auto aliases = parse_ssh_config(
        "# two accounts\nHost github-work gh\r\n  HostName=GitHub.com\n  User git\n"
        "Host *\n HostName elsewhere\nMatch host x\n HostName y\n"
        "host gh\n\thostname \"second.example\"\nHost pct\n HostName %h.example\n");
    QVERIFY(aliases == (HostAliases{{"github-work", "github.com"}, {"gh", "github.com"}}));
    QCOMPARE(normalise_remote("git@github-work:Acme/api.git", aliases),
             std::optional<std::string>("github.com/acme/api"));
    QCOMPARE(normalise_remote("ssh://git@gh/acme/api.git", aliases),
             std::optional<std::string>("github.com/acme/api"));
    QCOMPARE(normalise_remote("https://gh/acme/api.git", aliases),
             std::optional<std::string>("gh/acme/api"));
    QCOMPARE(normalise_remote("git@other:acme/api.git", aliases),
             std::optional<std::string>("other/acme/api"));
}

void RemoteTest::the_longest_rewrite_wins() {
    const auto config = config_of(
        "[url \"https://github.com/\"]\n insteadOf = gh:\n insteadOf = https://mirror/\n"
        "[url \"git@github.com:acme/\"]\n insteadOf = gh:a/\n");
    QCOMPARE(rewrite_remote("gh:acme/api", config), std::string("https://github.com/acme/api"));
    QCOMPARE(rewrite_remote("gh:a/api", config), std::string("git@github.com:acme/api"));
    QCOMPARE(rewrite_remote("https://mirror/x/y", config), std::string("https://github.com/x/y"));
    QCOMPARE(rewrite_remote("ssh://other/x", config), std::string("ssh://other/x"));
}

void RemoteTest::the_branch_s_own_remote_comes_first() {
    const auto config = config_of(
        "[remote \"origin\"]\n url = git@github.com:acme/api.git\n"
        "[remote \"fork\"]\n url = git@github.com:dev/api.git\n"
        "[branch \"feature/x\"]\n remote = fork\n[branch \"local\"]\n remote = .\n");
    QCOMPARE(choose_remote(config, "feature/x").name, std::string("fork"));
    QCOMPARE(choose_remote(config, "feature/x").url, std::string("git@github.com:dev/api.git"));
    QVERIFY(!choose_remote(config, "feature/x").note.empty());
    QCOMPARE(choose_remote(config, "local").name, std::string("origin"));
}

void RemoteTest::origin_comes_before_others() {
    const auto config = config_of(
        "[remote \"upstream\"]\n url = a:b/c\n[remote \"origin\"]\n url = a:d/e\n");
    QCOMPARE(choose_remote(config, "main").name, std::string("origin"));
    QCOMPARE(choose_remote(config, "").name, std::string("origin"));
    QVERIFY(choose_remote(config, "main").note.empty());
}

void RemoteTest::the_only_remote_counts_whatever_its_name() {
    const auto config = config_of("[remote \"github\"]\n url = a:b/c\n");
    QCOMPARE(choose_remote(config, "main").name, std::string("github"));
    QVERIFY(choose_remote(config, "main").note.empty());
    QVERIFY(choose_remote(config_of("[core]\n bare = false\n"), "main").name.empty());
}

void RemoteTest::several_remotes_without_origin_are_told() {
    const auto config = config_of("[remote \"a\"]\n url = a:b/c\n[remote \"b\"]\n url = a:d/e\n");
    QCOMPARE(choose_remote(config, "main").name, std::string("a"));
    QVERIFY(!choose_remote(config, "main").note.empty());
}

void RemoteTest::the_first_of_several_addresses_counts() {
    const auto config =
        config_of("[remote \"origin\"]\n url = a:first/x\n url = a:second/x\n pushurl = a:p/x\n");
    QCOMPARE(choose_remote(config, "main").url, std::string("a:first/x"));
}

FAREBOX_TEST_CLASS(RemoteTest)
#include "remote_test.moc"
