#include "core/base/format.h"
#include "core/base/strings.h"
#include "core/control/numbers.h"
#include "core/control/show.h"

namespace farebox::control {
namespace {

std::string age(UtcNs since, UtcNs now) {
    const std::int64_t minutes = (now - since) / NsPerSecond / 60;
    if (minutes < 1) return "less than a minute";
    if (minutes < 60) return format("{} min", minutes);
    if (minutes < 48 * 60) return format("{} h {} min", minutes / 60, minutes % 60);
    return format("{} days", minutes / 60 / 24);
}

std::string daemon_line(const Json& daemon, const TextStyle& style, UtcNs now) {
    if (daemon.is_null()) return red("not running", style) + "; start it with: fareboxd";
    std::string text = green("running", style);
    if (const auto port = find_int(daemon, "port")) text += format(" on 127.0.0.1:{}", *port);
    if (const auto pid = find_int(daemon, "pid")) text += format(", process {}", *pid);
    if (const auto since = find_int(daemon, "started_at")) text += ", for " + age(*since, now);
    if (const auto active = find_int(daemon, "active_calls")) text += format(", {} calls under way", *active);
    return text;
}

std::string ledger_line(const Json& status, const Json& daemon, const TextStyle& style) {
    const Json file = status.value("ledger_file", Json::object());
    const auto calls = find_int(file, "calls");
    std::string text = format("{} {} in {}", count_cell(calls), calls == 1 ? "call" : "calls",
                              text_member(file, "path"));
    if (!text_member(file, "first_day").empty()) text += ", since " + text_member(file, "first_day");
    const Json* health = find_member(daemon, "ledger");
    if (health == nullptr) return text;
    const auto waiting = find_int(*health, "rows_waiting").value_or(0);
    const auto lost = rows_lost(daemon);
    if (waiting > 0) text += format(", {} rows waiting", format_count(waiting));
    if (lost > 0) text += red(format(", {} rows lost", format_count(lost)), style);
    if (find_bool(*health, "ok").value_or(true)) return text;
    return text + "\n           " + red(text_member(*health, "problem"), style);
}

std::string today_line(const Json& today) {
    if (!today.is_object()) return "no calls yet";
    const auto calls = find_int(today, "calls").value_or(0);
    if (calls == 0) return "no calls yet";
    std::string text = format("{} in {} {}", money_cell(find_int(today, "cost_nano")),
                              format_count(calls), calls == 1 ? "call" : "calls");
    const auto unpriced = find_int(today, "unpriced_calls").value_or(0);
    if (unpriced > 0) text += format(", {} of them without a price", format_count(unpriced));
    return text;
}

// One line, because most look at it seldom; `farebox sync` tells all.
std::string sync_line(const Json& sync, const TextStyle& style, UtcNs now) {
    const std::string state = text_member(sync, "state");
    if (state == "not_enrolled") return "none; nothing leaves this machine";
    const std::int64_t pending = find_int(sync, "pending").value_or(0);
    const auto last = find_int(sync, "last_success_at");
    std::string text = text_member(sync, "collector");
    text += last ? ", synced " + age(*last, now) + " ago" : ", not synced yet";
    if (pending > 0) text += format(", {} waiting", format_count(pending));
    const std::int64_t refused = find_int(sync, "refused").value_or(0);
    if (refused > 0) text += red(format(", {} refused", format_count(refused)), style);
    const std::string problem = text_member(sync, "problem");
    if (!problem.empty()) text += "\n           " + red(problem, style);
    const std::string policy = text_member(sync, "policy_problem");
    if (!policy.empty()) text += "\n           " + red(policy, style);
    return text;
}

}  // namespace

std::string show_status(const Json& status, const TextStyle& style, UtcNs now) {
    const Json daemon = status.value("daemon", Json());
    std::string text = "Daemon     " + daemon_line(daemon, style, now) + "\n";
    text += "Today      " + today_line(status.value("today", Json())) + "\n";
    text += "Ledger     " + ledger_line(status, daemon, style) + "\n";
    if (const Json* sync = find_member(status, "sync")) {
        text += "Collector  " + sync_line(*sync, style, now) + "\n";
    }
    if (const Json* problems = find_member(daemon, "problems")) {
        for (const auto& problem : *problems) {
            if (problem.is_string()) text += "Problem    " + red(printable(problem.get<std::string>()), style) + "\n";
        }
    }
    const std::string problem = text_member(status.value("ledger_file", Json::object()), "problem");
    if (!problem.empty()) text += "Problem    " + red(problem, style) + "\n";
    return text;
}

}  // namespace farebox::control
