// Anthropic Messages. Input and cache counts arrive in message_start, the final output count in
// message_delta, which repeats the others; a `ping` follows the first content block's start.
#include "tests/tools/mock_provider/answer.h"

#include <algorithm>

namespace farebox::mock {
namespace {

std::string usage_json(const Tokens& t, const Behaviour& b, std::int64_t output) {
    const std::int64_t written = t.cache_write_5m_tokens + t.cache_write_1h_tokens;
    std::string text = R"({"input_tokens":)" + std::to_string(t.input_tokens) +
                       R"(,"cache_creation_input_tokens":)" + std::to_string(written) +
                       R"(,"cache_read_input_tokens":)" + std::to_string(t.cache_read_tokens) +
                       R"(,"cache_creation":{"ephemeral_5m_input_tokens":)" +
                       std::to_string(t.cache_write_5m_tokens) +
                       R"(,"ephemeral_1h_input_tokens":)" +
                       std::to_string(t.cache_write_1h_tokens) + R"(},"output_tokens":)" +
                       std::to_string(output);
    if (t.reasoning_tokens > 0) {
        text += R"(,"output_tokens_details":{"thinking_tokens":)" +
                std::to_string(t.reasoning_tokens) + "}";
    }
    if (t.web_search_calls > 0) {
        text += R"(,"server_tool_use":{"web_search_requests":)" +
                std::to_string(t.web_search_calls) + R"(,"web_fetch_requests":0})";
    }
    const std::string tier = b.service_tier.empty() ? "standard" : b.service_tier;
    return text + R"(,"service_tier":)" + json_quote(tier) + "}";
}

std::string usage_member(const Behaviour& b, bool at_start) {
    const auto told = tell(b);
    if (!told) return "";
    const std::int64_t output =
        at_start ? std::min(b.output_at_start, told->output_tokens) : told->output_tokens;
    return R"(,"usage":)" + usage_json(*told, b, output);
}

std::string message_json(const Prompt& p, const std::string& content, const std::string& stop,
                         const std::string& usage) {
    return R"({"id":")" + make_id("msg_", p.number) +
           R"(","type":"message","role":"assistant","model":)" + json_quote(p.model) +
           R"(,"content":)" + content + R"(,"stop_reason":)" + stop + R"(,"stop_sequence":null)" +
           usage + "}";
}

Event typed(const std::string& type, const std::string& rest, bool is_delta = false) {
    return {type, R"({"type":")" + type + "\"" + rest + "}", is_delta, Told::Nothing};
}

std::string at_index(int index) { return R"(,"index":)" + std::to_string(index); }

/// A request for JSON (the title call) gets JSON; everything else gets filler.
std::string fixed_text(const Prompt& p) {
    const Json* config = find_member(p.body, "output_config");
    const Json* format = config != nullptr ? find_member(*config, "format") : nullptr;
    if (format == nullptr || find_string(*format, "type") != "json_schema") return "";
    return R"({"title":"Mock session"})";
}

void add_text_block(std::vector<Event>& out, const Prompt& p, const Behaviour& b, int index) {
    out.push_back(typed("content_block_start",
                        at_index(index) + R"(,"content_block":{"type":"text","text":""})"));
    out.push_back(typed("ping", ""));
    const std::string fixed = fixed_text(p);
    const std::string text = fixed.empty() ? filler(b.event_bytes, b.stamp) : fixed;
    const std::string delta =
        at_index(index) + R"(,"delta":{"type":"text_delta","text":)" + json_quote(text) + "}";
    const std::int64_t count = fixed.empty() ? b.events : 1;
    for (std::int64_t i = 0; i < count; ++i) {
        out.push_back(typed("content_block_delta", delta, /*is_delta=*/true));
        if (b.lie == Lie::Repeated && i % 4 == 1) {
            out.push_back(typed("message_delta", R"(,"delta":{"stop_reason":null})" +
                                                     usage_member(b, /*at_start=*/false)));
        }
    }
    out.push_back(typed("content_block_stop", at_index(index)));
}

void add_tool_block(std::vector<Event>& out, const Prompt& p, const ToolCall& call, int index) {
    out.push_back(typed("content_block_start",
                        at_index(index) + R"(,"content_block":{"type":"tool_use","id":")" +
                            make_id("toolu_", p.number) + R"(","name":)" + json_quote(call.name) +
                            R"(,"input":{}})"));
    const std::size_t half = call.arguments.size() / 2;
    for (const std::string& part :
         {std::string(), call.arguments.substr(0, half), call.arguments.substr(half)}) {
        out.push_back(typed("content_block_delta",
                            at_index(index) +
                                R"(,"delta":{"type":"input_json_delta","partial_json":)" +
                                json_quote(part) + "}",
                            /*is_delta=*/true));
    }
    out.push_back(typed("content_block_stop", at_index(index)));
}

}  // namespace

std::vector<Event> anthropic_events(const Prompt& p, const Behaviour& b) {
    const auto tool = tool_for(p, b);
    std::vector<Event> out;
    out.reserve(static_cast<std::size_t>(b.events) + 8);
    out.push_back(typed("message_start",
                        R"(,"message":)" +
                            message_json(p, "[]", "null", usage_member(b, /*at_start=*/true))));
    out.back().told = Told::Start;
    add_text_block(out, p, b, 0);
    if (tool) add_tool_block(out, p, *tool, 1);

    const std::string stop = tool ? R"("tool_use")" : R"("end_turn")";
    out.push_back(typed("message_delta", R"(,"delta":{"stop_reason":)" + stop +
                                             R"(,"stop_sequence":null})" +
                                             usage_member(b, /*at_start=*/false)));
    out.back().told = Told::Final;
    out.push_back(typed("message_stop", ""));
    return out;
}

std::string anthropic_document(const Prompt& p, const Behaviour& b) {
    const auto tool = tool_for(p, b);
    const std::string fixed = fixed_text(p);
    std::string text = fixed;
    for (std::int64_t i = 0; fixed.empty() && i < b.events; ++i) {
        text += filler(b.event_bytes, /*stamp=*/false);
    }
    std::string content = R"([{"type":"text","text":)" + json_quote(text) + "}";
    if (tool) {
        content += R"(,{"type":"tool_use","id":")" + make_id("toolu_", p.number) +
                   R"(","name":)" + json_quote(tool->name) + R"(,"input":)" + tool->arguments +
                   "}";
    }
    return message_json(p, content + "]", tool ? R"("tool_use")" : R"("end_turn")",
                        usage_member(b, /*at_start=*/false));
}

}  // namespace farebox::mock
