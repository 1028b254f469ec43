// SCIM's front door: a request as the directory's service takes it, its answer as HTTP.

#include "core/base/strings.h"
#include "core/base/url.h"
#include "core/collector/directory/scim_service.h"
#include "core/collector/web/directory_journal.h"
#include "core/collector/web/handlers.h"

namespace farebox::collector {
namespace {

constexpr std::string_view Root = "/scim/v2/";

ScimRequest scim_request_of(const WebRequest& request) {
    ScimRequest out;
    out.method = request.method;
    for (const std::string_view part : split(std::string_view(request.path).substr(Root.size()), '/')) {
        if (!part.empty()) out.path.push_back(percent_decode(part));
    }
    out.parameters = request.parameters;
    out.body = request.body;
    out.if_match = request.header("If-Match");
    out.if_none_match = request.header("If-None-Match");
    out.base_url = request.origin + "/scim/v2";
    return out;
}

Result<WebResponse> handle_scim(const WebRequest& request, Services& services) {
    FAREBOX_TRY(session, services.database.session());
    const ScimHooks hooks{directory_journal(request, services), directory_follower(request, services)};
    const ScimAnswer answer = serve_scim(*session, services.clock, hooks, scim_request_of(request));
    WebResponse response;
    response.status = answer.status;
    response.content_type = "application/scim+json";
    if (!answer.body.is_null()) response.body = farebox::to_text(answer.body);
    if (!answer.etag.empty()) response.headers.emplace_back("ETag", answer.etag);
    if (!answer.location.empty()) response.headers.emplace_back("Location", answer.location);
    return response;
}

constexpr const char* ListParameters = "filter startIndex count attributes excludedAttributes";

}  // namespace

std::vector<WebRoute> scim_routes() {
    std::vector<WebRoute> routes = {
        {"GET", "/scim/v2/ServiceProviderConfig", Permission::Scim, "", "what this service can do", handle_scim},
        {"GET", "/scim/v2/ResourceTypes", Permission::Scim, "", "users and groups", handle_scim},
        {"GET", "/scim/v2/ResourceTypes/{id}", Permission::Scim, "", "one of them", handle_scim},
        {"GET", "/scim/v2/Schemas", Permission::Scim, "", "their attributes", handle_scim},
        {"GET", "/scim/v2/Schemas/{id}", Permission::Scim, "", "one of them", handle_scim}};
    for (const auto& [all, one] : {std::pair{"/scim/v2/Users", "/scim/v2/Users/{id}"},
                                   std::pair{"/scim/v2/Groups", "/scim/v2/Groups/{id}"}}) {
        const char* picked = "attributes excludedAttributes";
        routes.push_back({"GET", all, Permission::Scim, ListParameters, "a page that a filter describes", handle_scim});
        routes.push_back({"POST", all, Permission::Scim, picked, "adds one", handle_scim});
        routes.push_back({"GET", one, Permission::Scim, picked, "one by its id", handle_scim});
        routes.push_back({"PUT", one, Permission::Scim, picked, "replaces it", handle_scim});
        routes.push_back({"PATCH", one, Permission::Scim, picked, "changes parts of it", handle_scim});
        routes.push_back({"DELETE", one, Permission::Scim, "", "removes it", handle_scim});
    }
    return routes;
}

}  // namespace farebox::collector
