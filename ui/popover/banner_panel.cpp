#include "ui/popover/banner_panel.h"

#include <QBoxLayout>
#include <QPainter>

#include "ui/look/tray_icon_painter.h"
#include "ui/widgets/buttons.h"

namespace farebox::ui {

BannerPanel::BannerPanel(QWidget* parent) : QWidget(parent) {
    title_ = new TextLabel(TextRole::Strong, Ink::Text, this);
    title_->setWordWrap(true);
    text_ = new TextLabel(TextRole::Caption, Ink::Muted, this);
    text_->setWordWrap(true);
    act_ = makeButton({}, ButtonRole::Primary, this);
    connect(act_, &QPushButton::clicked, this, [this] {
        if (view_.canResume) Q_EMIT resumeAsked();
        else Q_EMIT overrideAsked(view_.budgetId);
    });
    auto* words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(title_);
    words->addWidget(text_);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(5 * Grid, Grid + 2, Grid + 4, Grid + 2);
    row->setSpacing(Grid);
    row->addLayout(words, 1);
    row->addWidget(act_, 0, Qt::AlignVCenter);
    setVisible(false);
}

void BannerPanel::setView(const BannerView& view) {
    view_ = view;
    title_->setText(view.title);
    text_->setText(view.text);
    act_->setText(view.canResume ? tr("Resume") : tr("Override…"));
    act_->setVisible(view.canResume || !view.budgetId.isEmpty());
    setAccessibleName(view.title);
    setAccessibleDescription(view.text);
    setVisible(!view.title.isEmpty());
    update();
}

void BannerPanel::paintEvent(QPaintEvent*) {
    const Theme& theme = themeOf(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(view_.mood == Mood::Paused ? theme.dangerSoft : theme.warningSoft);
    painter.drawRoundedRect(rect(), 8, 8);
    // On a layer of its own: a stroke of the icon erases what is below it.
    const int size = 20;
    QPixmap icon(QSize(size, size) * devicePixelRatioF());
    icon.setDevicePixelRatio(devicePixelRatioF());
    icon.fill(Qt::transparent);
    QPainter inside(&icon);
    paintTrayIcon(inside, QRectF(0, 0, size, size), view_.mood, 1000,
                  {theme.warning, theme.warning, theme.danger});
    inside.end();
    painter.drawPixmap(QPointF(10, Grid + 3), icon);
}

}  // namespace farebox::ui
