// Filters and paths of SCIM end in a value or an error, and a value can be asked and patched with.
#include "core/collector/directory/scim_filter.h"
#include "core/collector/directory/scim_patch.h"
#include "tests/fuzz/fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(farebox::fuzz::as_text(data, size));
    const farebox::Json user = {
        {"id", "1"},
        {"userName", "ada"},
        {"active", true},
        {"emails", {{{"type", "work"}, {"value", "a@b"}}, {{"type", "home"}, {"value", 3}}}}};
    if (const auto filter = farebox::collector::parse_scim_filter(text)) {
        const bool found = farebox::collector::matches(*filter, user);
        const auto negated = farebox::collector::parse_scim_filter("not (" + text + ")");
        if (negated) FUZZ_CHECK(farebox::collector::matches(*negated, user) != found);
    }
    if (const auto path = farebox::collector::parse_scim_path(text)) {
        FUZZ_CHECK(!path->attribute.name.empty() || !path->attribute.schema.empty() || path->filter);
    }
    for (const char* op : {"add", "replace", "remove"}) {
        farebox::Json patched = user;
        const farebox::Json message = {
            {"Operations", {{{"op", op}, {"path", text}, {"value", {{{"value", "x"}}}}}}}};
        (void)farebox::collector::apply_scim_patch(patched, message);
        FUZZ_CHECK(patched.is_object());
        FUZZ_CHECK(patched.at("id") == "1");
    }
    // As a whole message, too.
    if (const auto json = farebox::parse_json(text)) {
        farebox::Json patched = user;
        (void)farebox::collector::apply_scim_patch(patched, *json);
        farebox::collector::clean_scim_resource(patched);
        FUZZ_CHECK(patched.is_object());
    }
    return 0;
}
