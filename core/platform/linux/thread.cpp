#include "core/platform/thread.h"

#include <string>

#include <pthread.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace farebox::platform {

void name_thread(std::string_view name) {
    const std::string cut(name.substr(0, 15));
    pthread_setname_np(pthread_self(), cut.c_str());
}

void lower_thread_priority() {
    // On Linux a nice value belongs to a thread (setpriority(2), "C library/kernel differences").
    const auto thread = static_cast<id_t>(syscall(SYS_gettid));
    setpriority(PRIO_PROCESS, thread, 10);
}

}  // namespace farebox::platform
