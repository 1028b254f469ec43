#pragma once
// A call as rows of text: what the calls table and its pane show.

#include <QCoreApplication>
#include <QString>

#include <vector>

#include "core/api/views.h"
#include "ui/state/money.h"

namespace farebox::ui {

struct FactRow {
    QString name;
    QString value;
    QString note;  ///< where it comes from, how sure it is
    bool isChosen = true;

    bool operator==(const FactRow&) const = default;
};

struct CallPane {
    QString title;      ///< "Codex, payments @ feat/x"
    QString subtitle;   ///< "Nov 22, 18:30:05 · gpt-6 · 4.2 s"
    Amount amount;
    QString note;       ///< one sentence that a person should read, or ""
    std::vector<FactRow> evidence;  ///< candidates that lost stand below the chosen one
    std::vector<FactRow> costs;
    std::vector<FactRow> facts;
};

class CallViews {
    Q_DECLARE_TR_FUNCTIONS(CallViews)
public:
    static Amount amount(const api::CallRow& row);
    /// "" when it went well: "Cancelled", "Refused", "Error 529".
    static QString outcome(const api::CallRow& row);
    static QString tokens(const std::optional<std::int64_t>& count);
    static CallPane pane(const api::CallRow& row);

private:
    static QString confidence(Confidence confidence);
    static QString dimension(const std::string& name);
};

}  // namespace farebox::ui
