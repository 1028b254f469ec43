#include "core/usage/endpoint.h"

#include "core/base/strings.h"

namespace farebox::usage {
namespace {

/// The segments of a path, last first; empty text where there are fewer.
struct Tail {
    std::string_view last, second, third;
};

Tail tail_of(std::string_view path) {
    path = path.substr(0, path.find_first_of("?#"));
    Tail tail;
    for (std::string_view* segment : {&tail.last, &tail.second, &tail.third}) {
        while (!path.empty() && path.back() == '/') path.remove_suffix(1);
        const auto slash = path.rfind('/');
        const auto start = slash == std::string_view::npos ? 0 : slash + 1;
        *segment = path.substr(start);
        path = path.substr(0, start);
    }
    return tail;
}

Endpoint messages_endpoint(const Tail& tail, bool is_post) {
    // /v1/threads/{id}/messages is OpenAI's assistants API: stored text, not a model call.
    if (tail.last == "messages" && tail.third != "threads") {
        return {WireFormat::AnthropicMessages, "messages", is_post};
    }
    if (tail.second == "messages" && tail.last == "count_tokens") {
        return {WireFormat::AnthropicMessages, "count_tokens", false};
    }
    if (tail.second == "messages" && tail.last == "batches") {
        return {WireFormat::Unknown, "batches", false};
    }
    return {};
}

Endpoint responses_endpoint(const Tail& tail, bool is_post, bool is_get) {
    if (tail.last == "responses") {
        return {WireFormat::OpenAiResponses, "responses", is_post || is_get};
    }
    if (tail.second != "responses") return {};
    if (tail.last == "compact") return {WireFormat::OpenAiResponses, "responses", is_post};
    if (tail.last == "input_tokens") return {WireFormat::OpenAiResponses, "count_tokens", false};
    // /responses/{id}: reads back an answer that was already paid for.
    return {WireFormat::OpenAiResponses, "responses", false};
}

}  // namespace

Endpoint classify(std::string_view method, std::string_view path) {
    const bool is_post = method == "POST";
    const bool is_get = method == "GET";
    const Tail tail = tail_of(path);

    if (const Endpoint found = messages_endpoint(tail, is_post); found.name != "other") return found;
    if (const Endpoint found = responses_endpoint(tail, is_post, is_get); found.name != "other") {
        return found;
    }
    if (tail.second == "chat" && tail.last == "completions") {
        return {WireFormat::OpenAiChat, "chat_completions", is_post};
    }
    // The older completion and the embedding endpoints count with chat's field names.
    if (tail.last == "completions") return {WireFormat::OpenAiChat, "completions", is_post};
    if (tail.last == "embeddings") return {WireFormat::OpenAiChat, "embeddings", is_post};
    if (is_get && (tail.last == "models" || tail.second == "models")) {
        return {WireFormat::Unknown, "models", false};
    }
    return {};
}

}  // namespace farebox::usage
