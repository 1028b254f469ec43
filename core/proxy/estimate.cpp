#include "core/proxy/estimate.h"

#include "core/agents/body_facts.h"
#include "core/agents/credential.h"
#include "core/pricing/estimate.h"

namespace farebox::proxy {

BillingMode billing_mode_of(const RequestFacts& request,
                            const agents::CredentialFacts& credential) {
    return request.route.upstream->local ? BillingMode::Local : credential.billing_mode;
}

Estimate estimate_of(const RequestFacts& request, const agents::BodyFacts& body,
                     const pricing::PriceBook& book) {
    pricing::EstimateQuestion question;
    question.provider = request.route.upstream->provider;
    question.model = body.model;
    question.when = request.started_at;
    question.request_bytes = std::int64_t(request.body_bytes);
    question.max_output_tokens = body.max_tokens;
    question.service_tier = body.service_tier;
    question.speed = body.speed;
    return pricing::estimate(book, question);
}

}  // namespace farebox::proxy
