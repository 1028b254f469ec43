#pragma once
// The lists of the popover: what burns now, the day's ranking, the budgets.

#include <QVBoxLayout>
#include <QWidget>

#include <vector>

#include "ui/state/popover_view.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/segments.h"

namespace farebox::ui {

/// A caption with rows below it, made again only when they changed.
class Section : public QWidget {
    Q_OBJECT
public:
    Section(const QString& title, QWidget* parent);

Q_SIGNALS:
    void detailsAsked(const QString& filterKey, const QString& filterValue);

protected:
    QHBoxLayout* captionRow() { return captionRow_; }
    void setRows(const std::vector<LineView>& rows, bool hasDot, const QString& whenEmpty);
    QVBoxLayout* rows() { return rows_; }
    void clearRows();

private:
    QHBoxLayout* captionRow_;
    QVBoxLayout* rows_;
};

class NowSection : public Section {
    Q_OBJECT
public:
    explicit NowSection(QWidget* parent);
    void setView(const std::vector<LineView>& live);

private:
    std::vector<LineView> shown_;
    bool isFirst_ = true;
};

class TopSection : public Section {
    Q_OBJECT
public:
    explicit TopSection(QWidget* parent);
    void setView(const PopoverView& view);

private:
    void show();

    Segments* choice_;
    std::vector<LineView> lists_[3];
};

class BudgetSection : public Section {
    Q_OBJECT
public:
    explicit BudgetSection(QWidget* parent);
    void setView(const std::vector<BudgetView>& budgets);

Q_SIGNALS:
    void overrideAsked(const QString& budgetId);
    void overrideEndAsked(const QString& overrideId);
    void editorAsked();

private:
    QWidget* makeRow(const BudgetView& view);

    std::vector<BudgetView> shown_;
    bool isFirst_ = true;
};

}  // namespace farebox::ui
