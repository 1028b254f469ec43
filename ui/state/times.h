#pragma once
// Times as people read them, relative to a `now` that the caller names.

#include <QCoreApplication>
#include <QString>

#include "core/base/clock.h"

namespace farebox::ui {

class Times {
    Q_DECLARE_TR_FUNCTIONS(Times)
public:
    /// "just now", "5 min ago", "3 h ago", "2 days ago".
    static QString ago(UtcNs now, UtcNs then);
    /// "40 min", "3 h", "5 days": how long until then; at least a minute.
    static QString until(UtcNs now, UtcNs then);
    /// "18:30" today, "Thu 18:30" within a week, else "Dec 1". Local time.
    static QString when(UtcNs now, UtcNs then);
    /// "Nov 22, 18:30:05". Local time.
    static QString exact(UtcNs time);
    /// "Nov 22, 18:30". Local time.
    static QString minute(UtcNs time);
    /// "250 ms", "4.2 s", "3 min".
    static QString duration(std::int64_t ms);
};

}  // namespace farebox::ui
