#include "ui/state/assign_view.h"

#include <string_view>

#include "ui/base/text.h"

namespace farebox::ui {
namespace {

// As core/attribution writes the source of such evidence.
constexpr std::string_view ByFolder = "rule for folder ";
constexpr std::string_view ByProgram = "rule for program ";

const Evidence* findRepo(const api::CallRow& call) {
    for (const Evidence& item : call.evidence) {
        if (item.dimension == "repo" && item.chosen) return &item;
    }
    return nullptr;
}

}  // namespace

AssignView AssignViews::ofRule(const std::string& source) {
    AssignView view;
    const std::string_view text = source;
    if (text.starts_with(ByFolder)) view.folder = toQt(text.substr(ByFolder.size()));
    else if (text.starts_with(ByProgram)) view.program = toQt(text.substr(ByProgram.size()));
    else return view;
    view.state = AssignView::State::ByRule;
    view.text = view.folder.isEmpty()
                    ? tr("A rule for the program %1 placed this call.").arg(view.program)
                    : tr("A rule for the folder %1 placed this call.").arg(view.folder);
    return view;
}

AssignView AssignViews::make(const api::CallRow& call) {
    if (const Evidence* repo = findRepo(call)) return ofRule(repo->source);
    AssignView view;
    if (!call.repo.empty()) return view;
    // In the root folder run helpers that belong nowhere.
    if (call.cwd != "/") view.folder = toQt(call.cwd);
    view.program = toQt(call.process_name);
    if (view.folder.isEmpty() && view.program.isEmpty()) return view;
    view.state = AssignView::State::Possible;
    view.text = tr("Nothing tells the repository of this call. Where do such calls belong, from the "
                   "next one on?");
    return view;
}

}  // namespace farebox::ui
