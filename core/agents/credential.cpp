#include "core/agents/credential.h"

#include "core/base/strings.h"

namespace farebox::agents {
namespace {

constexpr std::string_view AuthorizationSource = "header authorization";

/// The beta that Claude Code adds to each call under a subscription login.
bool has_oauth_beta(const http::RequestHead& head) {
    return contains(head.find("anthropic-beta").value_or(""), "oauth-");
}

bool is_metered_key(std::string_view token) {
    // OpenAI, Anthropic, xAI, Groq, OpenRouter ("sk-or-"), Google.
    return token.starts_with("sk-") || token.starts_with("xai-") || token.starts_with("gsk_") ||
           token.starts_with("AIza");
}

CredentialFacts read_bearer(const http::RequestHead& head, std::string_view token) {
    const std::string source(AuthorizationSource);
    if (head.find("chatgpt-account-id")) {
        return {CredentialClass::Oauth, BillingMode::Subscription, source};
    }
    if (token.starts_with("sk-ant-oat") || has_oauth_beta(head)) {
        return {CredentialClass::Oauth, BillingMode::Subscription, source};
    }
    if (is_metered_key(token)) return {CredentialClass::ApiKey, BillingMode::Api, source};
    // A JSON web token is somebody's login; anything else is a gateway's own key.
    if (token.starts_with("eyJ")) return {CredentialClass::Oauth, BillingMode::Unknown, source};
    return {CredentialClass::ApiKey, BillingMode::Unknown, source};
}

}  // namespace

CredentialFacts read_credential(const http::RequestHead& head) {
    // A key in a header of its own is a metered key; it goes first because Claude Code's
    // apiKeyHelper sends the same value as a bearer token too.
    for (const std::string_view name : {"x-api-key", "api-key", "x-goog-api-key"}) {
        if (const auto value = head.find(name); value && !value->empty()) {
            const bool is_login = value->starts_with("sk-ant-oat");
            return {is_login ? CredentialClass::Oauth : CredentialClass::ApiKey,
                    is_login ? BillingMode::Subscription : BillingMode::Api,
                    "header " + std::string(name)};
        }
    }
    const std::string_view authorization = head.find("authorization").value_or("");
    if (authorization.starts_with("AWS4-HMAC-SHA256")) {
        return {CredentialClass::CloudSignature, BillingMode::Api,
                std::string(AuthorizationSource)};
    }
    const auto space = authorization.find(' ');
    if (space == std::string_view::npos) return {};
    if (!equals_ignore_case(authorization.substr(0, space), "bearer")) return {};
    const std::string_view token = trim(authorization.substr(space + 1));
    return token.empty() ? CredentialFacts{} : read_bearer(head, token);
}

}  // namespace farebox::agents
