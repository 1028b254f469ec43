// What one person sees of themselves: what they spend, on what, what is left, and exactly what of
// their work leaves their machine.

import type { Budget, Calls, Dimension, Figures, Spend, SpendRow } from "../api";
import { aside, h, type Child } from "../dom";
import { get } from "../http";
import { exactMoney, money, percentOf, plural, wholeMoney } from "../money";
import { linkTo, type Page, type PageContext } from "../page";
import { budgetMeter, scopeText } from "../parts/budget";
import { pageHead } from "../parts/controls";
import { figureBadges } from "../parts/figures";
import { emptyState, stateBadge, unknown } from "../parts/states";
import { keyOf, nameOf } from "../words";
import { todayOf } from "./spend";

/// Rows over bars, as in the tray.
function topList(title: string, dimension: Dimension, rows: SpendRow[], whole: bigint): HTMLElement {
    const items = rows.slice(0, 6).map((row) => {
        const nano = row.calls === 0 ? 0n : row.list_cost_nano;
        const bar = h("span", { class: "cell-bar", "aria-hidden": "true" });
        bar.style.width = `${nano === null ? 0 : (percentOf(nano, whole) ?? 0)}%`;
        const key = keyOf(row, dimension);
        return h("li", {}, bar,
            h("span", { class: key === null ? "muted" : "" }, nameOf(row, dimension)),
            h("span", { class: "number" }, nano === null ? unknown("No price is known.") : h("span", { title: exactMoney(nano) }, money(nano))));
    });
    return h("section", {}, h("h2", {}, title), items.length > 0 ? h("ul", { class: "bars" }, items) : aside("Nothing yet."));
}

function stat(label: string, figures: Figures): HTMLElement {
    const nano = figures.calls === 0 ? 0n : figures.list_cost_nano;
    return h("div", { class: "stat" },
        h("p", { class: "stat-label" }, label),
        h("p", { class: "stat-figure" }, nano === null ? unknown("No price is known for these calls.") : h("span", { title: exactMoney(nano) }, wholeMoney(nano))),
        aside(plural(figures.calls, "call"), " ", figureBadges(figures)));
}

/// The newest call's own fields say best what is sent.
async function collected(personId: string): Promise<string[]> {
    const answer = await get<Calls>("calls", { developer: personId, limit: 1 });
    const ours = new Set(["calls", "flags", "posted_month", "received_at", "sign"]);
    return Object.entries(answer.rows[0] ?? {}).filter(([name, value]) => value !== null && value !== "" && !ours.has(name)).map(([name]) => name);
}

async function render(context: PageContext): Promise<Child> {
    const { session } = context;
    const personId = session.person_id;
    if (!personId) {
        return [pageHead("My usage", ""), emptyState("This account is no person of the directory",
            "It belongs to nobody's laptop, so there is no usage of its own to show. Sign in with your company account, or run “farebox login” on your laptop.",
            h("a", { class: "button", href: "/" }, "Chargeback"))];
    }
    const today = todayOf(context);
    const month = { from: today.slice(0, 7), to: today.slice(0, 7), developer: personId };
    const by = (dimension: Dimension): Promise<Spend> => get<Spend>("spend", { ...month, group_by: dimension, limit: 6 });
    const [repos, agents, models, day, { budgets }, fields] = await Promise.all([
        by("repo"), by("agent"), by("model"), get<Spend>("spend", { ...month, from: today, to: today, group_by: "agent" }),
        get<{ budgets: Budget[] }>("budgets").catch(() => ({ budgets: [] })), collected(personId),
    ]);
    const whole = repos.total.list_cost_nano ?? 0n;
    return [
        pageHead("My usage", session.name || session.account, h("a", { class: "button", href: linkTo("/calls", month) }, "My calls")),
        h("div", { class: "stats" }, stat("Today", day.total), stat("This month", repos.total)),
        h("div", { class: "columns" },
            topList("By repository", "repo", [...repos.rows, ...rest(repos)], whole), topList("By agent", "agent", agents.rows, whole), topList("By model", "model", models.rows, whole)),
        budgets.length > 0 && h("section", {}, h("h2", {}, "Budgets that count my calls"),
            h("ul", { class: "budget-list" }, budgets.map((budget) => h("li", {},
                h("div", { class: "spread" }, h("strong", {}, budget.name), h("span", { class: "number" }, `${money(budget.spent_nano)} of ${money(budget.limit_nano)}`)),
                budgetMeter(budget),
                h("div", { class: "spread muted" }, h("span", {}, scopeText(budget)), stateBadge(budget.state)))))),
        h("section", {}, h("h2", {}, "What is collected"),
            h("p", {}, fields.length > 0 ? "These facts of your newest call were sent here. " : "Nothing was sent here yet. ", "Prompts, answers and keys never leave your machine: they are stored nowhere, not even there."),
            fields.length > 0 && h("p", { class: "tags" }, fields.map((name) => [h("code", {}, name), " "]))),
    ];
}

/// What the first rows leave out, so that the list adds up.
const rest = (answer: Spend): SpendRow[] => (answer.unattributed.calls > 0 ? [answer.unattributed as SpendRow] : []);

export const mePage: Page = { path: "/me", title: "My usage", permission: "read_spend", render };
