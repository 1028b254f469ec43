#pragma once
// Asks for how long and why a budget may be passed. Says the daemon's refusal in its own words; where
// the budget is the organisation's, the same request can then be put to its people.

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
    /// `budgetId` "" = every budget. `isCentral`: a refusal offers to ask the organisation.
    void open(const QString& budgetId, const QString& name, bool isCentral);
    /// After submitted(): "" closes the form, else it stays and says why.
    void finish(const QString& error);
    /// After requested(): "" = the organisation has the request, else why not.
    void finishRequest(const QString& error);
    bool isOpen() const { return !isHidden(); }

Q_SIGNALS:
    void submitted(const QString& budgetId, int minutes, const QString& reason);
    void requested(const QString& budgetId, int minutes, const QString& reason);

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    /// Ours to give, or theirs.
    enum class Stage { Override, Request, Asked };
    void enter(Stage stage);
    void submit();
    void answer(const QString& error);
    void close();

    QString budgetId_;
    bool isCentral_ = false;
    Stage stage_ = Stage::Override;
    TextLabel* title_;
    Segments* duration_;
    QLineEdit* reason_;
    TextLabel* error_;
    TextLabel* note_;
    QPushButton* cancel_;
    QPushButton* submit_;
};

}  // namespace farebox::ui
