#pragma once
// An identity provider as a function: it signs whatever a test wants to be told.

#include <string>

#include "core/base/base64.h"
#include "core/base/clock.h"
#include "core/base/json.h"
#include "core/collector/auth/fetch.h"
#include "core/net/jwt.h"
#include "core/net/sha256.h"
#include "core/net/signature.h"

namespace farebox::tests {

class FakeClock final : public Clock {
public:
    UtcNs now() const override { return 1'800'000'000 * NsPerSecond + passed_; }
    MonotonicNs monotonic() const override { return 1000 * NsPerSecond + passed_; }
    void advance(MonotonicNs by) { passed_ += by; }

private:
    MonotonicNs passed_ = 0;
};

class FakeProvider {
public:
    static constexpr const char* Issuer = "https://idp.acme.example";

    explicit FakeProvider(const Clock& clock) : clock_(clock), key_(net::SigningKey::generate().value()) {
        claims = {{"email", "Ada@acme.example"}, {"name", "Ada"}};
    }

    collector::Fetch fetch() {
        return [this](const collector::FetchRequest& request) { return answer(request); };
    }

    void rotate_key(const std::string& key_id) {
        key_ = net::SigningKey::generate().value();
        key_id_ = key_id;
        token_key_id = key_id;
    }

    /// Claims of a good token, then those of `claims` over them; null leaves one out.
    std::string id_token() const {
        const std::int64_t now = clock_.now() / NsPerSecond;
        Json all = {{"iss", Issuer}, {"sub", "sub-1"}, {"aud", "farebox web"}, {"iat", now}, {"exp", now + 300}};
        if (!nonce.empty()) all["nonce"] = nonce;
        for (const auto& [name, value] : claims.items()) {
            if (value.is_null()) {
                all.erase(name);
            } else {
                all[name] = value;
            }
        }
        if (algorithm != "ES256") return with_algorithm(all);
        const auto other = net::SigningKey::generate();
        std::string token =
            net::sign_jwt(sign_with_another_key ? *other : key_, all, token_key_id).value();
        // In the middle of the signature, so that the text stays base64url.
        if (tamper) token[token.size() - 20] = token[token.size() - 20] == 'A' ? 'B' : 'A';
        return token;
    }

    std::string authorization() const {
        for (const auto& [name, value] : token_request.headers) {
            if (name == "Authorization") return value;
        }
        return {};
    }

    Json claims;
    std::string nonce;
    std::string algorithm = "ES256";
    std::string key_use = "sig";
    std::string token_key_id = "key-1";
    std::string discovered_issuer = Issuer;
    bool tamper = false;
    bool sign_with_another_key = false;
    bool leave_out_token = false;
    bool is_down = false;
    int token_status = 200;
    int key_requests = 0;
    collector::FetchRequest token_request;

private:
    std::string with_algorithm(const Json& all) const {
        const Json header = {{"alg", algorithm}, {"kid", token_key_id}};
        const std::string text = base64url_encode(to_text(header)) + "." + base64url_encode(to_text(all));
        const std::string mac = net::hmac_sha256(to_text(key_.public_jwk()), text);
        return text + "." + (algorithm == "none" ? "" : base64url_encode(mac));
    }

    Result<collector::FetchAnswer> answer(const collector::FetchRequest& request) {
        if (is_down) return unavailable("connection refused");
        const std::string base = Issuer;
        if (request.url == base + "/.well-known/openid-configuration") {
            return json({{"issuer", discovered_issuer},
                         {"authorization_endpoint", base + "/auth"},
                         {"token_endpoint", base + "/token"},
                         {"jwks_uri", base + "/jwks"}});
        }
        if (request.url == base + "/jwks") {
            ++key_requests;
            Json jwk = key_.public_jwk();
            jwk["kid"] = key_id_;
            jwk["use"] = key_use;
            return json({{"keys", {jwk}}});
        }
        token_request = request;
        if (token_status != 200) return collector::FetchAnswer{token_status, "{\"error\":\"invalid_grant\"}"};
        return json(leave_out_token ? Json::object() : Json({{"id_token", id_token()}}));
    }

    static Result<collector::FetchAnswer> json(const Json& value) {
        return collector::FetchAnswer{200, to_text(value)};
    }

    const Clock& clock_;
    net::SigningKey key_;
    std::string key_id_ = "key-1";
};

}  // namespace farebox::tests
