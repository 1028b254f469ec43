// The months of the books: open, provisional, closed; what is missing in each, and the sign-off.
// Closing cannot be undone, so it asks for the month's name to be typed.

import type { LateDevice, Period } from "../api";
import { exactInstant, instant, monthName } from "../days";
import { below, h, hidden, muted, type Child } from "../dom";
import { address, get, send } from "../http";
import { count, money, plural } from "../money";
import { linkTo, may, type Page, type PageContext } from "../page";
import { ask, doneNotice, field, input } from "../parts/ask";
import { action, pageHead } from "../parts/controls";
import { openDialog } from "../parts/dialog";
import { amountCell, shareBar } from "../parts/figures";
import { lookUp } from "../parts/look_up";
import { badge, emptyState, heard, moreRows, stateBadge, unknown } from "../parts/states";
import { table } from "../parts/table";
import { shortId } from "../words";

function lateTable(context: PageContext, devices: LateDevice[]): HTMLElement {
    return table({
        id: "late", caption: "Late devices", class: "plain", rows: devices,
        columns: [
            { label: "Device", class: "wide", cell: (one) => lookUp(context, one.person_id, one.device_id) || one.person_id || h("code", {}, shortId(one.device_id)) },
            { label: "Last calls came", cell: (one) => heard(one.last_received_at, "It never sent any.") },
            { label: "Complete through", cell: (one) => (one.complete_through ? instant(one.complete_through) : unknown("It never said.")) },
            { label: "Waiting", isNumber: true, cell: (one) => [count(one.queued ?? 0), one.has_gap && badge("gap", "warning", "Rows between received ones are missing.")] },
        ],
    });
}

function showLate(context: PageContext, period: Period): void {
    const { late_devices: devices, late_device_count: late } = period.completeness;
    openDialog({ id: "late-dialog", class: "dialog large", title: `Late in ${monthName(period.month)}`, body: [lateTable(context, devices), moreRows(devices, late)] });
}

function completenessCell(context: PageContext, period: Period): Child {
    const { devices_known: known, devices_complete: complete, late_device_count: late } = period.completeness;
    if (known === 0) return unknown("No device is known for this month.");
    const share = (complete / known) * 100;
    return h("div", { class: "completeness" },
        shareBar(share, `${count(complete)} of ${plural(known, "device")} complete`),
        h("span", {}, `${count(complete)} of ${count(known)}`),
        late > 0 && h("button", { class: "link", id: `late-${period.month}`, onclick: () => showLate(context, period) }, `${count(late)} late`));
}

function askProvisional(context: PageContext, period: Period): void {
    const name = monthName(period.month);
    ask(context, {
        title: `Announce ${name} as provisional?`, yes: "Make provisional", done: `${name} is provisional.`,
        body: () => h("p", {}, "The figures can be quoted from now on; calls that come late still change them until the month is closed."),
        act: () => send("POST", `periods/${period.month}/provisional`, {}),
    });
}

function askClose(context: PageContext, period: Period): void {
    const name = monthName(period.month);
    const late = period.completeness.late_device_count;
    const typed = input({ id: "close-typed" });
    const note = h("textarea", { id: "close-note", rows: "3" });
    ask(context, {
        title: `Close ${name}?`, yes: `Close ${name}`, isDanger: true, done: `${name} is closed.`,
        body: () => [
            h("p", {}, `${money(period.totals.list_cost_nano)} list price in ${plural(period.totals.calls, "call")} become final, signed by you. A closed month is never opened again: what arrives later is a correction in the oldest open month.`),
            late > 0 && h("p", { class: "notice warning" }, `${plural(late, "device")} of ${count(period.completeness.devices_known)} may still hold calls of this month. Say below why it is closed anyway.`),
            field("note", late > 0 ? "Note" : "Note, if any", note),
            field("month", "Month", typed, `Type “${name}” to confirm.`),
        ],
        async act() {
            if (![name.toLowerCase(), period.month].includes(typed.value.trim().toLowerCase())) throw new Error(`month is not confirmed. Type ${name} to confirm.`);
            await send("POST", `periods/${period.month}/close`, { note: note.value.trim() });
        },
    });
}

function actionsOf(context: PageContext, period: Period): Child {
    const name = monthName(period.month);
    const mayClose = may(context.session, "close_periods");
    return h("span", { class: "row" },
        mayClose && period.state === "open" && action(`provisional-${period.month}`, "Provisional…", name, () => askProvisional(context, period)),
        mayClose && period.state === "provisional" && action(`close-${period.month}`, "Close…", name, () => askClose(context, period)),
        h("a", { class: "button small", href: address("exports/focus.csv", { month: period.month }), download: `focus-${period.month}.csv` }, "FOCUS", hidden(` ${name}`)));
}

function signedBy(period: Period): Child {
    const at = period.closed_at ?? period.provisional_at;
    const by = period.closed_at ? period.closed_by : period.provisional_by;
    if (!at) return muted("—");
    return [by, below(instant(at), exactInstant(at)), period.note && h("span", { class: "block note" }, `“${period.note}”`)];
}

async function render(context: PageContext): Promise<Child> {
    const { periods } = await get<{ periods: Period[] }>("periods");
    const open = periods.filter((one) => one.state !== "closed").length;
    return [
        pageHead("Periods", periods.length > 0 && `${plural(open, "month")} not closed of ${count(periods.length)}`),
        doneNotice(),
        periods.length === 0 ? emptyState("No month yet", "A month appears with its first call.")
            : table<Period>({
                id: "periods", class: "fill", caption: "Accounting months", rows: periods,
                columns: [
                    { label: "Month", cell: (one) => h("a", { href: linkTo("/", { from: one.month, to: one.month }) }, monthName(one.month)) },
                    { label: "State", cell: (one) => stateBadge(one.state) },
                    { label: "Devices complete", cell: (one) => completenessCell(context, one) },
                    { label: "List price", isNumber: true, class: "money", cell: (one) => amountCell(one.totals.calls === 0 ? 0n : one.totals.list_cost_nano, "No price is known for these calls, or your roles show no amounts.") },
                    { label: "Corrections", isNumber: true, class: "money", cell: (one) => amountCell(one.totals.correction_list_cost_nano ?? 0n, "") },
                    { label: "Calls", isNumber: true, cell: (one) => count(one.totals.calls) },
                    { label: "Signed by", cell: signedBy },
                    { label: "Action", cell: (one) => actionsOf(context, one) },
                ],
            }),
    ];
}

export const periodsPage: Page = { path: "/periods", title: "Periods", permission: "read_all_spend", render };
