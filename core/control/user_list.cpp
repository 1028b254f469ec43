#include "core/control/user_list.h"

#include "core/base/file_io.h"
#include "core/base/format.h"

namespace farebox::control {

Result<Json> load_user_list(const settings::Store& store, std::string_view key) {
    const std::string& path = store.places().config_file;
    const auto text = load_file(path);
    if (!text && text.error().code == ErrorCode::NotFound) return Json::array();
    if (!text) return text.error();
    FAREBOX_TRY(document, parse_json(*text));
    const Json* list = find_member(document, key);
    if (list == nullptr) return Json::array();
    if (!list->is_array()) return invalid(format("{} in {} is not a list", key, path));
    return *list;
}

Result<void> save_user_list(settings::Store& store, std::string_view key, const Json& list) {
    if (list.empty()) return store.unset_user(key);
    return store.set_user(key, list).with_context(format("the {} in your settings", key));
}

Json with_entry(Json list, const Json& entry, const std::string& id, EntryId id_of) {
    bool is_replaced = false;
    for (Json& one : list) {
        if (id_of(one) != id) continue;
        one = entry;
        is_replaced = true;
    }
    if (!is_replaced) list.push_back(entry);
    return list;
}

Json without_entry(const Json& list, const std::string& id, EntryId id_of) {
    Json kept = Json::array();
    for (const Json& one : list) {
        if (id_of(one) != id) kept.push_back(one);
    }
    return kept;
}

std::string owner_of(const Json& entry) {
    return find_string(entry, "source") == std::string("device")
               ? "the management of this device"
               : "your organisation's collector";
}

}  // namespace farebox::control
