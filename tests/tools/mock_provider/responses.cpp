// OpenAI Responses: typed events with a running sequence_number; usage only in the last one, where
// input_tokens contains the cached and the cache-writing tokens.
#include "tests/tools/mock_provider/answer.h"

namespace farebox::mock {
namespace {

std::string responses_usage_json(const Tokens& t) {
    const std::int64_t written = t.cache_write_5m_tokens + t.cache_write_1h_tokens;
    return R"({"input_tokens":)" + std::to_string(t.all_input()) +
           R"(,"input_tokens_details":{"cached_tokens":)" + std::to_string(t.cache_read_tokens) +
           R"(,"cache_write_tokens":)" + std::to_string(written) + R"(},"output_tokens":)" +
           std::to_string(t.output_tokens) + R"(,"output_tokens_details":{"reasoning_tokens":)" +
           std::to_string(t.reasoning_tokens) + R"(},"total_tokens":)" +
           std::to_string(t.all_input() + t.output_tokens) + "}";
}

std::string response_json(const Prompt& p, const Behaviour& b, const std::string& status,
                          const std::string& output, bool with_usage) {
    const auto told = tell(b);
    const std::string tier = b.service_tier.empty() ? "default" : b.service_tier;
    const std::string usage = !with_usage || p.is_prewarm ? R"(,"usage":null)"
                              : told ? R"(,"usage":)" + responses_usage_json(*told)
                                                          : "";
    return R"({"id":")" + make_id("resp_", p.number) +
           R"(","object":"response","created_at":1795300000,"status":")" + status +
           R"(","error":null,"incomplete_details":null,"model":)" + json_quote(p.model) +
           R"(,"output":[)" + output + R"(],"parallel_tool_calls":true,"service_tier":)" +
           json_quote(tier) + R"(,"store":false)" + usage + "}";
}

std::string message_item(const Prompt& p, const std::string& status, const std::string& content) {
    return R"({"id":")" + make_id("msg_", p.number) + R"(","type":"message","status":")" +
           status + R"(","role":"assistant","content":[)" + content + "]}";
}

std::string text_part(const std::string& text) {
    return R"({"type":"output_text","annotations":[],"text":)" + json_quote(text) + "}";
}

std::string tool_item(const Prompt& p, const ToolCall& call, const std::string& status) {
    const std::string arguments = status == "completed" ? call.arguments : "";
    std::string text = R"({"id":")" + make_id(call.is_custom ? "ctc_" : "fc_", p.number) +
                       R"(","type":")" +
                       (call.is_custom ? "custom_tool_call" : "function_call") +
                       R"(","status":")" + status + R"(","call_id":")" +
                       make_id("call_", p.number) + R"(","name":)" + json_quote(call.name);
    if (!call.name_space.empty()) text += R"(,"namespace":)" + json_quote(call.name_space);
    return text + (call.is_custom ? R"(,"input":)" : R"(,"arguments":)") + json_quote(arguments) +
           "}";
}

std::string search_items(const Prompt& p, const Behaviour& b) {
    std::string items;
    for (std::int64_t i = 0; i < b.usage.web_search_calls; ++i) {
        items += R"({"id":")" + make_id("ws_", p.number) + "_" + std::to_string(i) +
                 R"(","type":"web_search_call","status":"completed",)" +
                 R"("action":{"type":"search","query":"mock"}},)";
    }
    return items;
}

/// Numbers the events as they are added.
class Sequence {
public:
    void add(const std::string& type, const std::string& rest, bool is_delta = false) {
        events_.push_back({type,
                           R"({"type":")" + type + R"(","sequence_number":)" +
                               std::to_string(events_.size()) + rest + "}",
                           is_delta, Told::Nothing});
    }
    void mark_final() { events_.back().told = Told::Final; }
    std::vector<Event> take() { return std::move(events_); }

private:
    std::vector<Event> events_;
};

void add_message(Sequence& out, const Prompt& p, const Behaviour& b) {
    const std::string id = R"(,"item_id":")" + make_id("msg_", p.number) +
                           R"(","output_index":0,"content_index":0)";
    out.add("response.output_item.added",
            R"(,"output_index":0,"item":)" + message_item(p, "in_progress", ""));
    out.add("response.content_part.added", id + R"(,"part":)" + text_part(""));
    const std::string piece = filler(b.event_bytes, b.stamp);
    const std::string delta = id + R"(,"delta":)" + json_quote(piece) + R"(,"logprobs":[])";
    std::string whole;
    for (std::int64_t i = 0; i < b.events; ++i) {
        out.add("response.output_text.delta", delta, /*is_delta=*/true);
        whole += piece;
    }
    out.add("response.output_text.done", id + R"(,"text":)" + json_quote(whole));
    out.add("response.content_part.done", id + R"(,"part":)" + text_part(whole));
    out.add("response.output_item.done",
            R"(,"output_index":0,"item":)" + message_item(p, "completed", text_part(whole)));
}

void add_tool(Sequence& out, const Prompt& p, const ToolCall& call) {
    out.add("response.output_item.added",
            R"(,"output_index":0,"item":)" + tool_item(p, call, "in_progress"));
    const std::string kind =
        call.is_custom ? "response.custom_tool_call_input" : "response.function_call_arguments";
    const std::string id = R"(,"item_id":")" + make_id(call.is_custom ? "ctc_" : "fc_", p.number) +
                           R"(","output_index":0)";
    out.add(kind + ".delta", id + R"(,"delta":)" + json_quote(call.arguments), /*is_delta=*/true);
    out.add(kind + ".done", id + (call.is_custom ? R"(,"input":)" : R"(,"arguments":)") +
                                json_quote(call.arguments));
    out.add("response.output_item.done",
            R"(,"output_index":0,"item":)" + tool_item(p, call, "completed"));
}

std::string final_output(const Prompt& p, const Behaviour& b,
                         const std::optional<ToolCall>& tool) {
    if (tool) return search_items(p, b) + tool_item(p, *tool, "completed");
    std::string text;
    for (std::int64_t i = 0; i < b.events; ++i) text += filler(b.event_bytes, /*stamp=*/false);
    return search_items(p, b) + message_item(p, "completed", text_part(text));
}

}  // namespace

std::vector<Event> responses_events(const Prompt& p, const Behaviour& b) {
    Sequence out;
    const bool early_usage = b.lie == Lie::Repeated;
    out.add("response.created",
            R"(,"response":)" + response_json(p, b, "in_progress", "", early_usage));
    out.add("response.in_progress",
            R"(,"response":)" + response_json(p, b, "in_progress", "", early_usage));
    const auto tool = p.is_prewarm ? std::nullopt : tool_for(p, b);
    if (tool) {
        add_tool(out, p, *tool);
    } else if (!p.is_prewarm) {
        add_message(out, p, b);
    }
    const std::string output = p.is_prewarm ? "" : final_output(p, b, tool);
    out.add("response.completed", R"(,"response":)" + response_json(p, b, "completed", output,
                                                                    /*with_usage=*/true));
    if (!p.is_prewarm) out.mark_final();
    return out.take();
}

std::string responses_document(const Prompt& p, const Behaviour& b) {
    return response_json(p, b, "completed", final_output(p, b, tool_for(p, b)),
                         /*with_usage=*/true);
}

}  // namespace farebox::mock
