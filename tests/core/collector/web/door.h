#pragma once
// The collector's front door without a socket: requests go through dispatch() as the server gives
// them, with a fresh store, a clock that is turned and an identity provider that signs anything.

#include <memory>
#include <string>

#include "core/collector/auth/accounts.h"
#include "core/collector/auth/access_tokens.h"
#include "core/collector/auth/web_sessions.h"
#include "core/collector/web/dispatch.h"
#include "core/collector/web/services.h"
#include "core/net/device_proof.h"
#include "tests/core/collector/fake_provider.h"
#include "tests/core/collector/stores.h"

namespace farebox::tests {

struct Answer {
    net::HttpResponse response;
    Json body;

    int status() const { return response.status; }
    /// Of an error; "" for none.
    std::string code() const {
        const Json* error = find_member(body, "error");
        return error == nullptr ? "" : find_string(*error, "code").value_or("");
    }
    std::string text(const char* name) const { return find_string(body, name).value_or(""); }
    std::string header(const std::string& name) const {
        for (const auto& [own, value] : response.headers) {
            if (own == name) return value;
        }
        return {};
    }
    /// The value that Set-Cookie gives `name`.
    std::string cookie(const std::string& name) const {
        for (const auto& [own, value] : response.headers) {
            if (own == "Set-Cookie" && value.starts_with(name + "=")) {
                return value.substr(name.size() + 1, value.find(';') - name.size() - 1);
            }
        }
        return {};
    }
};

class Door {
public:
    explicit Door(const QString& engine, std::string public_url = "http://127.0.0.1:7780")
        : store_(TestStore::make(engine)), origin_(std::move(public_url)) {
        config.public_url = origin_;
        config.oidc_issuer = FakeProvider::Issuer;
        config.oidc_client_id = "farebox web";
        config.oidc_laptop_client_id = "farebox-laptop";
        config.oidc_group_roles = {"finops=finance", "leads=team_lead:pay"};
        identity = collector::Identity::make(database(), config, clock, idp.fetch()).value();
        services_ = std::make_unique<collector::Services>(
            collector::Services{.database = database(), .clock = clock, .config = config, .metrics = metrics_});
        services_->identity = identity.get();
    }

    collector::Database& database() { return store_->database(); }
    collector::Lease session() { return database().session().value(); }

    Answer ask(const std::string& method, const std::string& target, const std::string& body,
               net::HttpHeaders headers) {
        net::HttpRequest request;
        request.method = method;
        request.target = target;
        request.body = body;
        request.headers = std::move(headers);
        request.remote_address = "192.0.2.7";
        Answer answer{collector::dispatch(request, *services_), Json()};
        answer.body = parse_json(answer.response.body).value_or(Json());
        return answer;
    }
    /// As a browser with this session cookie does; "" for none.
    Answer get(const std::string& target, const std::string& cookie) {
        return ask("GET", target, "", {{"Cookie", cookie_name() + "=" + cookie}});
    }
    Answer post(const std::string& target, const std::string& cookie, const Json& body = Json::object()) {
        return ask("POST", target, to_text(body),
                   {{"Cookie", cookie_name() + "=" + cookie},
                    {"Content-Type", "application/json"},
                    {"Origin", origin_},
                    {"X-Farebox-Csrf", collector::csrf_token_of(cookie)}});
    }
    /// As a laptop does, signed with `key`.
    Answer post_signed(const std::string& target, const net::SigningKey& key,
                       const std::string& device_id, const Json& body) {
        const std::string text = to_text(body);
        const std::string proof =
            net::make_device_proof(key, device_id, origin_, text, clock.now()).value();
        return ask("POST", target, text, {{"Authorization", proof}, {"Content-Type", "application/json"}});
    }

    /// A session of an account with these roles; of the provider, as nobody waits for its password.
    std::string sign_in(const std::string& account, const std::vector<collector::RoleGrant>& roles) {
        const auto at = session();
        (void)collector::admit_provider_account(*at, {"test", account, "", account, ""}, clock.now());
        (void)collector::set_grants(*at, account, roles, "test", clock.now());
        return collector::begin_session(*at, account, {}, clock.now()).value();
    }

    std::string cookie_name() const {
        return std::string(collector::session_cookie_name(origin_.starts_with("https")));
    }

    FakeClock clock;
    FakeProvider idp{clock};
    collector::Config config;
    std::unique_ptr<collector::Identity> identity;

private:
    std::unique_ptr<TestStore> store_;
    const std::string origin_;
    collector::Metrics metrics_;
    std::unique_ptr<collector::Services> services_;
};

}  // namespace farebox::tests
