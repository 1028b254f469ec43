#include "core/collector/auth/access_tokens.h"

#include "tests/core/collector/stores.h"

using namespace farebox;
using namespace farebox::collector;
using namespace farebox::tests;

namespace {

constexpr UtcNs Now = 1'800'000'000 * NsPerSecond;

bool is_admitted(Session& session, TokenKind kind, const std::string& text, UtcNs now = Now) {
    return std::holds_alternative<AccessToken>(admit_token(session, kind, text, now));
}

}  // namespace

class AccessTokensTest : public QObject {
    Q_OBJECT
private slots:
    void opens_its_own_door_data() { add_stores(); }
    void opens_its_own_door() {
        FAREBOX_STORE(store);
        const Lease session = store->database().session().value();
        const auto made = make_token(*session, {.label = "laptops", .created_by = "admin"}, Now);
        QVERIFY(made && made->text.starts_with("farebox-enroll_"));
        QVERIFY(is_admitted(*session, TokenKind::Enroll, made->text));
        QVERIFY(!is_admitted(*session, TokenKind::Scim, made->text));
        QVERIFY(!is_admitted(*session, TokenKind::Enroll, made->text + "x"));
        QVERIFY(!is_admitted(*session, TokenKind::Enroll, ""));
    }

    void is_kept_as_a_hash_data() { add_stores(); }
    void is_kept_as_a_hash() {
        FAREBOX_STORE(store);
        const Lease session = store->database().session().value();
        const auto made = make_token(*session, {.label = "laptops"}, Now);
        const Rows rows = session->run("SELECT token_hash FROM access_tokens").value();
        QCOMPARE(rows.size(), std::size_t{1});
        QVERIFY(rows[0].text(0).find(made->text.substr(15)) == std::string::npos);
        QCOMPARE(rows[0].text(0).size(), std::size_t{64});
    }

    void closes_when_expired_used_up_or_revoked_data() { add_stores(); }
    void closes_when_expired_used_up_or_revoked() {
        FAREBOX_STORE(store);
        const Lease session = store->database().session().value();
        const auto brief = make_token(*session, {.label = "a", .expires_at = Now + NsPerSecond}, Now);
        QVERIFY(is_admitted(*session, TokenKind::Enroll, brief->text));
        QVERIFY(!is_admitted(*session, TokenKind::Enroll, brief->text, Now + NsPerSecond));

        const auto two = make_token(*session, {.label = "b", .max_uses = 2}, Now);
        for (int i = 0; i < 2; ++i) {
            QVERIFY(is_admitted(*session, TokenKind::Enroll, two->text));
            QVERIFY(note_token_use(*session, two->token_id, /*counts=*/true, Now));
        }
        QVERIFY(!is_admitted(*session, TokenKind::Enroll, two->text));

        const auto old = make_token(*session, {.label = "c"}, Now);
        const auto fresh = make_token(*session, {.label = "c, new"}, Now);
        QVERIFY(revoke_token(*session, old->token_id, "ada", Now));
        QVERIFY(revoke_token(*session, old->token_id, "bob", Now + 5));
        QVERIFY(!is_admitted(*session, TokenKind::Enroll, old->text));
        QVERIFY(is_admitted(*session, TokenKind::Enroll, fresh->text));
        QCOMPARE(revoke_token(*session, "none", "ada", Now).error().code, ErrorCode::NotFound);

        const auto all = list_tokens(*session).value();
        QCOMPARE(all.size(), std::size_t{4});
        QCOMPARE(std::string(all[0].why_closed(Now + NsPerSecond)), std::string("expired"));
        QCOMPARE(std::string(all[1].why_closed(Now)), std::string("used_up"));
        QCOMPARE(std::string(all[2].why_closed(Now)), std::string("revoked"));
        QCOMPARE(all[2].revoked_by, std::string("ada"));
        QCOMPARE(std::string(all[3].why_closed(Now)), std::string());
    }

    void is_not_made_without_sense_data() { add_stores(); }
    void is_not_made_without_sense() {
        FAREBOX_STORE(store);
        const Lease session = store->database().session().value();
        QVERIFY(!make_token(*session, {.label = " "}, Now));
        QVERIFY(!make_token(*session, {.label = "a", .max_uses = 0}, Now));
        QVERIFY(!make_token(*session, {.label = "a", .expires_at = Now}, Now));
        QVERIFY(list_tokens(*session).value().empty());
    }
};

FAREBOX_TEST_CLASS(AccessTokensTest)
#include "access_tokens_test.moc"
