#include "core/base/url.h"

#include "tests/support/suite.h"

using farebox::parse_url;
using farebox::percent_decode;

class UrlTest : public QObject {
    Q_OBJECT

private slots:
    void splits_a_url_into_its_parts() {
        const auto url =
            parse_url("HTTPS://user:pw@API.Example.com:8443/v1/messages/?beta=true").value();
        QCOMPARE(url.scheme, std::string("https"));
        QCOMPARE(url.userinfo, std::string("user:pw"));
        QCOMPARE(url.host, std::string("api.example.com"));
        QCOMPARE(int(url.port), 8443);
        QCOMPARE(url.path, std::string("/v1/messages"));
        QCOMPARE(url.query, std::string("beta=true"));
    }

    void never_prints_credentials_or_query() {
        const auto url = parse_url("https://user:pw@api.example.com/v1?key=secret").value();
        QCOMPARE(url.to_text(), std::string("https://api.example.com/v1"));
    }

    void fills_in_the_port() {
        QCOMPARE(int(parse_url("http://a")->port), 80);
        QCOMPARE(int(parse_url("https://a/")->port), 443);
        QCOMPARE(parse_url("https://a:443/x")->authority(), std::string("a"));
        QCOMPARE(parse_url("http://a:443/x")->authority(), std::string("a:443"));
    }

    void puts_ipv6_in_brackets() {
        const auto url = parse_url("http://[::1]:7717/x").value();
        QCOMPARE(url.host, std::string("::1"));
        QCOMPARE(url.authority(), std::string("[::1]:7717"));
        QCOMPARE(parse_url("http://[FE80::2]")->to_text(), std::string("http://[fe80::2]"));
    }

    void refuses_what_is_no_address_data() {
        QTest::addColumn<std::string>("text");
        for (const char* text : {"",
                                 "api.example.com",
                                 "ftp://a",
                                 "file:///etc/x",
                                 "https://",
                                 "https://:80",
                                 "https:///x",
                                 "http://a:0",
                                 "http://a:65536",
                                 "http://a:8x",
                                 "http://a:-1",
                                 "http://a:80:90",
                                 "http://a b/",
                                 "http://a/\n",
                                 "http://a/#part",
                                 "http://[::1",
                                 "http://[::1]x",
                                 "http://[]",
                                 "http://[a]",
                                 "http://a\\b",
                                 "http://a[b"}) {
            QTest::newRow(text) << std::string(text);
        }
    }
    void refuses_what_is_no_address() {
        QFETCH(std::string, text);
        QVERIFY(!parse_url(text).has_value());
    }

    void decodes_percent_escapes_and_keeps_broken_ones() {
        QCOMPARE(percent_decode("a%20b%2Fc+d"), std::string("a b/c+d"));
        QCOMPARE(percent_decode("%4"), std::string("%4"));
        QCOMPARE(percent_decode("%zz%"), std::string("%zz%"));
        QCOMPARE(percent_decode("%41"), std::string("A"));
    }
};

FAREBOX_TEST_CLASS(UrlTest)
#include "url_test.moc"
