#pragma once
// A scroll area whose bar lies over the margin of what it scrolls: lines stay where they are when
// there is more to show than fits.

#include <QScrollArea>
#include <QScrollBar>

namespace farebox::ui {

class QuietScroll : public QScrollArea {
    Q_OBJECT
public:
    explicit QuietScroll(QWidget* parent = nullptr);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void follow();

    QScrollBar* bar_;
};

}  // namespace farebox::ui
