#include "core/collector/auth/accounts.h"

#include "core/collector/auth/web_sessions.h"
#include "tests/core/collector/stores.h"

using namespace farebox;
using namespace farebox::collector;
using namespace farebox::tests;

namespace {

constexpr UtcNs Now = 1'800'000'000 * NsPerSecond;
const std::string Chosen = "four plain words";

template <class T>
std::string refusal(const Admission<T>& answer) {
    const auto* refused = std::get_if<Refused>(&answer);
    return refused ? refused->code : "";
}

}  // namespace

class AccountsTest : public QObject {
    Q_OBJECT
private slots:
    void the_first_admin_is_made_once_and_must_change_the_password_data() { add_stores(); }
    void the_first_admin_is_made_once_and_must_change_the_password() {
        FAREBOX_STORE(store);
        const Lease session = store->database().session().value();
        const auto password = make_first_admin(*session, Now).value();
        QVERIFY(password);
        QVERIFY(!make_first_admin(*session, Now).value());

        const Account admin = std::get<Account>(admit_password(*session, "admin", *password, Now));
        QVERIFY(admin.must_change_password && admin.is_local());
        QCOMPARE(admin.grants, (std::vector<RoleGrant>{{Role::Finance, ""}, {Role::PlatformAdmin, ""}}));

        const std::string cookie = begin_session(*session, "admin", {}, Now).value();
        QVERIFY(find_session(*session, cookie, Now).value().must_change_password);
        QCOMPARE(refusal(change_password(*session, "admin", *password, "short", Now)),
                 std::string("weak_password"));
        QCOMPARE(refusal(change_password(*session, "admin", *password, *password, Now)),
                 std::string("weak_password"));
        QCOMPARE(refusal(change_password(*session, "admin", "wrong", Chosen, Now)),
                 std::string("login_refused"));
        QCOMPARE(refusal(change_password(*session, "admin", *password, Chosen, Now)), std::string());
        // Whoever held the first one is out.
        QCOMPARE(find_session(*session, cookie, Now).value().kind, Principal::Kind::Nobody);
        QCOMPARE(refusal(admit_password(*session, "admin", *password, Now)), std::string("login_refused"));
        QVERIFY(!std::get<Account>(admit_password(*session, "admin", Chosen, Now)).must_change_password);
    }

    void wrong_passwords_cost_time_and_never_the_account_data() { add_stores(); }
    void wrong_passwords_cost_time_and_never_the_account() {
        FAREBOX_STORE(store);
        const Lease session = store->database().session().value();
        const auto password = make_first_admin(*session, Now).value().value();
        UtcNs now = Now;
        for (int i = 0; i < 4; ++i) {
            QCOMPARE(refusal(admit_password(*session, "admin", "wrong", now)), std::string("login_refused"));
        }
        std::int64_t last = 0;
        for (int i = 0; i < 3; ++i) {
            QCOMPARE(refusal(admit_password(*session, "admin", "wrong", now)), std::string("login_refused"));
            const auto answer = admit_password(*session, "admin", password, now);
            QCOMPARE(refusal(answer), std::string("login_delayed"));
            const std::int64_t wait = std::get<Refused>(answer).retry_after_s;
            QVERIFY(wait > last && wait <= 900);
            last = wait;
            now += wait * NsPerSecond;
        }
        QCOMPARE(refusal(admit_password(*session, "admin", password, now)), std::string());
        QCOMPARE(refusal(admit_password(*session, "admin", "wrong", now)), std::string("login_refused"));
        QCOMPARE(refusal(admit_password(*session, "admin", password, now)), std::string());
        QCOMPARE(refusal(admit_password(*session, "nobody", "wrong", now)), std::string("login_refused"));
    }

    void the_delay_ends_at_a_quarter_of_an_hour_data() { add_stores(); }
    void the_delay_ends_at_a_quarter_of_an_hour() {
        FAREBOX_STORE(store);
        const Lease session = store->database().session().value();
        (void)make_first_admin(*session, Now);
        (void)session->run("UPDATE accounts SET failed_logins = 1000000");
        (void)admit_password(*session, "admin", "wrong", Now);
        const auto answer = admit_password(*session, "admin", "wrong", Now);
        QCOMPARE(std::get<Refused>(answer).retry_after_s, std::int64_t{900});
        QCOMPARE(refusal(admit_password(*session, "admin", "wrong", Now + 900 * NsPerSecond)),
                 std::string("login_refused"));
    }

    void disabled_accounts_and_reset_passwords_end_sessions_data() { add_stores(); }
    void disabled_accounts_and_reset_passwords_end_sessions() {
        FAREBOX_STORE(store);
        const Lease session = store->database().session().value();
        const auto password = add_local_account(*session, "eve", {{Role::Auditor, ""}}, "admin", Now).value();
        QCOMPARE(add_local_account(*session, "eve", {}, "admin", Now).error().code, ErrorCode::Conflict);
        QVERIFY(!add_local_account(*session, "", {}, "admin", Now));
        QVERIFY(!add_local_account(*session, "a\x1b[1m", {}, "admin", Now));

        std::string cookie = begin_session(*session, "eve", {}, Now).value();
        QVERIFY(find_session(*session, cookie, Now).value().has(Role::Auditor));
        QVERIFY(set_grants(*session, "eve", {{Role::TeamLead, "payments"}}, "admin", Now));
        QCOMPARE(find_session(*session, cookie, Now).value().team_ids,
                 std::vector<std::string>{"payments"});
        QVERIFY(set_disabled(*session, "eve", true, Now));
        QCOMPARE(find_session(*session, cookie, Now).value().kind, Principal::Kind::Nobody);
        QCOMPARE(refusal(admit_password(*session, "eve", password, Now)), std::string("login_refused"));
        QVERIFY(set_disabled(*session, "eve", false, Now));
        QCOMPARE(find_session(*session, cookie, Now).value().kind, Principal::Kind::Nobody);

        cookie = begin_session(*session, "eve", {}, Now).value();
        const auto fresh = reset_password(*session, "eve").value();
        QCOMPARE(find_session(*session, cookie, Now).value().kind, Principal::Kind::Nobody);
        QCOMPARE(refusal(admit_password(*session, "eve", password, Now)), std::string("login_refused"));
        QVERIFY(std::get<Account>(admit_password(*session, "eve", fresh, Now)).must_change_password);
        QCOMPARE(reset_password(*session, "nobody").error().code, ErrorCode::NotFound);
    }

    void provider_accounts_are_known_by_subject_and_take_no_local_name_data() { add_stores(); }
    void provider_accounts_are_known_by_subject_and_take_no_local_name() {
        FAREBOX_STORE(store);
        const Lease session = store->database().session().value();
        (void)make_first_admin(*session, Now);
        const auto first = std::get<Account>(admit_provider_account(
            *session, {"https://idp", "sub-1", "Ada@acme.example", "Ada", "p-ada"}, Now));
        QCOMPARE(first.account, std::string("ada@acme.example"));
        // Married: the address changed, the person did not.
        const auto again = std::get<Account>(admit_provider_account(
            *session, {"https://idp", "sub-1", "ada.l@acme.example", "Ada L", "p-ada"}, Now));
        QCOMPARE(again.account, first.account);
        QCOMPARE(again.name, std::string("Ada L"));
        // Somebody else gets the freed address, or calls themselves admin.
        const auto other = std::get<Account>(admit_provider_account(
            *session, {"https://idp", "sub-2", "ada@acme.example", "Ada Two", ""}, Now));
        QCOMPARE(other.account, std::string("sub-2@https://idp"));
        const auto admin = std::get<Account>(admit_provider_account(
            *session, {"https://idp", "admin", "", "Not The Admin", ""}, Now));
        QCOMPARE(admin.account, std::string("admin@https://idp"));
        QVERIFY(admin.grants.empty());
        // No password opens an account of the provider.
        QCOMPARE(refusal(admit_password(*session, first.account, "", Now)), std::string("login_refused"));
        QVERIFY(!reset_password(*session, first.account));

        QVERIFY(disable_accounts_of(*session, "p-ada", Now));
        QCOMPARE(refusal(admit_provider_account(*session, {"https://idp", "sub-1", "", "", "p-ada"}, Now)),
                 std::string("account_disabled"));
        QVERIFY(!find_account(*session, "admin").value()->disabled_at);
    }

    void roles_are_written_in_one_way() {
        QCOMPARE(parse_grant("finance").value(), (RoleGrant{Role::Finance, ""}));
        QCOMPARE(parse_grant("team_lead:a:b").value(), (RoleGrant{Role::TeamLead, "a:b"}));
        for (const char* text : {"", "boss", "team_lead", "team_lead:", "finance:payments"}) {
            QVERIFY(!parse_grant(text));
        }
        for (const Role role : all_roles()) {
            const RoleGrant grant{role, role == Role::TeamLead ? "t" : ""};
            QCOMPARE(parse_grant(to_text(grant)).value(), grant);
        }
    }
};

FAREBOX_TEST_CLASS(AccountsTest)
#include "accounts_test.moc"
