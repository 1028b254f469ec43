// HKLM\SOFTWARE\Policies\Farebox: group policy and MDM write there, users cannot. Read with the
// 64-bit view; below Policies both views are the same.
#include "core/platform/managed_settings.h"

#include "core/base/format.h"
#include "core/platform/registry_values.h"
#include "core/platform/windows/wide.h"


namespace farebox::platform {
namespace {

constexpr DWORD NameLimit = 16'384;          // characters, the registry's own limit
constexpr DWORD ValueLimit = 1024 * 1024;    // its recommended limit

class RegistryKey {
public:
    explicit RegistryKey(const std::string& path) {
        result_ = RegOpenKeyExW(HKEY_LOCAL_MACHINE, to_wide(path).c_str(), 0,
                                KEY_READ | KEY_WOW64_64KEY, &handle_);
    }
    ~RegistryKey() {
        if (is_open()) RegCloseKey(handle_);
    }
    RegistryKey(const RegistryKey&) = delete;
    RegistryKey& operator=(const RegistryKey&) = delete;
    bool is_open() const { return result_ == ERROR_SUCCESS; }
    bool is_absent() const { return result_ == ERROR_FILE_NOT_FOUND; }
    LSTATUS result() const { return result_; }
    HKEY handle() const { return handle_; }

private:
    HKEY handle_ = nullptr;
    LSTATUS result_ = ERROR_FILE_NOT_FOUND;
};

std::vector<RegistryValue> list_values(const RegistryKey& key) {
    std::vector<RegistryValue> values;
    std::wstring name(NameLimit, L'\0');
    std::string bytes(ValueLimit, '\0');
    for (DWORD index = 0;; ++index) {
        DWORD name_size = NameLimit;
        DWORD size = ValueLimit;
        DWORD type = 0;
        const LSTATUS result =
            RegEnumValueW(key.handle(), index, name.data(), &name_size, nullptr, &type,
                          reinterpret_cast<BYTE*>(bytes.data()), &size);
        if (result == ERROR_NO_MORE_ITEMS) return values;
        if (result != ERROR_SUCCESS) continue;  // larger than any setting
        values.push_back({to_utf8(std::wstring_view(name).substr(0, name_size)), type, bytes.substr(0, size)});
    }
}

Json read_key(const std::string& path, ManagedSettings& settings) {
    const RegistryKey key(path);
    if (key.is_open()) return registry_to_json(list_values(key));
    if (!key.is_absent()) {
        settings.problems.push_back(
            format("reading HKLM\\{}: {}; what is enforced there is not known", path,
                   error_text(static_cast<unsigned long>(key.result()))));
    }
    return Json::object();
}

}  // namespace

ManagedPlace system_managed_place() { return {"SOFTWARE\\Policies\\Farebox", 0}; }

ManagedSettings read_managed_settings(const ManagedPlace& place) {
    ManagedSettings settings;
    ManagedDocument document;
    document.origin = "HKLM\\" + place.folder;
    document.enforced = read_key(place.folder, settings);
    document.recommended = read_key(place.folder + "\\Recommended", settings);
    if (!document.enforced.empty() || !document.recommended.empty()) {
        settings.documents.push_back(std::move(document));
    }
    return settings;
}

std::vector<std::string> managed_paths(const ManagedPlace&) { return {}; }

}  // namespace farebox::platform
