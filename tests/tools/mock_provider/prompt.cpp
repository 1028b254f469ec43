// Reading a request only as far as its answer needs. Bodies whose model name carries codes come
// from load generators: they are skimmed, because parsing 1 MB costs more than the proxies that
// the rig measures.
#include "tests/tools/mock_provider/server.h"

namespace farebox::mock {
namespace {

constexpr std::size_t AlwaysParsed = 8 * 1024;

/// The string value after the first `"key":`; load generators put it near the front.
std::string skim_string(std::string_view body, std::string_view key) {
    const std::string quoted = "\"" + std::string(key) + "\"";
    std::size_t at = body.find(quoted);
    if (at == std::string_view::npos) return "";
    at = body.find('"', at + quoted.size());
    if (at == std::string_view::npos) return "";
    return std::string(body.substr(at + 1, body.find('"', at + 1) - at - 1));
}

}  // namespace

Prompt read_prompt(const std::string& body, std::uint64_t number, Behaviour& behaviour) {
    Prompt prompt;
    prompt.number = number;
    prompt.requested_model = skim_string(std::string_view(body).substr(0, 4096), "model");
    Named named = apply_model_codes(behaviour, prompt.requested_model);
    if (!named.has_codes || body.size() < AlwaysParsed) {
        if (auto parsed = parse_json(body)) prompt.body = std::move(*parsed);
        prompt.requested_model = find_string(prompt.body, "model").value_or("");
        named = apply_model_codes(behaviour, prompt.requested_model);
        prompt.stream = find_bool(prompt.body, "stream").value_or(false);
        if (const Json* options = find_member(prompt.body, "stream_options")) {
            prompt.include_usage = find_bool(*options, "include_usage").value_or(false);
        }
        prompt.is_prewarm = !find_bool(prompt.body, "generate").value_or(true);
    } else {
        prompt.stream = body.find("\"stream\":true") != std::string::npos;
        prompt.include_usage = body.find("\"include_usage\":true") != std::string::npos;
    }
    behaviour = named.behaviour;
    prompt.model = behaviour.served_model.empty() ? named.model : behaviour.served_model;
    return prompt;
}

}  // namespace farebox::mock
