#include "core/base/format.h"
#include "core/base/strings.h"
#include "core/control/numbers.h"
#include "core/control/show.h"

namespace farebox::control {
namespace {

constexpr std::size_t PrintedLetters = 5;

std::string state_line(const Json& sync, const TextStyle& style, UtcNs now) {
    const std::string state = text_member(sync, "state");
    const auto pending = find_int(sync, "pending").value_or(0);
    if (state == "stopped") return red("stopped", style);
    // What is missing to be enrolled is the problem below.
    const bool is_enrolled = find_bool(sync, "is_enrolled").value_or(true);
    if (!is_enrolled && !text_member(sync, "problem").empty()) {
        return red("not enrolled", style) +
               (pending > 0 ? format(", {} waiting", format_count(pending)) : "");
    }
    if (state == "behind") {
        std::string text = red(format("{} waiting", format_count(pending)), style);
        if (const auto next = find_int(sync, "next_attempt_at")) {
            text += ", next attempt in " + span_text(now, *next);
        }
        return text;
    }
    return green("up to date", style) +
           (pending > 0 ? format(", {} to go with the next batch", format_count(pending)) : "");
}

std::string last_line(const Json& sync, UtcNs now) {
    const auto last = find_int(sync, "last_success_at");
    return last ? span_text(*last, now) + " ago" : "never";
}

std::string policy_line(const Json& sync, const TextStyle& style, UtcNs now) {
    const std::string version = text_member(sync, "policy_version");
    const std::string problem = text_member(sync, "policy_problem");
    std::string text = version.empty() ? "none in force" : version;
    if (const auto since = find_int(sync, "policy_installed_at")) {
        text += format(", in force for {}", span_text(*since, now));
    }
    return text + (problem.empty() ? "" : "\n           " + red(problem, style));
}

std::string sent_line(const Json& sync) {
    std::vector<std::string> names;
    if (const Json* list = find_member(sync, "collected"); list != nullptr && list->is_array()) {
        for (const Json& name : *list) {
            if (name.is_string()) names.push_back(printable(name.get<std::string>()));
        }
    }
    return join(names, ", ");
}

std::string letter_lines(const Json& sync) {
    const Json* letters = find_member(sync, "dead_letters");
    if (letters == nullptr || !letters->is_array() || letters->empty()) return "";
    std::string text = format("Refused    {} by the collector for good; they stay in the ledger\n",
                              format_count(find_int(sync, "refused").value_or(0)));
    for (std::size_t i = 0; i < letters->size() && i < PrintedLetters; ++i) {
        const Json& one = (*letters)[i];
        text += format("             {}  {}  {}\n", text_member(one, "call_id"),
                       text_member(one, "code"), shorten(text_member(one, "detail"), 120));
    }
    return text;
}

}  // namespace

std::string show_sync(const Json& sync, const TextStyle& style, UtcNs now) {
    if (text_member(sync, "state") == "not_enrolled") {
        return "no collector is set; nothing leaves this machine\n";
    }
    std::string text = "Collector  " + text_member(sync, "collector") + "\n";
    text += "State      " + state_line(sync, style, now) + "\n";
    text += "Last sync  " + last_line(sync, now) + "\n";
    if (!text_member(sync, "device_id").empty()) {
        text += "Device     " + text_member(sync, "device_id") + "\n";
    }
    text += "Policy     " + policy_line(sync, style, now) + "\n";
    const std::string shares = text_member(sync, "shares_problem");
    if (!shares.empty()) {
        text += "Budgets    those you share with others hold by what was last heard: " + shares + "\n";
    }
    const std::string problem = text_member(sync, "problem");
    if (!problem.empty()) text += "Problem    " + red(problem, style) + "\n";
    text += letter_lines(sync);
    return text + "Sent       " + sent_line(sync) + "\n" +
           "           never prompts, answers or credentials\n";
}

}  // namespace farebox::control
