#include "core/platform/managed_settings.h"

#include "core/base/format.h"
#include "core/base/strings.h"

namespace farebox::platform {

Result<ManagedDocument> parse_managed_document(std::string_view text, std::string origin) {
    FAREBOX_TRY(object, parse_json(text).with_context(origin));
    if (!object.is_object()) return invalid(origin + ": the file is not a JSON object");
    ManagedDocument document;
    for (const auto& [name, values] : object.items()) {
        const bool is_known = name == "enforced" || name == "recommended";
        if (!is_known || !values.is_object()) {
            return invalid(format("{}: \"{}\" is not one of the objects \"enforced\" and "
                                  "\"recommended\"",
                                  origin, printable(shorten(name, 60))));
        }
        (name == "enforced" ? document.enforced : document.recommended) = values;
    }
    document.origin = std::move(origin);
    return document;
}

ManagedDocument split_recommended(Json values, std::string origin) {
    ManagedDocument document;
    document.origin = std::move(origin);
    if (!values.is_object()) return document;
    if (const Json* found = find_member(values, "Recommended"); found && found->is_object()) {
        document.recommended = *found;
    }
    for (const auto& [name, value] : values.items()) {
        // A configuration profile leaves its own words among the values.
        const bool is_ours = name != "Recommended" && !name.starts_with("Payload");
        if (is_ours) document.enforced[name] = value;
    }
    return document;
}

}  // namespace farebox::platform
