#include "core/base/json.h"

#include "tests/support/suite.h"

using namespace farebox;

class JsonTest : public QObject {
    Q_OBJECT

private slots:
    void reads_members_of_the_right_type_only() {
        const Json value = parse_json(
                               "{\"text\":\"a\",\"whole\":12,\"as_float\":12.0,\"part\":1.5,"
                               "\"flag\":true,\"null\":null}")
                               .value();
        QVERIFY(find_string(value, "text") == "a");
        QVERIFY(!find_string(value, "whole").has_value());
        QVERIFY(!find_string(value, "null").has_value());
        QVERIFY(find_int(value, "whole") == 12);
        QVERIFY(find_int(value, "as_float") == 12);
        QVERIFY(!find_int(value, "part").has_value());
        QVERIFY(!find_int(value, "flag").has_value());
        QVERIFY(find_bool(value, "flag") == true);
        QVERIFY(!find_bool(value, "absent").has_value());
        QVERIFY(find_member(value, "null") != nullptr);
        QVERIFY(find_member(Json(5), "text") == nullptr);
    }

    void never_wraps_a_large_number() {
        const Json value =
            parse_json("{\"most\":9223372036854775807,\"over\":9223372036854775808,\"far\":1e300}")
                .value();
        QVERIFY(find_int(value, "most") == INT64_MAX);
        QVERIFY(!find_int(value, "over").has_value());
        QVERIFY(!find_int(value, "far").has_value());
    }

    void refuses_broken_text_without_repeating_it() {
        for (const char* text :
             {"", "{", "{\"canary\":}", "[1,]", "nul", "{\"a\":1}x", "\"\xff\"", "1e999"}) {
            const auto value = parse_json(text);
            QVERIFY2(!value.has_value(), text);
            QVERIFY(value.error().message.find("canary") == std::string::npos);
        }
    }

    void refuses_nesting_that_could_exhaust_the_stack() {
        const std::string deep(MaxJsonDepth, '[');
        QVERIFY(parse_json(deep + std::string(MaxJsonDepth, ']')).has_value());
        QVERIFY(!parse_json("[" + deep + std::string(MaxJsonDepth + 1, ']')).has_value());
        QVERIFY(parse_json("\"" + std::string(1000, '[') + "\\\"\"").has_value());
    }

    void keeps_members_in_the_order_written() {
        QCOMPARE(to_text(parse_json("{\"b\":1,\"a\":[true,null]}").value()),
                 std::string("{\"b\":1,\"a\":[true,null]}"));
        QCOMPARE(to_pretty_text(Json{{"a", 1}}), std::string("{\n  \"a\": 1\n}"));
    }

    void prints_any_bytes() {
        QCOMPARE(json_quote("a\"\n"), std::string("\"a\\\"\\n\""));
        QCOMPARE(json_quote("\xff"), std::string("\"\xef\xbf\xbd\""));
    }
};

FAREBOX_TEST_CLASS(JsonTest)
#include "json_test.moc"
