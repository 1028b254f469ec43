#include "core/collector/web/downloads.h"

#include "core/base/format.h"

namespace farebox::collector {
namespace {

constexpr std::int64_t RetryAfterSeconds = 20;

}  // namespace

Downloads::Place Downloads::take(const Config& config) {
    if (++taken_ > places(config)) {
        --taken_;
        return nullptr;
    }
    return {this, [this](const void*) { --taken_; }};
}

WebResponse Downloads::refusal(const Config& config) {
    WebResponse response = WebResponse::json(
        {{"error",
          {{"code", "downloads_busy"},
           {"message", format("{} files are being sent at this moment, which is as many as this "
                              "collector sends at a time (downloads); try again in {} seconds",
                              places(config), RetryAfterSeconds)}}},
         {"retry_after_ms", RetryAfterSeconds * 1000}},
        503);
    response.headers.emplace_back("Retry-After", std::to_string(RetryAfterSeconds));
    return response;
}

}  // namespace farebox::collector
