// The pane of one call as rich text, so that it can be selected and copied.

#include "ui/details/calls_page.h"
#include "ui/state/call_view.h"

namespace farebox::ui {
namespace {

QString table(const std::vector<FactRow>& rows, const Theme& theme) {
    QString html = QStringLiteral("<table width='100%' cellspacing='0' cellpadding='3'>");
    for (const FactRow& row : rows) {
        const QString ink = (row.isChosen ? theme.text : theme.muted).name();
        html +=
            QStringLiteral(
                "<tr><td width='20%'><font color='%1'>%2</font></td>"
                "<td><font color='%3'>%4</font>")
                .arg(theme.muted.name(), row.name.toHtmlEscaped(), ink, row.value.toHtmlEscaped());
        if (!row.note.isEmpty()) {
            html += QStringLiteral("<br><small><font color='%1'>%2</font></small>")
                        .arg(theme.muted.name(), row.note.toHtmlEscaped());
        }
        html += QStringLiteral("</td></tr>");
    }
    return html + QStringLiteral("</table>");
}

QString heading(const QString& text, const Theme& theme) {
    return QStringLiteral("<p style='margin-top:14px;margin-bottom:2px'><small><b>"
                          "<font color='%1'>%2</font></b></small></p>")
        .arg(theme.muted.name(), text.toHtmlEscaped());
}

}  // namespace

QString paneHtml(const api::CallRow& call, const Theme& theme) {
    const CallPane pane = CallViews::pane(call);
    QString html = QStringLiteral(
                       "<p style='margin:0'><b><big>%1</big></b></p>"
                       "<p style='margin:2px 0'><b>%2</b></p>"
                       "<p style='margin:0'><small><font color='%3'>%4</font></small></p>")
                       .arg(pane.amount.text.toHtmlEscaped(), pane.title.toHtmlEscaped(),
                            theme.muted.name(), pane.subtitle.toHtmlEscaped());
    if (!pane.note.isEmpty()) {
        html += QStringLiteral("<p><font color='%1'>%2</font></p>")
                    .arg(theme.warning.name(), pane.note.toHtmlEscaped());
    }
    if (!pane.evidence.empty()) {
        html += heading(CallsPage::tr("Evidence"), theme) + table(pane.evidence, theme);
    }
    if (!pane.costs.empty())
        html += heading(CallsPage::tr("Price"), theme) + table(pane.costs, theme);
    return html + heading(CallsPage::tr("Facts"), theme) + table(pane.facts, theme);
}

}  // namespace farebox::ui
