#pragma once
// `farebox login`: who works on this machine, said by the organisation's identity provider.
//
// OpenID Connect for programs without a secret. In the browser: authorization code with PKCE (RFC
// 7636, S256) and a page of ours on a loopback port (RFC 8252). Elsewhere: the device flow (RFC
// 8628). Both end with an ID token, which the collector checks; here only state and nonce are made,
// and the token is handed on, kept nowhere.

#include <chrono>
#include <functional>
#include <string>
#include <vector>

#include "core/sync/http_client.h"

namespace farebox::sync {

/// What the collector says: where people log in, as which client, and who this device is.
struct LoginPlace {
    std::string issuer;
    std::string client_id;
    std::vector<std::string> scopes;
    std::string device_id;
};
Result<LoginPlace> parse_login_place(const Json& answer);

/// For the collector's POST /v1/bind: {"id_token", "nonce_secret"}.
using LoginProof = Json;

struct BrowserLogin {
    std::function<void(const std::string& url)> open;  ///< shows the page to a person
    std::chrono::seconds limit{300};
};
Result<LoginProof> login_in_browser(const LoginPlace& place, const HttpClient& http,
                                    const BrowserLogin& browser);

struct DeviceLogin {
    /// `url` may hold the code already.
    std::function<void(const std::string& url, const std::string& code)> show;
    std::function<void(std::chrono::seconds)> sleep;
};
Result<LoginProof> login_by_device(const LoginPlace& place, const HttpClient& http,
                                   const DeviceLogin& device);

}  // namespace farebox::sync
