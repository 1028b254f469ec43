#include "tests/e2e/support/sso_company.h"

#include "core/base/file_io.h"
#include "core/base/format.h"
#include "core/base/strings.h"
#include "core/base/url.h"
#include "core/sync/http_client.h"
#include "tests/e2e/support/loopback.h"

#include <QStandardPaths>

#include <filesystem>

namespace farebox::e2e {
namespace {

const net::WebClient& web() {
    static const net::WebClient client{net::WebClientOptions{}};
    return client;
}

std::string without_blanks(std::string url) {
    for (auto at = url.find(' '); at != std::string::npos; at = url.find(' ')) url.replace(at, 1, "%20");
    return url;
}

Argv with(Argv argv, const Argv& more) {
    argv.insert(argv.end(), more.begin(), more.end());
    return argv;
}

}  // namespace

std::string query_value(const std::string& url, const std::string& name) {
    const std::string parameters = "&" + url.substr(url.find('?') + 1) + "&";
    return percent_decode(between(parameters, "&" + name + "=", "&").value_or(""));
}

Json json_of(const net::WebAnswer& answer) { return parse_json(answer.body).value_or(Json()); }

// --- Browser ------------------------------------------------------------------------------------

net::WebAnswer Browser::open(std::string url, const std::string& stop, const std::string& form) {
    std::string body = form;
    for (int hops = 0; hops < 12; ++hops) {
        const std::string host = parse_url(url).value().authority();
        net::WebAnswer answer = ask(url, host, body);
        body.clear();
        keep_cookies(answer, host);
        // cpp-httplib undoes percent escapes in the values of headers.
        location = without_blanks(answer.header("Location"));
        if (location.empty() || location.starts_with(stop)) return answer;
        url = location.starts_with("/") ? "http://" + host + location : location;
    }
    return {};
}

net::WebAnswer Browser::ask(const std::string& url, const std::string& host, const std::string& form) {
    net::HttpHeaders headers;
    std::string cookies;
    for (const auto& [name, value] : jars_[host]) {
        cookies += (cookies.empty() ? "" : "; ") + name + "=" + value;
    }
    if (!cookies.empty()) headers.emplace_back("Cookie", cookies);
    if (!form.empty()) headers.emplace_back("Content-Type", "application/x-www-form-urlencoded");
    const auto answer = web().ask(form.empty() ? "GET" : "POST", url, headers, form);
    if (!answer) qWarning("%s", answer.error().message.c_str());
    return answer.value_or(net::WebAnswer{});
}

void Browser::keep_cookies(const net::WebAnswer& answer, const std::string& host) {
    for (const auto& [name, value] : answer.headers) {
        if (!equals_ignore_case(name, "Set-Cookie")) continue;
        const std::string pair = value.substr(0, value.find(';'));
        const auto equals = pair.find('=');
        jars_[host][pair.substr(0, equals)] = pair.substr(equals + 1);
    }
}

// --- Company ------------------------------------------------------------------------------------

SsoCompany::SsoCompany() : port_(free_port()) {
    const std::string node = QStandardPaths::findExecutable("node").toStdString();
    Environment environment = clean_environment(folder_.path());
    provider_ = std::make_unique<Child>(
        Argv{node, std::string(FAREBOX_SOURCE_DIR) + "/tests/e2e/identity_provider/provider.mjs",
             FAREBOX_IDENTITY_PROVIDER_DIR, url("/login/oidc/callback")},
        environment, folder_.path());
    std::string said;
    wait_until([&] { return contains(said += provider_->read_out(), "\n"); }, std::chrono::seconds(20));
    issuer = said.substr(0, said.find('\n'));
    (void)save_file(folder_.file("collector.json"), to_text(config()));
    const std::string program = std::string(FAREBOX_BINARY_DIR) + "/bin/farebox-collector";
    const Argv common = {program, "--config", folder_.file("collector.json"),
                         "--data-dir", folder_.file("data")};
    token = run(with(common, {"token", "laptops"}), environment, folder_.path()).out;
    token = token.substr(0, token.find('\n'));
    collector_ = std::make_unique<Child>(with(common, {"serve"}), environment, folder_.path());
    wait_until([&] { return is_listening(port_); }, std::chrono::seconds(20));
    if (!is_listening(port_)) {
        qWarning("%s", collector_->wait(std::chrono::seconds(1)).report().c_str());
    }
    endpoints = json_of(ask("GET", issuer + "/.well-known/openid-configuration"));
}

bool SsoCompany::is_installed() {
    return std::filesystem::exists(std::string(FAREBOX_IDENTITY_PROVIDER_DIR) + "/installed");
}

std::string SsoCompany::url(const std::string& path) const {
    return format("http://127.0.0.1:{}{}", port_, path);
}

std::string SsoCompany::endpoint(const char* name) const {
    return find_string(endpoints, name).value_or("");
}

net::WebAnswer SsoCompany::ask(const std::string& method, const std::string& at,
                               const net::HttpHeaders& headers, const std::string& body) const {
    const auto answer = web().ask(method, at, headers, body);
    if (!answer) qWarning("%s", answer.error().message.c_str());
    return answer.value_or(net::WebAnswer{});
}

net::WebAnswer SsoCompany::post_form(
    const std::string& at, const std::vector<std::pair<std::string, std::string>>& fields) const {
    return ask("POST", at, {{"Content-Type", "application/x-www-form-urlencoded"}},
               sync::format_form(fields));
}

std::string SsoCompany::enter_code(const std::string& page, const std::string& user_code) const {
    Browser phone;
    const std::string first = phone.open(page).body;
    const std::string mark(between(first, "name=\"xsrf\" value=\"", "\"").value_or(""));
    if (mark.empty()) return "the page asks for no code: " + first;
    phone.open(page, "\n", sync::format_form({{"xsrf", mark}, {"user_code", user_code}}));
    return phone.open(page, "\n", sync::format_form({{"xsrf", mark}, {"user_code", user_code},
                                                     {"confirm", "yes"}})).body;
}

Json SsoCompany::config() const {
    return {{"listen_port", port_},
            {"public_url", url("")},
            {"oidc_issuer", issuer},
            {"oidc_client_id", "farebox-web"},
            {"oidc_client_secret", "web secret: with/odd%characters"},
            {"oidc_laptop_client_id", "farebox-laptop"},
            {"oidc_scopes", {"openid", "profile", "email", "groups"}},
            {"oidc_group_roles", {"finops=finance", "payments-leads=team_lead:payments"}}};
}

}  // namespace farebox::e2e
