#include "core/control/doctor.h"

#include <algorithm>
#include <filesystem>

#include "core/base/format.h"
#include "core/base/strings.h"
#include "core/base/version.h"
#include "core/control/numbers.h"
#include "core/ledger/ledger.h"
#include "core/ledger/reader.h"
#include "core/platform/port_owner.h"

namespace farebox::control {
namespace {

namespace fs = std::filesystem;

// Below this a month of calls no longer fits (about 1.5 KB a row, 10,000 calls a day at most).
constexpr std::uintmax_t LowDisk = 500'000'000;
// The first release; a clock before it was never set.
constexpr UtcNs EarliestNow = 1'761'955'200 * NsPerSecond;  // 2025-11-01

Findings check_port(std::uint16_t port) {
    const auto owner = platform::find_port_owner(port);
    if (!owner) return {};
    const std::string name = owner->process ? format("{} (process {})", printable(owner->process->name),
                                                     owner->process->id.pid)
                                            : format("a process of user {}", owner->uid);
    return {{Level::Problem, "port", format("port {} is held by {}", port, name),
             "end that program, or set listen.port in the configuration"}};
}

void add_daemon_problems(const Json& daemon, Findings& findings) {
    if (const Json* problems = find_member(daemon, "problems")) {
        for (const auto& problem : *problems) {
            if (!problem.is_string()) continue;
            findings.push_back({Level::Problem, "daemon", printable(problem.get<std::string>()), ""});
        }
    }
    const Json* ledger = find_member(daemon, "ledger");
    if (ledger == nullptr) return;
    if (const auto problem = find_string(*ledger, "problem")) {
        findings.push_back({Level::Problem, "ledger", printable(*problem),
                            "rows stay in memory meanwhile; free disk space or end what locks the file"});
    }
    if (const auto notice = find_string(*ledger, "notice")) {
        findings.push_back({Level::Hint, "ledger", printable(*notice), ""});
    }
    const auto lost = rows_lost(daemon);
    if (lost > 0) {
        findings.push_back({Level::Problem, "ledger",
                            format("{} rows were lost since the daemon started", format_count(lost)), ""});
    }
}

}  // namespace

Findings check_daemon(const Json& status, const settings::Settings& settings) {
    const Json daemon = status.value("daemon", Json());
    if (daemon.is_null()) {
        Findings findings = {{Level::Problem, "daemon", "fareboxd is not running",
                              "start it: systemctl --user start farebox, or fareboxd in a terminal"}};
        for (auto& finding : check_port(settings.listen_port)) findings.push_back(std::move(finding));
        return findings;
    }
    Findings findings;
    const std::string version = text_member(status, "version");
    if (version != Version) {
        findings.push_back({Level::Problem, "daemon",
                            format("fareboxd is version {}, this farebox is {}", version, Version),
                            "restart fareboxd so that both are of one installation"});
    }
    const auto port = find_int(daemon, "port");
    findings.push_back({Level::Fine, "daemon",
                        port ? format("running on 127.0.0.1:{}, version {}", *port, version)
                             : format("running, version {}", version),
                        ""});
    if (port && *port != settings.listen_port) {
        findings.push_back({Level::Hint, "daemon",
                            format("the configuration says port {}", settings.listen_port),
                            "restart fareboxd to use it"});
    }
    add_daemon_problems(daemon, findings);
    return findings;
}

Findings check_sync(const Json& status) {
    const Json sync = status.value("sync", Json::object());
    const std::string state = text_member(sync, "state");
    if (state.empty() || state == "not_enrolled") return {};
    Findings findings;
    const std::string problem = printable(text_member(sync, "problem"));
    const auto pending = find_int(sync, "pending").value_or(0);
    if (state == "ok") {
        findings.push_back({Level::Fine, "collector", "calls are sent to " + text_member(sync, "collector"), ""});
    } else {
        findings.push_back({state == "stopped" ? Level::Problem : Level::Hint, "collector",
                            format("{} calls wait: {}", format_count(pending),
                                   problem.empty() ? "not sent yet" : problem),
                            "nothing is lost; `farebox sync` shows more, `farebox sync now` tries at once"});
    }
    const std::string policy = printable(text_member(sync, "policy_problem"));
    if (!policy.empty()) {
        findings.push_back({Level::Problem, "policy", policy,
                            "tell who runs the collector; `farebox policy show` lists what counts"});
    }
    const auto refused = find_int(sync, "refused").value_or(0);
    if (refused > 0) {
        findings.push_back({Level::Problem, "collector",
                            format("{} calls were refused by the collector", format_count(refused)),
                            "`farebox sync --json` lists them; tell who runs it"});
    }
    return findings;
}

Findings check_ledger(const std::string& path, UtcNs now, bool deep) {
    const auto reader = ledger::Reader::open(path);
    if (!reader) {
        const bool missing = reader.error().code == ErrorCode::NotFound;
        return {{missing ? Level::Hint : Level::Problem, "ledger", reader.error().message,
                 missing ? "it appears with the first call" : "see docs/cli.md, \"a damaged ledger\""}};
    }
    Findings findings;
    const auto facts = (*reader)->facts();
    if (!facts) return {{Level::Problem, "ledger", facts.error().message, ""}};
    std::error_code why;
    const auto size = fs::file_size(path, why);
    findings.push_back({Level::Fine, "ledger",
                        format("{} {} in {} ({} MB)", format_count(facts->calls),
                               facts->calls == 1 ? "call" : "calls", path, (size + 999'999) / 1'000'000),
                        ""});
    if (facts->last_day > format_day(now, 14 * 60)) {
        findings.push_back({Level::Problem, "clock", format("the ledger holds calls of {}, which is in the future", facts->last_day),
                            "check the clock of this machine"});
    }
    const auto space = fs::space(fs::path(path).parent_path(), why);
    if (!why && space.available < LowDisk) {
        findings.push_back({Level::Problem, "disk", format("{} MB free where the ledger is", space.available / 1'000'000),
                            "free some space: without it rows stay in memory"});
    }
    if (!deep) return findings;
    const auto problems = (*reader)->check();
    if (!problems) return {{Level::Problem, "ledger", problems.error().message, ""}};
    for (const auto& problem : *problems) findings.push_back({Level::Problem, "ledger", problem, "keep a copy and report it"});
    if (problems->empty()) findings.push_back({Level::Fine, "ledger", "every sum agrees with its calls", ""});
    return findings;
}

Findings check_configuration(const settings::Settings& settings) {
    Findings findings;
    for (const auto& problem : settings.problems) {
        findings.push_back({Level::Problem, "settings", printable(problem), "that value is not used; `farebox policy show` shows what counts"});
    }
    if (!findings.empty()) return findings;
    return {{Level::Fine, "settings",
             settings.origin.empty() ? "defaults; no configuration file" : settings.origin, ""}};
}

Findings check_clock(UtcNs now) {
    if (now >= EarliestNow) return {};
    return {{Level::Problem, "clock", "the clock says " + format_utc(now), "set the clock: every call is dated by it"}};
}

Findings examine(const DoctorFacts& facts, Client& client) {
    Findings all;
    const auto add = [&](Findings some) {
        for (auto& finding : some) all.push_back(std::move(finding));
    };
    const auto status = client.get("status");
    if (status) {
        add(check_daemon(*status, facts.settings));
        add(check_sync(*status));
    } else {
        add({{Level::Problem, "status", status.error().message, ""}});
    }
    add(check_ledger(facts.paths.state_dir + "/" + ledger::FileName, facts.now, facts.deep));
    add(check_configuration(facts.settings));
    add(check_clock(facts.now));
    const Json daemon = status ? status->value("daemon", Json()) : Json();
    const auto port = find_int(daemon, "port").value_or(facts.settings.listen_port);
    add(check_agents(facts.variable, facts.paths.home, static_cast<std::uint16_t>(port)));
    add(check_proxy_variables(facts.variable));
    return all;
}

std::string show_findings(const Findings& findings, const TextStyle& style) {
    std::string text;
    for (const auto& finding : findings) {
        const std::string mark = finding.level == Level::Fine   ? green("ok", style) + "  "
                                 : finding.level == Level::Hint ? "--  "
                                                                : red("!!", style) + "  ";
        const std::string blanks(finding.topic.size() < 12 ? 12 - finding.topic.size() : 1, ' ');
        text += mark + finding.topic + blanks + finding.text + "\n";
        if (!finding.advice.empty()) text += std::string(16, ' ') + dim(finding.advice, style) + "\n";
    }
    return text;
}

Json to_json(const Findings& findings) {
    static const char* const names[] = {"fine", "hint", "problem"};
    Json list = Json::array();
    for (const auto& finding : findings) {
        list.push_back({{"level", names[static_cast<int>(finding.level)]},
                        {"topic", finding.topic},
                        {"text", finding.text},
                        {"advice", finding.advice.empty() ? Json() : Json(finding.advice)}});
    }
    return Json{{"ok", !has_problems(findings)}, {"findings", list}};
}

bool has_problems(const Findings& findings) {
    return std::ranges::any_of(findings, [](const Finding& one) { return one.level == Level::Problem; });
}

}  // namespace farebox::control
