// The tray: arguments and construction. What it does is in ui/.

#include <QApplication>
#include <QCommandLineParser>
#include <QDir>
#include <QStyleFactory>

#include <cstdio>

#include "core/base/file_io.h"
#include "core/base/version.h"
#include "core/platform/autostart.h"
#include "core/platform/paths.h"
#include "ui/base/language.h"
#include "ui/base/text.h"
#include "ui/look/desktop_scheme.h"
#include "ui/look/theme.h"
#include "ui/tray/single_instance.h"
#include "ui/tray/tray_app.h"

namespace farebox {
namespace {

/// The name that core/control gives the socket in the runtime folder.
constexpr const char* SocketName = "/farebox.sock";

struct Arguments {
    bool isBackground = false;
    QString language;
};

Arguments parseArguments(const QApplication& app) {
    QCommandLineParser parser;
    parser.setApplicationDescription(QApplication::tr("Farebox in the tray."));
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption background(
        QStringLiteral("background"), QApplication::tr("Open no window (for starting at login)."));
    const QCommandLineOption language(QStringLiteral("language"),
                                      QApplication::tr("Use this language, for example de."),
                                      QStringLiteral("code"));
    parser.addOptions({background, language});
    parser.process(app);
    return {parser.isSet(background), parser.value(language)};
}

ui::AutostartDoor makeAutostart(platform::Autostart& autostart) {
    if (!autostart.is_supported()) return {};
    const platform::AutostartEntry entry{"farebox-tray", "Farebox",
                                         ui::fromQt(QCoreApplication::applicationFilePath()),
                                         {"--background"}};
    return {[&autostart, entry] { return autostart.is_on(entry); },
            [&autostart, entry](bool isOn) {
                const auto result = autostart.set(entry, isOn);
                return result ? QString() : ui::toQt(result.error().message);
            }};
}

}  // namespace
}  // namespace farebox

int main(int argc, char** argv) {
    using namespace farebox;
    QApplication app(argc, argv);
    QApplication::setApplicationName(QStringLiteral("farebox-tray"));
    QApplication::setApplicationDisplayName(QStringLiteral("Farebox"));
    QApplication::setApplicationVersion(ui::toQt(Version));
    QApplication::setQuitOnLastWindowClosed(!QSystemTrayIcon::isSystemTrayAvailable());
    const Arguments arguments = parseArguments(app);

    const auto paths = platform::find_paths();
    if (!paths) {
        std::fprintf(stderr, "farebox-tray: %s\n", paths.error().message.c_str());
        return 1;
    }
    (void)make_dirs(paths->runtime_dir);
    const QString memory = ui::toQt(paths->state_dir + "/tray.ini");
    ui::Language language;
    const bool isLanguageGiven = !arguments.language.isEmpty();
    language.use(isLanguageGiven ? arguments.language : ui::TrayApp::rememberedLanguage(memory));

    ui::SingleInstance instance(ui::toQt(paths->runtime_dir));
    if (!instance.claim(/*wantsOpen=*/!arguments.isBackground)) return 0;

    // Fusion draws in our colours on every desktop; light or dark stays the system's choice.
    const auto usePalette = [](bool isDark) {
        QApplication::setPalette(ui::paletteOf(isDark ? ui::darkTheme() : ui::lightTheme()));
    };
    const bool isDark = QApplication::palette().color(QPalette::Window).lightness() < 128;
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    usePalette(isDark);

    const SystemClock clock;
    platform::Autostart autostart(platform::find_config_home());
    ui::TrayOptions options{.socketPath = ui::toQt(paths->runtime_dir + SocketName),
                            .memoryFile = memory,
                            .isBackground = arguments.isBackground,
                            .autostart = makeAutostart(autostart),
                            .now = [&clock] { return clock.now(); },
                            .useLanguage = {}};
    // What was asked for on the command line stays.
    if (!isLanguageGiven) options.useLanguage = [&language](const QString& code) { language.use(code); };
    ui::TrayApp tray(std::move(options));
    const auto scheme = ui::followDesktopScheme([&tray, &usePalette](bool wantsDark) {
        usePalette(wantsDark);
        tray.restyle();
    });
    QObject::connect(&tray, &ui::TrayApp::quitAsked, &app, &QApplication::quit);
    QObject::connect(&instance, &ui::SingleInstance::openAsked, &tray, &ui::TrayApp::openPopover);
    tray.start();
    return QApplication::exec();
}
