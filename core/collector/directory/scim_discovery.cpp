// What this service can do, told in SCIM's own words (RFC 7643 sections 5 to 7).

#include "core/collector/directory/scim_store.h"

#include "core/base/format.h"

namespace farebox::collector {
namespace {

Json attribute(std::string_view name, std::string_view type, bool many = false) {
    return {{"name", name},           {"type", type},           {"multiValued", many},
            {"required", false},      {"caseExact", false},     {"mutability", "readWrite"},
            {"returned", "default"},  {"uniqueness", "none"}};
}

Json with_parts(Json attribute, std::initializer_list<std::string_view> parts) {
    for (const std::string_view part : parts) {
        attribute["subAttributes"].push_back(
            ::farebox::collector::attribute(part, part == "primary" ? "boolean" : "string"));
    }
    return attribute;
}

Json user_attributes() {
    Json user_name = attribute("userName", "string");
    user_name["required"] = true;
    user_name["uniqueness"] = "server";
    Json groups = with_parts(attribute("groups", "complex", true), {"value", "display"});
    groups["mutability"] = "readOnly";
    return Json::array(
        {user_name, attribute("externalId", "string"), attribute("displayName", "string"),
         with_parts(attribute("name", "complex"), {"formatted", "givenName", "familyName"}),
         attribute("title", "string"), attribute("active", "boolean"),
         with_parts(attribute("emails", "complex", true), {"value", "type", "primary"}), groups});
}

Json group_attributes() {
    Json display_name = attribute("displayName", "string");
    display_name["required"] = true;
    display_name["uniqueness"] = "server";
    return Json::array({display_name, attribute("externalId", "string"),
                        with_parts(attribute("members", "complex", true), {"value", "$ref", "type"})});
}

Json schema(const ScimRequest& request, const char* id, std::string_view name, Json attributes) {
    return {{"schemas", {"urn:ietf:params:scim:schemas:core:2.0:Schema"}},
            {"id", id},
            {"name", name},
            {"attributes", std::move(attributes)},
            {"meta", {{"resourceType", "Schema"},
                      {"location", format("{}/Schemas/{}", request.base_url, id)}}}};
}

Json schemas(const ScimRequest& request) {
    return Json::array(
        {schema(request, ScimUserSchema, "User", user_attributes()),
         schema(request, ScimGroupSchema, "Group", group_attributes()),
         schema(request, ScimEnterpriseSchema, "EnterpriseUser",
                Json::array({attribute("employeeNumber", "string"), attribute("costCenter", "string"),
                             attribute("organization", "string"), attribute("division", "string"),
                             attribute("department", "string"),
                             with_parts(attribute("manager", "complex"), {"value", "displayName"})}))});
}

Json resource_types(const ScimRequest& request) {
    const auto type = [&](std::string_view name, const char* schema_id) {
        return Json{{"schemas", {"urn:ietf:params:scim:schemas:core:2.0:ResourceType"}},
                    {"id", name},
                    {"name", name},
                    {"endpoint", format("/{}s", name)},
                    {"schema", schema_id},
                    {"meta", {{"resourceType", "ResourceType"},
                              {"location", format("{}/ResourceTypes/{}", request.base_url, name)}}}};
    };
    Json user = type("User", ScimUserSchema);
    user["schemaExtensions"] = Json::array({{{"schema", ScimEnterpriseSchema}, {"required", false}}});
    return Json::array({user, type("Group", ScimGroupSchema)});
}

Json provider_config(const ScimRequest& request) {
    const Json yes = {{"supported", true}}, no = {{"supported", false}};
    return {{"schemas", {"urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"}},
            {"patch", yes},
            {"bulk", {{"supported", false}, {"maxOperations", 0}, {"maxPayloadSize", 0}}},
            {"filter", {{"supported", true}, {"maxResults", 200}}},
            {"changePassword", no},
            {"sort", no},
            {"etag", yes},
            {"authenticationSchemes",
             Json::array({{{"type", "oauthbearertoken"},
                           {"name", "Provisioning token"},
                           {"description", "A bearer token made by a platform admin"},
                           {"primary", true}}})},
            {"meta", {{"resourceType", "ServiceProviderConfig"},
                      {"location", request.base_url + "/ServiceProviderConfig"}}}};
}

ScimAnswer one_or_all(const ScimRequest& request, const Json& all) {
    if (request.path.size() == 1) {
        ScimPage page;
        return scim_list(std::ssize(all), page, all);
    }
    for (const Json& item : all) {
        if (item.at("id") != request.path[1]) continue;
        ScimAnswer answer;
        answer.body = item;
        return answer;
    }
    return scim_error(404, "", "there is nothing of that name");
}

}  // namespace

std::optional<ScimAnswer> serve_scim_discovery(const ScimRequest& request) {
    const std::string& first = request.path[0];
    if (first != "ServiceProviderConfig" && first != "ResourceTypes" && first != "Schemas") {
        return std::nullopt;
    }
    if (request.method != "GET") return scim_error(405, "", "this can only be read");
    if (first == "ResourceTypes") return one_or_all(request, resource_types(request));
    if (first == "Schemas") return one_or_all(request, schemas(request));
    ScimAnswer answer;
    answer.body = provider_config(request);
    return answer;
}

}  // namespace farebox::collector
