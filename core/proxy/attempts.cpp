#include "core/proxy/attempts.h"

#include "core/base/uuid.h"

#include <algorithm>

namespace farebox::proxy {

void Attempts::number(Call& call, std::uint64_t body_hash) {
    call.request_id = make_uuid_v7(call.started_at);
    call.attempt = 1;
    if (body_hash == 0) return;
    const Key key{body_hash, call.session_id};
    if (const auto at = failed_.find(key); at != failed_.end()) {
        if (call.started_at - at->second.when < Window) {
            call.request_id = at->second.request_id;
            call.attempt = at->second.attempt + 1;
        }
        failed_.erase(at);
    }
    if (call.outcome == Outcome::Ok) return;
    make_room(call.started_at);
    failed_[key] = {call.request_id, call.attempt, call.started_at};
}

void Attempts::make_room(UtcNs now) {
    if (failed_.size() < Limit) return;
    std::erase_if(failed_, [now](const auto& entry) { return now - entry.second.when > Window; });
    if (failed_.size() < Limit) return;
    failed_.erase(std::ranges::min_element(
        failed_, {}, [](const auto& entry) { return entry.second.when; }));
}

}  // namespace farebox::proxy
