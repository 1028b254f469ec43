#pragma once
// A company whose people sign in at an identity provider (npm's oidc-provider), and a browser.
// Provider and collector are processes; both end with this.

#include "core/base/json.h"
#include "core/net/web/client.h"
#include "tests/e2e/support/child.h"
#include "tests/support/suite.h"

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace farebox::e2e {

/// A parameter of an address' query, decoded; "" when it is not there.
std::string query_value(const std::string& url, const std::string& name);
/// null for a body that is no JSON.
Json json_of(const net::WebAnswer& answer);

/// Cookies by host and port, and a way through redirects: what a browser is to a login.
class Browser {
public:
    /// The answer that leads nowhere, or the first whose Location begins with `stop`. With `form` the
    /// first request is a POST.
    net::WebAnswer open(std::string url, const std::string& stop = "\n", const std::string& form = "");

    /// Where the last answer led; "" = nowhere.
    std::string location;

private:
    net::WebAnswer ask(const std::string& url, const std::string& host, const std::string& form);
    void keep_cookies(const net::WebAnswer& answer, const std::string& host);

    std::map<std::string, std::map<std::string, std::string>> jars_;
};

class SsoCompany {
public:
    SsoCompany();
    /// npm gave the provider when the tests were set up.
    static bool is_installed();

    /// Of the collector.
    std::string url(const std::string& path) const;
    /// Of the provider, by its name in the discovery document.
    std::string endpoint(const char* name) const;

    net::WebAnswer ask(const std::string& method, const std::string& at,
                       const net::HttpHeaders& headers = {}, const std::string& body = "") const;
    net::WebAnswer post_form(const std::string& at,
                             const std::vector<std::pair<std::string, std::string>>& fields) const;
    /// Enters a device flow's code as a person with another device does; the page's last words.
    std::string enter_code(const std::string& page, const std::string& user_code) const;

    std::string issuer;
    std::string token;  ///< enrols laptops
    Json endpoints;

private:
    Json config() const;

    tests::TempDir folder_;
    const std::uint16_t port_;
    std::unique_ptr<Child> provider_;
    std::unique_ptr<Child> collector_;
};

}  // namespace farebox::e2e
