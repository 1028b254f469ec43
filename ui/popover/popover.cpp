#include "ui/popover/popover.h"

#include <QApplication>
#include <QKeyEvent>
#include <QPainter>
#include <QScreen>

#include "ui/look/style_sheet.h"

namespace farebox::ui {
namespace {

constexpr int Width = 45 * Grid;   // 360
constexpr int MinHeight = 20 * Grid;
constexpr int MaxHeight = 90 * Grid;  // 720, for screens of 768; with more to show it scrolls
constexpr int Corner = 12;

Qt::WindowFlags flagsOf(Popover::Place place) {
    if (place == Popover::Place::Window) return Qt::Window;
    // A tool window and no popup: a popup would hide itself from screen readers and input methods.
    return Qt::Tool | Qt::FramelessWindowHint | Qt::WindowStaysOnTopHint;
}

}  // namespace

Popover::Popover(Place place, QWidget* parent) : QWidget(parent, flagsOf(place)), place_(place) {
    setObjectName(QStringLiteral("popover"));
    setWindowTitle(tr("Farebox"));
    setAccessibleName(tr("Farebox"));
    if (place == Place::BelowIcon) setAttribute(Qt::WA_TranslucentBackground);
    header_ = new HeaderPanel(this);
    banner_ = new BannerPanel(this);
    form_ = new OverrideForm(this);
    error_ = new TextLabel(TextRole::Caption, Ink::Danger, this);
    error_->setWordWrap(true);
    error_->setVisible(false);
    scroll_ = new QuietScroll(this);
    now_ = new NowSection(this);
    top_ = new TopSection(this);
    budgets_ = new BudgetSection(this);
    footer_ = new FooterPanel(this);
    layOut();
    connectPanels();
    restyle();
    resize(Width, 65 * Grid);
    setMinimumWidth(Width);
    setFocusPolicy(Qt::StrongFocus);
}

void Popover::layOut() {
    lists_ = new QWidget;
    auto* lists = new QVBoxLayout(lists_);
    lists->setContentsMargins(0, 0, 0, Grid);
    lists->setSpacing(Grid / 2);
    auto* notices = new QVBoxLayout;
    notices->setContentsMargins(Grid + 4, Grid, Grid + 4, 0);
    notices->setSpacing(Grid);
    notices->addWidget(banner_);
    notices->addWidget(form_);
    notices->addWidget(error_);
    lists->addLayout(notices);
    lists->addWidget(now_);
    lists->addWidget(top_);
    lists->addWidget(budgets_);
    lists->addStretch();
    scroll_->setWidget(lists_);
    lists_->setAutoFillBackground(false);

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(1, 1, 1, 1);
    column->setSpacing(0);
    column->addWidget(header_);
    line_ = new Hairline(this);
    column->addWidget(line_);
    column->addWidget(scroll_, 1);
    column->addWidget(footer_);
}

void Popover::connectPanels() {
    connect(banner_, &BannerPanel::overrideAsked, this, &Popover::openOverride);
    connect(banner_, &BannerPanel::resumeAsked, this, &Popover::resumeAsked);
    connect(budgets_, &BudgetSection::overrideAsked, this, &Popover::openOverride);
    connect(budgets_, &BudgetSection::overrideEndAsked, this, &Popover::overrideEndAsked);
    connect(budgets_, &BudgetSection::editorAsked, this,
            [this] { Q_EMIT detailsAsked(QStringLiteral("budgets"), {}, {}); });
    connect(form_, &OverrideForm::submitted, this, &Popover::overrideSubmitted);
    connect(form_, &OverrideForm::requested, this, &Popover::overrideRequested);
    connect(footer_, &FooterPanel::pauseAsked, this, &Popover::pauseAsked);
    connect(footer_, &FooterPanel::menuAsked, this, &Popover::menuAsked);
    connect(footer_, &FooterPanel::detailsAsked, this,
            [this] { Q_EMIT detailsAsked(QStringLiteral("trend"), {}, {}); });
    const auto showCalls = [this](const QString& key, const QString& value) {
        Q_EMIT detailsAsked(QStringLiteral("calls"), key, value);
    };
    connect(now_, &Section::detailsAsked, this, showCalls);
    connect(top_, &Section::detailsAsked, this, showCalls);
}

void Popover::setView(const PopoverView& view) {
    view_ = view;
    error_->setVisible(false);
    header_->setVisible(view.hasFigures);
    line_->setVisible(view.hasFigures);
    header_->setView(view.header);
    banner_->setView(view.banner);
    for (QWidget* section : std::initializer_list<QWidget*>{now_, top_, budgets_}) {
        section->setVisible(view.hasFigures);
    }
    if (view.hasFigures) {
        now_->setView(view.live);
        top_->setView(view);
        budgets_->setView(view.budgets);
    }
    footer_->setView(view);
    orderTabs();
    if (isVisible() && wantedHeight() > height()) place(height());
}

// Rows are made after the footer; Tab goes from top to bottom all the same.
void Popover::orderTabs() {
    QWidget* last = this;
    for (QWidget* panel :
         std::initializer_list<QWidget*>{banner_, form_, now_, top_, budgets_, footer_}) {
        for (QWidget* widget : panel->findChildren<QWidget*>()) {
            if (!(widget->focusPolicy() & Qt::TabFocus)) continue;
            QWidget::setTabOrder(last, widget);
            last = widget;
        }
    }
}

int Popover::wantedHeight() const {
    // Words that wrap need a width to know their height.
    const auto heightOf = [](const QWidget* panel) {
        // What changed while nobody saw it has not been laid out.
        for (QLayout* layout : panel->findChildren<QLayout*>()) layout->invalidate();
        QLayout* inside = panel->layout();
        inside->invalidate();
        return inside->hasHeightForWidth() ? inside->heightForWidth(Width - 2)
                                           : inside->sizeHint().height();
    };
    int height = 3 + heightOf(footer_) + heightOf(lists_);
    if (!header_->isHidden()) height += heightOf(header_);
    return qBound(MinHeight, height, MaxHeight);
}

void Popover::openOverride(const QString& budgetId) {
    BudgetView asked;
    for (const BudgetView& budget : view_.budgets) {
        if (budget.budgetId == budgetId) asked = budget;
    }
    form_->open(budgetId, asked.name, asked.isCentral);
    if (isVisible() && wantedHeight() > height()) place(height());
    scroll_->verticalScrollBar()->setValue(0);
}

void Popover::finishOverride(const QString& error) { form_->finish(error); }

void Popover::finishOverrideRequest(const QString& error) { form_->finishRequest(error); }

void Popover::showError(const QString& error) {
    error_->setText(error);
    error_->setAccessibleName(error);
    error_->setVisible(!error.isEmpty());
}

// Grows while it is open and never shrinks: what a person is about to click must not move away.
void Popover::place(int atLeast) {
    if (place_ != Place::BelowIcon) return;
    QScreen* screen = QGuiApplication::screenAt(anchor_.center());
    if (screen == nullptr) screen = QGuiApplication::primaryScreen();
    if (screen == nullptr) return;
    const QRect room = screen->availableGeometry().adjusted(Grid, Grid, -Grid, -Grid);
    // Beside the icon, not over it: a window that has to move when it grows takes away what a person
    // is about to click.
    constexpr int Gap = Grid / 2;
    const bool isIconLow = anchor_.center().y() > screen->geometry().center().y();
    const int beside = isIconLow ? anchor_.top() - Gap - room.top()
                                 : room.bottom() - anchor_.bottom() - Gap;
    const int most = qMin(qMax(beside, 3 * MinHeight), room.height());
    // A window that cannot be resized is left floating by compositors that tile.
    setFixedSize(Width, qMin(qMax(wantedHeight(), atLeast), most));
    const int y = isIconLow ? anchor_.top() - height() - Gap : anchor_.bottom() + Gap;
    move(qBound(room.left(), anchor_.center().x() - width() / 2, room.right() - width()),
         qBound(room.top(), y, qMax(room.top(), room.bottom() - height())));
}

void Popover::openAt(const QRect& icon) {
    // StatusNotifier does not say where the icon is: it is under the mouse, and about so large.
    constexpr int IconSize = 4 * Grid;
    const QPoint half(IconSize / 2, IconSize / 2);
    anchor_ = icon.isValid() ? icon : QRect(QCursor::pos() - half, QSize(IconSize, IconSize));
    place(0);
    show();
    raise();
    activateWindow();
}

void Popover::restyle() {
    const Theme& theme = themeOf(this);
    isDark_ = theme.isDark;
    setStyleSheet(styleSheetOf(theme));
}

void Popover::paintEvent(QPaintEvent*) {
    const Theme& theme = themeOf(this);
    QPainter painter(this);
    if (place_ == Place::Window) return painter.fillRect(rect(), theme.ground);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(theme.isDark ? theme.track : theme.hairline);
    painter.setBrush(theme.ground);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), Corner, Corner);
}

void Popover::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange && isDark_ != themeOf(this).isDark) restyle();
    const bool isLeft = event->type() == QEvent::ActivationChange && !isActiveWindow() &&
                        place_ == Place::BelowIcon && QApplication::activePopupWidget() == nullptr;
    if (isLeft) hide();
    QWidget::changeEvent(event);
}

void Popover::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape) return hide();
    QWidget::keyPressEvent(event);
}

void Popover::showEvent(QShowEvent*) {
    // No control is chosen before a person chooses one.
    setFocus();
    Q_EMIT opened();
}
void Popover::hideEvent(QHideEvent*) { Q_EMIT closed(); }

}  // namespace farebox::ui
