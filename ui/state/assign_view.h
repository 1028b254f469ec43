#pragma once
// Whether a person may say where a call belongs, and by what: its folder or its program.

#include <QCoreApplication>
#include <QString>

#include "core/api/views.h"

namespace farebox::ui {

struct AssignView {
    enum class State {
        None,      ///< the call says itself where it belongs, or nothing is known to go by
        Possible,  ///< nothing tells its repository; a rule may
        ByRule,    ///< a rule told it
    };
    State state = State::None;
    QString folder;   ///< "" = not known
    QString program;  ///< "" = not known
    QString text;     ///< one sentence for a person

    bool operator==(const AssignView&) const = default;
};

class AssignViews {
    Q_DECLARE_TR_FUNCTIONS(AssignViews)
public:
    static AssignView make(const api::CallRow& call);

private:
    static AssignView ofRule(const std::string& source);
};

}  // namespace farebox::ui
