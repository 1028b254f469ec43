#include "ui/details/about_page.h"

#include "core/base/version.h"
#include "ui/base/text.h"

namespace farebox::ui {
namespace {

// Some seventy letters: longer lines are hard to follow.
constexpr int LineWidth = 65 * Grid;

}  // namespace

AboutPage::AboutPage(DaemonLink& link, QWidget* parent) : Page(tr("About"), link, parent) {
    version_ = new TextLabel(TextRole::Body, Ink::Text, this);
    body()->addWidget(version_);
    body()->addSpacing(Grid);
    addText(
        tr("What it does"),
        tr("Farebox carries the calls of your coding agents to their vendors unchanged, finds out "
           "which repository and branch each was for, and counts what it cost."));
    addText(
        tr("What it keeps"),
        tr("Times, names, token counts and prices, on this machine. Never a prompt, an answer or "
           "a key."));
    collected_ = new TextLabel(TextRole::Body, Ink::Muted, this);
    collected_->setWordWrap(true);
    collected_->setMaximumWidth(LineWidth);
    managed_ = new TextLabel(TextRole::Caption, Ink::Muted, this);
    managed_->setWordWrap(true);
    auto* heading = new TextLabel(TextRole::Strong, Ink::Text, this);
    heading->setText(tr("What it sends"));
    body()->addWidget(heading);
    body()->addWidget(collected_);
    body()->addWidget(managed_);
    body()->addStretch();
}

void AboutPage::addText(const QString& title, const QString& text) {
    auto* heading = new TextLabel(TextRole::Strong, Ink::Text, this);
    heading->setText(title);
    auto* label = new TextLabel(TextRole::Body, Ink::Muted, this);
    label->setText(text);
    label->setWordWrap(true);
    label->setMaximumWidth(LineWidth);
    body()->addWidget(heading);
    body()->addWidget(label);
    body()->addSpacing(Grid);
}

void AboutPage::refresh() {
    const QString own = toQt(Version);
    version_->setText(tr("Version %1").arg(own));
    link().get(QStringLiteral("summary"), this, [this, own](const Reply& reply) {
        const auto summary = api::parse_summary(reply.body);
        if (!reply.isOk() || !summary) return;
        const QString daemon = toQt(summary->version);
        version_->setText(daemon == own ? tr("Version %1").arg(own)
                                        : tr("Version %1, daemon %2").arg(own, daemon));
        const PopoverView view = PopoverViews::make({false, false, *summary, summary->now});
        collected_->setText(view.footer.collected);
        managed_->setText(view.footer.managedBy);
    });
}

}  // namespace farebox::ui
