#pragma once
// A choice of few, side by side: "Repos | Branches | Agents". Arrow keys move it.

#include <QButtonGroup>
#include <QStringList>
#include <QWidget>

namespace farebox::ui {

class Segments : public QWidget {
    Q_OBJECT
public:
    Segments(const QStringList& names, const QString& accessibleName, QWidget* parent = nullptr);
    int current() const { return group_.checkedId(); }
    void setCurrent(int index);

Q_SIGNALS:
    void changed(int index);

private:
    QButtonGroup group_;
};

}  // namespace farebox::ui
