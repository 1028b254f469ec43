#pragma once
// What the pages of the details window share: a title, and a line for what went wrong.

#include <QVBoxLayout>
#include <QWidget>

#include "ui/link/daemon_link.h"
#include "ui/widgets/labels.h"

namespace farebox::ui {

class Page : public QWidget {
    Q_OBJECT
public:
    /// `link` outlives the page.
    Page(const QString& title, DaemonLink& link, QWidget* parent);
    /// Asks for what the page shows; called when it is shown and when the daemon says it changed.
    virtual void refresh() = 0;

protected:
    DaemonLink& link() { return link_; }
    QHBoxLayout* titleRow() { return titleRow_; }
    QVBoxLayout* body() { return body_; }
    /// "" hides the line.
    void showProblem(const QString& problem);

private:
    DaemonLink& link_;
    QHBoxLayout* titleRow_;
    QVBoxLayout* body_;
    TextLabel* problem_;
};

}  // namespace farebox::ui
