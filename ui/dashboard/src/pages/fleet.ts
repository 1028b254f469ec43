// The devices: which report, with what version, wired how, holding how much back.

import type { Device, Fleet, RevokedDevice } from "../api";
import { exactInstant, instant } from "../days";
import { below, h, muted, type Child } from "../dom";
import { get, send } from "../http";
import { count, plural } from "../money";
import { may, type Page, type PageContext } from "../page";
import { ask, doneNotice, reasonField } from "../parts/ask";
import { action, bar, pageHead, searchField, segments } from "../parts/controls";
import { lookUp } from "../parts/look_up";
import { badge, emptyState, heard, stateBadge, unknown, when } from "../parts/states";
import { table, type Column } from "../parts/table";
import { sentence, shortId, valueName } from "../words";

const PageSize = 100;

const nameOf = (device: Device): string => device.user_name || device.device_id;

const pathOf = (device: Device): string => `devices/${encodeURIComponent(device.device_id)}`;

function askToRevoke(context: PageContext, device: Device): void {
    const reason = reasonField();
    ask(context, {
        title: `Revoke ${nameOf(device)}?`, yes: "Revoke", isDanger: true, done: `${nameOf(device)} is revoked.`, audit: "device.revoke",
        body: () => [h("p", {}, "It can send nothing and cannot enrol again until it is let in. Its calls so far stay, new ones wait on it, and agents on it keep working."), reason.field],
        act: () => send("POST", `${pathOf(device)}/revoke`, { reason: reason.text() }),
    });
}

function askToRestore(context: PageContext, device: Device): void {
    ask(context, {
        title: `Let ${nameOf(device)} in again?`, yes: "Let in again", done: `${nameOf(device)} may send again.`, audit: "device.restore",
        async body() {
            const { revoked_at: at, revoked_by: by, revoke_reason: reason } = await get<RevokedDevice>(pathOf(device));
            return [
                !!at && h("p", {}, "Revoked ", when(at), by && ` by ${by}`, reason && `: “${reason}”`, "."),
                h("p", {}, "The calls it kept arrive when its Farebox asks again: at its next start, or at once by ", h("code", {}, "farebox sync now"), " on it."),
            ];
        },
        act: () => send("POST", `${pathOf(device)}/restore`, {}),
    });
}

function wiring(device: Device): Child {
    const agents = device.report?.agents ?? [];
    if (agents.length === 0) return unknown("The device said nothing of its agents.");
    return h("span", { class: "badges" }, agents.map((one) => badge(valueName("agent", one.agent), one.state === undefined || one.state === "ok" || one.state === "wired" ? "" : "warning", [one.channel, one.coverage, one.state].filter(Boolean).join(", "))));
}

function lost(device: Device): Child {
    const discarded = device.report?.discarded;
    if (discarded === undefined || discarded === null) return unknown("The device did not say.");
    return count(typeof discarded === "number" ? discarded : Object.values(discarded).reduce((sum, one) => sum + one, 0));
}

const problemText = (problem: unknown): string => (typeof problem === "string" ? problem : ((problem as { text?: string; message?: string } | null)?.text ?? (problem as { message?: string } | null)?.message ?? JSON.stringify(problem)));

/// Which policy it holds and since when; what it has not taken yet is said.
function policy(device: Device): Child {
    const behind = device.is_behind && badge("behind", "warning", "A newer policy waits for it: it was not told of it yet, or has not acknowledged it.");
    if (!device.policy_version) return [unknown("It acknowledged no policy."), " ", behind];
    const at = device.policy_installed_at;
    return [h("code", { title: device.policy_version }, device.policy_version.slice(0, 8)), !!at && below(instant(at), `It took this policy on ${exactInstant(at)}, by its own clock.`), behind];
}

function skew(device: Device): Child {
    if (device.clock_skew_ms === null) return unknown("The device did not say.");
    const seconds = Math.abs(device.clock_skew_ms / 1000);
    const text = seconds < 1 ? "0 s" : seconds < 120 ? `${Math.round(seconds)} s` : `${Math.round(seconds / 60)} min`;
    return seconds > 60 ? badge(`${text} ${device.clock_skew_ms > 0 ? "ahead" : "behind"}`, "warning") : text;
}

function columns(context: PageContext, mayWrite: boolean): Column<Device>[] {
    const all: Column<Device>[] = [
        { label: "Device", cell: (one) => [h("strong", {}, one.user_name || lookUp(context, one.person_id, one.device_id) || one.person_id || "Bound to nobody"), h("code", { class: "muted block", title: one.device_id }, shortId(one.device_id))] },
        { label: "State", title: "And when it was last heard of", cell: (one) => [stateBadge(one.state), h("span", { class: "block muted" }, heard(one.last_seen_at, "It enrolled and was not heard of since.")), one.problems.map((problem) => h("span", { class: "block warning-text" }, problemText(problem)))] },
        { label: "Version", cell: (one) => [one.farebox_version ?? unknown("The device did not say."), one.os && below(one.os)] },
        { label: "Agents", class: "agents", cell: wiring },
        { label: "Waiting", isNumber: true, title: "Calls not sent yet", cell: (one) => (one.queued === null ? unknown("The device did not say.") : count(one.queued)) },
        { label: "Lost", isNumber: true, title: "Calls the device had to discard", cell: lost },
        { label: "Clock", isNumber: true, cell: skew },
        { label: "Policy", cell: policy },
    ];
    if (mayWrite) all.push({ label: "Action", cell: (one) => { const isOut = one.state === "revoked"; return action(`access-${one.device_id}`, isOut ? "Let in…" : "Revoke…", nameOf(one), () => (isOut ? askToRestore : askToRevoke)(context, one)); } });
    return all;
}

async function render(context: PageContext): Promise<Child> {
    const { params } = context;
    const [search, state] = [params.get("search") ?? "", params.get("state") ?? ""];
    const offset = Math.max(0, Number(params.get("offset")) || 0);
    const fleet = await get<Fleet>("fleet", { search, state, limit: PageSize, offset: offset || null });
    const totals = fleet.totals;
    const mayWrite = may(context.session, "write_fleet");
    const states = ["online", "offline", "never", "revoked", "behind"];
    const options = [{ value: "", text: `All ${count(totals["devices"] ?? fleet.row_count)}` }, ...states.map((one) => ({ value: one, text: `${sentence(one)} ${count(totals[one] ?? totals[`${one}_policy`] ?? 0)}` }))];
    const summary = [plural(totals["devices"] ?? fleet.row_count, "device"), `${count(totals["behind_policy"] ?? 0)} behind the policy`, `${count(totals["with_problems"] ?? 0)} with problems`].join(" · ");
    if ((totals["devices"] ?? fleet.row_count) === 0) {
        return [pageHead("Fleet", ""), emptyState("No device has enrolled yet", "Make an enrolment token with “farebox-collector token”, and give it to the laptops through your device management.")];
    }
    const to = Math.min(fleet.row_count, offset + fleet.devices.length);
    return [
        pageHead("Fleet", summary),
        doneNotice(),
        bar([
            searchField("fleet-search", mayWrite ? "Find a device, person, system" : "Find a device, system", search, (text) => context.change({ search: text, offset: null }, { replace: true })),
            segments("fleet-state", "State", options, state, (value) => context.change({ state: value, offset: null }))]),
        fleet.devices.length === 0 ? emptyState("No device matches", "Change the search or the state.")
            : table<Device>({ id: "fleet", class: "fill", caption: "Devices, last heard of first", columns: columns(context, mayWrite), rows: fleet.devices }),
        fleet.row_count > PageSize && h("p", { class: "row pager" }, muted(`${count(offset + 1)} to ${count(to)} of ${count(fleet.row_count)}`),
            h("button", { class: "button", id: "fleet-before", disabled: offset === 0, onclick: () => context.change({ offset: String(Math.max(0, offset - PageSize)) }) }, "Before"),
            h("button", { class: "button", id: "fleet-after", disabled: to >= fleet.row_count, onclick: () => context.change({ offset: String(offset + PageSize) }) }, "After")),
    ];
}

export const fleetPage: Page = { path: "/fleet", title: "Fleet", permission: "read_fleet", render };
