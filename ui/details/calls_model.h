#pragma once
// The calls as a table.

#include <QAbstractTableModel>

#include <vector>

#include "core/api/views.h"

namespace farebox::ui {

class CallsModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Time, Agent, Place, Model, Input, Output, Cost, ColumnCount };
    explicit CallsModel(QObject* parent = nullptr) : QAbstractTableModel(parent) {}

    void setCalls(std::vector<api::CallRow> calls);
    const api::CallRow& call(int row) const { return calls_[static_cast<std::size_t>(row)]; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    static bool isNumber(int column) { return column >= Input; }

private:
    QString textOf(const api::CallRow& call, int column) const;
    QString hoverOf(const api::CallRow& call, int column) const;

    std::vector<api::CallRow> calls_;
};

}  // namespace farebox::ui
