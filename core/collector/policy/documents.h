#pragma once
// The policy of one workstation as a signed document: settings that are enforced or recommended, and
// the central budgets that concern it.
//
// Settings are the workstation's own keys (docs/settings.md); what a collector may not set is
// refused here, and passed over there should it come all the same. Each change is a new version with
// its author and reason. The document is a JWS that the workstation checks by the key it was given
// at enrolment; the collector's TLS alone does not make a policy.

#include <string>

#include "core/base/clock.h"
#include "core/base/json.h"
#include "core/collector/policy/central_budgets.h"
#include "core/net/signature.h"

namespace farebox::collector {

struct PolicySettings {
    std::int64_t version = 0;  ///< 0: nothing was decided yet
    UtcNs created_at = 0;
    std::string created_by;
    std::string reason;
    Json enforced = Json::object();     ///< "override.allowed": true
    Json recommended = Json::object();
};
Json to_json(const PolicySettings& settings);

Result<PolicySettings> newest_settings(Session& session);
/// Newest first.
Result<std::vector<PolicySettings>> settings_history(Session& session, std::size_t limit);
/// Invalid: all problems in one message.
Result<void> check_settings(const PolicySettings& settings);
/// What a collector may set, in the order of the schema: [{"key", "group", "title", "text", "type",
/// "min", "max", "words", "default", "may_enforce", "may_recommend"}]. Budgets are not among them.
Json settable_keys();
/// Checks every key and value against the schema, then writes the next version; inside the caller's
/// transaction. Invalid: all problems in one message.
Result<PolicySettings> save_settings(Session& session, PolicySettings settings);

/// Where the person of this device stands today. NotFound: no such device.
Result<Standing> device_standing(Session& session, const std::string& device_id, UtcNs now);

/// What one workstation is to hold: {"policy_version", "device_id", "enforced", "recommended"}; the
/// budgets stand under enforced."budgets". The version is a hash of the rest: equal for equal
/// contents, so that it serves as ETag and tells whether a workstation is up to date.
Result<Json> compose_policy(Session& session, const std::string& device_id,
                            const Standing& standing);
std::string policy_version(const Json& policy);
/// The version as HTTP's entity tag, with its quotation marks.
std::string policy_etag(const Json& policy);

/// Compact JWS over the document with "iat".
Result<std::string> sign_policy(const Json& policy, const net::SigningKey& key, UtcNs now);

}  // namespace farebox::collector
