// What cannot be put on record does not happen: with the audit log out of reach, each change of
// accounts, tokens and devices is refused and has left nothing behind.
#include "core/collector/web/audit_note.h"

#include "core/collector/auth/devices.h"
#include "tests/core/collector/web/door.h"

using namespace farebox;
using namespace farebox::collector;
using namespace farebox::tests;

namespace {

/// Everything that the changes below would change, as one text.
std::string state_of(Session& session) {
    std::string text;
    for (const char* table : {"accounts", "account_roles", "access_tokens", "devices", "web_sessions"}) {
        const Rows rows = session.run("SELECT * FROM " + std::string(table) + " ORDER BY 1, 2, 3").value();
        text += std::string(table) + "\n";
        for (const Row& row : rows) {
            for (std::size_t i = 0; i < row.size(); ++i) text += row.text(i) + "|";
            text += "\n";
        }
    }
    return text;
}

Json enrolment(const std::string& token, const std::string& install_id) {
    return {{"token", token}, {"install_id", install_id}, {"hostname_hash", "h"}, {"os", "linux"},
            {"public_key", net::SigningKey::generate().value().public_jwk()}, {"farebox_version", "0.1.0"}};
}

}  // namespace

class AuditNoteTest : public QObject {
    Q_OBJECT
private slots:
    void what_cannot_be_put_on_record_does_not_happen_data() { add_stores(); }
    void what_cannot_be_put_on_record_does_not_happen() {
        QFETCH(QString, engine);
        Door door(engine);
        const std::string admin = door.sign_in("root", {{Role::PlatformAdmin, ""}});
        const auto post = [&](const std::string& target, const Json& body = Json::object()) {
            return door.post(target, admin, body).status();
        };
        const auto enroll = [&](const std::string& token, const std::string& install_id) {
            return door.ask("POST", "/v1/enroll", to_text(enrolment(token, install_id)),
                            {{"Content-Type", "application/json"}});
        };
        const Answer token = door.post("/api/v1/tokens", admin, {{"label", "t"}});
        const std::string device_id = enroll(token.text("token"), "i1").text("device_id");
        QVERIFY(!device_id.empty());
        QCOMPARE(post("/api/v1/accounts", {{"account", "eve"}, {"roles", {"auditor"}}}), 201);

        const Lease session = door.session();
        QVERIFY(session->run_script("ALTER TABLE audit RENAME TO audit_away"));
        const std::string before = state_of(*session);
        const std::string devices = "/api/v1/devices/" + device_id, accounts = "/api/v1/accounts/eve";
        QVERIFY(post(devices + "/revoke", {{"reason", "stolen"}}) >= 500);
        QVERIFY(post("/api/v1/tokens", {{"label", "another"}}) >= 500);
        QVERIFY(post("/api/v1/tokens/" + token.text("token_id") + "/revoke") >= 500);
        QVERIFY(enroll(token.text("token"), "i2").status() >= 500);
        QVERIFY(post("/api/v1/accounts", {{"account", "ida"}, {"roles", Json::array()}}) >= 500);
        QVERIFY(post(accounts + "/roles", {{"roles", {"finance"}}}) >= 500);
        QVERIFY(post(accounts + "/reset") >= 500);
        QVERIFY(post(accounts + "/disable") >= 500);
        QCOMPARE(state_of(*session), before);

        QVERIFY(session->run_script("ALTER TABLE audit_away RENAME TO audit"));
        QCOMPARE(post(devices + "/revoke", {{"reason", "stolen"}}), 200);
        QCOMPARE(post(accounts + "/disable"), 200);
        QVERIFY(state_of(*session) != before);
        QVERIFY(verify_audit(*session).value().is_whole);
    }
};

FAREBOX_TEST_CLASS(AuditNoteTest)
#include "audit_note_test.moc"
