// Codes in the model name, so that one request can choose its own answer: "mock-n200-g5000".
// A code is letters and then digits; unknown ones are ignored (they may be part of a real name).
#include "tests/tools/mock_provider/behaviour.h"

#include <charconv>

namespace farebox::mock {
namespace {

struct Code {
    std::string_view letters;
    std::int64_t number = 0;
    bool has_number = false;
};

Code split(std::string_view word) {
    Code code;
    // h10 is one word: its digits are not a number.
    const std::size_t digits = word == "h10" ? word.npos : word.find_first_of("0123456789");
    code.letters = word.substr(0, digits);
    if (digits == std::string_view::npos) return code;
    const std::string_view number = word.substr(digits);
    code.has_number =
        std::from_chars(number.data(), number.data() + number.size(), code.number).ec ==
        std::errc{};
    return code;
}

bool apply_number(Behaviour& b, const Code& code) {
    struct Numbered {
        std::string_view letters;
        std::int64_t Behaviour::*field;
    };
    static constexpr Numbered Table[] = {
        {"n", &Behaviour::events},           {"g", &Behaviour::gap_us},
        {"s", &Behaviour::event_bytes},      {"t", &Behaviour::first_byte_us},
        {"stall", &Behaviour::stall_at},     {"w", &Behaviour::stall_ms},
        {"e", &Behaviour::error_status},     {"ra", &Behaviour::retry_after},
        {"err", &Behaviour::error_event_at}, {"ws", &Behaviour::websocket_status},
    };
    for (const Numbered& row : Table) {
        if (row.letters != code.letters) continue;
        b.*row.field = code.number;
        return true;
    }
    return false;
}

void apply_code(Behaviour& b, std::string_view word) {
    const Code code = split(word);
    if (code.has_number) {
        if (apply_number(b, code)) return;
        if (code.letters == "cut" || code.letters == "end") {
            b.cut_at = code.number;
            b.cut = code.letters == "cut" ? Cut::Reset : Cut::End;
        }
        if (code.letters == "in") b.usage.input_tokens = code.number;
        if (code.letters == "out") b.usage.output_tokens = code.number;
        return;
    }
    if (word == "ts") b.stamp = true;
    if (word == "nt") b.tool_turn = false;
    if (word == "noend") b.terminal = false;
    if (word == "drop") b.drop = Drop::Body;
    if (word == "gz") b.coding = Coding::Gzip;
    if (word == "br") b.coding = Coding::Brotli;
    if (word == "zs") b.coding = Coding::Zstd;
    if (word == "tr") b.trailers = true;
    if (word == "h10") b.http10 = true;
    if (word == "close") b.close = Close::Announced;
    if (word == "quit") b.close = Close::Silent;
    if (word == "uabsent") b.lie = Lie::Absent;
    if (word == "uzero") b.lie = Lie::Zero;
    if (word == "uhuge") b.lie = Lie::Huge;
    if (word == "urep") b.lie = Lie::Repeated;
    if (word == "ualways") b.chat_usage = ChatUsage::Always;
    if (word == "unever") b.chat_usage = ChatUsage::Never;
}

}  // namespace

Named apply_model_codes(Behaviour base, std::string_view model) {
    Named named{std::string(model), false, std::move(base)};
    std::size_t at = model.find(".mock-");
    if (at != std::string_view::npos) {
        named.model = model.substr(0, at);
        at += 1;
    } else if (model.starts_with("mock-")) {
        at = 0;
    } else {
        return named;
    }
    named.has_codes = true;
    std::string_view codes = model.substr(at + 5);
    while (!codes.empty()) {
        const std::size_t dash = codes.find('-');
        apply_code(named.behaviour, codes.substr(0, dash));
        codes.remove_prefix(dash == std::string_view::npos ? codes.size() : dash + 1);
    }
    return named;
}

}  // namespace farebox::mock
