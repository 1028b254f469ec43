// The budget editor: what a budget says as a form, a trial at the server, and what would change for
// how many devices, before it is published. Whom one may set budgets for follows the server's rules
// (docs/collector.md); it refuses what slips through here.

import type { Budget, Directory, Session } from "../api";
import { h, type Child } from "../dom";
import { get, send } from "../http";
import { plainMoney, plural } from "../money";
import type { PageContext } from "../page";
import { ask, choice, field, input } from "../parts/ask";
import { limitText, scopeText } from "../parts/budget";
import { notice } from "../parts/states";
import { table } from "../parts/table";
import { agentNames } from "../words";

/// A budget's owner: "" is everybody.
type Owner = "" | "team_id" | "cost_centre_id" | "person_id";
const ownerNames: Record<Owner, string> = { "": "Everybody", team_id: "One team", cost_centre_id: "One cost centre", person_id: "One person" };
const listOf: Partial<Record<Owner, string>> = { team_id: "teams", cost_centre_id: "cost_centres", person_id: "people" };
const periods: [string, string][] = [["day", "a day"], ["week", "a week"], ["month", "a month"]];
const modes: [string, string][] = [["enforce", "Pause calls"], ["warn", "Warn only"]];

const ownerOf = (budget: Budget): Owner => (["team_id", "cost_centre_id", "person_id"] as const).find((key) => budget[key]) ?? "";

/// Whom this account may set budgets for.
export function owners({ roles, teams, person_id }: Session): Owner[] {
    if (roles.includes("platform_admin")) return ["", "team_id", "cost_centre_id", "person_id"];
    const all: Owner[] = roles.includes("finance") ? ["", "cost_centre_id"] : [];
    if (roles.includes("team_lead") && teams.length > 0) all.push("team_id");
    if (person_id) all.push("person_id");
    return all;
}

export function mayEdit(session: Session, budget: Budget): boolean {
    const owner = ownerOf(budget);
    if (!owners(session).includes(owner)) return false;
    if (session.roles.includes("platform_admin") || owner === "" || owner === "cost_centre_id") return true;
    return owner === "team_id" ? session.teams.includes(budget.team_id ?? "") : budget.person_id === session.person_id;
}

/// An id that no other budget had before: what was spent of one stays with its id.
function newId(name: string): string {
    const words = name.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "") || "budget";
    return `${words}-${crypto.getRandomValues(new Uint16Array(1))[0]?.toString(36)}`;
}

/// What both sides of a change say, in the words of the form.
function linesOf(budget: Budget): [string, string][] {
    return [
        ["Name", budget.name], ["Counts", scopeText(budget)], ["Limit", limitText(budget)], ["Time zone", budget.time_zone ?? ""],
        ["Warns at", `${budget.soft_percent} %`], ["At the limit", budget.mode === "warn" ? "Warns only" : `Pauses calls at ${budget.hard_percent} %`],
    ];
}

type Change = { name: string; from: string; to: string };

function reviewOf(before: Budget | null, after: Budget): Child {
    const old = before && linesOf(before);
    const rows: Change[] = linesOf(after).map(([name, to], at) => ({ name, to, from: old?.[at]?.[1] ?? "" })).filter(({ from, to }) => from !== to);
    const reached = after.reaches_devices ?? 0;
    return [
        rows.length === 0 ? h("p", {}, "Nothing is changed.") : table<Change>({
            id: "changes", caption: "What changes", class: "plain", rows,
            columns: [
                { label: "What", cell: (row) => row.name },
                ...(before ? [{ label: "Now", class: "wide muted", cell: (row: Change) => row.from }] : []),
                { label: before ? "Then" : "Value", class: "wide", cell: (row) => h("strong", {}, row.to) },
            ],
        }),
        h("p", { id: "reach" }, reached === 0 ? "No device belongs to whom it counts for today; it waits for the first." : `${plural(reached, "device")} will hold it: those that are on within two minutes, the others when they are back.`),
        after.state === "paused" && before?.state !== "paused" && notice("warning", "As much is spent already: calls that count for it pause at once."),
    ];
}

export function openBudgetForm(context: PageContext, before: Budget | null): void {
    const { session } = context;
    const isAdmin = session.roles.includes("platform_admin");
    const allowed = owners(session);
    const first = before ? ownerOf(before) : (allowed[0] ?? "");
    const scope = before?.scope ?? {};
    const list = h("datalist", { id: "owner-list" });
    const name = input({ value: before?.name ?? "", maxlength: "120" });
    const owner = choice(allowed.map((one) => [one, ownerNames[one]]), first, { id: "budget-owner", onchange: () => showOwner() });
    const ownerId = input({ list: "owner-list" });
    const ownerField = field("owner_id", "Its id", ownerId, list);
    const amount = input({ inputmode: "decimal", value: before ? (before.unit === "tokens" ? before.limit_tokens : plainMoney(before.limit_nano).replace(/\.?0+$/, "")) : "" });
    const unit = choice([["usd", "USD"], ["tokens", "tokens"]], before?.unit ?? "usd", { "aria-label": "Unit" });
    const period = choice(periods, before?.period ?? "month", { "aria-label": "Period" });
    const zones = h("datalist", { id: "zone-list" }, ["UTC", ...Intl.supportedValuesOf("timeZone")].map((one) => h("option", { value: one })));
    const zone = input({ value: before?.time_zone || "UTC", list: "zone-list" });
    const narrowed = [["repo", "Repository", "github.com/acme/*"], ["agent", "Agent", ""], ["model", "Model", "claude-opus-*"]].map(([key = "", label, placeholder]) =>
        ({ key, label, control: input({ value: scope[key] ?? "", placeholder, list: key === "agent" && "agent-list" }) }));
    const soft = input({ inputmode: "numeric", value: String(before?.soft_percent ?? 80) });
    const hard = input({ inputmode: "numeric", value: String(before?.hard_percent ?? 110) });
    const mode = choice(modes, before?.mode ?? "enforce");
    const budgetId = before?.budget_id ?? "";

    function showOwner(): void {
        const key = owner.value as Owner;
        const isOwn = key === "person_id" && !isAdmin;
        ownerField.hidden = key === "" || isOwn;
        ownerId.name = key;
        ownerId.value = isOwn ? (session.person_id ?? "") : before && key === first ? (before[key as "team_id"] ?? "") : key === "team_id" && !isAdmin ? (session.teams[0] ?? "") : "";
        (ownerField.firstElementChild as HTMLElement).textContent = key === "" ? "" : ownerNames[key].slice(4).replace(/^./, (letter) => letter.toUpperCase());
        // A budget of one's own warns; pauses are set by others.
        if (isOwn) mode.value = "warn";
        mode.disabled = isOwn;
        list.replaceChildren();
        const part = listOf[key];
        if (part && !isOwn) void get<Directory>(`directory/${part}`, key === "person_id" ? { limit: 1000 } : {})
            .then(({ rows }) => list.replaceChildren(...rows.map((row) => h("option", { value: row[key] }, String(row["name"] ?? "")))))
            // Without the directory the id is typed.
            .catch(() => undefined);
    }
    const bodyOf = (): Record<string, unknown> => ({
        name: name.value.trim(), ...(owner.value && { [owner.value]: ownerId.value.trim() }),
        scope: { ...scope, ...Object.fromEntries(narrowed.map(({ key, control }) => [key, control.value.trim()])) },
        [amount.name]: amount.value.replaceAll(",", "").trim(), period: period.value, time_zone: zone.value.trim(), soft_percent: soft.value.trim(), hard_percent: hard.value.trim(), mode: mode.value,
        // What the form does not show stays as it is.
        ...(before && { basis: before.basis, unpriced: before.unpriced, per_call_cap_nano: before.per_call_cap_nano?.toString() }),
    });
    const put = (trial: boolean): Promise<Budget> => send<Budget>("PUT", `budgets/${encodeURIComponent(id)}`, bodyOf(), undefined, { dry_run: trial ? "1" : null });
    let id = budgetId;
    showOwner();
    ask(context, {
        title: before ? `Edit “${before.name}”` : "New budget", yes: "Publish", audit: "budget.set",
        get done() { return `“${name.value.trim()}” is published.`; },
        form: [
            field("name", "Name", name),
            h("div", { class: "pair" }, field("owner", "Counts for", owner), ownerField),
            h("div", { class: "pair" }, field("limit_usd", "Limit", amount), h("div", { class: "row end" }, unit, period)),
            h("div", { class: "pair" }, field("soft_percent", "Warns at %", soft), field("hard_percent", "Pauses at %", hard)),
            h("div", { class: "pair" }, field("mode", "At the limit", mode), field("time_zone", "Time zone of its days", zone, zones)),
            h("details", { open: narrowed.some(({ control }) => control.value !== "") }, h("summary", {}, "Count only some of the work"),
                h("div", { class: "dialog-step" }, narrowed.map(({ key, label, control }) => field(key, label, control)), h("p", { class: "help" }, "Empty counts all. “*” stands for any text.")),
                h("datalist", { id: "agent-list" }, Object.entries(agentNames).map(([value, text]) => h("option", { value }, text)))),
        ],
        async body() {
            amount.name = unit.value === "usd" ? "limit_usd" : "limit_tokens";
            if (!name.value.trim()) throw new Error("name is missing.");
            if (owner.value && !ownerId.value.trim()) throw new Error(`${ownerId.name} is missing.`);
            id = budgetId || newId(name.value);
            return reviewOf(before, await put(true));
        },
        act: () => put(false),
    });
}

export function askToEnd(context: PageContext, budget: Budget): void {
    const path = `budgets/${encodeURIComponent(budget.budget_id)}`;
    ask(context, {
        title: `End “${budget.name}”?`, yes: "End the budget", isDanger: true, done: `“${budget.name}” is ended.`, audit: "budget.remove",
        async body() {
            const { reaches_devices: reached = 0 } = await send<Budget>("DELETE", path, undefined, undefined, { dry_run: "1" });
            return h("p", { id: "reach" }, `${plural(reached, "device")} ${reached === 1 ? "holds" : "hold"} it today and will stop counting it. Calls that it pauses go on. What was spent stays in the chargeback.`);
        },
        act: () => send("DELETE", path),
    });
}
