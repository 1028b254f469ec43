#pragma once
// How much of a budget is spent: a bar with a tick where it warns and one where it pauses.

#include <QWidget>

namespace farebox::ui {

class Meter : public QWidget {
    Q_OBJECT
public:
    enum class Size { Thin, Thick };
    explicit Meter(Size size, QWidget* parent = nullptr);

    /// The bar ends a little past `hardPercent`, so that both ticks are inside it.
    void setValue(std::int64_t permille, std::int64_t softPercent, std::int64_t hardPercent);
    /// For screen readers: "Month budget".
    void setName(const QString& name);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void say();

    Size size_;
    QString name_;
    std::int64_t permille_ = 0;
    std::int64_t softPercent_ = 80;
    std::int64_t hardPercent_ = 110;
};

}  // namespace farebox::ui
