#include "core/net/io.h"

#include "core/base/log.h"

#include <asio/co_spawn.hpp>

namespace farebox::net {

void start(IoContext& io, Task<void> work, const char* name) {
    // asio::detached would swallow the exception and the caller would wait for ever.
    asio::co_spawn(io.get_executor(), std::move(work), [name](std::exception_ptr failure) {
        if (!failure) return;
        try {
            std::rethrow_exception(failure);
        } catch (const std::exception& why) {
            log_error("a task ended by an exception", {{"task", name}, {"why", why.what()}});
        } catch (...) {
            log_error("a task ended by an unknown exception", {{"task", name}});
        }
    });
}

}  // namespace farebox::net
