// As tests/support/main.cpp, with widgets: offscreen, one font, English, UTC.
#include <QApplication>
#include <QFontDatabase>
#include <QLocale>
#include <QStyleFactory>

#include <cstdio>

#include "tests/support/suite.h"
#include "tests/ui/support/screen.h"
#include "ui/base/language.h"

int main(int argc, char** argv) {
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
    qputenv("TZ", "UTC");
    QApplication app(argc, argv);
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    QApplication::setQuitOnLastWindowClosed(false);
    QFont font(farebox::tests::screenFont());
    font.setPixelSize(13);
    QApplication::setFont(font);
    const auto texts = farebox::ui::loadTranslation(QLocale());
    QApplication::installTranslator(texts.get());
    QStringList arguments = QApplication::arguments();
    QString only;
    const auto at = arguments.indexOf(QStringLiteral("--class"));
    if (at > 0 && at + 1 < arguments.size()) {
        only = arguments.at(at + 1);
        arguments.remove(at, 2);
    }
    int failed = 0;
    int ran = 0;
    for (const auto& suite : farebox::tests::suites()) {
        if (!only.isEmpty() && only != QString::fromStdString(suite.name)) continue;
        failed += QTest::qExec(suite.make().get(), arguments);
        ++ran;
    }
    return ran > 0 && failed == 0 ? 0 : 1;
}
