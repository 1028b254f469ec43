#include "core/collector/auth/devices.h"

#include "core/collector/auth/access_tokens.h"
#include "core/net/signature.h"
#include "tests/core/collector/stores.h"

using namespace farebox;
using namespace farebox::collector;
using namespace farebox::tests;

namespace {

constexpr UtcNs Now = 1'800'000'000 * NsPerSecond;

// A directory that knows Ada.
Result<std::optional<std::string>> find_person(Session&, std::string_view kind, const std::string& value) {
    if (kind == "email" && value == "ada@acme.example") return std::optional<std::string>("p-ada");
    return std::optional<std::string>();
}

Enrollment enrollment(const std::string& token, const std::string& install_id,
                      const net::SigningKey& key, const std::string& user = "") {
    return {token, key.public_jwk(), install_id, "h", "linux", "0.1.0", user};
}

std::string refusal(const Admission<Enrolled>& answer) {
    const auto* refused = std::get_if<Refused>(&answer);
    return refused ? refused->code : "";
}

struct Setting {
    explicit Setting(Database& database)
        : session(database.session().value()),
          token(make_token(*session, {.label = "laptops"}, Now).value().text),
          key(net::SigningKey::generate().value()),
          other_key(net::SigningKey::generate().value()) {}
    Admission<Enrolled> enroll(const std::string& install_id, const net::SigningKey& with,
                               const std::string& user = "") {
        return enroll_device(*session, enrollment(token, install_id, with, user), find_person, Now);
    }
    Device device(const std::string& device_id) { return find_device(*session, device_id).value().value(); }

    Lease session;
    std::string token;
    net::SigningKey key;
    net::SigningKey other_key;
};

}  // namespace

class DevicesTest : public QObject {
    Q_OBJECT
private slots:
    void enrols_once_and_binds_again_data() { add_stores(); }
    void enrols_once_and_binds_again() {
        FAREBOX_STORE(store);
        Setting at(store->database());
        const auto first = std::get<Enrolled>(at.enroll("i1", at.key));
        QVERIFY(!first.is_rebind);
        const auto again = std::get<Enrolled>(at.enroll("i1", at.other_key));
        QVERIFY(again.is_rebind);
        QCOMPARE(again.device_id, first.device_id);
        QCOMPARE(at.device(first.device_id).key_thumbprint, at.other_key.thumbprint());
        QVERIFY(std::get<Enrolled>(at.enroll("i2", at.key)).device_id != first.device_id);
        QCOMPARE(list_devices(*at.session).value().size(), std::size_t{2});
        // Only new devices use a token up.
        QCOMPARE(list_tokens(*at.session).value()[0].uses, std::int64_t{2});
    }

    void needs_a_token_and_a_key_of_the_right_kind_data() { add_stores(); }
    void needs_a_token_and_a_key_of_the_right_kind() {
        FAREBOX_STORE(store);
        Setting at(store->database());
        Enrollment wanted = enrollment("farebox-enroll_guess", "i1", at.key);
        QCOMPARE(refusal(enroll_device(*at.session, wanted, find_person, Now)),
                 std::string("token_refused"));
        wanted = enrollment(at.token, "i1", at.key);
        wanted.public_key = {{"kty", "oct"}, {"k", "AAAA"}};
        QCOMPARE(refusal(enroll_device(*at.session, wanted, find_person, Now)), std::string("invalid_key"));
        QVERIFY(list_devices(*at.session).value().empty());
    }

    void a_token_for_one_domain_asserts_only_its_users_data() { add_stores(); }
    void a_token_for_one_domain_asserts_only_its_users() {
        FAREBOX_STORE(store);
        Setting at(store->database());
        at.token = make_token(*at.session, {.label = "b", .user_domain = "Acme.example"}, Now).value().text;
        QCOMPARE(refusal(at.enroll("i1", at.key, "ada@other.example")), std::string("user_not_allowed"));
        QCOMPARE(refusal(at.enroll("i1", at.key, "ada@notacme.example")), std::string("user_not_allowed"));
        QCOMPARE(refusal(at.enroll("i1", at.key, "Ada@ACME.example")), std::string());
    }

    void a_login_is_worth_more_than_an_assertion_data() { add_stores(); }
    void a_login_is_worth_more_than_an_assertion() {
        FAREBOX_STORE(store);
        Setting at(store->database());
        const auto made = std::get<Enrolled>(at.enroll("i1", at.key, "ada@acme.example"));
        QCOMPARE(at.device(made.device_id).person_id, std::string("p-ada"));
        QCOMPARE(at.device(made.device_id).binding, std::string("asserted"));

        QVERIFY(bind_device(*at.session, made.device_id, "p-bob", "bob@acme.example", Now));
        QCOMPARE(at.device(made.device_id).binding, std::string("verified"));
        // The same key asserts another user: the login stands.
        (void)at.enroll("i1", at.key, "ada@acme.example");
        QCOMPARE(at.device(made.device_id).person_id, std::string("p-bob"));
        QCOMPARE(at.device(made.device_id).binding, std::string("verified"));
        // Another key: whoever holds it has not logged in.
        (void)at.enroll("i1", at.other_key);
        QCOMPARE(at.device(made.device_id).person_id, std::string("p-bob"));
        QCOMPARE(at.device(made.device_id).binding, std::string("asserted"));
    }

    void finds_a_person_whom_the_directory_learns_later_data() { add_stores(); }
    void finds_a_person_whom_the_directory_learns_later() {
        FAREBOX_STORE(store);
        Setting at(store->database());
        const auto nobody = [](Session&, std::string_view, const std::string&) {
            return Result<std::optional<std::string>>(std::optional<std::string>());
        };
        const auto made = std::get<Enrolled>(enroll_device(
            *at.session, enrollment(at.token, "i1", at.key, "ada@acme.example"), nobody, Now));
        QCOMPARE(at.device(made.device_id).person_id, std::string());
        QCOMPARE(bind_waiting_devices(*at.session, find_person).value(), std::int64_t{1});
        QCOMPARE(at.device(made.device_id).person_id, std::string("p-ada"));
        QCOMPARE(bind_waiting_devices(*at.session, find_person).value(), std::int64_t{0});
    }

    void a_revoked_device_stays_out_until_restored_data() { add_stores(); }
    void a_revoked_device_stays_out_until_restored() {
        FAREBOX_STORE(store);
        Setting at(store->database());
        const auto made = std::get<Enrolled>(at.enroll("i1", at.key, "ada@acme.example"));
        QVERIFY(revoke_device(*at.session, made.device_id, "admin", "stolen", Now));
        QCOMPARE(refusal(at.enroll("i1", at.other_key)), std::string("device_revoked"));
        QCOMPARE(at.device(made.device_id).revoke_reason, std::string("stolen"));
        QVERIFY(restore_device(*at.session, made.device_id));
        QCOMPARE(refusal(at.enroll("i1", at.other_key)), std::string());
        QCOMPARE(revoke_device(*at.session, "none", "admin", "", Now).error().code, ErrorCode::NotFound);
    }

    void the_devices_of_one_who_left_are_revoked_together_data() { add_stores(); }
    void the_devices_of_one_who_left_are_revoked_together() {
        FAREBOX_STORE(store);
        Setting at(store->database());
        (void)at.enroll("i1", at.key, "ada@acme.example");
        (void)at.enroll("i2", at.key, "ada@acme.example");
        (void)at.enroll("i3", at.key, "bob@acme.example");
        QCOMPARE(revoke_devices_of(*at.session, "p-ada", "scim", "left", Now).value(), std::int64_t{2});
        QCOMPARE(revoke_devices_of(*at.session, "", "scim", "left", Now).value(), std::int64_t{0});
        QCOMPARE(list_devices(*at.session, "p-ada").value().size(), std::size_t{2});
        QCOMPARE(refusal(at.enroll("i3", at.key)), std::string());
        QCOMPARE(refusal(at.enroll("i1", at.key)), std::string("device_revoked"));
    }

    void reads_a_request_strictly() {
        Json body = {{"token", "t"}, {"public_key", {{"kty", "EC"}}}, {"install_id", "i"},
                     {"hostname_hash", "h"}, {"os", "linux"}, {"farebox_version", "0.1"}};
        QVERIFY(parse_enrollment(body));
        for (const char* name : {"token", "public_key", "install_id"}) {
            Json less = body;
            less.erase(name);
            QVERIFY(!parse_enrollment(less));
            less[name] = 3;
            QVERIFY(!parse_enrollment(less));
        }
        body["os"] = std::string(201, 'x');
        QVERIFY(!parse_enrollment(body));
        QVERIFY(!parse_enrollment(Json::array()));
    }
};

FAREBOX_TEST_CLASS(DevicesTest)
#include "devices_test.moc"
