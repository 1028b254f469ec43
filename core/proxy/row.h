#pragma once
// The row of a call, made from what the data path saw and what the readers concluded. Pure.

#include <optional>
#include <string>

#include "core/agents/body_facts.h"
#include "core/agents/credential.h"
#include "core/agents/identify.h"
#include "core/model/call.h"
#include "core/pricing/price_book.h"
#include "core/proxy/observation.h"

namespace farebox::proxy {

/// What is known once the request was sent.
struct Conclusion {
    agents::Identity identity;
    agents::BodyFacts body;
    agents::CredentialFacts credential;
    std::uint64_t body_hash = 0;  ///< 0 = no body
};

/// Everything but identity numbers, attribution and attempts.
Call make_row(const Observation& seen, const Conclusion& concluded,
              const pricing::PriceBook& book);

}  // namespace farebox::proxy
