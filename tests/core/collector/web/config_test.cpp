#include "core/collector/web/config.h"

#include "core/base/file_io.h"
#include "core/base/strings.h"
#include "tests/support/suite.h"

#include <map>

using namespace farebox;
using namespace farebox::collector;

namespace {

const char* nothing(const char*) { return nullptr; }

LoadedConfig read(const std::string& text) { return read_config(parse_json(text).value(), nothing); }

}  // namespace

class ConfigTest : public QObject {
    Q_OBJECT

private slots:
    void takes_what_the_file_says_and_defaults_for_the_rest() {
        const LoadedConfig loaded = read(
            R"({"listen_port": 8443, "company": "Acme", "trusted_proxies": ["10.0.0.0/8"]})");
        QVERIFY(loaded.problems.empty());
        QCOMPARE(loaded.config.listen_port, std::int64_t(8443));
        QCOMPARE(loaded.config.company, std::string("Acme"));
        QCOMPARE(loaded.config.trusted_proxies.size(), std::size_t(1));
        QCOMPARE(loaded.config.listen_address, std::string("127.0.0.1"));
    }

    void lets_the_environment_win() {
        const std::map<std::string, std::string> variables = {
            {"FAREBOX_COLLECTOR_LISTEN_PORT", "9000"},
            {"FAREBOX_COLLECTOR_DATABASE", "postgresql://db/farebox"},
            {"FAREBOX_COLLECTOR_TRUSTED_PROXIES", "10.0.0.1, 10.0.0.2"}};
        const Environment environment = [&](const char* name) {
            const auto found = variables.find(name);
            return found == variables.end() ? nullptr : found->second.c_str();
        };
        const LoadedConfig loaded = read_config({{"listen_port", 1}}, environment);
        QVERIFY(loaded.problems.empty());
        QCOMPARE(loaded.config.listen_port, std::int64_t(9000));
        QCOMPARE(loaded.config.database, std::string("postgresql://db/farebox"));
        QCOMPARE(loaded.config.trusted_proxies[1], std::string("10.0.0.2"));
    }

    void names_every_problem_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("said");
        QTest::newRow("misspelt") << "{\"listen_prot\": 1}" << "did you mean \"listen_port\"";
        QTest::newRow("unknown") << "{\"zzzzzzzz\": 1}" << "unknown key \"zzzzzzzz\"";
        QTest::newRow("wrong type") << "{\"listen_port\": \"8443\"}" << "listen_port must be a whole number from 0 to 65535";
        QTest::newRow("out of range") << "{\"listen_port\": 70000}" << "from 0 to 65535";
        QTest::newRow("no choice") << "{\"log_level\": \"loud\"}" << "one of debug info warn error";
        QTest::newRow("half of TLS") << "{\"tls_key_file\": \"/k\"}" << "belong together";
        QTest::newRow("a path in the url") << "{\"public_url\": \"https://a.example/x\"}" << "scheme and host alone";
        QTest::newRow("no network") << "{\"trusted_proxies\": [\"proxy\"]}" << "trusted_proxies: \"proxy\"";
        QTest::newRow("no object") << "[]" << "one JSON object";
    }
    void names_every_problem() {
        QFETCH(QString, text);
        QFETCH(QString, said);
        const LoadedConfig loaded = read(text.toStdString());
        QCOMPARE(loaded.problems.size(), std::size_t(1));
        QVERIFY2(contains(loaded.problems[0], said.toStdString()), loaded.problems[0].c_str());
    }

    void tells_all_of_several_and_the_file() {
        const tests::TempDir folder;
        (void)save_file(folder.file("c.json"), "{\"a1\": 1, \"b2\": 2}");
        const LoadedConfig loaded = load_config(folder.file("c.json"), nothing);
        QCOMPARE(loaded.problems.size(), std::size_t(2));
        QVERIFY(loaded.problems[0].starts_with(folder.file("c.json")));
        QCOMPARE(load_config(folder.file("absent.json"), nothing).problems.size(), std::size_t(1));
        (void)save_file(folder.file("broken.json"), "{\"listen_port\": ");
        QCOMPARE(load_config(folder.file("broken.json"), nothing).problems.size(), std::size_t(1));
    }
};

FAREBOX_TEST_CLASS(ConfigTest)
#include "config_test.moc"
