#include "core/settings/user_file.h"

#include "core/base/file_io.h"
#include "core/base/format.h"
#include "core/platform/file_stamp.h"

namespace farebox::settings {
namespace {

Result<Json> load_document(const std::string& path) {
    if (!file_exists(path)) return Json(Json::object());
    FAREBOX_TRY(text, load_file(path));
    const Result<Json> document = parse_json(text);
    if (document && document->is_object()) return *document;
    return invalid(format("changing {}: {}; correct it by hand first", path,
                          document ? "the file is not a JSON object" : document.error().message));
}

std::string folder_of(const std::string& path) {
    const auto slash = path.find_last_of("/\\");
    return slash == std::string::npos ? "." : path.substr(0, slash);
}

}  // namespace

Json set_member(Json document, std::string_view key, const Json& value) {
    const std::string whole(key);
    const auto dot = key.find('.');
    if (document.contains(whole) || dot == std::string_view::npos) {
        document[whole] = value;
        return document;
    }
    const std::string group(key.substr(0, dot));
    if (!document.contains(group) || !document[group].is_object()) document[group] = Json::object();
    document[group][std::string(key.substr(dot + 1))] = value;
    return document;
}

Json unset_member(Json document, std::string_view key) {
    document.erase(std::string(key));
    const auto dot = key.find('.');
    if (dot == std::string_view::npos) return document;
    const std::string group(key.substr(0, dot));
    if (!document.contains(group) || !document[group].is_object()) return document;
    document[group].erase(std::string(key.substr(dot + 1)));
    if (document[group].empty()) document.erase(group);
    return document;
}

Result<void> write_user_key(const std::string& path, std::string_view key, const Json* value) {
    FAREBOX_TRY(document, load_document(path));
    const Json changed = value == nullptr ? unset_member(document, key)
                                          : set_member(document, key, *value);
    if (changed == document) return {};
    FAREBOX_TRY_VOID(make_dirs(folder_of(path)));
    const std::string target = platform::find_real_path(path).value_or(path);
    return save_file(target, to_pretty_text(changed) + "\n");
}

}  // namespace farebox::settings
