// `farebox login` as a person uses it, on an enrolled laptop of a company with an identity provider
// (npm oidc-provider): the real command, daemon and collector.

#include "core/base/file_io.h"
#include "core/base/strings.h"
#include "tests/e2e/support/raw_call.h"
#include "tests/e2e/support/rig.h"
#include "tests/e2e/support/sso_company.h"

#include <filesystem>

using namespace farebox;
using namespace farebox::e2e;
using namespace std::chrono_literals;

namespace {

// A desktop whose browser is told an address by `xdg-open`.
class Desktop {
public:
    explicit Desktop(const Rig& rig) : environment_(rig.environment()), home_(rig.home()) {
        const std::string folder = home_ + "/desktop";
        std::filesystem::create_directories(folder);
        std::filesystem::remove(opened_file());
        const std::string opener = folder + "/xdg-open";
        (void)save_file(opener, "#!/bin/sh\nprintf '%s\\n' \"$1\" >'" + opened_file() + "'\n", 0755);
        environment_["PATH"] = folder + ":" + environment_["PATH"];
    }
    std::unique_ptr<Child> farebox(const Argv& words) const {
        Argv argv{std::string(FAREBOX_BINARY_DIR) + "/bin/farebox"};
        argv.insert(argv.end(), words.begin(), words.end());
        return std::make_unique<Child>(argv, environment_, home_);
    }
    std::string opened() const {
        std::string address;
        wait_until([&] { return contains(address = load_file(opened_file()).value_or(""), "\n"); }, 20s);
        return std::string(trim(split(address + "\n", '\n').front()));
    }

private:
    std::string opened_file() const { return home_ + "/opened"; }

    Environment environment_;
    std::string home_;
};

}  // namespace

class CollectorLoginTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() {
        if (!SsoCompany::is_installed()) {
            QSKIP("the identity provider is not installed: npm is missing or did not answer");
        }
        company_ = std::make_unique<SsoCompany>();
        QVERIFY2(company_->issuer.starts_with("http://127.0.0.1:"), "the provider did not start");
        rig_ = std::make_unique<Rig>(Start::MockOnly);
        rig_->start_daemon({.config = {{"collector", {{"url", company_->url("")},
                                                      {"enrolment_token", company_->token}}},
                                       {"sync", {{"start_spread_s", 0}, {"interval_s", 1}}}}});
        QVERIFY(wait_until([&] { return sync().value("is_enrolled", false); }, 20s));
    }
    void cleanupTestCase() {
        rig_.reset();
        company_.reset();
    }

    void in_the_browser() {
        const Desktop desktop(*rig_);
        const auto login = desktop.farebox({"login"});
        Browser browser;
        const std::string address = desktop.opened();
        QVERIFY2(address.starts_with(company_->endpoint("authorization_endpoint")), address.c_str());
        const auto page = browser.open(address + "&login_hint=lead");
        QCOMPARE(page.status, 200);
        QVERIFY2(contains(page.body, "Logged in"), page.body.c_str());
        const Finished done = login->wait(20s);
        QVERIFY2(done.exit_code == 0, done.report().c_str());
        QVERIFY2(contains(done.out, "this machine now works for lead@acme.example"), done.report().c_str());
    }

    void by_a_code_on_another_device() {
        const auto login = Desktop(*rig_).farebox({"login", "--device"});
        std::string said;
        QVERIFY(wait_until([&] { return contains(said += login->read_out(), "enter the code"); }, 20s));
        const std::string page(between(said, "Open ", "\n").value_or(""));
        const std::string code(trim(between(said + "\n", "enter the code ", "\n").value_or("")));
        QCOMPARE(company_->enter_code(page.substr(0, page.find('?')), code), std::string("done"));
        const Finished done = login->wait(30s);
        QVERIFY2(done.exit_code == 0, (said + done.report()).c_str());
        QVERIFY2(contains(done.out, "this machine now works for ada@acme.example"), done.report().c_str());
    }

    void a_refusal_of_the_provider_is_said() {
        const Desktop desktop(*rig_);
        const auto login = desktop.farebox({"login"});
        const std::string back = query_value(desktop.opened(), "redirect_uri");
        const std::string state = query_value(desktop.opened(), "state");
        Browser().open(back + "?error=access_denied&error_description=not+for+you&state=" + state);
        const Finished done = login->wait(20s);
        QVERIFY(done.exit_code != 0);
        QVERIFY2(contains(done.err, "not for you"), done.report().c_str());
    }

private:
    Json sync() const { return parse_json(rig_->farebox({"sync", "--json"}).out).value_or(Json()); }

    std::unique_ptr<SsoCompany> company_;
    std::unique_ptr<Rig> rig_;
};

FAREBOX_TEST_CLASS(CollectorLoginTest)
#include "collector_login_test.moc"
