#pragma once
// Keeps the last summary: fetches it when the daemon says that it changed, and never by the clock
// while nobody looks. Owned by the application, GUI thread.

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <functional>

#include "core/base/clock.h"
#include "ui/link/daemon_link.h"
#include "ui/state/glance.h"

namespace farebox::ui {

class LiveModel : public QObject {
    Q_OBJECT
public:
    /// `now` is asked whenever something is shown. `link` outlives the model.
    LiveModel(DaemonLink& link, std::function<UtcNs()> now, QObject* parent = nullptr);

    Source source() const;
    /// The popover is open: fetch now, follow closely, keep ages current.
    void setWatched(bool isWatched);
    void refresh();

Q_SIGNALS:
    void changed();

private:
    void linkChanged(LinkState state);
    void eventArrived(const api::Event& event);
    void fetchSoon();
    void take(const Reply& reply);

    DaemonLink& link_;
    const std::function<UtcNs()> now_;
    Source source_;
    bool isWatched_ = false;
    bool isFetching_ = false;
    bool isDirty_ = false;    // something changed while a fetch was under way
    bool isOutdated_ = false;  // the daemon went while a fetch was under way
    QElapsedTimer sinceFetch_;
    QTimer later_{this};  // runs only between a change and the fetch that it waits for
    QTimer tick_{this};   // runs only while watched
};

}  // namespace farebox::ui
