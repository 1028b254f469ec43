#include "ui/tray/welcome.h"

#include <QBoxLayout>
#include <QPainter>

#include "ui/look/style_sheet.h"
#include "ui/look/tray_icon_painter.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/labels.h"

namespace farebox::ui {
namespace {

constexpr int IconSize = 7 * Grid;

void addPoint(QVBoxLayout* column, const QString& title, const QString& text, QWidget* parent) {
    auto* heading = new TextLabel(TextRole::Strong, Ink::Text, parent);
    heading->setText(title);
    auto* label = new TextLabel(TextRole::Body, Ink::Muted, parent);
    label->setText(text);
    label->setWordWrap(true);
    column->addWidget(heading);
    column->addWidget(label);
    column->addSpacing(Grid);
}

}  // namespace

Welcome::Welcome(bool canAutostart, QWidget* parent) : QWidget(parent, Qt::Window) {
    setWindowTitle(tr("Welcome to Farebox"));
    setObjectName(QStringLiteral("welcome"));
    auto* title = new TextLabel(TextRole::Title, Ink::Text, this);
    title->setText(tr("What your coding agents cost, by repository and branch"));
    title->setWordWrap(true);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(4 * Grid, 4 * Grid + IconSize, 4 * Grid, 3 * Grid);
    column->setSpacing(3);
    column->addWidget(title);
    column->addSpacing(2 * Grid);
    addPoint(column, tr("Look at the ring"),
             tr("It fills with the month's budget. A click shows today, what burns now and what is "
                "left."), this);
    addPoint(column, tr("Your calls stay as they are"),
             tr("Not a byte is changed, and no prompt, answer or key is kept."), this);
    addPoint(column, tr("You stay in charge"),
             tr("A budget that pauses names its limit. One click and a reason lift it."), this);
    auto* bottom = new QHBoxLayout;
    if (canAutostart) {
        auto* label = new TextLabel(TextRole::Body, Ink::Text, this);
        label->setText(tr("Start at login"));
        autostart_ = new Switch(this);
        autostart_->setAccessibleName(label->text());
        autostart_->setChecked(true);
        bottom->addWidget(autostart_);
        bottom->addWidget(label);
    }
    bottom->addStretch();
    QPushButton* done = makeButton(tr("Get started"), ButtonRole::Primary, this);
    done->setDefault(true);
    connect(done, &QPushButton::clicked, this, &QWidget::close);
    bottom->addWidget(done);
    column->addStretch();
    column->addLayout(bottom);
    restyle();
    resize(52 * Grid, 52 * Grid);
    done->setFocus();
}

void Welcome::closeEvent(QCloseEvent*) {
    if (isFinished_) return;
    isFinished_ = true;
    Q_EMIT finished(autostart_ != nullptr && autostart_->isChecked());
}

void Welcome::restyle() {
    isDark_ = themeOf(this).isDark;
    setStyleSheet(styleSheetOf(themeOf(this)));
}

void Welcome::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange && isDark_ != themeOf(this).isDark) restyle();
    QWidget::changeEvent(event);
}

void Welcome::paintEvent(QPaintEvent*) {
    const Theme& theme = themeOf(this);
    QPainter painter(this);
    painter.fillRect(rect(), theme.ground);
    paintTrayIcon(painter, QRectF(4 * Grid - 4, 3 * Grid, IconSize, IconSize), Mood::Ok, 640,
                  {theme.accent, theme.warning, theme.danger});
}

}  // namespace farebox::ui
