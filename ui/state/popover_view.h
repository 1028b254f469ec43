#pragma once
// The popover as text and numbers: everything that its widgets show, made from one summary.
// Pure values, so that what people read is tested without a window.

#include <QCoreApplication>
#include <QString>
#include <QStringList>

#include <vector>

#include "ui/state/glance.h"
#include "ui/state/money.h"

namespace farebox::ui {

struct HeaderView {
    Amount today;
    Amount month;
    QString basis;       ///< "Billed", "API-equivalent", "Mixed"; "" before the first call
    QString basisHover;
    QString limit;       ///< "of $150.00", or "" without a month budget
    QString percent;     ///< "55 %", or ""
    bool hasBudget = false;
    std::int64_t permille = 0;
    std::int64_t softPercent = 80;
    std::int64_t hardPercent = 110;
    QString forecast;  ///< one line; "" when there is nothing to say
    bool isForecastBad = false;

    bool operator==(const HeaderView&) const = default;
};

/// A row of a list: two lines left, two right, maybe a dot or a share.
struct LineView {
    QString title;
    QString subtitle;
    Amount amount;
    QString note;       ///< below the amount
    QString hover;
    bool isActive = false;      ///< a call is under way
    bool isMuted = false;       ///< unattributed
    std::int64_t share = -1;    ///< permille of the largest; -1 = none
    QString filterKey;          ///< "repo", "branch", "agent", "session_id"
    QString filterValue;

    bool operator==(const LineView&) const = default;
};

struct BudgetView {
    QString budgetId;
    QString name;
    QString scope;   ///< "payments · Codex", "All work"
    QString spent;   ///< "$83.10 of $150.00"
    QString hover;
    QString percent;
    QString status;  ///< "Resets Dec 1", "Paused until Dec 1", "Overridden until 18:30"
    std::int64_t permille = 0;
    std::int64_t softPercent = 80;
    std::int64_t hardPercent = 110;
    api::BudgetStatus state = api::BudgetStatus::Ok;
    QString overrideId;  ///< of the override in force
    bool isCentral = false;  ///< the collector's: its people can be asked to let calls go on

    bool operator==(const BudgetView&) const = default;
};

struct FooterView {
    QString health;
    QString healthHover;  ///< why calls are not sent, else the port
    QStringList problems;
    bool isOk = true;
    QString managedBy;
    QString managedHover;
    QString managedUrl;
    QString collected;

    bool operator==(const FooterView&) const = default;
};

/// The one thing that needs a person, above everything else.
struct BannerView {
    Mood mood = Mood::Ok;
    QString title;  ///< "" = no banner
    QString text;
    QString budgetId;       ///< the budget that pauses
    bool canResume = false;  ///< the user's own pause

    bool operator==(const BannerView&) const = default;
};

struct PopoverView {
    Glance glance;
    bool hasFigures = false;
    HeaderView header;
    BannerView banner;
    std::vector<LineView> live;
    std::vector<LineView> repos;
    std::vector<LineView> branches;
    std::vector<LineView> agents;
    std::vector<BudgetView> budgets;
    FooterView footer;

    bool operator==(const PopoverView&) const = default;
};

class PopoverViews {
    Q_DECLARE_TR_FUNCTIONS(PopoverViews)
public:
    static PopoverView make(const Source& source, ShownAmount shown = ShownAmount::None);
    static HeaderView header(const api::Summary& summary);
    static BudgetView budget(const api::BudgetState& state, const api::Summary& summary);

private:
    static QString forecast(const api::Summary& summary, HeaderView& view);
    static LineView live(const api::LiveSession& session, const api::Summary& summary);
    static std::vector<LineView> top(const std::vector<api::TopRow>& rows, const char* key);
    static BannerView banner(const Source& source, Mood mood);
    static FooterView footer(const Source& source);
    static QString syncText(const api::Summary& summary);
};

}  // namespace farebox::ui
