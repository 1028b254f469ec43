#pragma once
// What one look at the icon says: its state, how full the ring is, and the tooltip.

#include <QCoreApplication>
#include <QString>

#include <optional>

#include "core/api/summary.h"

namespace farebox::ui {

enum class Mood {
    Ok,
    Warning,  ///< a budget passed its soft limit, or the daemon has a problem
    Paused,   ///< a budget or the user holds calls back
    Down,     ///< no daemon
    Stale,    ///< the daemon is there, and what is shown is older than it should be
};

/// The amount that the icon shows as a number: the setting tray.show_amount.
enum class ShownAmount { None, Today, Month };

/// All that the view models are made from. A value; GUI thread.
struct Source {
    bool isDown = true;
    bool isStale = false;
    std::optional<api::Summary> summary;  ///< the last one, also while down
    UtcNs now = 0;
};

struct Glance {
    Mood mood = Mood::Down;
    std::int64_t permille = 0;  ///< of the month's budget; 0 without one
    QString title;              ///< "Farebox: paused", for screen readers and as headline
    QString tooltip;
    QString figure;     ///< the amount in the icon, "4.2"; "" = none
    QString monthLine;  ///< "Month $83.10 of $150.00 (55 %)", also the menu's

    bool operator==(const Glance&) const = default;
};

/// The budget that the header and the ring stand for: of dollars per month, for all work; else the
/// fullest of dollars per month; null without one.
const api::BudgetState* findMonthBudget(const api::Summary& summary);

class Glances {
    Q_DECLARE_TR_FUNCTIONS(Glances)
public:
    static Glance make(const Source& source, ShownAmount shown = ShownAmount::None);
    static Mood mood(const Source& source);
    static QString title(Mood mood);
    /// "55 %" of permille 553.
    static QString percent(std::int64_t permille);
};

}  // namespace farebox::ui
