#pragma once
// What things are called on the surface: agents, places, confidence, collected fields.

#include <QCoreApplication>
#include <QString>
#include <QStringList>

#include <string>
#include <vector>

namespace farebox::ui {

class Names {
    Q_DECLARE_TR_FUNCTIONS(Names)
public:
    /// "claude-code" -> "Claude Code"; what we have no name for stays as it is.
    static QString agent(const std::string& agent, const std::string& subAgent = {});
    /// "github.com/acme/payments" -> "payments"; "" -> "Unattributed".
    static QString repo(const std::string& repo);
    /// "payments @ feat/x", "payments", "Unattributed".
    static QString place(const std::string& repo, const std::string& branch);
    /// The whole of it, for hovering.
    static QString fullPlace(const std::string& repo, const std::string& branch);
    static QString unattributed();
    /// "base_url" -> "base URL"; what we have no name for stays as it is.
    static QString channel(const std::string& channel);
    /// "certain", "likely", "weak" as a sentence on the repository.
    static QString confidence(const std::string& word);
    /// The fields of a call that leave the machine, in people's words.
    static QStringList collected(const std::vector<std::string>& fields);
};

}  // namespace farebox::ui
