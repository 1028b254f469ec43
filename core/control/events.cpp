#include "core/control/events.h"

#include "core/base/format.h"

namespace farebox::control {

void Events::connect(Sink sink) {
    const LockGuard lock(mutex_);
    sink_ = std::move(sink);
}

bool Events::is_heard() const {
    const LockGuard lock(mutex_);
    return sink_.is_heard && sink_.is_heard();
}

void Events::send(std::string_view name, const Json& data) const {
    const LockGuard lock(mutex_);
    if (sink_.publish && sink_.is_heard()) sink_.publish(format_event(name, data));
}

// JSON of one line: a line break inside a string is escaped.
std::string format_event(std::string_view name, const Json& data) {
    return format("event: {}\ndata: {}\n\n", name, farebox::to_text(data));
}

}  // namespace farebox::control
