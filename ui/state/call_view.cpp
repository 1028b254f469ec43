#include "ui/state/call_view.h"

#include <QLocale>
#include <QStringList>

#include "ui/base/text.h"
#include "ui/state/names.h"
#include "ui/state/times.h"

namespace farebox::ui {

Amount CallViews::amount(const api::CallRow& row) {
    if (row.price_status == "free")
        return {Money::shortText(0), tr("Nothing is billed."), {}, true};
    Amount amount = Money::amountOfCall(row.cost_nano(), toQt(row.price_note));
    if (amount.isKnown && row.price_status == "partly") {
        amount.note = tr("in part");
        amount.hover += QLatin1Char('\n') + toQt(row.price_note);
    }
    return amount;
}

QString CallViews::outcome(const api::CallRow& row) {
    if (row.outcome == "ok" || row.outcome.empty()) return {};
    if (row.outcome == "client_cancelled") return tr("Cancelled");
    if (row.outcome == "upstream_failed") return tr("Vendor not reached");
    if (row.outcome == "refused") return tr("Refused");
    return row.http_status ? tr("Error %1").arg(*row.http_status) : tr("Error");
}

QString CallViews::tokens(const std::optional<std::int64_t>& count) {
    return count ? Money::shortCount(*count) : Money::dash();
}

QString CallViews::confidence(Confidence confidence) {
    switch (confidence) {
        case Confidence::Certain: return tr("certain");
        case Confidence::Likely: return tr("likely");
        case Confidence::Weak: return tr("weak");
    }
    return {};
}

QString CallViews::dimension(const std::string& name) {
    if (name == "agent") return tr("Agent");
    if (name == "repo") return tr("Repository");
    if (name == "branch") return tr("Branch");
    if (name == "cwd") return tr("Folder");
    if (name == "ticket") return tr("Ticket");
    if (name == "session_id") return tr("Session");
    return toQt(name);
}

CallPane CallViews::pane(const api::CallRow& row) {
    CallPane pane;
    pane.title = Names::agent(row.agent, row.sub_agent);
    QStringList parts{Times::exact(row.started_at)};
    if (!row.model().empty()) parts << toQt(row.model());
    if (row.duration_ms) parts << Times::duration(*row.duration_ms);
    if (const QString outcome = CallViews::outcome(row); !outcome.isEmpty()) parts << outcome;
    pane.subtitle = parts.join(QStringLiteral(" · "));
    pane.amount = amount(row);
    pane.note = toQt(row.note.empty() ? row.price_note : row.note);
    for (const Evidence& item : row.evidence) {
        QString note = tr("%1, %2", "a source and how sure it is")
                           .arg(toQt(item.source), confidence(item.confidence));
        if (!item.note.empty()) note += QStringLiteral(" · ") + toQt(item.note);
        const QString value = item.value.empty() ? Money::dash() : toQt(item.value);
        pane.evidence.push_back({dimension(item.dimension), value, note, item.chosen});
    }
    for (const CostComponent& item : row.cost_components) {
        //: A count of tokens, and their price for a million: "1,200 × $3.75 / M".
        const QString rate = tr("%1 × %2 / M")
                                 .arg(Money::exactCount(item.quantity),
                                      Money::exactText(item.rate_pico * 1000));
        pane.costs.push_back({toQt(item.bucket), Money::exactText(item.amount_nano), rate, true});
    }
    const auto fact = [&pane](const QString& name, const QString& value) {
        if (!value.isEmpty()) pane.facts.push_back({name, value, {}, true});
    };
    fact(tr("Input"), tokens(row.input_tokens));
    fact(tr("Cached input"), tokens(row.cache_read_tokens));
    fact(tr("Output"), tokens(row.output_tokens));
    fact(tr("Price rule"), toQt(row.price_rule));
    fact(tr("Billing"), toQt(row.billing_mode));
    fact(tr("Session"), toQt(row.session_id));
    fact(tr("Call"), toQt(row.call_id));
    return pane;
}

}  // namespace farebox::ui
