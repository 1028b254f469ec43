// Whether a resource meets a filter.

#include "core/collector/directory/scim_filter.h"

#include "core/base/strings.h"

namespace farebox::collector {
namespace {

template <class Object>
auto find_in(Object& object, std::string_view name) -> decltype(&*object.begin()) {
    if (!object.is_object()) return nullptr;
    for (auto member = object.begin(); member != object.end(); ++member) {
        if (equals_ignore_case(member.key(), name)) return &*member;
    }
    return nullptr;
}

bool has_exact_case(const ScimAttribute& attribute) {
    return equals_ignore_case(attribute.name, "id") || equals_ignore_case(attribute.name, "externalId");
}

bool compare_order(int order, ScimOperator comparison) {
    switch (comparison) {
        case ScimOperator::Eq: return order == 0;
        case ScimOperator::Ne: return order != 0;
        case ScimOperator::Gt: return order > 0;
        case ScimOperator::Ge: return order >= 0;
        case ScimOperator::Lt: return order < 0;
        case ScimOperator::Le: return order <= 0;
        default: return false;
    }
}

bool compare_text(const std::string& held, const std::string& asked, ScimOperator comparison) {
    switch (comparison) {
        case ScimOperator::Co: return contains(held, asked);
        case ScimOperator::Sw: return held.starts_with(asked);
        case ScimOperator::Ew: return held.ends_with(asked);
        default: return compare_order(held.compare(asked), comparison);
    }
}

bool compare_one(const Json& held, const ScimFilter& filter) {
    const Json& asked = filter.value;
    if (held.is_string() && asked.is_string()) {
        const auto text = [&](const Json& value) {
            const auto& raw = value.get_ref<const std::string&>();
            return has_exact_case(filter.attribute) ? raw : to_lower(raw);
        };
        return compare_text(text(held), text(asked), filter.comparison);
    }
    if (held.is_number_integer() && asked.is_number_integer()) {
        const auto a = held.get<std::int64_t>(), b = asked.get<std::int64_t>();
        return compare_order(a < b ? -1 : (a > b ? 1 : 0), filter.comparison);
    }
    const bool same = held == asked;
    return filter.comparison == ScimOperator::Ne ? !same : filter.comparison == ScimOperator::Eq && same;
}

/// What the attribute holds: a list counts by its elements, an element by its `value`.
std::vector<const Json*> values_of(const Json& resource, const ScimAttribute& attribute) {
    const Json* place = &resource;
    if (!attribute.schema.empty()) place = find_in(resource, attribute.schema);
    const Json* held = place == nullptr ? nullptr : find_in(*place, attribute.name);
    if (held == nullptr) return {};
    std::vector<const Json*> out;
    const auto add = [&](const Json& item) {
        const std::string_view name = attribute.sub.empty() ? "value" : std::string_view(attribute.sub);
        const Json* part = item.is_object() ? find_in(item, name) : nullptr;
        if (part != nullptr) out.push_back(part);
        else if (attribute.sub.empty()) out.push_back(&item);
    };
    if (held->is_array()) {
        for (const Json& item : *held) add(item);
    } else {
        add(*held);
    }
    return out;
}

bool is_empty(const Json& value) {
    return value.is_null() || (value.is_string() && value.get_ref<const std::string&>().empty());
}

bool compare(const ScimFilter& filter, const Json& resource) {
    const auto values = values_of(resource, filter.attribute);
    const bool negative = filter.comparison == ScimOperator::Ne;
    if (values.empty()) return filter.value.is_null() ? !negative : negative;
    for (const Json* value : values) {
        // "ne" holds when no value is equal.
        if (compare_one(*value, filter) != negative) return !negative;
    }
    return negative;
}

bool has_element(const ScimFilter& filter, const Json& resource) {
    const Json* list = find_in(resource, filter.attribute.name);
    if (list == nullptr || !list->is_array()) return false;
    for (const Json& item : *list) {
        if (matches(filter.parts[0], item)) return true;
    }
    return false;
}

}  // namespace

const Json* find_attribute(const Json& object, std::string_view name) { return find_in(object, name); }
Json* find_attribute(Json& object, std::string_view name) { return find_in(object, name); }

bool matches(const ScimFilter& filter, const Json& resource) {
    switch (filter.kind) {
        case ScimFilter::Kind::And:
            return matches(filter.parts[0], resource) && matches(filter.parts[1], resource);
        case ScimFilter::Kind::Or:
            return matches(filter.parts[0], resource) || matches(filter.parts[1], resource);
        case ScimFilter::Kind::Not: return !matches(filter.parts[0], resource);
        case ScimFilter::Kind::Compare: return compare(filter, resource);
        case ScimFilter::Kind::Element: return has_element(filter, resource);
        case ScimFilter::Kind::Present:
            for (const Json* value : values_of(resource, filter.attribute)) {
                if (!is_empty(*value)) return true;
            }
            return false;
    }
    return false;
}

}  // namespace farebox::collector
