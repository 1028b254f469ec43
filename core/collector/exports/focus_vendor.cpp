#include "core/collector/exports/focus_vendor.h"

#include <algorithm>

#include "core/collector/store/components.h"

namespace farebox::collector {
namespace {

struct Known {
    std::string_view provider;
    const char* provider_name;
    const char* publisher_name;
    const char* service_name;
};
constexpr Known Vendors[] = {
    {"anthropic", "Anthropic", "Anthropic", "Claude API"},
    {"openai", "OpenAI", "OpenAI", "OpenAI API"},
    {"chatgpt", "OpenAI", "OpenAI", "ChatGPT"},
    {"azure", "Microsoft", "OpenAI", "Azure OpenAI"},
    {"bedrock", "Amazon Web Services", "Amazon Web Services", "Amazon Bedrock"},
    {"vertex", "Google Cloud", "Google", "Vertex AI"},
    {"gemini", "Google", "Google", "Gemini API"},
    {"copilot", "GitHub", "GitHub", "GitHub Copilot"},
    {"cursor", "Cursor", "Cursor", "Cursor"},
    {"mistral", "Mistral AI", "Mistral AI", "Mistral API"},
    {"deepseek", "DeepSeek", "DeepSeek", "DeepSeek API"},
    {"xai", "xAI", "xAI", "xAI API"},
    {"openrouter", "OpenRouter", "OpenRouter", "OpenRouter"},
};

struct Meter {
    std::string_view bucket;
    const char* meter;
};
// Anthropic's names of token types, which its own cost reports carry.
constexpr Meter Meters[] = {
    {"input_tokens", "uncached_input_tokens"},
    {"cache_read_tokens", "cache_read_input_tokens"},
    {"cache_write_5m_tokens", "cache_creation.ephemeral_5m_input_tokens"},
    {"cache_write_1h_tokens", "cache_creation.ephemeral_1h_input_tokens"},
    {"cache_write_other_tokens", "cache_creation.other_input_tokens"},
    {"web_search_calls", "web_search"},
    {"tool_fee_units", "tool_fee"},
    {BucketVendorStated, "vendor_stated_cost"},
    {BucketUnitemised, "unitemised_cost"},
};

}  // namespace

FocusVendor focus_vendor(std::string_view provider) {
    for (const Known& known : Vendors) {
        if (known.provider == provider) {
            return {known.provider_name, known.publisher_name, known.service_name};
        }
    }
    const std::string name = provider.empty() ? "Unknown" : std::string(provider);
    return {name, name, name};
}

std::string sku_meter(std::string_view bucket) {
    for (const Meter& meter : Meters) {
        if (meter.bucket == bucket) return meter.meter;
    }
    return std::string(bucket);
}

std::string meter_words(std::string_view meter) {
    std::string words(meter);
    std::ranges::replace(words, '_', ' ');
    std::ranges::replace(words, '.', ' ');
    return words;
}

}  // namespace farebox::collector
