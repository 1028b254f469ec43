#include "ui/base/language.h"

#include <QCoreApplication>

namespace farebox::ui {

std::unique_ptr<QTranslator> loadTranslation(const QLocale& locale) {
    auto translator = std::make_unique<QTranslator>();
    const auto load = [&translator](const QLocale& wanted) {
        return translator->load(wanted, QStringLiteral("farebox"), QStringLiteral("_"),
                                QStringLiteral(":/translations"));
    };
    // English is in the source; its file holds the plurals.
    if (!load(locale)) (void)load(QLocale(QLocale::English));
    return translator;
}

Language::~Language() {
    if (translator_) QCoreApplication::removeTranslator(translator_.get());
}

void Language::use(const QString& code) {
    if (translator_) QCoreApplication::removeTranslator(translator_.get());
    QLocale::setDefault(code.isEmpty() ? QLocale::system() : QLocale(code));
    translator_ = loadTranslation(QLocale());
    QCoreApplication::installTranslator(translator_.get());
}

}  // namespace farebox::ui
