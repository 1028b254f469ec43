// Budgets with what is spent of them; ticks where they warn, are full, and pause.

import type { Budget, OverrideRequest } from "../api";
import { dateOf, dayName } from "../days";
import { h, type Child } from "../dom";
import { get, send } from "../http";
import { announce } from "../live";
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

export function scopeText({ scope, team_id, cost_centre_id, person_id }: Budget): string {
    const named = [...Object.entries(scope ?? {}), ...Object.entries({ team_id, cost_centre_id, person_id })].filter(([, value]) => value);
    const words = named.map(([key, value]) => {
        const dimension = key.replace(/_id$/, "") as Dimension;
        return `${dimensionNames[dimension] ?? sentence(key)} ${valueName(dimension, String(value))}`;
    });
    return words.join(", ") || "All work";
}

function resets(budget: Budget): string {
    return budget.window_end ? `resets ${dayName(dateOf(budget.window_end).toISOString().slice(0, 10))}` : "";
}

export function budgetMeter(budget: Budget): Child {
    const spent = spentPercent(budget);
    if (spent === null) return unknown("The amount spent is not known.");
    const label = `${spent.toFixed(1)} % spent; warns at ${budget.soft_percent} %, ${budget.mode === "warn" ? "never pauses" : `pauses at ${budget.hard_percent} %`}`;
    return meter(spent, budget.soft_percent, budget.hard_percent, budget.state, label);
}

async function decide(context: PageContext, request: OverrideRequest, word: "approve" | "deny"): Promise<void> {
    await send("POST", `override-requests/${encodeURIComponent(request.request_id)}/${word}`, {}).catch((error: Error) => announce(error.message));
    context.reload();
}

/// Who asks to go on beyond a budget, for whoever may decide.
function requestList(context: PageContext, requests: OverrideRequest[], budgets: Budget[]): Child {
    const pending = requests.filter((request) => request.state === "pending");
    if (pending.length === 0) return null;
    const nameOf = (id: string): string => budgets.find((budget) => budget.budget_id === id)?.name || id;
    return h("section", { "aria-labelledby": "requests-title" }, h("h2", { id: "requests-title" }, "Asking to go on"),
        h("ul", { class: "plain-list" }, pending.map((request) => h("li", { class: "row" },
            h("span", {}, h("strong", {}, request.person_id ?? "Somebody"), ` beyond ${nameOf(request.budget_id)} for ${request.minutes} min: “${request.reason}”`),
            h("button", { class: "button small primary", id: `approve-${request.request_id}`, onclick: () => void decide(context, request, "approve") }, "Approve"),
            h("button", { class: "button small", id: `deny-${request.request_id}`, onclick: () => void decide(context, request, "deny") }, "Deny")))));
}

async function render(context: PageContext): Promise<Child> {
    const mayDecide = context.session.permissions?.includes("approve_overrides") ?? false;
    const [{ budgets }, { override_requests: requests }] = await Promise.all([
        get<{ budgets: Budget[] }>("budgets"),
        mayDecide ? get<{ override_requests: OverrideRequest[] }>("override-requests").catch(() => ({ override_requests: [] })) : Promise.resolve({ override_requests: [] }),
    ]);
    const sort = context.params.get("sort") ?? "-spent";
    const rows = sorted(budgets, sort, (budget, key) => (key === "name" ? budget.name : key === "limit" ? (budget.limit_nano ?? null) : key === "state" ? budget.state : spentPercent(budget)));
    const paused = budgets.filter((budget) => budget.state === "paused").length;
    const warned = budgets.filter((budget) => budget.state === "warning").length;
    const summary = budgets.length === 0 ? "" : [plural(budgets.length, "budget"), paused > 0 && `${paused} paused`, warned > 0 && `${warned} past the warning`].filter(Boolean).join(" · ");
    return [
        pageHead("Budgets", summary),
        requestList(context, requests, budgets),
        budgets.length === 0
            ? emptyState("No budgets yet", "A budget warns at 80 % and pauses calls at 110 % of an amount a month, for a team, a cost centre, a repository, an agent or a person.")
            : table<Budget>({
                id: "budgets", class: "fill", caption: "Budgets", rows, sort, onsort: (next) => context.change({ sort: next }),
                columns: [
                    { label: "Budget", sort: "name", class: "name-column", cell: (budget) => [h("strong", {}, budget.name || budget.budget_id), h("span", { class: "muted block" }, scopeText(budget))] },
                    { label: "State", sort: "state", cell: (budget) => [stateBadge(budget.state), budget.mode === "warn" && badge("Warns only")] },
                    { label: "Spent of the limit", class: "meter-column", cell: budgetMeter },
                    { label: "%", isNumber: true, sort: "spent", cell: (budget) => { const spent = spentPercent(budget); return spent === null ? "—" : percent(spent); } },
                    { label: "Amount", isNumber: true, class: "money", cell: (budget) => amount(budget, budget.spent_nano, budget.spent_tokens) },
                    { label: "Limit", isNumber: true, class: "money", sort: "limit", cell: (budget) => [amount(budget, budget.limit_nano, budget.limit_tokens), h("span", { class: "muted block" }, [`a ${budget.period}`, resets(budget)].filter(Boolean).join(" · "))] },
                ],
            }),
    ];
}

export const budgetsPage: Page = { path: "/budgets", title: "Budgets", permission: "read_budgets", render };
