#include "core/base/strings.h"

#include "tests/support/suite.h"

using namespace farebox;

class StringsTest : public QObject {
    Q_OBJECT

private slots:
    void compares_names_whatever_their_case() {
        QVERIFY(equals_ignore_case("Content-Length", "content-LENGTH"));
        QVERIFY(!equals_ignore_case("a", "ab"));
        QVERIFY(!equals_ignore_case("[", "{"));  // differ by the bit that tells case
        QCOMPARE(to_lower("ÄBC"), std::string("Äbc"));
    }

    void trims_blanks_and_tabs_only() {
        QCOMPARE(trim(" \tx y\t "), std::string_view("x y"));
        QCOMPARE(trim(" \t"), std::string_view(""));
        QCOMPARE(trim("\nx"), std::string_view("\nx"));
    }

    void splits_and_joins() {
        QVERIFY(split("", ',').empty());
        QVERIFY(split("a,,b", ',') == (std::vector<std::string_view>{"a", "", "b"}));
        QVERIFY(split("a,", ',') == (std::vector<std::string_view>{"a", ""}));
        QVERIFY(split(",", ',') == (std::vector<std::string_view>{"", ""}));
        QCOMPARE(join({"a", "b"}, ", "), std::string("a, b"));
        QCOMPARE(join({}, ", "), std::string(""));
    }

    void reads_whole_integers() {
        QCOMPARE(parse_int("-42"), std::optional<std::int64_t>(-42));
        QCOMPARE(parse_int("9223372036854775807"), std::optional<std::int64_t>(INT64_MAX));
        for (const char* text : {"", "+1", " 1", "1 ", "1.0", "0x1", "9223372036854775808"}) {
            QVERIFY2(!parse_int(text).has_value(), text);
        }
    }

    void finds_text_between_marks() {
        QVERIFY(between("<a>x</a>", "<a>", "</a>") == "x");
        QVERIFY(between("<a></a>", "<a>", "</a>") == "");
        QVERIFY(!between("</a><a>", "<a>", "</a>").has_value());
    }

    void shortens_at_a_character_boundary() {
        QCOMPARE(shorten("abc", 3), std::string("abc"));
        QCOMPARE(shorten("abcd", 3), std::string("abc…"));
        QCOMPARE(shorten("aäb", 2), std::string("a…"));
        QCOMPARE(shorten("ää", 0), std::string("…"));
    }

    void hides_control_bytes() { QCOMPARE(printable("a\x1b[1m\n\x7fé"), std::string("a?[1m??é")); }
};

FAREBOX_TEST_CLASS(StringsTest)
#include "strings_test.moc"
