#pragma once
// The parts of the SCIM service, private to core/collector/directory.

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/collector/directory/edit.h"
#include "core/collector/directory/scim_filter.h"
#include "core/collector/directory/scim_service.h"

namespace farebox::collector {

inline constexpr const char* ScimUserSchema = "urn:ietf:params:scim:schemas:core:2.0:User";
inline constexpr const char* ScimGroupSchema = "urn:ietf:params:scim:schemas:core:2.0:Group";
inline constexpr const char* ScimEnterpriseSchema =
    "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

/// One SCIM request that is being served.
struct ScimContext {
    Session& session;
    const Clock& clock;
    const ScimHooks& hooks;
    const ScimRequest& request;
};

struct ScimUser {
    std::string scim_id;
    std::string person_id;
    Json document;
    UtcNs created_at = 0;
    UtcNs updated_at = 0;
    std::int64_t version = 0;
};

struct ScimGroup {
    std::string scim_id;
    std::string display_name;
    std::string external_id;
    std::set<std::string> members;
    UtcNs created_at = 0;
    UtcNs updated_at = 0;
    std::int64_t version = 0;
};

ScimAnswer scim_error(int status, const std::string& type, const std::string& detail);
/// Our error as one of SCIM's; `invalid_type` is the scimType of ErrorCode::Invalid.
ScimAnswer scim_error(const Error& error, const std::string& invalid_type = "invalidValue");

// scim_users.cpp
Result<std::optional<ScimUser>> load_scim_user(Session& session, const std::string& scim_id);
ScimAnswer serve_scim_users(const ScimContext& context);
Result<Json> scim_user_json(const ScimContext& context, const ScimUser& user);

// scim_groups.cpp
ScimAnswer serve_scim_groups(const ScimContext& context);

// scim_charge.cpp
/// Moves the person behind each user to the team of their groups from today on; `left` are teams
/// that a group they are no member of any more stood for.
Result<void> charge_by_groups(Edit& edit, const Clock& clock, const std::set<std::string>& user_ids,
                              const std::set<std::string>& left);
/// Teams that a group's name stands for: none or one.
Result<std::set<std::string>> teams_of_group(Session& session, const std::string& display_name);

// scim_list.cpp
/// Which page of which resources: filter, startIndex, count.
struct ScimPage {
    std::optional<ScimFilter> filter;
    std::int64_t start_index = 1;
    std::int64_t count = 100;
};
/// Or the answer that says what is wrong with the query.
std::optional<ScimAnswer> read_scim_page(const ScimRequest& request, ScimPage& page);
/// `attribute eq "value"` alone, as providers look users up; nullopt for any other filter.
std::optional<std::string> asked_value(const ScimPage& page, std::string_view attribute);
ScimAnswer scim_list(std::int64_t total, const ScimPage& page, Json resources);
/// Applies `attributes` and `excludedAttributes`.
Json selected_attributes(const ScimRequest& request, Json resource);
Json scim_meta(const ScimContext& context, std::string_view type, const std::string& id,
               UtcNs created_at, UtcNs updated_at, std::int64_t version);
std::string scim_etag(std::int64_t version);
/// The answer when If-Match or If-None-Match says so.
std::optional<ScimAnswer> precondition(const ScimRequest& request, std::int64_t version);

// scim_discovery.cpp
std::optional<ScimAnswer> serve_scim_discovery(const ScimRequest& request);

}  // namespace farebox::collector
