#include "core/platform/thread.h"

#include "core/platform/windows/wide.h"

namespace farebox::platform {

void name_thread(std::string_view name) {
    // Windows 10 1607 and later; looked up so that older ones still start.
    using Set = HRESULT(WINAPI*)(HANDLE, PCWSTR);
    const auto set = reinterpret_cast<Set>(reinterpret_cast<void*>(
        GetProcAddress(GetModuleHandleW(L"kernel32.dll"), "SetThreadDescription")));
    if (set != nullptr) set(GetCurrentThread(), to_wide(name).c_str());
}

void lower_thread_priority() {
    SetThreadPriority(GetCurrentThread(), THREAD_PRIORITY_BELOW_NORMAL);
}

}  // namespace farebox::platform
