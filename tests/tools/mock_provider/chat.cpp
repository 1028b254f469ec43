// OpenAI Chat Completions: bare `data:` chunks; the usage chunk with empty choices comes after
// finish_reason and only when asked for (or when the behaviour lies); then [DONE].
#include "tests/tools/mock_provider/answer.h"

namespace farebox::mock {
namespace {

std::string chat_usage_json(const Tokens& t) {
    const std::int64_t written = t.cache_write_5m_tokens + t.cache_write_1h_tokens;
    return R"({"prompt_tokens":)" + std::to_string(t.all_input()) + R"(,"completion_tokens":)" +
           std::to_string(t.output_tokens) + R"(,"total_tokens":)" +
           std::to_string(t.all_input() + t.output_tokens) +
           R"(,"prompt_tokens_details":{"cached_tokens":)" + std::to_string(t.cache_read_tokens) +
           R"(,"cache_write_tokens":)" + std::to_string(written) +
           R"(,"audio_tokens":0},"completion_tokens_details":{"reasoning_tokens":)" +
           std::to_string(t.reasoning_tokens) +
           R"(,"audio_tokens":0,"accepted_prediction_tokens":0,"rejected_prediction_tokens":0}})";
}

std::string opening(const Prompt& p, const Behaviour& b, const char* object) {
    const std::string tier = b.service_tier.empty() ? "default" : b.service_tier;
    return R"({"id":")" + make_id("chatcmpl-", p.number) + R"(","object":")" + object +
           R"(","created":1795300000,"model":)" + json_quote(p.model) + R"(,"service_tier":)" +
           json_quote(tier) + R"(,"system_fingerprint":"fp_mock")";
}

std::string tool_calls(const Prompt& p, const ToolCall& call, const char* index) {
    return R"("tool_calls":[{)" + std::string(index) + R"("id":")" + make_id("call_", p.number) +
           R"(","type":"function","function":{"name":)" + json_quote(call.name) +
           R"(,"arguments":)" + json_quote(call.arguments) + "}}]";
}

bool sends_usage(const Prompt& p, const Behaviour& b) {
    if (b.chat_usage == ChatUsage::Always) return true;
    return b.chat_usage == ChatUsage::AsAsked && p.include_usage;
}

}  // namespace

std::vector<Event> chat_events(const Prompt& p, const Behaviour& b) {
    const auto tool = tool_for(p, b);
    const auto told = tell(b);
    const std::string open = opening(p, b, "chat.completion.chunk");
    // A stream that will end with usage says `"usage":null` until then; the lie repeats it.
    const std::string tail = !sends_usage(p, b) || !told ? ""
                             : b.lie == Lie::Repeated    ? R"(,"usage":)" + chat_usage_json(*told)
                                                         : R"(,"usage":null)";
    const auto chunk = [&](const std::string& delta, const std::string& finish, bool is_delta) {
        return Event{"",
                     open + R"(,"choices":[{"index":0,"delta":{)" + delta +
                         R"(},"logprobs":null,"finish_reason":)" + finish + "}]" + tail + "}",
                     is_delta, Told::Nothing};
    };
    std::vector<Event> out;
    out.push_back(chunk(R"("role":"assistant","content":"","refusal":null)", "null", false));
    const std::string text = R"("content":)" + json_quote(filler(b.event_bytes, b.stamp));
    for (std::int64_t i = 0; !tool && i < b.events; ++i) out.push_back(chunk(text, "null", true));
    if (tool) out.push_back(chunk(tool_calls(p, *tool, R"("index":0,)"), "null", true));
    out.push_back(chunk("", tool ? R"("tool_calls")" : R"("stop")", false));
    if (told && sends_usage(p, b)) {
        out.push_back({"", open + R"(,"choices":[],"usage":)" + chat_usage_json(*told) + "}", false,
                       Told::Final});
    }
    out.push_back({"", "[DONE]", false, Told::Nothing});
    return out;
}

std::string chat_document(const Prompt& p, const Behaviour& b) {
    const auto tool = tool_for(p, b);
    const auto told = tell(b);
    std::string text;
    for (std::int64_t i = 0; i < b.events; ++i) text += filler(b.event_bytes, /*stamp=*/false);
    std::string message = R"({"role":"assistant","refusal":null,"content":)" +
                          (tool ? "null," + tool_calls(p, *tool, "") : json_quote(text)) + "}";
    return opening(p, b, "chat.completion") + R"(,"choices":[{"index":0,"message":)" + message +
           R"(,"logprobs":null,"finish_reason":)" + (tool ? R"("tool_calls")" : R"("stop")") +
           "}]" + (told ? R"(,"usage":)" + chat_usage_json(*told) : "") + "}";
}

}  // namespace farebox::mock
