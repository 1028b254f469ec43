// What stands where there is nothing: why, and what to do about it.

import { ago, exactInstant, instant } from "../days";
import { aside, h, hidden, icon, Icons, muted, type Child } from "../dom";
import { count } from "../money";

export function emptyState(title: string, text: string, ...actions: Child[]): HTMLElement {
    return h("div", { class: "empty" }, h("h2", {}, title), h("p", {}, text), actions.length > 0 && h("p", { class: "row" }, actions));
}

/// A small word with a colour that only helps: the word says it all.
export function badge(text: string, tone: "" | "good" | "warning" | "danger" = "", title = ""): HTMLElement {
    return h("span", { class: `badge ${tone}`, title: title || null }, text);
}

const stateTones: Record<string, "" | "good" | "warning" | "danger"> = {
    closed: "good", ok: "good", online: "good", healthy: "good",
    provisional: "warning", warning: "warning", degraded: "warning", late: "warning", overridden: "warning", stale: "warning",
    paused: "danger", revoked: "danger", broken: "danger", drifted: "danger", problem: "danger",
};
const stateWords: Record<string, string> = { ok: "OK", mixed: "Mixed" };

export function stateBadge(state: string): HTMLElement {
    return badge(stateWords[state] ?? state.charAt(0).toUpperCase() + state.slice(1).replaceAll("_", " "), stateTones[state] ?? "");
}

export function notice(tone: "" | "warning" | "danger" | "good", ...text: Child[]): HTMLElement {
    return h("p", { class: `notice ${tone}` }, icon(tone === "good" ? Icons.check : Icons.warning), h("span", {}, text));
}

/// Below a list of devices that was cut: how many more there are.
export const moreRows = (shown: unknown[], all: number): Child =>
    all > shown.length && aside(`and ${count(all - shown.length)} more; the fleet page lists every device.`);

/// A dash with its reason, for eyes on hover and for ears at once.
export function unknown(reason: string): HTMLElement {
    return h("span", { class: "unknown", title: reason }, h("span", { "aria-hidden": "true" }, "—"), hidden(`unknown: ${reason}`));
}

/// A moment, to the second on hover; a dash where there was none.
export const when = (ns: number | null): Child => (ns === null ? muted("—") : h("span", { title: exactInstant(ns) }, instant(ns)));

/// How long ago a device was heard of.
export const heard = (ns: number | null | undefined, whyNot: string): HTMLElement => (ns ? h("span", { title: exactInstant(ns) }, ago(ns)) : unknown(whyNot));
