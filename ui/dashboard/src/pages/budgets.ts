// Budgets with what is spent of them; ticks where they warn, are full, and pause.

import type { Budget } from "../api";
import { dateOf, dayName } from "../days";
import { h, type Child } from "../dom";
import { get } from "../http";
import { exactMoney, money, percent, percentOf, plural, shortCount } from "../money";
import type { Page, PageContext } from "../page";
import { pageHead } from "../parts/controls";
import { meter } from "../parts/figures";
import { badge, emptyState, stateBadge, unknown } from "../parts/states";
import { sorted, table } from "../parts/table";
import { dimensionNames, sentence, valueName } from "../words";
import type { Dimension } from "../api";

export function spentPercent(budget: Budget): number | null {
    if (budget.unit === "tokens") return budget.limit_tokens && budget.spent_tokens !== null && budget.spent_tokens !== undefined ? (budget.spent_tokens / budget.limit_tokens) * 100 : null;
    if (!budget.limit_nano || budget.spent_nano === null || budget.spent_nano === undefined) return null;
    return percentOf(budget.spent_nano, budget.limit_nano);
}

function amount(budget: Budget, nano: bigint | null | undefined, tokens: number | null | undefined): Child {
    if (budget.unit === "tokens") return `${shortCount(tokens)} tokens`;
    if (nano === null || nano === undefined) return unknown("No call of this budget stated an amount.");
    return h("span", { title: exactMoney(nano) }, money(nano));
}

export function scopeText(scope: Budget["scope"]): string {
    if (typeof scope === "string") return scope || "All work";
    const named = Object.entries(scope ?? {}).filter(([, value]) => value);
    const words = named.map(([key, value]) => {
        const dimension = key.replace(/_id$/, "") as Dimension;
        return `${dimensionNames[dimension] ?? sentence(key)} ${valueName(dimension, value)}`;
    });
    return words.join(", ") || "All work";
}

function resets(budget: Budget): string {
    const end = budget.window_end;
    if (end === null || end === undefined) return "";
    const day = typeof end === "number" ? dateOf(end).toISOString().slice(0, 10) : end.slice(0, 10);
    return `Resets ${dayName(day)}`;
}

export function budgetMeter(budget: Budget): Child {
    const spent = spentPercent(budget);
    if (spent === null) return unknown("The amount spent is not known.");
    const label = `${spent.toFixed(1)} % spent; warns at ${budget.soft_percent} %, ${budget.mode === "warn" ? "never pauses" : `pauses at ${budget.hard_percent} %`}`;
    return meter(spent, budget.soft_percent, budget.hard_percent, budget.state, label);
}

async function render(context: PageContext): Promise<Child> {
    const { budgets } = await get<{ budgets: Budget[] }>("budgets");
    const sort = context.params.get("sort") ?? "-spent";
    const rows = sorted(budgets, sort, (budget, key) => (key === "name" ? budget.name : key === "limit" ? (budget.limit_nano ?? null) : key === "state" ? budget.state : spentPercent(budget)));
    const paused = budgets.filter((budget) => budget.state === "paused").length;
    const warned = budgets.filter((budget) => budget.state === "warning").length;
    const summary = budgets.length === 0 ? "" : [plural(budgets.length, "budget"), paused > 0 && `${paused} paused`, warned > 0 && `${warned} past the warning`].filter(Boolean).join(" · ");
    return [
        pageHead("Budgets", summary),
        budgets.length === 0
            ? emptyState("No budgets yet", "A budget warns at 80 % and pauses calls at 110 % of an amount a month, for a team, a cost centre, a repository, an agent or a person.")
            : table<Budget>({
                id: "budgets", class: "fill", caption: "Budgets", rows, sort, onsort: (next) => context.change({ sort: next }),
                columns: [
                    { label: "Budget", sort: "name", class: "name-column", cell: (budget) => [h("strong", {}, budget.name || budget.budget_id), h("span", { class: "muted block" }, scopeText(budget.scope))] },
                    { label: "State", sort: "state", cell: (budget) => [stateBadge(budget.state), budget.mode === "warn" && badge("Warns only"), (budget.unpriced_calls ?? 0) > 0 && badge(`+ ${budget.unpriced_calls} unpriced`, "warning"), budget.problem && h("span", { class: "block warning-text" }, budget.problem)] },
                    { label: "Spent of the limit", class: "meter-column", cell: budgetMeter },
                    { label: "%", isNumber: true, sort: "spent", cell: (budget) => { const spent = spentPercent(budget); return spent === null ? "—" : percent(spent); } },
                    { label: "Amount", isNumber: true, class: "money", cell: (budget) => amount(budget, budget.spent_nano, budget.spent_tokens) },
                    { label: "Limit", isNumber: true, class: "money", sort: "limit", cell: (budget) => [amount(budget, budget.limit_nano, budget.limit_tokens), h("span", { class: "muted block" }, [`a ${budget.period}`, resets(budget)].filter(Boolean).join(" · "))] },
                ],
            }),
    ];
}

export const budgetsPage: Page = { path: "/budgets", title: "Budgets", permission: "read_budgets", render };
