// Filters, paths and PATCH on JSON, without a store.
#include "core/collector/directory/scim_filter.h"

#include "core/collector/directory/scim_patch.h"
#include "tests/support/suite.h"

using namespace farebox;
using namespace farebox::collector;

namespace {

Json parsed(std::string_view text) {
    auto json = parse_json(text);
    if (!json) qWarning("%s", json.error().message.c_str());
    return json.value_or(Json());
}

const char* const Ada =
    "{\"id\": \"7\", \"userName\": \"Ada@Acme.example\", \"externalId\": \"X1\", \"active\": true,"
    " \"name\": {\"givenName\": \"Ada\", \"familyName\": \"Lovelace\"},"
    " \"emails\": [{\"type\": \"work\", \"value\": \"ada@acme.example\", \"primary\": true},"
    " {\"type\": \"home\", \"value\": \"ada@home.example\"}],"
    " \"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User\": {\"department\": \"Math\"}}";

/// The resource after the operations, or the error.
std::string patched(const std::string& resource, const std::string& operations) {
    Json json = parsed(resource);
    const auto done = apply_scim_patch(json, parsed("{\"Operations\": [" + operations + "]}"));
    return done ? to_text(json) : std::string(to_text(done.error().code)) + ": " + done.error().message;
}

}  // namespace

class ScimFilterTest : public QObject {
    Q_OBJECT
private slots:
    void finds_what_a_filter_describes_data() {
        QTest::addColumn<QString>("filter");
        QTest::addColumn<bool>("found");
        const auto row = [](const char* filter, bool found) { QTest::newRow(filter) << filter << found; };
        row("userName eq \"ada@acme.EXAMPLE\"", true);
        row("USERNAME Eq \"bob\"", false);
        row("externalId eq \"x1\"", false);
        row("externalId eq \"X1\"", true);
        row("active eq true", true);
        row("active eq False", false);
        row("name.familyName sw \"love\"", true);
        row("name.familyName pr and not (title pr)", true);
        row("title eq null", true);
        row("title ne \"x\"", true);
        row("userName ne \"ada@acme.example\"", false);
        row("emails eq \"ada@home.example\"", true);
        row("emails.type eq \"other\"", false);
        row("emails[type eq \"work\" and value co \"acme\"]", true);
        row("emails[type eq \"home\" and value co \"acme\"]", false);
        row("userName eq \"x\" or userName sw \"ada\" and active eq true", true);
        row("(userName eq \"x\" or userName sw \"ada\") and active eq false", false);
        row("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department eq \"math\"", true);
        row("urn:ietf:params:scim:schemas:core:2.0:User:userName sw \"ada\"", true);
    }
    void finds_what_a_filter_describes() {
        QFETCH(QString, filter);
        QFETCH(bool, found);
        const auto read = parse_scim_filter(filter.toStdString());
        QVERIFY2(read.has_value(), read ? "" : read.error().message.c_str());
        QCOMPARE(matches(*read, parsed(Ada)), found);
    }

    void refuses_what_is_no_filter() {
        for (const char* text : {"", "userName", "userName eq", "userName is \"x\"", "eq \"x\"",
                                 "userName eq \"x", "userName eq x", "(userName pr", "userName pr)",
                                 "userName pr and", "a.b.c pr", "emails[type pr", "not userName pr"}) {
            const auto read = parse_scim_filter(text);
            QVERIFY2(!read.has_value(), text);
            QVERIFY(read.error().message.starts_with("at byte"));
        }
        QVERIFY(!parse_scim_filter(std::string(500, '(') + "a pr" + std::string(500, ')')));
        QVERIFY(!parse_scim_filter("userName eq \"" + std::string(9000, 'x') + "\""));
    }

    void reads_paths() {
        const auto path = parse_scim_path("emails[type eq \"work\"].value");
        QCOMPARE(path->attribute.name, std::string("emails"));
        QCOMPARE(path->attribute.sub, std::string("value"));
        QVERIFY(path->filter.has_value());
        const auto extension = parse_scim_path(
            "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value");
        QCOMPARE(extension->attribute.schema,
                 std::string("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"));
        QCOMPARE(extension->attribute.name, std::string("manager"));
        for (const char* text : {"", "a b", "emails[", "emails[type pr]x", "emails[type pr].a.b", "..",
                                 "members[value eq \"1\"] "}) {
            QVERIFY2(!parse_scim_path(text).has_value(), text);
        }
    }

    void patches_as_okta_and_entra_send_it() {
        // Okta: no path.
        QCOMPARE(patched("{\"active\":true,\"a\":1}", "{\"op\":\"replace\",\"value\":{\"active\":false}}"),
                 std::string("{\"active\":false,\"a\":1}"));
        QCOMPARE(patched("{\"displayName\":\"a\"}",
                         "{\"op\":\"replace\",\"value\":{\"id\":\"9\",\"displayName\":\"b\"}}"),
                 std::string("{\"displayName\":\"b\"}"));
        QCOMPARE(patched("{\"members\":[{\"value\":\"1\"}]}",
                         "{\"op\":\"add\",\"path\":\"members\",\"value\":[{\"value\":\"1\"},{\"value\":\"2\"}]}"),
                 std::string("{\"members\":[{\"value\":\"1\"},{\"value\":\"2\"}]}"));
        QCOMPARE(patched("{\"members\":[{\"value\":\"1\"},{\"value\":\"2\"}]}",
                         "{\"op\":\"remove\",\"path\":\"members[value eq \\\"1\\\"]\"}"),
                 std::string("{\"members\":[{\"value\":\"2\"}]}"));
        // Entra: capital letters, lists in remove, names with dots, elements that are to be made.
        QCOMPARE(patched("{\"members\":[{\"value\":\"1\"},{\"value\":\"2\"}]}",
                         "{\"op\":\"Remove\",\"path\":\"members\",\"value\":[{\"value\":\"2\"}]}"),
                 std::string("{\"members\":[{\"value\":\"1\"}]}"));
        QCOMPARE(patched("{}", "{\"op\":\"Add\",\"path\":\"emails[type eq \\\"work\\\"].value\","
                               "\"value\":\"a@b\"}"),
                 std::string("{\"emails\":[{\"type\":\"work\",\"value\":\"a@b\"}]}"));
        QCOMPARE(patched("{\"name\":{\"givenName\":\"A\",\"familyName\":\"L\"}}",
                         "{\"op\":\"Replace\",\"value\":{\"name.givenName\":\"B\"}}"),
                 std::string("{\"name\":{\"givenName\":\"B\",\"familyName\":\"L\"}}"));
        QCOMPARE(patched("{}", "{\"op\":\"Add\",\"path\":\"urn:ietf:params:scim:schemas:extension:"
                               "enterprise:2.0:User:department\",\"value\":\"Math\"}"),
                 std::string("{\"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User\":"
                             "{\"department\":\"Math\"}}"));
    }

    void patches_lists_and_parts() {
        QCOMPARE(patched("{\"emails\":[{\"value\":\"x\"}]}",
                         "{\"op\":\"replace\",\"path\":\"emails\",\"value\":[{\"value\":\"y\"}]}"),
                 std::string("{\"emails\":[{\"value\":\"y\"}]}"));
        QCOMPARE(patched("{\"title\":\"x\",\"a\":1}", "{\"op\":\"remove\",\"path\":\"TITLE\"}"),
                 std::string("{\"a\":1}"));
        QCOMPARE(patched("{\"a\":1}", "{\"op\":\"remove\",\"path\":\"title\"}"), std::string("{\"a\":1}"));
        QCOMPARE(patched("{\"emails\":[{\"type\":\"work\",\"value\":\"x\"}]}",
                         "{\"op\":\"remove\",\"path\":\"emails[type eq \\\"work\\\"].value\"}"),
                 std::string("{\"emails\":[{\"type\":\"work\"}]}"));
    }

    void says_what_a_patch_does_wrong() {
        QVERIFY(patched("{}", "{\"op\":\"swap\",\"path\":\"a\"}").starts_with("invalid: operation 1"));
        QVERIFY(patched("{}", "{\"op\":\"replace\",\"path\":\"id\",\"value\":\"1\"}").starts_with("denied"));
        QVERIFY(patched("{}", "{\"op\":\"remove\"}").starts_with("not_found"));
        QVERIFY(patched("{}", "{\"op\":\"add\",\"path\":\"a b\",\"value\":1}").starts_with("unsupported"));
        QVERIFY(patched("{}", "{\"op\":\"add\",\"path\":\"a\"}").starts_with("invalid"));
        QVERIFY(patched("{\"emails\":[]}", "{\"op\":\"replace\",\"path\":\"emails[value co \\\"x\\\"].type\","
                                           "\"value\":\"home\"}").starts_with("not_found"));
        Json resource = parsed("{\"id\":\"1\",\"password\":\"secret\",\"active\":\"False\"}");
        clean_scim_resource(resource);
        QCOMPARE(to_text(resource), std::string("{\"active\":false}"));
    }
};

FAREBOX_TEST_CLASS(ScimFilterTest)
#include "scim_filter_test.moc"
