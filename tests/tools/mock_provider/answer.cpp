// Parts that the three formats share: the tool turn, the numbers after lies, ids and filler.
#include "tests/tools/mock_provider/answer.h"

#include <algorithm>
#include <array>

namespace farebox::mock {
namespace {

constexpr std::size_t StampSize = 21;  // @, 19 digits, @

/// A tool we know how to call, and the argument text that makes it print the directory.
struct Known {
    const char* name;
    const char* arguments;
};
constexpr std::array<Known, 7> KnownTools{{
    {"Bash", R"({"command":"pwd","description":"Print the working directory"})"},
    {"exec_command", R"({"cmd":"pwd"})"},
    {"shell", R"({"command":["pwd"]})"},
    {"local_shell", R"({"command":["pwd"]})"},
    {"bash", R"({"command":"pwd","description":"Print the working directory"})"},
    {"run_shell_command", R"({"command":"pwd"})"},
    {"execute_command", R"({"command":"pwd","requires_approval":false})"},
}};
constexpr const char* CustomInput =
    R"(const r = await tools.exec_command({cmd:"pwd"}); text(r.output ?? r);)";

std::optional<ToolCall> match_tool(const Json& tool, const std::string& name_space) {
    const std::string type = find_string(tool, "type").value_or("");
    if (const Json* nested = find_member(tool, "tools")) {  // a namespace or additional_tools
        const std::string inner = find_string(tool, "name").value_or("");
        for (const Json& one : *nested) {
            if (auto found = match_tool(one, inner)) return found;
        }
        return std::nullopt;
    }
    const Json* function = find_member(tool, "function");  // chat completions wrap the name
    const std::string name =
        find_string(function != nullptr ? *function : tool, "name").value_or("");
    if (type == "custom" && name == "exec") return ToolCall{true, name_space, name, CustomInput};
    for (const Known& known : KnownTools) {
        if (name == known.name) return ToolCall{false, name_space, name, known.arguments};
    }
    return std::nullopt;
}

bool is_tool_result(const Json& item) {
    const std::string type = find_string(item, "type").value_or("");
    if (type == "function_call_output" || type == "custom_tool_call_output") return true;
    if (find_string(item, "role").value_or("") == "tool") return true;
    const Json* content = find_member(item, "content");
    if (content == nullptr || !content->is_array()) return false;
    for (const Json& block : *content) {
        if (find_string(block, "type").value_or("") == "tool_result") return true;
    }
    return false;
}

/// Whether the newest user turn already got what a tool printed.
bool has_result(const Json& items) {
    if (!items.is_array()) return false;
    for (auto item = items.rbegin(); item != items.rend(); ++item) {
        if (is_tool_result(*item)) return true;
        if (find_string(*item, "role").value_or("") == "user") return false;
    }
    return false;
}

}  // namespace

std::optional<ToolCall> choose_tool(const Json& body) {
    const Json* items = find_member(body, "messages");
    if (items == nullptr) items = find_member(body, "input");
    if (items == nullptr || has_result(*items)) return std::nullopt;
    if (const Json* tools = find_member(body, "tools"); tools != nullptr && tools->is_array()) {
        for (const Json& tool : *tools) {
            if (auto found = match_tool(tool, "")) return found;
        }
    }
    if (!items->is_array()) return std::nullopt;
    for (const Json& item : *items) {  // newer Codex models carry their tools inside the input
        if (find_string(item, "type").value_or("") != "additional_tools") continue;
        if (auto found = match_tool(item, "")) return found;
    }
    return std::nullopt;
}

std::optional<ToolCall> tool_for(const Prompt& prompt, const Behaviour& behaviour) {
    return behaviour.tool_turn ? choose_tool(prompt.body) : std::nullopt;
}

std::optional<Tokens> tell(const Behaviour& behaviour) {
    if (behaviour.lie == Lie::Absent) return std::nullopt;
    if (behaviour.lie == Lie::Zero) return Tokens{0, 0, 0, 0, 0, 0, 0};
    if (behaviour.lie == Lie::Huge) {
        Tokens huge = behaviour.usage;
        huge.input_tokens = 9'007'199'254'740'993;  // the first integer a double cannot hold
        huge.output_tokens = 9'007'199'254'740'993;
        return huge;
    }
    return behaviour.usage;
}

std::string filler(std::int64_t size, bool stamp) {
    static constexpr std::string_view Words = "the quick brown fox jumps over the lazy dog and ";
    std::string text = stamp ? "@" + std::string(StampSize - 2, '0') + "@" : "";
    while (static_cast<std::int64_t>(text.size()) < size) {
        const auto left = static_cast<std::size_t>(size) - text.size();
        text += Words.substr(0, left);
    }
    return text;
}

std::string make_id(const char* prefix, std::uint64_t number) {
    std::string digits = std::to_string(number);
    digits.insert(0, 12 - std::min<std::size_t>(12, digits.size()), '0');
    return std::string(prefix) + "mock" + digits;
}

}  // namespace farebox::mock
