// What one person sees of themselves: what they spend, on what, what is left, and exactly what of
// their work leaves their machine.

import type { Dimension, Me, SpendRow } from "../api";
import { ago } from "../days";
import { h, type Child } from "../dom";
import { get } from "../http";
import { exactMoney, money, percentOf, plural, wholeMoney } from "../money";
import { linkTo, type Page, type PageContext } from "../page";
import { pageHead } from "../parts/controls";
import { figureBadges } from "../parts/figures";
import { emptyState, stateBadge, unknown } from "../parts/states";
import { dimensionNames, keyOf, nameOf } from "../words";
import { budgetMeter, scopeText } from "./budgets";

/// Rows over bars, as in the tray.
function topList(title: string, dimension: Dimension, rows: SpendRow[], whole: bigint): HTMLElement {
    const items = rows.slice(0, 6).map((row) => {
        const nano = row.calls === 0 ? 0n : row.list_cost_nano;
        const bar = h("span", { class: "cell-bar", "aria-hidden": "true" });
        bar.style.inlineSize = `${nano === null ? 0 : (percentOf(nano, whole) ?? 0)}%`;
        const key = keyOf(row, dimension);
        return h("li", {}, bar,
            h("span", { class: key === null ? "muted" : "" }, nameOf(row, dimension)),
            h("span", { class: "number" }, nano === null ? unknown("No price is known.") : h("span", { title: exactMoney(nano) }, money(nano))));
    });
    return h("section", {}, h("h2", {}, title), items.length > 0 ? h("ul", { class: "bars" }, items) : h("p", { class: "muted" }, "Nothing yet."));
}

function stat(label: string, figures: Me["month"]): HTMLElement {
    const nano = figures.calls === 0 ? 0n : figures.list_cost_nano;
    return h("div", { class: "stat" },
        h("p", { class: "stat-label" }, label),
        h("p", { class: "stat-figure" }, nano === null ? unknown("No price is known for these calls.") : h("span", { title: exactMoney(nano) }, wholeMoney(nano))),
        h("p", { class: "muted" }, plural(figures.calls, "call"), " ", figureBadges(figures)));
}

async function render(_: PageContext): Promise<Child> {
    const me = await get<Me>("me");
    if (me.person_id === null) {
        return [pageHead("My usage", ""), emptyState("This account is no person of the directory",
            "It belongs to nobody's laptop, so there is no usage of its own to show. Sign in with your company account, or run “farebox login” on your laptop.",
            h("a", { class: "button", href: "/" }, "Chargeback"))];
    }
    const whole = me.month.list_cost_nano ?? 0n;
    return [
        pageHead("My usage", [me.name, me.team, me.cost_centre].filter(Boolean).join(" · "),
            h("a", { class: "button", href: linkTo("/calls", { developer: me.person_id }) }, "My calls")),
        h("div", { class: "stats" }, stat("Today", me.today), stat("This month", me.month)),
        h("div", { class: "columns" },
            topList(`By ${dimensionNames.repo.toLowerCase()}`, "repo", me.by_repo, whole),
            topList(`By ${dimensionNames.agent.toLowerCase()}`, "agent", me.by_agent, whole),
            topList(`By ${dimensionNames.model.toLowerCase()}`, "model", me.by_model, whole)),
        me.budgets.length > 0 && h("section", {}, h("h2", {}, "Budgets that count my calls"),
            h("ul", { class: "budget-list" }, me.budgets.map((budget) => h("li", {},
                h("div", { class: "spread" }, h("strong", {}, budget.name), h("span", { class: "number" }, `${money(budget.spent_nano)} of ${money(budget.limit_nano)}`)),
                budgetMeter(budget),
                h("div", { class: "spread muted" }, h("span", {}, scopeText(budget.scope)), stateBadge(budget.state)))))),
        me.devices.length > 0 && h("section", {}, h("h2", {}, "My devices"),
            h("ul", { class: "plain-list" }, me.devices.map((device) => h("li", {}, h("code", {}, device.device_id.slice(0, 13)), " ", device.os, " ", stateBadge(device.state), " ", h("span", { class: "muted" }, device.reported_at === null ? "" : `heard of ${ago(device.reported_at)}`))))),
        h("section", {}, h("h2", {}, "What is collected"),
            h("p", {}, "Of each call these facts leave your machine. Prompts, answers and keys never do: they are not stored anywhere, on your machine neither."),
            h("p", { class: "tags" }, me.collected.map((name) => [h("code", {}, name), " "]))),
    ];
}

export const mePage: Page = { path: "/me", title: "My usage", permission: "", render };
