// Not compiled by our builds.
#include "core/platform/thread.h"

#include <string>

#include <pthread.h>
#include <pthread/qos.h>

namespace farebox::platform {

void name_thread(std::string_view name) { pthread_setname_np(std::string(name).c_str()); }

void lower_thread_priority() { pthread_set_qos_class_self_np(QOS_CLASS_UTILITY, 0); }

}  // namespace farebox::platform
