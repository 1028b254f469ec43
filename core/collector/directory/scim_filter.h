#pragma once
// Filters and attribute paths of SCIM (RFC 7644 section 3.4.2.2 and figure 7), as values:
//     userName eq "ada@acme.example" and active eq true
//     emails[type eq "work"].value
//     urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department
//
// Attribute names and operators are read in any case. What is compared follows the schema: text
// without regard to case, `id` and `externalId` exactly.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/json.h"

namespace farebox::collector {

inline constexpr int ScimDepthLimit = 20;         ///< brackets within brackets
inline constexpr std::size_t ScimTextLimit = 8192;  ///< bytes of a filter or path

struct ScimAttribute {
    std::string schema;  ///< of an extension; "" core
    std::string name;    ///< "" the extension as a whole
    std::string sub;     ///< "" none

    bool operator==(const ScimAttribute&) const = default;
};

enum class ScimOperator { Eq, Ne, Co, Sw, Ew, Gt, Ge, Lt, Le };

struct ScimFilter {
    enum class Kind { And, Or, Not, Compare, Present, Element };
    Kind kind = Kind::Compare;
    ScimAttribute attribute;
    ScimOperator comparison = ScimOperator::Eq;
    Json value;                     ///< text, number, true, false or null
    std::vector<ScimFilter> parts;  ///< two of And, Or; one of Not, Element
};

struct ScimPath {
    ScimAttribute attribute;
    std::optional<ScimFilter> filter;  ///< which elements of a list
};

/// Invalid with the byte at which reading stopped.
Result<ScimFilter> parse_scim_filter(std::string_view text);
Result<ScimPath> parse_scim_path(std::string_view text);

/// `resource`: a user, a group, or an element of a list.
bool matches(const ScimFilter& filter, const Json& resource);

/// The member of an object by its name in any case; null when there is none.
const Json* find_attribute(const Json& object, std::string_view name);
Json* find_attribute(Json& object, std::string_view name);

}  // namespace farebox::collector
