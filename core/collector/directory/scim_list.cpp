// What users and groups share: pages, selected attributes, versions, errors.

#include "core/collector/directory/scim_store.h"

#include <algorithm>

#include "core/base/format.h"
#include "core/base/strings.h"

namespace farebox::collector {
namespace {

constexpr std::int64_t LargestPage = 200;

std::string parameter(const ScimRequest& request, const std::string& name) {
    const auto found = request.parameters.find(name);
    return found == request.parameters.end() ? std::string() : found->second;
}

/// Whether a list like "userName,name.givenName" names the attribute or a part of it.
bool names(const std::string& list, const std::string& attribute) {
    for (const std::string_view item : split(list, ',')) {
        const std::string_view name = trim(item);
        if (equals_ignore_case(name.substr(0, name.find('.')), attribute)) return true;
        if (equals_ignore_case(name, attribute)) return true;
    }
    return false;
}

}  // namespace

ScimAnswer scim_error(int status, const std::string& type, const std::string& detail) {
    ScimAnswer answer;
    answer.status = status;
    answer.body = {{"schemas", {"urn:ietf:params:scim:api:messages:2.0:Error"}},
                   {"status", std::to_string(status)}};
    if (!type.empty()) answer.body["scimType"] = type;
    answer.body["detail"] = detail;
    return answer;
}

ScimAnswer scim_error(const Error& error, const std::string& invalid_type) {
    switch (error.code) {
        case ErrorCode::Invalid: return scim_error(400, invalid_type, error.message);
        case ErrorCode::Unsupported: return scim_error(400, "invalidPath", error.message);
        case ErrorCode::NotFound: return scim_error(400, "noTarget", error.message);
        case ErrorCode::Denied: return scim_error(400, "mutability", error.message);
        case ErrorCode::Conflict: return scim_error(409, "uniqueness", error.message);
        case ErrorCode::TooLarge: return scim_error(413, "", error.message);
        case ErrorCode::Unavailable: return scim_error(503, "", error.message);
        case ErrorCode::Internal: break;
    }
    return scim_error(500, "", error.message);
}

std::optional<ScimAnswer> read_scim_page(const ScimRequest& request, ScimPage& page) {
    if (const std::string text = parameter(request, "filter"); !text.empty()) {
        auto filter = parse_scim_filter(text);
        if (!filter) return scim_error(400, "invalidFilter", filter.error().message);
        page.filter = std::move(*filter);
    }
    for (const auto& [name, target] : {std::pair{"startIndex", &page.start_index},
                                       std::pair{"count", &page.count}}) {
        const std::string text = parameter(request, name);
        if (text.empty()) continue;
        const auto number = parse_int(text);
        if (!number) return scim_error(400, "invalidValue", format("{} is a whole number", name));
        *target = *number;
    }
    // Section 3.4.2.4: smaller values count as the smallest.
    page.start_index = std::max<std::int64_t>(page.start_index, 1);
    page.count = std::clamp<std::int64_t>(page.count, 0, LargestPage);
    return std::nullopt;
}

std::optional<std::string> asked_value(const ScimPage& page, std::string_view attribute) {
    if (!page.filter || page.filter->kind != ScimFilter::Kind::Compare) return std::nullopt;
    const ScimFilter& filter = *page.filter;
    const bool fits = filter.comparison == ScimOperator::Eq && filter.attribute.schema.empty() &&
                      filter.attribute.sub.empty() && filter.value.is_string() &&
                      equals_ignore_case(filter.attribute.name, attribute);
    if (!fits) return std::nullopt;
    return filter.value.get<std::string>();
}

ScimAnswer scim_list(std::int64_t total, const ScimPage& page, Json resources) {
    ScimAnswer answer;
    answer.body = {{"schemas", {"urn:ietf:params:scim:api:messages:2.0:ListResponse"}},
                   {"totalResults", total},
                   {"startIndex", page.start_index},
                   {"itemsPerPage", resources.size()},
                   {"Resources", std::move(resources)}};
    return answer;
}

Json selected_attributes(const ScimRequest& request, Json resource) {
    const std::string wanted = parameter(request, "attributes");
    const std::string unwanted = parameter(request, "excludedAttributes");
    if (wanted.empty() && unwanted.empty()) return resource;
    Json out = Json::object();
    for (auto at = resource.begin(); at != resource.end(); ++at) {
        const bool always = at.key() == "id" || at.key() == "schemas";
        const bool kept = wanted.empty() ? !names(unwanted, at.key()) : names(wanted, at.key());
        if (always || kept) out[at.key()] = at.value();
    }
    return out;
}

Json scim_meta(const ScimContext& context, std::string_view type, const std::string& id,
               UtcNs created_at, UtcNs updated_at, std::int64_t version) {
    return {{"resourceType", type},
            {"created", format_utc(created_at)},
            {"lastModified", format_utc(updated_at)},
            {"location", format("{}/{}s/{}", context.request.base_url, type, id)},
            {"version", scim_etag(version)}};
}

std::string scim_etag(std::int64_t version) { return format("W/\"{}\"", version); }

std::optional<ScimAnswer> precondition(const ScimRequest& request, std::int64_t version) {
    const std::string etag = scim_etag(version);
    if (!request.if_match.empty() && request.if_match != "*" && request.if_match != etag) {
        return scim_error(412, "", format("the resource is at version {}", etag));
    }
    if (request.method == "GET" && request.if_none_match == etag) {
        ScimAnswer answer;
        answer.status = 304;
        answer.etag = etag;
        return answer;
    }
    return std::nullopt;
}

}  // namespace farebox::collector
