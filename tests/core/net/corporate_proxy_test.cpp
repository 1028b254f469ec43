#include "core/net/corporate_proxy.h"

#include "tests/support/suite.h"

using namespace farebox;
using namespace farebox::net;

class CorporateProxyTest : public QObject {
    Q_OBJECT

private slots:
    void no_proxy_rules_data() {
        QTest::addColumn<QString>("no_proxy");
        QTest::addColumn<QString>("host");
        QTest::addColumn<bool>("direct");
        QTest::newRow("none") << "" << "api.anthropic.com" << false;
        QTest::newRow("star") << "*" << "api.anthropic.com" << true;
        QTest::newRow("same") << "api.anthropic.com" << "api.anthropic.com" << true;
        QTest::newRow("subdomain") << "anthropic.com" << "api.anthropic.com" << true;
        QTest::newRow("dot") << ".anthropic.com" << "api.anthropic.com" << true;
        QTest::newRow("only a suffix") << "tropic.com" << "api.anthropic.com" << false;
        QTest::newRow("list with blanks") << "a.b , anthropic.com" << "api.anthropic.com" << true;
        QTest::newRow("other port") << "anthropic.com:8443" << "api.anthropic.com" << false;
        QTest::newRow("this port") << "anthropic.com:443" << "api.anthropic.com" << true;
        QTest::newRow("block") << "10.0.0.0/8" << "10.1.2.3" << true;
        QTest::newRow("outside the block") << "10.0.0.0/8" << "11.1.2.3" << false;
    }
    void no_proxy_rules() {
        QFETCH(QString, no_proxy);
        QFETCH(QString, host);
        QFETCH(bool, direct);
        const auto chosen =
            choose_proxy({"http://proxy.corp:3128", no_proxy.toStdString()}, host.toStdString(), 443);
        QVERIFY(chosen.has_value());
        QCOMPARE(!chosen->has_value(), direct);
    }

    void loopback_never_goes_through_a_proxy() {
        QVERIFY(!choose_proxy({"http://proxy.corp:3128", ""}, "127.0.0.1", 443)->has_value());
    }

    void a_proxy_without_scheme_is_http() {
        const auto chosen = choose_proxy({"proxy.corp:3128", ""}, "api.openai.com", 443);
        QCOMPARE((*chosen)->port, std::uint16_t(3128));
    }

    void an_unusable_proxy_is_an_error_that_names_the_setting() {
        const auto chosen = choose_proxy({"socks5://proxy.corp", ""}, "api.openai.com", 443);
        QVERIFY(chosen.error().message.find("HTTPS_PROXY") != std::string::npos);
    }
};

FAREBOX_TEST_CLASS(CorporateProxyTest)
#include "corporate_proxy_test.moc"
