#pragma once
// Text of the popover and the windows: elided text, figures in columns, hairlines.

#include <QLabel>
#include <QWidget>

#include "ui/look/theme.h"
#include "ui/state/money.h"

namespace farebox::ui {

enum class Ink { Text, Muted, Accent, Warning, Danger };
QColor colorOf(const Theme& theme, Ink ink);

/// A label in our type that keeps its colour with the scheme. Plain text.
class TextLabel : public QLabel {
    Q_OBJECT
public:
    explicit TextLabel(TextRole role, Ink ink = Ink::Text, QWidget* parent = nullptr);
    void setInk(Ink ink);
    /// The text gives way to an ellipsis instead of widening the window, and is shown on hover.
    void setElided(bool isElided);
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Ink ink_;
    bool isElided_ = false;
};

/// An amount: tabular figures, exact on hover.
class AmountLabel : public QWidget {
    Q_OBJECT
public:
    explicit AmountLabel(TextRole role, QWidget* parent = nullptr);
    /// `name` is what a screen reader says before the amount: "Today".
    void setAmount(const Amount& amount, const QString& name);
    QString text() const { return text_; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    TextRole role_;
    QString text_;
    bool isKnown_ = true;
};

class Hairline : public QWidget {
    Q_OBJECT
public:
    explicit Hairline(QWidget* parent = nullptr);

protected:
    void paintEvent(QPaintEvent* event) override;
};

}  // namespace farebox::ui
