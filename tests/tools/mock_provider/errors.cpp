// Errors in each vendor's own shape and words.
#include "tests/tools/mock_provider/answer.h"

namespace farebox::mock {
namespace {

struct Word {
    std::int64_t status;
    const char* anthropic;
    const char* openai_type;
    const char* openai_code;
};
constexpr Word ErrorWords[] = {
    {400, "invalid_request_error", "invalid_request_error", "invalid_prompt"},
    {401, "authentication_error", "invalid_request_error", "invalid_api_key"},
    {402, "billing_error", "insufficient_quota", "billing_hard_limit_reached"},
    {403, "permission_error", "invalid_request_error", "forbidden"},
    {404, "not_found_error", "invalid_request_error", "model_not_found"},
    {413, "request_too_large", "invalid_request_error", "request_too_large"},
    {429, "rate_limit_error", "rate_limit_error", "rate_limit_exceeded"},
    {500, "api_error", "server_error", "server_error"},
    {503, "overloaded_error", "server_error", "service_unavailable"},
    {529, "overloaded_error", "server_error", "overloaded"},
};

Word word_for(std::int64_t status) {
    for (const Word& word : ErrorWords) {
        if (word.status == status) return word;
    }
    return {status, "api_error", "server_error", "server_error"};
}

std::string openai_error(const Behaviour& b, const Word& word) {
    const std::string type = b.error_type.empty() ? word.openai_type : b.error_type;
    return R"({"message":)" + json_quote(b.error_message) + R"(,"type":)" + json_quote(type) +
           R"(,"param":null,"code":")" + word.openai_code + "\"}";
}

std::string anthropic_error(const Behaviour& b, const Word& word) {
    const std::string type = b.error_type.empty() ? word.anthropic : b.error_type;
    return R"({"type":"error","error":{"type":)" + json_quote(type) + R"(,"message":)" +
           json_quote(b.error_message) + R"(},"request_id":"req_mock"})";
}

}  // namespace

std::string error_document(Vendor vendor, const Behaviour& b) {
    const Word word = word_for(b.error_status);
    if (vendor == Vendor::Anthropic) return anthropic_error(b, word);
    return R"({"error":)" + openai_error(b, word) + "}";
}

Event error_event(Vendor vendor, bool is_responses, const Behaviour& b) {
    const Word word = word_for(b.error_status == 0 ? 529 : b.error_status);
    if (vendor == Vendor::Anthropic) return {"error", anthropic_error(b, word)};
    if (!is_responses) return {"", R"({"error":)" + openai_error(b, word) + "}"};
    return {"response.failed",
            R"({"type":"response.failed","response":{"id":"resp_mock_failed","status":"failed",)"
            R"("error":)" +
                openai_error(b, word) + R"(,"usage":null}})"};
}

}  // namespace farebox::mock
