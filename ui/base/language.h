#pragma once
// Which translation a person sees.

#include <QLocale>
#include <QString>
#include <QTranslator>

#include <memory>

namespace farebox::ui {

/// The translation for `locale` from the embedded files, English where there is none. The caller
/// installs it and keeps it for the life of the application.
std::unique_ptr<QTranslator> loadTranslation(const QLocale& locale);

/// The language that the application speaks. Owned by main(), beside the QApplication; GUI thread.
class Language {
public:
    Language() = default;
    ~Language();
    Language(const Language&) = delete;
    Language& operator=(const Language&) = delete;

    /// "de"; "" = the system's. Counts for windows that are made from then on.
    void use(const QString& code);

private:
    std::unique_ptr<QTranslator> translator_;
};

}  // namespace farebox::ui
