#pragma once
// Asks for how long and why a budget may be passed. Says the daemon's refusal in its own words.

#include <QLineEdit>
#include <QPushButton>
#include <QWidget>

#include "ui/widgets/labels.h"
#include "ui/widgets/segments.h"

namespace farebox::ui {

class OverrideForm : public QWidget {
    Q_OBJECT
public:
    explicit OverrideForm(QWidget* parent = nullptr);
    /// `budgetId` "" = every budget.
    void open(const QString& budgetId, const QString& name);
    /// After submitted(): "" closes the form, else it stays and says why.
    void finish(const QString& error);
    bool isOpen() const { return !isHidden(); }

Q_SIGNALS:
    void submitted(const QString& budgetId, int minutes, const QString& reason);

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void submit();
    void close();

    QString budgetId_;
    TextLabel* title_;
    Segments* duration_;
    QLineEdit* reason_;
    TextLabel* error_;
    QPushButton* cancel_;
    QPushButton* submit_;
};

}  // namespace farebox::ui
