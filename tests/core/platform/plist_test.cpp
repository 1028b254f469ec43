#include "core/platform/plist.h"

#include "core/base/file_io.h"
#include "core/platform/managed_settings.h"
#include "core/platform/registry_values.h"
#include "core/platform/utf16.h"
#include "tests/support/suite.h"

using namespace farebox;
using namespace farebox::platform;
using namespace farebox::tests;

class PlistTest : public QObject {
    Q_OBJECT
private:
    static std::string fixture(const char* name) {
        return load_file(data_dir() + "/policy/" + name).value_or("");
    }
    static std::string wide(const std::u16string& text) {
        std::string bytes;
        for (const char16_t unit : text) {
            bytes += static_cast<char>(unit & 0xff);
            bytes += static_cast<char>(unit >> 8);
        }
        return bytes;
    }

private slots:
    // The same dictionary in both forms, as Python's plistlib writes it.
    void both_forms_give_the_same_values() {
        const auto xml = parse_plist(fixture("managed.xml.plist"));
        const auto binary = parse_plist(fixture("managed.binary.plist"));
        QVERIFY2(xml.has_value(), xml ? "" : xml.error().message.c_str());
        QVERIFY2(binary.has_value(), binary ? "" : binary.error().message.c_str());
        QCOMPARE(to_text(*binary), to_text(*xml));
        QCOMPARE(find_string(*xml, "managed_by.name"),
                 std::optional<std::string>("Z\u00fcr \u00d6ffnung \u6771\u4eac \U0001F680 & <Co>"));
        QCOMPARE(find_int(*xml, "large"), std::optional<std::int64_t>(std::int64_t(1) << 40));
        QCOMPARE(find_int(*xml, "negative"), std::optional<std::int64_t>(-5));
        QCOMPARE(find_bool(*xml, "override.allowed"), std::optional<bool>(false));
        QVERIFY(find_member(*xml, "when")->is_null() && find_member(*xml, "blob")->is_null());
        QCOMPARE(find_string(*xml, "long")->size(), std::size_t(300));
        QCOMPARE(find_string(find_member(*xml, "budgets")->at(0), "limit_usd"),
                 std::optional<std::string>("150.00"));
    }

    void a_profile_is_split_and_its_own_words_dropped() {
        const ManagedDocument document =
            split_recommended(*parse_plist(fixture("managed.binary.plist")), "plist");
        QVERIFY(find_member(document.enforced, "PayloadUUID") == nullptr);
        QVERIFY(find_member(document.enforced, "Recommended") == nullptr);
        QCOMPARE(find_int(document.recommended, "drain_ms"), std::optional<std::int64_t>(4000));
    }

    void every_cut_is_refused() {
        const std::string whole = fixture("managed.binary.plist");
        for (std::size_t size = 0; size < whole.size(); ++size) {
            QVERIFY(!parse_plist(whole.substr(0, size)).has_value());
        }
        const std::string xml = fixture("managed.xml.plist");
        for (std::size_t size = 0; size + 10 < xml.size(); size += 7) {
            QVERIFY(!parse_plist(xml.substr(0, size)).has_value());
        }
    }

    void what_is_no_property_list_is_refused_data() {
        QTest::addColumn<QString>("text");
        QTest::newRow("empty") << "";
        QTest::newRow("two values") << "<plist><true/><true/></plist>";
        QTest::newRow("no value") << "<plist></plist>";
        QTest::newRow("own entities") << "<!DOCTYPE plist [<!ENTITY a \"b\">]><plist><string>&a;</string></plist>";
        QTest::newRow("unknown entity") << "<plist><string>&a;</string></plist>";
        QTest::newRow("value without key") << "<plist><dict><true/></dict></plist>";
        QTest::newRow("key without value") << "<plist><dict><key>a</key></dict></plist>";
        QTest::newRow("number") << "<plist><integer>1e3</integer></plist>";
        QTest::newRow("other element") << "<plist><object/></plist>";
        QTest::newRow("deep") << "<plist>" + QString("<array>").repeated(100) + QString("</array>").repeated(100) + "</plist>";
    }
    void what_is_no_property_list_is_refused() {
        QFETCH(QString, text);
        QVERIFY(!parse_plist(text.toStdString()).has_value());
    }

    void a_binary_list_that_holds_itself_ends() {
        // One array whose only member is itself.
        std::string bytes = "bplist00";
        bytes += std::string("\xa1\x00", 2);
        bytes += '\x08';  // offset of object 0
        std::string trailer(32, '\0');
        trailer[6] = 1;
        trailer[7] = 1;
        trailer[15] = 1;
        trailer[31] = 10;
        QVERIFY(!parse_plist(bytes + trailer).has_value());
    }

    void registry_types_become_json() {
        const Json values = registry_to_json({
            {"log_level", 1, wide(std::u16string(u"warn\0", 5))},
            {"managed_by.name", 1, wide(u"\u6771\u4eac \U0001F680")},
            {"budgets", 7, wide(std::u16string(u"[{\"name\":\0\"All\"}]\0\0", 19))},
            {"override.allowed", 4, std::string("\0\0\0\0", 4)},
            {"override.max_hours", 11, std::string("\x04\0\0\0\0\0\0\0", 8)},
            {"odd", 3, "bytes"},
            {"cut", 4, "ab"},
        });
        QCOMPARE(find_string(values, "log_level"), std::optional<std::string>("warn"));
        QCOMPARE(find_string(values, "managed_by.name"),
                 std::optional<std::string>("\u6771\u4eac \U0001F680"));
        QCOMPARE(find_string(values, "budgets"), std::optional<std::string>("[{\"name\":\n\"All\"}]"));
        QCOMPARE(find_int(values, "override.allowed"), std::optional<std::int64_t>(0));
        QCOMPARE(find_int(values, "override.max_hours"), std::optional<std::int64_t>(4));
        QVERIFY(find_member(values, "odd")->is_null() && find_member(values, "cut")->is_null());
    }

    void half_surrogates_are_replaced() {
        QCOMPARE(utf8_from_utf16(std::string("\x00\xd8\x41\x00", 4), ByteOrder::Little),
                 std::string("\xef\xbf\xbd" "A"));
        QCOMPARE(utf8_from_utf16(std::string("\x00\x41\xdc", 3), ByteOrder::Big), std::string("A"));
    }
};

FAREBOX_TEST_CLASS(PlistTest)
#include "plist_test.moc"
