// The text is ours; the structure is what Claude Code sends (mid-conversation system message with
// the environment, tools with schemas, a history that grows).
#include "tests/tools/load_gen/request.h"

#include <filesystem>

#include "core/base/json.h"

namespace farebox::load {
namespace {

std::string tool(const char* name) {
    return R"({"name":")" + std::string(name) +
           R"(","description":"Runs one step of the work and returns what it printed.",)"
           R"("input_schema":{"type":"object","properties":{"command":{"type":"string",)"
           R"("description":"What to run"},"timeout":{"type":"number"}},)"
           R"("required":["command"],"additionalProperties":false}})";
}

std::string environment() {
    std::error_code ignored;
    const std::string here = std::filesystem::current_path(ignored).string();
    return "# Environment\nYou have been invoked in the following environment: \n"
           " - Primary working directory: " + here +
           "\n - Is a git repository: true\n - Platform: linux\n - Shell: bash\n";
}

/// One turn of history, escapes and all, as tool output looks.
std::string turn(std::uint64_t number) {
    const std::string text =
        "line " + std::to_string(number) +
        "\tint main(int argc, char** argv) { std::printf(\"%s\\n\", argv[0]); return 0; }\n"
        "    // keeps \"quotes\", back\\slashes and ünïcode as real files do\n";
    return R"({"role":"user","content":[{"type":"text","text":)" + json_quote(text + text) + "}]}";
}

}  // namespace

std::string make_body(const std::string& model, bool stream, std::int64_t bytes,
                      std::uint64_t salt) {
    std::string body = R"({"model":)" + json_quote(model) + R"(,"stream":)" +
                       (stream ? "true" : "false") +
                       R"(,"max_tokens":32000,"metadata":{"user_id":"load"},"system":[)"
                       R"({"type":"text","text":"You are a load generator."}],"tools":[)" +
                       tool("Bash") + "," + tool("Edit") + R"(],"messages":[)" + turn(salt) +
                       R"(,{"role":"system","content":)" + json_quote(environment()) + "}";
    // The history repeats one turn: a soak makes a million bodies, and the salt above already
    // tells them apart.
    static const std::string again = "," + turn(0);
    body.reserve(static_cast<std::size_t>(bytes) + again.size());
    while (static_cast<std::int64_t>(body.size()) < bytes - 300) body += again;
    return body + "]}";
}

std::string make_request(const Options& options, const std::string& body, bool verify) {
    std::string head = "POST " + options.target + " HTTP/1.1\r\n" +
                       "Accept: application/json\r\nContent-Type: application/json\r\n"
                       "User-Agent: claude-cli/2.1.330 (external, cli)\r\n"
                       "X-Claude-Code-Session-Id: 7d6b9a52-6a53-4bb6-9f2e-0a4f5d3e2c11\r\n"
                       "anthropic-version: 2023-06-01\r\n"
                       "x-api-key: sk-ant-load-generator-dummy\r\nx-app: cli\r\n"
                       "Host: " + options.host + ":" + options.port + "\r\n";
    head += options.headers;
    if (verify) head += "x-mock-verify: 1\r\n";
    return head + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

}  // namespace farebox::load
