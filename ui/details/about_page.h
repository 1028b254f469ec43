#pragma once
// What Farebox is, its version, and what it keeps and sends.

#include "ui/details/page.h"
#include "ui/state/popover_view.h"

namespace farebox::ui {

class AboutPage : public Page {
    Q_OBJECT
public:
    AboutPage(DaemonLink& link, QWidget* parent);
    void refresh() override;

private:
    void addText(const QString& title, const QString& text);

    TextLabel* version_;
    TextLabel* managed_;
    TextLabel* collected_;
};

}  // namespace farebox::ui
