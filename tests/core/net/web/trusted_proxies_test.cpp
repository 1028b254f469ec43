#include "core/net/web/trusted_proxies.h"

#include "tests/support/suite.h"

using namespace farebox::net;

class TrustedProxiesTest : public QObject {
    Q_OBJECT

private slots:
    void reads_addresses_and_networks() {
        const TrustedProxies some = TrustedProxies::parse({"10.0.0.0/8", "192.0.2.7", "2001:db8::/33"}).value();
        QVERIFY(some.contains("10.255.0.1"));
        QVERIFY(!some.contains("11.0.0.1"));
        QVERIFY(some.contains("::ffff:10.1.2.3"));
        QVERIFY(some.contains("192.0.2.7"));
        QVERIFY(!some.contains("192.0.2.8"));
        QVERIFY(some.contains("2001:db8:7fff::1"));
        QVERIFY(!some.contains("2001:db8:8000::1"));
        QVERIFY(!some.contains("nonsense"));
        for (const char* wrong : {"10.0.0.0/33", "proxy.acme.example", "10.0.0.0/x", ""}) {
            QVERIFY2(!TrustedProxies::parse({wrong}), wrong);
        }
    }

    void finds_the_caller_data() {
        QTest::addColumn<QString>("peer");
        QTest::addColumn<QString>("forwarded");
        QTest::addColumn<QString>("caller");
        QTest::newRow("no proxy") << "198.51.100.4" << "" << "198.51.100.4";
        QTest::newRow("a stranger's word is nothing") << "198.51.100.4" << "203.0.113.9" << "198.51.100.4";
        QTest::newRow("one proxy") << "10.0.0.1" << "203.0.113.9" << "203.0.113.9";
        QTest::newRow("two proxies") << "10.0.0.1" << "203.0.113.9, 10.0.0.2" << "203.0.113.9";
        QTest::newRow("a forged hop in front") << "10.0.0.1" << "127.0.0.1, 203.0.113.9" << "203.0.113.9";
        QTest::newRow("with a port") << "10.0.0.1" << "203.0.113.9:4711" << "203.0.113.9";
        QTest::newRow("IPv6 with a port") << "10.0.0.1" << "[2001:db8::9]:4711" << "2001:db8::9";
        QTest::newRow("all are proxies") << "10.0.0.1" << "10.0.0.3, 10.0.0.2" << "10.0.0.3";
        QTest::newRow("unreadable") << "10.0.0.1" << "unknown" << "10.0.0.1";
    }
    void finds_the_caller() {
        QFETCH(QString, peer);
        QFETCH(QString, forwarded);
        QFETCH(QString, caller);
        const TrustedProxies proxies = TrustedProxies::parse({"10.0.0.0/8"}).value();
        const Caller found = proxies.find_caller({peer.toStdString(), false}, forwarded.toStdString(), "https");
        QCOMPARE(found.address, caller.toStdString());
        QCOMPARE(found.is_https, peer.startsWith("10."));
    }
};

FAREBOX_TEST_CLASS(TrustedProxiesTest)
#include "trusted_proxies_test.moc"
