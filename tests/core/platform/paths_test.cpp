#include "core/platform/paths.h"

#include "tests/support/suite.h"

#include <map>

using namespace farebox;
using namespace farebox::platform;

namespace {

Result<Paths> paths_with(std::map<std::string, std::string, std::less<>> variables) {
    return make_paths([variables](std::string_view name) -> std::optional<std::string> {
        const auto at = variables.find(name);
        if (at == variables.end()) return std::nullopt;
        return at->second;
    });
}

}  // namespace

class PathsTest : public QObject {
    Q_OBJECT
private slots:
    void defaults_are_below_home();
    void xdg_variables_are_followed();
    void relative_xdg_variables_are_ignored();
    void farebox_variables_win();
    void without_a_home_the_reason_is_told();
};

void PathsTest::defaults_are_below_home() {
    const auto paths = paths_with({{"HOME", "/home/dev"}});
    QCOMPARE(paths->config_file, std::string("/home/dev/.config/farebox/config.json"));
    QCOMPARE(paths->state_dir, std::string("/home/dev/.local/state/farebox"));
    QCOMPARE(paths->runtime_dir, std::string("/home/dev/.local/state/farebox/run"));
}

void PathsTest::xdg_variables_are_followed() {
    const auto paths = paths_with({{"HOME", "/home/dev"},
                                   {"XDG_CONFIG_HOME", "/c"},
                                   {"XDG_STATE_HOME", "/s"},
                                   {"XDG_RUNTIME_DIR", "/run/user/1000"}});
    QCOMPARE(paths->config_file, std::string("/c/farebox/config.json"));
    QCOMPARE(paths->state_dir, std::string("/s/farebox"));
    QCOMPARE(paths->runtime_dir, std::string("/run/user/1000/farebox"));
}

void PathsTest::relative_xdg_variables_are_ignored() {
    const auto paths = paths_with({{"HOME", "/home/dev"}, {"XDG_CONFIG_HOME", "here"}});
    QCOMPARE(paths->config_file, std::string("/home/dev/.config/farebox/config.json"));
}

void PathsTest::farebox_variables_win() {
    const auto paths = paths_with({{"HOME", "/home/dev"},
                                   {"XDG_RUNTIME_DIR", "/run/user/1000"},
                                   {"FAREBOX_CONFIG", "/x/c.json"},
                                   {"FAREBOX_STATE_DIR", "/x/state"},
                                   {"FAREBOX_RUNTIME_DIR", "/x/run"}});
    QCOMPARE(paths->config_file, std::string("/x/c.json"));
    QCOMPARE(paths->state_dir, std::string("/x/state"));
    QCOMPARE(paths->runtime_dir, std::string("/x/run"));
}

void PathsTest::without_a_home_the_reason_is_told() {
    const auto paths = paths_with({});
    QVERIFY(!paths.has_value());
    QVERIFY(paths.error().message.find("HOME") != std::string::npos);
}

FAREBOX_TEST_CLASS(PathsTest)
#include "paths_test.moc"
