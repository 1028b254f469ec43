#include "ui/base/language.h"

namespace farebox::ui {

std::unique_ptr<QTranslator> loadTranslation(const QLocale& locale) {
    auto translator = std::make_unique<QTranslator>();
    // False where there is no such file: English is in the source.
    (void)translator->load(locale, QStringLiteral("farebox"), QStringLiteral("_"),
                           QStringLiteral(":/translations"));
    return translator;
}

}  // namespace farebox::ui
