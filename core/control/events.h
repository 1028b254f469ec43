#pragma once
// What listeners of the local API are told while it happens: server-sent events.
//
//     event: summary_changed
//     data: {"revision":12}
//
// Who sends does not know who listens: the Service connects its socket, and disconnects it before
// it goes.

#include <functional>
#include <string>
#include <string_view>

#include "core/base/json.h"
#include "core/base/mutex.h"

namespace farebox::control {

/// Owned by the Governor; any thread. Nothing is kept for those who come later.
class Events {
public:
    struct Sink {
        std::function<void(std::string)> publish;  ///< must not wait
        std::function<bool()> is_heard;            ///< somebody listens
    };

    void connect(Sink sink);
    void disconnect() { connect({}); }

    bool is_heard() const;
    void send(std::string_view name, const Json& data) const;

private:
    mutable Mutex mutex_;
    Sink sink_ FAREBOX_GUARDED_BY(mutex_);
};

std::string format_event(std::string_view name, const Json& data);

}  // namespace farebox::control
