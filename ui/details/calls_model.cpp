#include "ui/details/calls_model.h"

#include "ui/base/text.h"
#include "ui/state/call_view.h"
#include "ui/state/names.h"
#include "ui/state/times.h"

namespace farebox::ui {

void CallsModel::setCalls(std::vector<api::CallRow> calls) {
    beginResetModel();
    calls_ = std::move(calls);
    endResetModel();
}

int CallsModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(calls_.size());
}

int CallsModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QString CallsModel::textOf(const api::CallRow& call, int column) const {
    switch (column) {
        case Time: return Times::minute(call.started_at);
        case Agent: return Names::agent(call.agent, call.sub_agent);
        case Place: return Names::place(call.repo, call.branch);
        case Model: {
            const QString outcome = CallViews::outcome(call);
            return outcome.isEmpty() ? toQt(call.model())
                                     : tr("%1 · %2", "a model and what went wrong")
                                           .arg(toQt(call.model()), outcome);
        }
        case Input: return CallViews::tokens(call.input_tokens);
        case Output: return CallViews::tokens(call.output_tokens);
        case Cost: return CallViews::amount(call).text;
        default: return {};
    }
}

QString CallsModel::hoverOf(const api::CallRow& call, int column) const {
    if (column == Time) return Times::exact(call.started_at);
    if (column == Cost) return CallViews::amount(call).hover;
    if (column == Place) return Names::fullPlace(call.repo, call.branch);
    const auto& count = column == Input ? call.input_tokens : call.output_tokens;
    if (isNumber(column)) return count ? Money::exactCount(*count) : tr("The vendor did not say.");
    return {};
}

QVariant CallsModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    const api::CallRow& call = this->call(index.row());
    if (role == Qt::DisplayRole) return textOf(call, index.column());
    if (role == Qt::ToolTipRole) return hoverOf(call, index.column());
    if (role == Qt::TextAlignmentRole && isNumber(index.column())) {
        return QVariant::fromValue(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter));
    }
    return {};
}

QVariant CallsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole) {
        const auto side = isNumber(section) ? Qt::AlignRight : Qt::AlignLeft;
        return QVariant::fromValue(Qt::Alignment(side | Qt::AlignVCenter));
    }
    if (role != Qt::DisplayRole) return {};
    switch (section) {
        case Time: return tr("Time");
        case Agent: return tr("Agent");
        case Place: return tr("Repository @ branch");
        case Model: return tr("Model");
        case Input: return tr("In");
        case Output: return tr("Out");
        case Cost: return tr("Cost");
        default: return {};
    }
}

}  // namespace farebox::ui
