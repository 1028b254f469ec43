#include "core/settings/schema.h"

#include <algorithm>

#include "core/base/format.h"
#include "core/base/log.h"
#include "core/base/spelling.h"
#include "core/base/strings.h"
#include "core/settings/embedded_files.h"

namespace farebox::settings {
namespace {

constexpr std::string_view TypeNames[] = {"bool", "int", "text", "enum", "list", "object"};

Result<KeyType> parse_type(std::string_view name) {
    const auto at = std::ranges::find(TypeNames, name);
    if (at == std::end(TypeNames)) return invalid(format("no type \"{}\"", name));
    return static_cast<KeyType>(at - std::begin(TypeNames));
}

Result<Combine> parse_combine(std::string_view name) {
    if (name.empty() || name == "replace") return Combine::Replace;
    if (name == "append") return Combine::Append;
    if (name == "merge") return Combine::Merge;
    return invalid(format("no way to combine \"{}\"", name));
}

Result<Key> parse_key(const Json& object) {
    const auto text = [&](const char* name) { return find_string(object, name).value_or(""); };
    const auto flag = [&](const char* name) { return find_bool(object, name).value_or(false); };
    Key key;
    key.name = text("key");
    FAREBOX_TRY(type, parse_type(text("type")).with_context(key.name));
    FAREBOX_TRY(combine, parse_combine(text("combine")).with_context(key.name));
    const Json* fallback = find_member(object, "default");
    if (key.name.empty() || fallback == nullptr) return invalid(key.name + ": no key or default");
    key.type = type;
    key.combine = combine;
    key.default_value = *fallback;
    key.group = text("group");
    key.title = text("title");
    key.text = text("text");
    key.since = text("since");
    key.format = text("format");
    key.min = find_int(object, "min").value_or(0);
    key.max = find_int(object, "max").value_or(0);
    if (const Json* words = find_member(object, "words"); words != nullptr && words->is_array()) {
        for (const Json& word : *words) {
            if (word.is_string()) key.words.push_back(word.get<std::string>());
        }
    }
    key.scope = text("scope") == "machine" ? KeyScope::Machine : KeyScope::User;
    key.needs_restart = text("takes_effect") == "restart";
    key.enforceable_by_device = flag("enforceable_by_device");
    key.recommendable_by_device = flag("recommendable_by_device");
    key.enforceable_by_collector = flag("enforceable_by_collector");
    key.recommendable_by_collector = flag("recommendable_by_collector");
    return key;
}

}  // namespace

std::string_view to_text(KeyType type) { return TypeNames[static_cast<std::size_t>(type)]; }

const Key* Schema::find(std::string_view name) const {
    const auto at = std::ranges::find(keys_, name, &Key::name);
    return at == keys_.end() ? nullptr : &*at;
}

bool Schema::is_group(std::string_view name) const {
    const std::string start = std::string(name) + ".";
    return std::ranges::any_of(keys_, [&](const Key& key) { return key.name.starts_with(start); });
}

std::string Schema::suggest(std::string_view name) const {
    std::vector<std::string> names;
    for (const Key& key : keys_) names.push_back(key.name);
    auto nearest = find_nearest_word(name, names, 3);
    // "lisen.port" is near "listen.port", but a bare "lisen" is not: compare first parts as well.
    if (!nearest) {
        std::vector<std::string> parts;
        for (const std::string& one : names) parts.emplace_back(one.substr(0, one.find('.')));
        nearest = find_nearest_word(name.substr(0, name.find('.')), parts);
    }
    return nearest ? farebox::format("; did you mean \"{}\"?", *nearest) : "";
}

Result<Schema> parse_schema(std::string_view text) {
    FAREBOX_TRY(document, parse_json(text));
    const Json* list = find_member(document, "keys");
    if (list == nullptr || !list->is_array()) return invalid("the schema has no list of keys");
    std::vector<Key> keys;
    for (const Json& object : *list) {
        FAREBOX_TRY(key, parse_key(object));
        keys.push_back(std::move(key));
    }
    return Schema(std::move(keys));
}

const Schema& built_in_schema() {
    static const Schema schema = [] {
        Result<Schema> parsed = parse_schema(EmbeddedFiles[0].text);
        if (parsed) return *std::move(parsed);
        // Our own file, which a test of every build reads; without it all values are the program's.
        log_error("the schema of settings cannot be read", {{"why", parsed.error().message}});
        return Schema({});
    }();
    return schema;
}

}  // namespace farebox::settings
