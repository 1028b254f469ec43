// The table of commands: what `farebox --help` prints and what completion offers.

#include "core/control/arguments.h"
#include "core/settings/schema.h"

namespace farebox::control {
namespace {

constexpr const char* Days = "today yesterday 7d 30d this-week last-week this-month last-month all";
constexpr const char* By =
    "agent repo branch model session day provider billing_mode agent_version sub_agent ticket "
    "endpoint outcome worktree";

const CommandOption JsonOption{"--json", "", "machine-readable, field names as in the local API"};
const CommandOption Csv{"--csv", "", "RFC 4180; text that looks like a formula is disarmed"};
const CommandOption Since{"--since", "<day>", "first day: today (default), yesterday, 7d, this-month, 2026-11-01", Days};
const CommandOption Until{"--until", "<day>", "last day, included", Days};
const CommandOption Agent{"--agent", "<name>", "only this agent", "claude-code codex unknown"};
const CommandOption Repo{"--repo", "<name>", "only this one, as host/owner/name; \"unattributed\" for calls without", ""};
const CommandOption Branch{"--branch", "<name>", "only this branch", ""};
const CommandOption Model{"--model", "<name>", "only this model", ""};
const CommandOption Session{"--session", "<id>", "only this session", ""};
const CommandOption Provider{"--provider", "<name>", "only this vendor", "anthropic openai"};

std::string setting_names() {
    std::string names;
    for (const auto& key : settings::built_in_schema().keys()) names += " " + key.name;
    return names;
}

std::vector<Command> setting_commands() {
    return {
        {"policy", "show", "every setting: what counts, who set it, what is locked",
         "The value that counts comes from, in this order: the management of this device, your\n"
         "organisation's collector (enforced), you, the collector's and the device's recommendations,\n"
         "the default. A value that is not allowed is passed over and shown below the table; then the\n"
         "exit code is 4.\n\n"
         "  farebox policy show\n"
         "  farebox policy show --json | jq '.settings[] | select(.is_locked)'\n",
         {JsonOption}, 1, 1, false, "show"},
        {"assign", "[remove <folder or program>]", "say where calls without a repository belong",
         "Calls from a folder that is no checkout, or of a program that says nothing about its work, are\n"
         "unattributed. A rule gives them a repository from the next call on; their evidence names the\n"
         "rule. It never moves a call that says itself where it belongs. Alone, it lists the rules.\n\n"
         "  farebox assign --folder ~/notes --repo github.com/acme/handbook\n"
         "  farebox assign --program aider --repo github.com/acme/payments\n"
         "  farebox assign remove ~/notes\n",
         {{"--folder", "<path>", "calls from this folder and those below it"},
          {"--program", "<name>", "calls of this program, as `farebox call` names it"},
          {"--repo", "<name>", "where they belong, as host/owner/name"},
          JsonOption},
         0, 2, false, "remove"},
        {"config", "list | set <key> <value> | unset <key>", "change your settings",
         "Writes your configuration file; the daemon sees the change at once. Text is given as it is,\n"
         "everything else as JSON. `unset` takes your value away, so that the next source counts.\n"
         "What your organisation enforces cannot be changed. docs/settings.md lists the keys.\n\n"
         "  farebox config list\n"
         "  farebox config set log_level debug\n"
         "  farebox config set override.max_hours 4\n"
         "  farebox config unset log_level\n",
         {JsonOption}, 1, 3, false, "list set unset" + setting_names()},
    };
}

std::vector<Command> collector_commands() {
    return {
        {"enroll", "--url <address> --token <token> | --leave", "send calls to your organisation's collector",
         "Makes a key on this machine, which never leaves it, and enrols it with a token of your\n"
         "organisation. From then on calls are sent there, those recorded before included. Prompts,\n"
         "answers and credentials are never sent; `farebox sync` lists what is.\n\n"
         "--leave ends that: nothing is sent any more, and what the collector set is forgotten. Calls\n"
         "that wait stay in the ledger.\n\n"
         "  farebox enroll --url https://farebox.acme.example --token fbe_...\n"
         "  farebox enroll --leave\n",
         {{"--url", "<address>", "of the collector"},
          {"--token", "<token>", "the enrolment token; \"-\" reads it from standard input"},
          {"--leave", "", "leave the collector"},
          JsonOption}},
        {"login", "", "say who works on this machine",
         "Opens the login page of your organisation in the browser and binds this machine to your\n"
         "account. Without a browser here, --device shows a code to enter elsewhere.\n\n"
         "  farebox login\n"
         "  farebox login --device\n",
         {{"--device", "", "show a code instead of opening a browser"}}},
        {"sync", "[status | now]", "what is sent to your organisation, and what waits",
         "Exit code 4 when calls wait because something is wrong.\n\n"
         "  farebox sync\n"
         "  farebox sync now             send what waits, and say how it went\n"
         "  farebox sync --json | jq .collected\n",
         {JsonOption}, 0, 1, false, "status now"},
    };
}

Command budget_command() {
    return {"budget", "[<verb> <id>]", "what may be spent, and what is left",
            "A budget is an amount for a day, week or month, of everything or of what its scope names.\n"
            "At --soft percent (80) it warns, at --hard percent (110) calls are refused until its next\n"
            "window begins or somebody overrides it. `set` adds a budget or changes what is given of\n"
            "one. Patterns: * is any text, ? one character. docs/budgets.md tells all.\n\n"
            "  farebox budget                    all of them (list)\n"
            "  farebox budget set all --limit 150 --period month\n"
            "  farebox budget set payments --limit 20 --period day --repo 'github.com/acme/payments*'\n"
            "  farebox budget set codex-tokens --tokens 5000000 --agent codex --mode warn\n"
            "  farebox budget show payments\n"
            "  farebox budget remove payments\n",
            {{"--limit", "<usd>", "the amount in dollars, as 150 or 150.00"},
             {"--tokens", "<n>", "the amount in tokens instead"},
             {"--period", "<word>", "day, week (from Monday) or month", "day week month"},
             {"--repo", "<pattern>", "only this repository"},
             {"--branch", "<pattern>", "only this branch"},
             {"--agent", "<pattern>", "only this agent", "claude-code codex"},
             {"--model", "<pattern>", "only this model"},
             {"--developer", "<id>", "only this person"},
             {"--soft", "<percent>", "warn from here (80)"},
             {"--hard", "<percent>", "refuse from here (110)"},
             {"--mode", "<word>", "enforce, or warn: refuse nothing", "enforce warn"},
             {"--per-call", "<usd>", "refuse a call whose input alone may cost more"},
             {"--basis", "<word>", "which money counts; a plan's calls only with api_equivalent",
              "list billed api_equivalent"},
             {"--unpriced", "<word>", "models without a price: allow, warn or refuse", "allow warn refuse"},
             {"--time-zone", "<name>", "whose midnight, as Europe/Berlin (the system's)"},
             {"--name", "<text>", "what people read"},
             JsonOption},
            0, 2, false, "list show set remove"};
}

std::vector<Command> budget_commands() {
    return {
        budget_command(),
        {"override", "[end [<id>]]", "go on although a budget is used up",
         "Lets calls pass for a while, with a reason that is kept in the audit log. Without --for it\n"
         "lists the overrides in force; `end` ends one of them, or all. Where your organisation does\n"
         "not allow that, --ask sends it the request: once approved, calls go on.\n\n"
         "  farebox override --for 1h --reason \"release tonight\"\n"
         "  farebox override --for 30m --budget payments --reason hotfix\n"
         "  farebox override --ask --for 1h --budget team-payments --reason \"release tonight\"\n"
         "  farebox override end\n",
         {{"--for", "<time>", "how long: 30m, 1h, 2h30m"},
          {"--reason", "<text>", "why"},
          {"--budget", "<id>", "only this budget (all)"},
          {"--ask", "", "ask your organisation's collector"},
          JsonOption},
         0, 2, false, "end"},
        {"pause", "", "refuse all calls until `farebox resume`",
         "Agents are told that you paused them. It holds over a restart of the daemon.\n\n"
         "  farebox pause --reason \"looking at the bill first\"\n",
         {{"--reason", "<text>", "what agents are told"}}},
        {"resume", "", "end your own pause", "  farebox resume\n", {}},
        {"audit", "[verify]", "who overrode, paused and changed budgets",
         "Each entry's hash covers the one before, so that a changed or removed entry is found.\n"
         "`verify` prints the verdict alone; exit code 4 when the log is not whole.\n\n"
         "  farebox audit --limit 20\n"
         "  farebox audit verify\n",
         {{"--limit", "<n>", "at most so many entries (default 50)"}, JsonOption}, 0, 1, false,
          "verify"},
        {"statusline", "", "one line for Claude Code's status line or a prompt",
         "What today cost, the budget nearest to its limit, and a word for the state. Takes Claude\n"
         "Code's JSON on standard input and then shows the session as well. Always ends with 0.\n\n"
         "  ~/.claude/settings.json:\n"
         "  {\"statusLine\": {\"type\": \"command\", \"command\": \"farebox statusline\"}}\n",
         {}},
        {"top", "", "what burns now: sessions, budgets, rankings; live",
         "Redraws when something happens. Ctrl-C ends it.\n\n"
         "  farebox top\n"
         "  farebox top --once\n",
         {{"--once", "", "print once and end"}, JsonOption}},
    };
}

std::vector<Command> make_commands() {
    return {
        {"status", "", "is it running, is it healthy, what was spent today",
         "Asks the daemon. When it is not running, today's spend is read from the ledger file and the\n"
         "exit code is 3.\n\n"
         "  farebox status\n"
         "  farebox status --json | jq .today.list_cost_nano\n",
         {JsonOption}},
        {"spend", "", "what was spent, by any slice",
         "One row per combination of --by, and a total. Calls whose repository is not known are the\n"
         "row (unattributed), so the rows always add up to the total. Days are local days.\n"
         "A dash means not known, never 0; a line below says how many calls that concerns.\n\n"
         "  farebox spend                                 today, by agent and repository\n"
         "  farebox spend --by branch --since 7d          what each branch cost this week\n"
         "  farebox spend --by day,model --since this-month\n"
         "  farebox spend --by session --repo github.com/acme/payments --since yesterday\n"
         "  farebox spend --since last-month --csv > october.csv\n",
         {{"--by", "<names>", "comma list: agent,repo,branch,model,session,day,provider,...", By},
          Since, Until, Agent, Repo, Branch, Model, Session, Provider, JsonOption, Csv}},
        {"calls", "", "the latest calls, or a live view of them",
         "Newest first. The first column is the end of the call's id; `farebox call` takes it.\n\n"
         "  farebox calls --limit 20\n"
         "  farebox calls --follow --agent codex\n"
         "  farebox calls --evidence                           where repository and branch come from\n"
         "  farebox calls --repo unattributed --since today    why is it not attributed?\n",
         {{"--follow", "", "wait for new calls and print them as they end"},
          {"--evidence", "", "where repository and branch come from: process, header, body, ..."},
          {"--limit", "<n>", "at most so many rows (default 20)", ""},
          Since, Until, Agent, Repo, Branch, Model, Session, Provider, JsonOption, Csv}},
        {"call", "<id>", "everything about one call: evidence, tokens, price",
         "Shows where each value comes from: which clue named the repository and which lost, what\n"
         "the vendor said it used, and the price rule with each component.\n"
         "<id> is a call id, the beginning or end of one, or the vendor's request or response id.\n\n"
         "  farebox call 206db76226b9\n",
         {JsonOption}, 1, 1},
        {"run", "-- <command>...", "start an agent through Farebox, this once",
         "Sets the addresses in the environment of the command alone; no file is changed.\n"
         "Claude Code gets ANTHROPIC_BASE_URL, Codex `-c openai_base_url=...` (it ignores the\n"
         "variable), and NO_PROXY gets 127.0.0.1 and localhost. When the daemon cannot be reached,\n"
         "the command is started unchanged: an agent never fails because of Farebox.\n\n"
         "  farebox run -- claude\n"
         "  farebox run -- codex exec \"explain this repository\"\n",
         {{"--print", "", "show what would be set, start nothing"}}, 1, 0, true},
        {"doctor", "", "look for what is wrong and say what to do",
         "Checks the daemon, its port and version, the ledger, the configuration, the clock, disk\n"
         "space, and whether agents on this machine point at Farebox or past it. Exit code 4 when\n"
         "it found problems.\n\n"
         "  farebox doctor\n"
         "  farebox doctor --deep        also reads the whole ledger (minutes on a large one)\n",
         {{"--deep", "", "verify every sum against its calls"}, JsonOption}},
        {"completion", "<shell>", "a completion script for bash, zsh or fish",
         "  farebox completion bash > ~/.local/share/bash-completion/completions/farebox\n"
         "  farebox completion zsh > \"${fpath[1]}/_farebox\"\n"
         "  farebox completion fish > ~/.config/fish/completions/farebox.fish\n",
         {}, 1, 1, false, "bash zsh fish"},
    };
}

}  // namespace

const std::vector<Command>& commands() {
    static const std::vector<Command> all = [] {
        std::vector<Command> list = make_commands();
        // Before doctor and completion, which people look for last.
        for (const Command& one : budget_commands()) list.insert(list.end() - 2, one);
        for (const Command& one : collector_commands()) list.insert(list.end() - 2, one);
        for (const Command& one : setting_commands()) list.insert(list.end() - 2, one);
        return list;
    }();
    return all;
}

}  // namespace farebox::control
