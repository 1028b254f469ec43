#include "core/base/log.h"

#include <unistd.h>

#include <cstdio>

#include "core/base/json.h"
#include "core/base/version.h"
#include "tests/support/suite.h"

using namespace farebox;

namespace {

// What `write` sends to standard error.
template <class Write>
std::string captured(Write write) {
    std::fflush(stderr);
    std::FILE* file = std::tmpfile();
    const int saved = dup(STDERR_FILENO);
    dup2(fileno(file), STDERR_FILENO);
    write();
    std::fflush(stderr);
    dup2(saved, STDERR_FILENO);
    close(saved);
    std::rewind(file);
    char text[4096];
    const std::size_t size = std::fread(text, 1, sizeof text, file);
    std::fclose(file);
    return std::string(text, size);
}

}  // namespace

class LogTest : public QObject {
    Q_OBJECT

private slots:
    void writes_one_json_object_a_line() {
        const std::string line = captured([] {
            log_warn("it \"broke\"\n", {{"path", "/a\x1b b"}, {"count", "3"}});
        });
        QVERIFY(line.ends_with("\n"));
        QCOMPARE(line.find('\n'), line.size() - 1);
        const Json object = parse_json(line).value();
        QVERIFY(find_string(object, "level") == "warn");
        QVERIFY(find_string(object, "message") == "it \"broke\"\n");
        QVERIFY(find_string(object, "path") == "/a\x1b b");
        QVERIFY(find_string(object, "count") == "3");
        QVERIFY(find_string(object, "time").has_value());
    }

    void drops_lines_below_the_level() {
        QCOMPARE(captured([] { log_debug("quiet"); }), std::string());
        set_log_level(LogLevel::Error);
        QCOMPARE(captured([] { log_warn("quiet"); }), std::string());
        set_log_level(LogLevel::Info);
        QVERIFY(!captured([] { log_info("heard"); }).empty());
    }

    void speaks_plainly_to_a_terminal() {
        set_log_plain(true);
        QCOMPARE(captured([] {
                     log_info("started", {{"port", "7717"}});
                 }),
                 std::string("info: started  port=7717\n"));
        set_log_plain(false);
    }

    void knows_its_release() { QVERIFY(std::string(Version).find('.') != std::string::npos); }
};

FAREBOX_TEST_CLASS(LogTest)
#include "log_test.moc"
