#pragma once
// From what a request says to what it may cost and who would pay. Pure; any thread.

#include "core/model/estimate.h"
#include "core/pricing/price_book.h"
#include "core/proxy/observation.h"

namespace farebox::agents {
struct BodyFacts;
struct CredentialFacts;
}  // namespace farebox::agents

namespace farebox::proxy {

/// Local for a model on this machine, else what the credential says.
BillingMode billing_mode_of(const RequestFacts& request, const agents::CredentialFacts& credential);

Estimate estimate_of(const RequestFacts& request, const agents::BodyFacts& body,
                     const pricing::PriceBook& book);

}  // namespace farebox::proxy
