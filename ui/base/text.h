#pragma once
// The one place where UTF-8 text of core/ becomes Qt's and back.

#include <QString>

#include <string>
#include <string_view>

namespace farebox::ui {

inline QString toQt(std::string_view text) {
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

inline std::string fromQt(const QString& text) { return text.toStdString(); }

}  // namespace farebox::ui
