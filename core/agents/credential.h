#pragma once
// What kind of credential a request carries and who pays under it. The value itself is looked at
// for its first few bytes only, and neither kept nor returned.

#include <string>

#include "core/http/head.h"
#include "core/model/call.h"

namespace farebox::agents {

struct CredentialFacts {
    CredentialClass credential_class = CredentialClass::None;
    /// Subscription for a vendor login, Api for a metered key, Unknown where the same form serves
    /// both (a company gateway's token).
    BillingMode billing_mode = BillingMode::Unknown;
    std::string source;  ///< the header that decided, "header authorization"; empty for none

    bool operator==(const CredentialFacts&) const = default;
};

CredentialFacts read_credential(const http::RequestHead& head);

}  // namespace farebox::agents
