#pragma once
// Which translation a person sees.

#include <QLocale>
#include <QTranslator>

#include <memory>

namespace farebox::ui {

/// The translation for `locale` from the embedded files, English where there is none. The caller
/// installs it and keeps it for the life of the application.
std::unique_ptr<QTranslator> loadTranslation(const QLocale& locale);

}  // namespace farebox::ui
