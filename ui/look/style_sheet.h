#pragma once
// How Qt's own widgets look in our windows.

#include <QString>

#include "ui/look/theme.h"

namespace farebox::ui {

/// For a window of ours; set again when the palette changes. Buttons say what they are by the
/// property "role": "primary", "danger", "plain", "segment", "nav".
QString styleSheetOf(const Theme& theme);

}  // namespace farebox::ui
