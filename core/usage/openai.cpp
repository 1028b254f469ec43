// The usage object of OpenAI's two APIs and of the many vendors that borrowed their names.
//
// The input figure contains cached and written tokens; output contains reasoning. Some relays and
// vendors use the same names with other meanings. Their own total gives them away:
//     total = prompt + completion                       as OpenAI means it
//     total = prompt + completion + reasoning           reasoning not in completion (xAI chat)
//     total = prompt + completion + cached (+ written)  prompt without the cache
// When no reading fits the total, OpenAI's is used and the note says that the figures disagree.

#include "core/usage/buckets.h"

#include <algorithm>

namespace farebox::usage {
namespace {

/// The figures before they are made disjoint.
struct Figures {
    Tokens prompt, completion, total;
    Tokens cached, written, reasoning;
    bool prompt_excludes_cache = false;
    bool completion_excludes_reasoning = false;
};

Tokens first_of(const Json& usage, std::string_view one, std::string_view other) {
    const Tokens found = find_tokens(usage, one);
    return found ? found : find_tokens(usage, other);
}

const Json* first_object(const Json& usage, std::string_view one, std::string_view other) {
    const Json* found = find_member(usage, one);
    if (found == nullptr || !found->is_object()) found = find_member(usage, other);
    return found != nullptr && found->is_object() ? found : nullptr;
}

Figures read_figures(const Json& usage, Usage& details_into) {
    Figures figures;
    figures.prompt = first_of(usage, "prompt_tokens", "input_tokens");
    figures.completion = first_of(usage, "completion_tokens", "output_tokens");
    figures.total = find_tokens(usage, "total_tokens");
    if (const Json* in = first_object(usage, "prompt_tokens_details", "input_tokens_details")) {
        figures.cached = find_tokens(*in, "cached_tokens");
        figures.written = find_tokens(*in, "cache_write_tokens");
        details_into.audio_tokens = find_tokens(*in, "audio_tokens");
        details_into.image_tokens = find_tokens(*in, "image_tokens");
    }
    // DeepSeek and Moonshot put the cached part at the top.
    if (!figures.cached) figures.cached = first_of(usage, "prompt_cache_hit_tokens", "cached_tokens");
    if (const Json* out =
            first_object(usage, "completion_tokens_details", "output_tokens_details")) {
        figures.reasoning = find_tokens(*out, "reasoning_tokens");
        if (const Tokens audio = find_tokens(*out, "audio_tokens")) {
            details_into.audio_tokens = details_into.audio_tokens.value_or(0) + *audio;
        }
    }
    return figures;
}

/// Decides by the vendor's total what prompt and completion contain.
void settle_meaning(Figures& figures, std::vector<std::string>& notes) {
    const std::int64_t prompt = figures.prompt.value_or(0);
    const std::int64_t completion = figures.completion.value_or(0);
    const std::int64_t cache = figures.cached.value_or(0) + figures.written.value_or(0);
    const std::int64_t reasoning = figures.reasoning.value_or(0);
    const bool impossible = cache > prompt;

    if (!figures.total || !figures.prompt || !figures.completion) {
        figures.prompt_excludes_cache = impossible;
    } else if (*figures.total == prompt + completion && !impossible) {
        figures.completion_excludes_reasoning = false;
    } else if (reasoning > 0 && *figures.total == prompt + completion + reasoning && !impossible) {
        figures.completion_excludes_reasoning = true;
        notes.push_back("reasoning was counted beside the output and added to it");
    } else if (cache > 0 && *figures.total == prompt + completion + cache) {
        figures.prompt_excludes_cache = true;
    } else if (cache > 0 && reasoning > 0 &&
               *figures.total == prompt + completion + cache + reasoning) {
        figures.prompt_excludes_cache = true;
        figures.completion_excludes_reasoning = true;
        notes.push_back("reasoning was counted beside the output and added to it");
    } else {
        figures.prompt_excludes_cache = impossible;
        notes.push_back("the vendor's total disagrees with its parts");
    }
    if (figures.prompt_excludes_cache && cache > 0) {
        notes.push_back("the input figure did not contain the cached tokens");
    }
}

}  // namespace

Buckets read_openai(const Json& usage) {
    Buckets buckets;
    Figures figures = read_figures(usage, buckets.usage);
    settle_meaning(figures, buckets.notes);

    Usage& out = buckets.usage;
    out.cache_read_tokens = figures.cached;
    out.cache_write_other_tokens = figures.written;
    out.input_tokens = figures.prompt;
    if (figures.prompt && !figures.prompt_excludes_cache) {
        const std::int64_t cache = figures.cached.value_or(0) + figures.written.value_or(0);
        out.input_tokens = std::max<std::int64_t>(0, *figures.prompt - cache);
    }
    out.reasoning_tokens = figures.reasoning;
    out.output_tokens = figures.completion;
    if (figures.completion && figures.completion_excludes_reasoning) {
        out.output_tokens = *figures.completion + figures.reasoning.value_or(0);
    }
    // xAI and OpenRouter count executed searches here.
    if (const Json* tools = find_member(usage, "server_tool_use")) {
        out.web_search_calls = find_tokens(*tools, "web_search_requests");
    } else if (const Json* xai = find_member(usage, "server_side_tool_usage_details")) {
        out.web_search_calls = find_tokens(*xai, "web_search_calls");
    }
    return buckets;
}

Buckets read_llama_timings(const Json& timings) {
    Buckets buckets;
    buckets.usage.input_tokens = find_tokens(timings, "prompt_n");
    buckets.usage.cache_read_tokens = find_tokens(timings, "cache_n");
    buckets.usage.output_tokens = find_tokens(timings, "predicted_n");
    buckets.notes.push_back("counted from the server's timings");
    return buckets;
}

}  // namespace farebox::usage
