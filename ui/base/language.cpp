#include "ui/base/language.h"

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

}  // namespace farebox::ui
