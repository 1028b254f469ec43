// Budgets with what is spent of them; ticks where they warn, are full, and pause.

import type { Budget, OverrideRequest } from "../api";
import { dateOf, dayName } from "../days";
import { below, h, type Child } from "../dom";
import { get, send } from "../http";
import { announce } from "../live";
import { percent, plural } from "../money";
import { may, type Page, type PageContext } from "../page";
import { doneNotice } from "../parts/ask";
import { budgetAmount, budgetMeter, scopeText, spentPercent } from "../parts/budget";
import { action, pageHead } from "../parts/controls";
import { lookUp } from "../parts/look_up";
import { badge, emptyState, stateBadge } from "../parts/states";
import { sorted, table, type Column } from "../parts/table";
import { askToEnd, mayEdit, openBudgetForm, owners } from "./budget_form";

function resets(budget: Budget): string {
    return budget.window_end ? `resets ${dayName(dateOf(budget.window_end).toISOString().slice(0, 10))}` : "";
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
            h("span", {}, h("strong", {}, lookUp(context, request.person_id, request.request_id) ?? request.person_id ?? "Somebody"), ` beyond ${nameOf(request.budget_id)} for ${request.minutes} min: “${request.reason}”`),
            h("button", { class: "button small primary", id: `approve-${request.request_id}`, onclick: () => void decide(context, request, "approve") }, "Approve"),
            h("button", { class: "button small", id: `deny-${request.request_id}`, onclick: () => void decide(context, request, "deny") }, "Deny")))));
}

function columns(context: PageContext, mayWrite: boolean): Column<Budget>[] {
    const { session } = context;
    const actions: Column<Budget> = {
        label: "Action", cell: (budget) => mayEdit(session, budget) && h("span", { class: "row nowrap" },
            action(`edit-${budget.budget_id}`, "Edit…", budget.name, () => openBudgetForm(context, budget)),
            action(`end-${budget.budget_id}`, "End…", budget.name, () => askToEnd(context, budget))),
    };
    return [
        { label: "Budget", sort: "name", class: "name-column", cell: (budget) => [h("strong", {}, budget.name || budget.budget_id), below([scopeText(budget), " ", lookUp(context, budget.person_id, budget.budget_id, "Who?")])] },
        { label: "State", sort: "state", cell: (budget) => [stateBadge(budget.state), budget.mode === "warn" && badge("Warns only")] },
        { label: "Spent of the limit", class: "meter-column", cell: budgetMeter },
        { label: "%", isNumber: true, sort: "spent", cell: (budget) => { const spent = spentPercent(budget); return spent === null ? "—" : percent(spent); } },
        { label: "Amount", isNumber: true, class: "money", cell: (budget) => budgetAmount(budget, budget.spent_nano, budget.spent_tokens) },
        { label: "Limit", isNumber: true, class: "money", sort: "limit", cell: (budget) => [budgetAmount(budget, budget.limit_nano, budget.limit_tokens), below([`a ${budget.period}`, resets(budget)].filter(Boolean).join(" · "))] },
        ...(mayWrite ? [actions] : []),
    ];
}

async function render(context: PageContext): Promise<Child> {
    const { session } = context;
    const [{ budgets }, { override_requests: requests }] = await Promise.all([
        get<{ budgets: Budget[] }>("budgets"),
        may(session, "approve_overrides") ? get<{ override_requests: OverrideRequest[] }>("override-requests").catch(() => ({ override_requests: [] })) : { override_requests: [] },
    ]);
    const mayWrite = may(session, "write_budgets") && owners(session).length > 0;
    const sort = context.params.get("sort") ?? "-spent";
    const rows = sorted(budgets, sort, (budget, key) => (key === "name" ? budget.name : key === "limit" ? (budget.limit_nano ?? null) : key === "state" ? budget.state : spentPercent(budget)));
    const inState = (state: string): number => budgets.filter((budget) => budget.state === state).length;
    const [paused, warned] = [inState("paused"), inState("warning")];
    const summary = budgets.length === 0 ? "" : [plural(budgets.length, "budget"), paused > 0 && `${paused} paused`, warned > 0 && `${warned} past the warning`].filter(Boolean).join(" · ");
    return [
        pageHead("Budgets", summary, mayWrite && h("button", { class: "button primary", id: "budget-new", onclick: () => openBudgetForm(context, null) }, "New budget…")),
        doneNotice(),
        requestList(context, requests, budgets),
        budgets.length === 0
            ? emptyState("No budgets yet", "A budget warns at 80 % and pauses calls at 110 % of an amount a month, for a team, a cost centre, a repository, an agent or a person.")
            : table<Budget>({ id: "budgets", class: "fill", caption: "Budgets", rows, sort, onsort: (next) => context.change({ sort: next }), columns: columns(context, mayWrite && budgets.some((budget) => mayEdit(session, budget))) }),
    ];
}

export const budgetsPage: Page = { path: "/budgets", title: "Budgets", permission: "read_budgets", render };
