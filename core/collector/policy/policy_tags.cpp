#include "core/collector/policy/policy_tags.h"

#include "core/base/log.h"
#include "core/collector/policy/documents.h"

namespace farebox::collector {
namespace {

Result<std::string> compose_tag(Session& session, const std::string& device_id, UtcNs now) {
    FAREBOX_TRY(standing, device_standing(session, device_id, now));
    FAREBOX_TRY(policy, compose_policy(session, device_id, standing));
    return policy_etag(policy);
}

}  // namespace

std::optional<std::string> PolicyTags::find_known(const std::string& device_id, UtcNs now) {
    const LockGuard lock(mutex_);
    const auto known = tags_.find(device_id);
    if (known == tags_.end() || !known->second.is_fresh(now)) return std::nullopt;
    return known->second.text;
}

std::string PolicyTags::find(Session& session, const std::string& device_id, UtcNs now) {
    if (auto known = find_known(device_id, now)) return *std::move(known);
    std::int64_t generation = 0;
    {
        const LockGuard lock(mutex_);
        generation = generation_;
    }
    const Result<std::string> tag = compose_tag(session, device_id, now);
    if (!tag) {
        log_warn("no policy could be composed", {{"device_id", device_id}, {"why", tag.error().message}});
        return "";
    }
    keep(device_id, {*tag, now}, generation);
    return *tag;
}

// Composed from what was changed meanwhile it would be wrong for two minutes.
void PolicyTags::keep(const std::string& device_id, Tag tag, std::int64_t generation) {
    const LockGuard lock(mutex_);
    if (generation != generation_) return;
    const UtcNs now = tag.found_at;
    if (now < swept_at_ || now - swept_at_ > Life) {
        std::erase_if(tags_, [now](const auto& one) { return !one.second.is_fresh(now); });
        swept_at_ = now;
    }
    tags_[device_id] = std::move(tag);
}

void PolicyTags::forget() {
    const LockGuard lock(mutex_);
    tags_.clear();
    ++generation_;
}

}  // namespace farebox::collector
