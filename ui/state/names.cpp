#include "ui/state/names.h"

#include <utility>

#include "ui/base/text.h"

namespace farebox::ui {
namespace {

// Names of products: the same in every language.
constexpr std::pair<const char*, const char*> AgentNames[] = {
    {"claude-code", "Claude Code"}, {"codex", "Codex"},       {"cursor", "Cursor"},
    {"cline", "Cline"},             {"copilot", "Copilot"},   {"gemini-cli", "Gemini CLI"},
    {"opencode", "OpenCode"},       {"qwen-code", "Qwen Code"}, {"aider", "Aider"},
    {"continue", "Continue"},       {"zed", "Zed"},           {"windsurf", "Windsurf"},
};

}  // namespace

QString Names::agent(const std::string& agent, const std::string& subAgent) {
    QString name = agent.empty() || agent == "unknown" ? tr("Unknown agent") : toQt(agent);
    for (const auto& [id, shown] : AgentNames) {
        if (agent == id) name = QString::fromLatin1(shown);
    }
    //: An agent and the helper it started: "Codex · reviewer".
    return subAgent.empty() ? name : tr("%1 · %2").arg(name, toQt(subAgent));
}

QString Names::repo(const std::string& repo) {
    if (repo.empty()) return unattributed();
    const auto slash = repo.rfind('/');
    return toQt(slash == std::string::npos ? repo : repo.substr(slash + 1));
}

QString Names::place(const std::string& repo, const std::string& branch) {
    if (repo.empty() || branch.empty()) return Names::repo(repo);
    //: A repository and its branch.
    return tr("%1 @ %2").arg(Names::repo(repo), toQt(branch));
}

QString Names::fullPlace(const std::string& repo, const std::string& branch) {
    if (repo.empty()) return tr("Which repository this was for is not known.");
    return branch.empty() ? toQt(repo) : tr("%1 @ %2").arg(toQt(repo), toQt(branch));
}

QString Names::unattributed() { return tr("Unattributed"); }

QString Names::channel(const std::string& channel) {
    if (channel == "base_url") return tr("base URL");
    if (channel == "proxy") return tr("proxy");
    if (channel == "hook") return tr("hook");
    if (channel == "import") return tr("import");
    return toQt(channel);
}

QString Names::confidence(const std::string& word) {
    if (word == "certain") return tr("The repository is certain.");
    if (word == "likely") return tr("The repository is likely.");
    return tr("The repository is a guess.");
}

QStringList Names::collected(const std::vector<std::string>& fields) {
    QStringList names;
    for (const std::string& field : fields) {
        if (field == "agent") names << tr("agent");
        else if (field == "repo") names << tr("repository");
        else if (field == "branch") names << tr("branch");
        else if (field == "ticket") names << tr("ticket");
        else if (field == "model") names << tr("model");
        else if (field == "tokens") names << tr("token counts");
        else if (field == "cost") names << tr("cost");
        else if (field == "developer_id") names << tr("your account");
        else if (field == "device_id") names << tr("this device");
        else if (field == "session_id") names << tr("session");
        else names << toQt(field);
    }
    return names;
}

}  // namespace farebox::ui
