#include "core/collector/directory/scim_patch.h"

#include <algorithm>
#include <array>

#include "core/base/format.h"
#include "core/base/strings.h"
#include "core/collector/directory/scim_filter.h"

namespace farebox::collector {
namespace {

enum class Op { Add, Replace, Remove };

constexpr std::size_t OperationLimit = 1000;
constexpr std::size_t ElementLimit = 100'000;

constexpr std::array<std::string_view, 4> ReadOnly = {"id", "meta", "groups", "schemas"};
/// Attributes of users and groups that are lists (RFC 7643 sections 4.1.2, 4.2).
constexpr std::array<std::string_view, 9> Lists = {
    "emails", "phoneNumbers", "ims", "photos", "addresses", "entitlements", "roles",
    "x509Certificates", "members"};

template <std::size_t N>
bool is_one_of(const std::array<std::string_view, N>& names, std::string_view name) {
    return std::ranges::any_of(names, [&](auto known) { return equals_ignore_case(known, name); });
}

std::optional<Op> parse_op(std::string_view text) {
    const std::string word = to_lower(text);
    if (word == "add") return Op::Add;
    if (word == "replace") return Op::Replace;
    if (word == "remove") return Op::Remove;
    return std::nullopt;
}

Error bad_path(std::string message) { return make_error(ErrorCode::Unsupported, std::move(message)); }

/// The member under its present spelling, or a new one under the given.
Json& member(Json& object, const std::string& name) {
    if (!object.is_object()) object = Json::object();
    if (Json* held = find_attribute(object, name)) return *held;
    return object[name];
}

void erase_member(Json& object, std::string_view name) {
    if (!object.is_object()) return;
    for (auto at = object.begin(); at != object.end(); ++at) {
        if (!equals_ignore_case(at.key(), name)) continue;
        object.erase(at);
        return;
    }
}

/// Two elements are one when they have the same value (a member, an address).
bool same_element(const Json& a, const Json& b) {
    const Json* left = find_attribute(a, "value");
    const Json* right = find_attribute(b, "value");
    return left != nullptr && right != nullptr ? *left == *right : a == b;
}

Result<void> append(Json& list, const Json& value) {
    if (!list.is_array()) list = list.is_null() ? Json::array() : Json::array({list});
    // A list of one shape or a single element; large lists come from groups, so look-ups are by value.
    const Json one = value.is_array() ? value : Json::array({value});
    if (list.size() + one.size() > ElementLimit) {
        return make_error(ErrorCode::TooLarge, format("more than {} elements", ElementLimit));
    }
    for (const Json& item : one) {
        const auto held = std::ranges::find_if(list, [&](const Json& old) {
            return same_element(old, item);
        });
        if (held == list.end()) list.push_back(item);
        else *held = item;
    }
    return {};
}

void merge(Json& target, const Json& value) {
    for (auto at = value.begin(); at != value.end(); ++at) member(target, at.key()) = at.value();
}

Result<void> put(Op op, Json& target, std::string_view name, const Json& value) {
    const bool is_list = target.is_array() || is_one_of(Lists, name);
    if (is_list && op == Op::Add) return append(target, value);
    if (is_list) {
        target = Json::array();
        return append(target, value);
    }
    if (target.is_object() && value.is_object()) merge(target, value);
    else target = value;
    return {};
}

/// Takes out of a list the elements named by `value` (as Entra removes members).
void take_out(Json& list, const Json& value) {
    const Json one = value.is_array() ? value : Json::array({value});
    Json kept = Json::array();
    for (Json& item : list) {
        const bool gone = std::ranges::any_of(one, [&](const Json& v) { return same_element(item, v); });
        if (!gone) kept.push_back(std::move(item));
    }
    list = std::move(kept);
}

/// {"type": "work"} of `type eq "work"`: the element that a filter describes, where it does.
std::optional<Json> described(const ScimFilter& filter) {
    const bool plain = filter.kind == ScimFilter::Kind::Compare &&
                       filter.comparison == ScimOperator::Eq && filter.attribute.sub.empty();
    if (plain) return Json{{filter.attribute.name, filter.value}};
    if (filter.kind != ScimFilter::Kind::And) return std::nullopt;
    const auto left = described(filter.parts[0]), right = described(filter.parts[1]);
    if (!left || !right) return std::nullopt;
    Json both = *left;
    merge(both, *right);
    return both;
}

Result<void> put_element(Json& element, const std::string& sub, const Json& value) {
    if (!sub.empty()) {
        member(element, sub) = value;
        return {};
    }
    if (!value.is_object()) return invalid("an element of a list is replaced by an object");
    merge(element, value);
    return {};
}

Result<void> apply_filtered(Op op, Json& list, const ScimPath& path, const Json& value) {
    if (list.is_null()) list = Json::array();
    if (!list.is_array()) return bad_path("a filter needs a list");
    const std::string& sub = path.attribute.sub;
    if (op == Op::Remove && sub.empty()) {
        Json kept = Json::array();
        for (Json& item : list) {
            if (!matches(*path.filter, item)) kept.push_back(std::move(item));
        }
        list = std::move(kept);
        return {};
    }
    bool found = false;
    for (Json& item : list) {
        if (!matches(*path.filter, item)) continue;
        found = true;
        if (op == Op::Remove) erase_member(item, sub);
        else FAREBOX_TRY_VOID(put_element(item, sub, value));
    }
    if (found || op == Op::Remove) return {};
    auto made = described(*path.filter);
    if (!made) return not_found("no element meets the filter");
    FAREBOX_TRY_VOID(put_element(*made, sub, value));
    return append(list, *made);
}

Result<void> apply_sub(Op op, Json& target, const std::string& sub, const Json& value) {
    if (target.is_array()) {
        for (Json& item : target) FAREBOX_TRY_VOID(apply_sub(op, item, sub, value));
        return {};
    }
    if (op == Op::Remove) erase_member(target, sub);
    else member(target, sub) = value;
    return {};
}

Result<void> apply_at(Op op, Json& resource, const ScimPath& path, const Json& value) {
    const ScimAttribute& attribute = path.attribute;
    if (attribute.schema.empty() && is_one_of(ReadOnly, attribute.name)) {
        return make_error(ErrorCode::Denied, format("\"{}\" cannot be written", attribute.name));
    }
    Json* place = &resource;
    if (!attribute.schema.empty()) {
        if (op == Op::Remove && find_attribute(resource, attribute.schema) == nullptr) return {};
        place = &member(resource, attribute.schema);
        if (place->is_null()) *place = Json::object();
        if (attribute.name.empty()) {
            if (op == Op::Remove) erase_member(resource, attribute.schema);
            else if (!value.is_object()) return invalid("an extension is an object");
            else merge(*place, value);
            return {};
        }
    }
    if (op == Op::Remove && find_attribute(*place, attribute.name) == nullptr) return {};
    Json& target = member(*place, attribute.name);
    if (path.filter) return apply_filtered(op, target, path, value);
    if (!attribute.sub.empty()) return apply_sub(op, target, attribute.sub, value);
    if (op != Op::Remove) return put(op, target, attribute.name, value);
    if (target.is_array() && !value.is_null()) take_out(target, value);
    else erase_member(*place, attribute.name);
    return {};
}

/// Without a path the members of the value are the paths; what clients cannot write is passed over.
Result<void> apply_members(Op op, Json& resource, const Json& value) {
    if (!value.is_object()) return invalid("without a path the value is an object");
    for (auto at = value.begin(); at != value.end(); ++at) {
        const auto path = parse_scim_path(at.key());
        if (!path) return bad_path(format("\"{}\" {}", shorten(printable(at.key()), 80),
                                          path.error().message));
        if (path->attribute.schema.empty() && is_one_of(ReadOnly, path->attribute.name)) continue;
        FAREBOX_TRY_VOID(apply_at(op, resource, *path, at.value()));
    }
    return {};
}

Result<void> apply_operation(Json& resource, const Json& operation) {
    const auto op = parse_op(find_string(operation, "op").value_or(""));
    if (!op) return invalid("an operation's op is add, replace or remove");
    static const Json None;
    const Json* value = find_attribute(operation, "value");
    if (value == nullptr) value = &None;
    const auto path_text = find_string(operation, "path");
    if (!path_text || path_text->empty()) {
        if (*op == Op::Remove) return not_found("remove needs a path");
        return apply_members(*op, resource, *value);
    }
    if (*op != Op::Remove && find_attribute(operation, "value") == nullptr) {
        return invalid("add and replace need a value");
    }
    const auto path = parse_scim_path(*path_text);
    if (!path) return bad_path(path.error().message);
    return apply_at(*op, resource, *path, *value);
}

}  // namespace

Result<void> apply_scim_patch(Json& resource, const Json& message) {
    const Json* operations = find_attribute(message, "Operations");
    if (operations == nullptr || !operations->is_array()) {
        return invalid("a PatchOp message has a list Operations");
    }
    if (operations->size() > OperationLimit) {
        return make_error(ErrorCode::TooLarge, format("more than {} operations", OperationLimit));
    }
    for (std::size_t i = 0; i < operations->size(); ++i) {
        const auto done = apply_operation(resource, (*operations)[i]);
        if (!done) return done.error().with_context(format("operation {}", i + 1));
    }
    return {};
}

void clean_scim_resource(Json& resource) {
    for (const std::string_view name : {"id", "meta", "groups", "password"}) {
        erase_member(resource, name);
    }
    if (Json* active = find_attribute(resource, "active"); active != nullptr && active->is_string()) {
        *active = !equals_ignore_case(active->get_ref<const std::string&>(), "false");
    }
}

}  // namespace farebox::collector
