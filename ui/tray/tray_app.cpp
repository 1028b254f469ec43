#include "ui/tray/tray_app.h"

#include <QApplication>
#include <QSettings>

#include "ui/base/text.h"
#include "ui/look/tray_icon_painter.h"

namespace farebox::ui {
namespace {

const QString SeenKey = QStringLiteral("welcome/seen");
const QString LanguageKey = QStringLiteral("tray/language");

// Between the press that closes and the release that is the click.
constexpr qint64 ClickMs = 250;

/// Steps that can be told apart in 16 pixels; between them the icon is not drawn again.
std::int64_t fillStep(std::int64_t permille) { return qMin<std::int64_t>(permille, 1000) / 25; }

Json overrideBody(const QString& budgetId, int minutes, const QString& reason) {
    return {{"budget_id", fromQt(budgetId)}, {"minutes", minutes}, {"reason", fromQt(reason)}};
}

}  // namespace

QString TrayApp::rememberedLanguage(const QString& memoryFile) {
    const QString language =
        QSettings(memoryFile, QSettings::IniFormat).value(LanguageKey).toString();
    return language == QLatin1String("system") ? QString() : language;
}

TrayApp::TrayApp(TrayOptions options, QObject* parent)
    : QObject(parent),
      options_(std::move(options)),
      link_(options_.socketPath),
      model_(link_, options_.now) {
    connect(&model_, &LiveModel::changed, this, &TrayApp::show);
    connect(&link_, &DaemonLink::eventArrived, this, &TrayApp::eventArrived);
    connect(&link_, &DaemonLink::stateChanged, this, &TrayApp::followPolicy);
    connect(&icon_, &QSystemTrayIcon::activated, this, &TrayApp::activated);
    makePopover();
    makeMenu();
}

TrayApp::~TrayApp() = default;

void TrayApp::makePopover() {
    const bool hasTray = QSystemTrayIcon::isSystemTrayAvailable();
    popover_ = std::make_unique<Popover>(hasTray ? Popover::Place::BelowIcon
                                                 : Popover::Place::Window);
    Popover* popover = popover_.get();
    connect(popover, &Popover::opened, this, [this] {
        model_.setWatched(true);
        followPolicy();
    });
    connect(popover, &Popover::closed, this, [this] {
        model_.setWatched(false);
        sinceClosed_.start();
    });
    connect(popover, &Popover::overrideSubmitted, this, &TrayApp::submitOverride);
    connect(popover, &Popover::overrideRequested, this, &TrayApp::requestOverride);
    connect(popover, &Popover::overrideEndAsked, this, [this](const QString& id) {
        ask("DELETE", QStringLiteral("overrides/") + id, Json());
    });
    connect(popover, &Popover::pauseAsked, this,
            [this] { ask("POST", QStringLiteral("pause"), Json{{"reason", ""}}); });
    connect(popover, &Popover::resumeAsked, this,
            [this] { ask("DELETE", QStringLiteral("pause"), Json()); });
    connect(popover, &Popover::detailsAsked, this, &TrayApp::openDetails);
    connect(popover, &Popover::menuAsked, this, [this](const QPoint& where) {
        menu_->popup(where - QPoint(0, menu_->sizeHint().height()));
    });
}

void TrayApp::makeMenu() {
    auto menu = std::make_unique<TrayMenu>();
    menu->setAutostart(bool(options_.autostart.set) && !isAutostartLocked_,
                       options_.autostart.isOn && options_.autostart.isOn());

    connect(menu.get(), &TrayMenu::openAsked, this, &TrayApp::openPopover);
    connect(menu.get(), &TrayMenu::detailsAsked, this,
            [this] { openDetails(QStringLiteral("trend"), {}, {}); });
    connect(menu.get(), &TrayMenu::overrideAsked, this, [this](const QString& budgetId) {
        openPopover();
        popover_->openOverride(budgetId);
    });
    connect(menu.get(), &TrayMenu::pauseAsked, this,
            [this] { ask("POST", QStringLiteral("pause"), Json{{"reason", ""}}); });
    connect(menu.get(), &TrayMenu::resumeAsked, this,
            [this] { ask("DELETE", QStringLiteral("pause"), Json()); });
    connect(menu.get(), &TrayMenu::autostartAsked, this, &TrayApp::setAutostart);
    connect(menu.get(), &TrayMenu::quitAsked, this, &TrayApp::quitAsked);
    icon_.setContextMenu(menu.get());
    menu_ = std::move(menu);
}

// Windows take their words when they are made.
void TrayApp::rebuild() {
    const bool wasOpen = popover_->isVisible();
    const bool hadDetails = details_ && details_->isVisible();
    const QString page = hadDetails ? details_->page() : QString();
    const QRect place = hadDetails ? details_->geometry() : QRect();
    model_.setWatched(false);
    makePopover();
    makeMenu();
    details_.reset();
    show();
    if (wasOpen) openPopover();
    if (!hadDetails) return;
    openDetails(page, {}, {});
    details_->setGeometry(place);
}

void TrayApp::start() {
    show();
    icon_.show();
    link_.start();
    if (options_.isBackground) return;
    const QSettings memory(options_.memoryFile, QSettings::IniFormat);
    if (!memory.value(SeenKey, false).toBool()) openWelcome();
    else if (!QSystemTrayIcon::isSystemTrayAvailable()) openPopover();
}

// The icon is set only when it looks different: each new one is a message to the panel.
void TrayApp::show() {
    const PopoverView view = PopoverViews::make(model_.source(), shownAmount_);
    const std::int64_t fill = fillStep(view.glance.permille);
    if (view.glance.mood != shownMood_ || fill != shownFill_ ||
        view.glance.figure != shownFigure_) {
        shownMood_ = view.glance.mood;
        shownFill_ = fill;
        shownFigure_ = view.glance.figure;
        const bool isDark = QApplication::palette().color(QPalette::Window).lightness() < 128;
        icon_.setIcon(makeTrayIcon(view.glance.mood, view.glance.permille, inkFor(isDark),
                                   view.glance.figure));
    }
    if (icon_.toolTip() != view.glance.tooltip) icon_.setToolTip(view.glance.tooltip);
    menu_->setView(view);
    popover_->setView(view);
    if (details_) details_->refresh();
}

void TrayApp::restyle() {
    shownFill_ = -1;
    show();
}

void TrayApp::activated(QSystemTrayIcon::ActivationReason reason) {
    const bool isClick = reason == QSystemTrayIcon::Trigger ||
                         reason == QSystemTrayIcon::DoubleClick ||
                         reason == QSystemTrayIcon::MiddleClick;
    if (!isClick) return;
    // A click on the icon takes the focus away first, which has just closed the popover.
    const bool hasJustClosed = sinceClosed_.isValid() && sinceClosed_.elapsed() < ClickMs;
    if (popover_->isVisible()) popover_->hide();
    else if (!hasJustClosed) openPopover();
}

void TrayApp::openPopover() { popover_->openAt(icon_.geometry()); }

void TrayApp::openDetails(const QString& page, const QString& key, const QString& value) {
    if (!details_) details_ = std::make_unique<DetailsWindow>(link_);
    details_->openPage(page, key, value);
    popover_->hide();
}

void TrayApp::openWelcome() {
    welcome_ = std::make_unique<Welcome>(bool(options_.autostart.set) && !isAutostartLocked_);
    connect(welcome_.get(), &Welcome::finished, this, [this](bool wantsAutostart) {
        QSettings(options_.memoryFile, QSettings::IniFormat).setValue(SeenKey, true);
        if (options_.autostart.set && !isAutostartLocked_) setAutostart(wantsAutostart);
        openPopover();
    });
    welcome_->show();
}

// The system is told at once; the setting follows, so that a policy sees the same.
void TrayApp::setAutostart(bool isOn) {
    if (!options_.autostart.set) return;
    const QString error = options_.autostart.set(isOn);
    if (!error.isEmpty()) popover_->showError(error);
    menu_->setAutostart(!isAutostartLocked_, options_.autostart.isOn());
    link_.send("PUT", QStringLiteral("settings/tray.autostart"), Json{{"value", isOn}}, this,
               [](const Reply&) {});
}

// What the person or the organisation set counts also where another program set it.
void TrayApp::followPolicy() {
    if (link_.state() == LinkState::Down) return;
    link_.get(QStringLiteral("policy"), this, [this](const Reply& reply) {
        const auto settings = api::parse_settings(reply.body);
        if (!reply.isOk() || !settings) return;
        for (const api::SettingView& setting : *settings) follow(setting);
    });
}

void TrayApp::follow(const api::SettingView& setting) {
    const bool isOn = setting.value.is_boolean() && setting.value.get<bool>();
    const QString word =
        setting.value.is_string() ? toQt(setting.value.get<std::string>()) : QString();
    if (setting.key == "alerts.desktop") wantsNotifications_ = isOn;
    if (setting.key == "tray.enabled" && isOn != icon_.isVisible()) icon_.setVisible(isOn);
    if (setting.key == "tray.autostart" && options_.autostart.set) followAutostart(setting, isOn);
    if (setting.key == "tray.language") followLanguage(word);
    if (setting.key != "tray.show_amount") return;
    const ShownAmount before = shownAmount_;
    shownAmount_ = ShownAmount::None;
    if (word == QLatin1String("today")) shownAmount_ = ShownAmount::Today;
    if (word == QLatin1String("month")) shownAmount_ = ShownAmount::Month;
    if (shownAmount_ != before) show();
}

void TrayApp::followAutostart(const api::SettingView& setting, bool isOn) {
    isAutostartLocked_ = setting.is_locked;
    const bool isStated = setting.source != "built_in";
    if (isStated && isOn != options_.autostart.isOn()) (void)options_.autostart.set(isOn);
    menu_->setAutostart(!isAutostartLocked_, options_.autostart.isOn());
}

// Kept for main(), which needs it before the daemon can be asked.
void TrayApp::followLanguage(const QString& language) {
    const QString before = rememberedLanguage(options_.memoryFile);
    QSettings(options_.memoryFile, QSettings::IniFormat).setValue(LanguageKey, language);
    if (rememberedLanguage(options_.memoryFile) == before || !options_.useLanguage) return;
    options_.useLanguage(rememberedLanguage(options_.memoryFile));
    rebuild();
}

void TrayApp::submitOverride(const QString& budgetId, int minutes, const QString& reason) {
    const Json body = overrideBody(budgetId, minutes, reason);
    link_.send("POST", QStringLiteral("overrides"), body, this, [this](const Reply& reply) {
        popover_->finishOverride(reply.error);
        model_.refresh();
    });
}

// What they decide arrives with the daemon's events.
void TrayApp::requestOverride(const QString& budgetId, int minutes, const QString& reason) {
    const Json body = overrideBody(budgetId, minutes, reason);
    link_.send("POST", QStringLiteral("override-requests"), body, this,
               [this](const Reply& reply) { popover_->finishOverrideRequest(reply.error); });
}

void TrayApp::ask(const QByteArray& method, const QString& route, const Json& body) {
    link_.send(method, route, body, this, [this](const Reply& reply) {
        if (!reply.isOk()) {
            popover_->showError(reply.error);
            return;
        }
        model_.refresh();
    });
}

void TrayApp::eventArrived(const api::Event& event) {
    if (event.name == "settings_changed") followPolicy();
    notify(event);
}

// The daemon says each alert once per budget, window and threshold; here it is only shown.
void TrayApp::notify(const api::Event& event) {
    if (event.name != "alert" || !wantsNotifications_) return;
    const QString name = toQt(find_string(event.data, "name")
                                  .value_or(find_string(event.data, "budget_id").value_or("")));
    const auto percent = find_int(event.data, "threshold_percent").value_or(0);
    const QString text = toQt(find_string(event.data, "text")
                                  .value_or(find_string(event.data, "cause").value_or("")));
    icon_.showMessage(tr("%1 is at %2").arg(name, Glances::percent(percent * 10)), text,
                      icon_.icon());
}

}  // namespace farebox::ui
