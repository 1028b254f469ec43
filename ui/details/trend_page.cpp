#include "ui/details/trend_page.h"

#include "ui/base/text.h"
#include "ui/state/money.h"

namespace farebox::ui {
namespace {

constexpr int Ranges[] = {7, 30, 90};

}  // namespace

TrendPage::TrendPage(DaemonLink& link, QWidget* parent) : Page(tr("Trend"), link, parent) {
    range_ = new Segments({tr("7 days"), tr("30 days"), tr("90 days")}, tr("Days shown"), this);
    range_->setCurrent(1);
    titleRow()->addWidget(range_);
    connect(range_, &Segments::changed, this, &TrendPage::refresh);
    sum_ = new AmountLabel(TextRole::Hero, this);
    note_ = new TextLabel(TextRole::Caption, Ink::Muted, this);
    chart_ = new TrendChart(this);
    body()->addWidget(sum_, 0, Qt::AlignLeft);
    body()->addWidget(note_);
    body()->addWidget(chart_, 1);
}

void TrendPage::refresh() {
    const int days = Ranges[range_->current()];
    link().get(QStringLiteral("trend?days=%1").arg(days), this, [this, days](const Reply& reply) {
        showProblem(reply.error);
        auto found = api::parse_trend(reply.body);
        if (!reply.isOk()) return;
        if (!found) return showProblem(toQt(found.error().message));
        std::optional<std::int64_t> sum;
        std::int64_t calls = 0;
        std::int64_t unpriced = 0;
        for (const auto& day : *found) {
            if (day.cost_nano) sum = sum.value_or(0) + *day.cost_nano;
            calls += day.calls;
            unpriced += day.unpriced_calls;
        }
        const Amount amount = Money::amount(sum, calls, unpriced);
        sum_->setAmount(amount, tr("Sum of the days shown"));
        const QString count = tr("%Ln call(s)", nullptr, static_cast<int>(calls));
        note_->setText(tr("%1 in %Ln day(s)", nullptr, days).arg(count) +
                       (amount.note.isEmpty() ? QString() : QStringLiteral(" · ") + amount.note));
        chart_->setDays(std::move(found).value());
    });
}

}  // namespace farebox::ui
