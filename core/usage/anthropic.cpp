// Anthropic's usage object.
//
// `input_tokens` is fresh input; cache reads and writes stand beside it. Writes are split by
// lifetime in `cache_creation`; relays that predate the split send only the sum, which is then
// booked as the 5-minute kind, the default and the cheaper one, with a note.
// `iterations` lists the rounds of one request. The top level leaves out compaction rounds, which
// are billed at the same model, so they are added; an advisor's rounds run on another model and
// are reported apart.

#include "core/usage/buckets.h"

#include "core/base/format.h"
#include "core/base/strings.h"

namespace farebox::usage {
namespace {

void add(Tokens& sum, const Tokens& more) {
    if (more) sum = sum.value_or(0) + *more;
}

void read_writes(const Json& usage, Buckets& buckets) {
    const Tokens total = find_tokens(usage, "cache_creation_input_tokens");
    const Json* split = find_member(usage, "cache_creation");
    Tokens five;
    Tokens hour;
    if (split != nullptr) {
        five = find_tokens(*split, "ephemeral_5m_input_tokens");
        hour = find_tokens(*split, "ephemeral_1h_input_tokens");
    }
    buckets.usage.cache_write_5m_tokens = five;
    buckets.usage.cache_write_1h_tokens = hour;
    if (!total) return;

    const std::int64_t known = five.value_or(0) + hour.value_or(0);
    if (!five && !hour) {
        buckets.usage.cache_write_5m_tokens = total;
        if (*total > 0) buckets.notes.push_back("cache writes without lifetime, booked as 5 minutes");
    } else if (*total > known) {
        buckets.usage.cache_write_5m_tokens = five.value_or(0) + (*total - known);
        buckets.notes.push_back(
            format("{} cache write tokens without lifetime, booked as 5 minutes", *total - known));
    } else if (*total < known) {
        buckets.notes.push_back("cache writes by lifetime exceed their own total");
    }
}

/// The plain buckets of a usage object or of one of its iterations.
Buckets read_flat(const Json& usage) {
    Buckets buckets;
    buckets.usage.input_tokens = find_tokens(usage, "input_tokens");
    buckets.usage.cache_read_tokens = find_tokens(usage, "cache_read_input_tokens");
    buckets.usage.output_tokens = find_tokens(usage, "output_tokens");
    if (const Json* details = find_member(usage, "output_tokens_details")) {
        buckets.usage.reasoning_tokens = find_tokens(*details, "thinking_tokens");
    }
    read_writes(usage, buckets);
    return buckets;
}

void add_compaction(const Json& iteration, Buckets& buckets) {
    Buckets part = read_flat(iteration);
    add(buckets.usage.input_tokens, part.usage.input_tokens);
    add(buckets.usage.cache_read_tokens, part.usage.cache_read_tokens);
    add(buckets.usage.cache_write_5m_tokens, part.usage.cache_write_5m_tokens);
    add(buckets.usage.cache_write_1h_tokens, part.usage.cache_write_1h_tokens);
    add(buckets.usage.output_tokens, part.usage.output_tokens);
    for (auto& note : part.notes) buckets.notes.push_back(std::move(note));
    buckets.notes.push_back("includes a compaction round");
}

void read_iterations(const Json& usage, Buckets& buckets) {
    const Json* iterations = find_member(usage, "iterations");
    if (iterations == nullptr || !iterations->is_array()) return;
    for (const Json& iteration : *iterations) {
        const std::string type = find_string(iteration, "type").value_or("");
        if (type == "compaction") {
            add_compaction(iteration, buckets);
        } else if (contains(type, "advisor")) {
            NestedUsage nested{printable(shorten(find_string(iteration, "model").value_or(""), 200)),
                               read_flat(iteration).usage};
            buckets.notes.push_back(
                format("an advisor ({}) used further tokens, charged at its own rates",
                       nested.model.empty() ? std::string("model not named") : nested.model));
            buckets.nested.push_back(std::move(nested));
        }
    }
}

}  // namespace

Buckets read_anthropic(const Json& usage) {
    Buckets buckets = read_flat(usage);
    read_iterations(usage, buckets);
    if (const Json* tools = find_member(usage, "server_tool_use")) {
        // Fetches carry no fee; searches are charged per executed one.
        buckets.usage.web_search_calls = find_tokens(*tools, "web_search_requests");
    }
    buckets.service_tier = find_string(usage, "service_tier").value_or("");
    buckets.region = find_string(usage, "inference_geo").value_or("");
    buckets.speed = find_string(usage, "speed").value_or("");
    return buckets;
}

}  // namespace farebox::usage
