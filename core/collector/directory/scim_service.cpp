#include "core/collector/directory/scim_service.h"

#include "core/collector/directory/scim_store.h"

namespace farebox::collector {
namespace {

/// Which methods a resource has: a collection is read and added to, a resource read and changed.
bool is_method(const ScimRequest& request) {
    const std::string& method = request.method;
    if (request.path.size() == 1) return method == "GET" || method == "POST";
    return method == "GET" || method == "PUT" || method == "PATCH" || method == "DELETE";
}

}  // namespace

ScimAnswer serve_scim(Session& session, const Clock& clock, const ScimHooks& hooks,
                      const ScimRequest& request) {
    if (request.path.empty() || request.path.size() > 2) {
        return scim_error(404, "", "there is no such endpoint");
    }
    if (auto answer = serve_scim_discovery(request)) return *answer;
    const bool users = request.path[0] == "Users";
    if (!users && request.path[0] != "Groups") return scim_error(404, "", "there is no such endpoint");
    if (!is_method(request)) return scim_error(405, "", "the resource has no such method");
    const ScimContext context{session, clock, hooks, request};
    return users ? serve_scim_users(context) : serve_scim_groups(context);
}

}  // namespace farebox::collector
