// Cells that show figures: amounts with all their digits on hover, badges for what a sum lacks, a
// meter with the ticks of a budget.

import type { Figures, Measure } from "../api";
import { h, joined, type Child } from "../dom";
import { count, exactMoney, money, percentOf, plural, shortCount } from "../money";
import { amountOf, missingCalls, whyUnknown } from "../words";
import { badge, unknown } from "./states";

export function amountCell(nano: bigint | null | undefined, reason: string): Child {
    if (nano === null || nano === undefined) return unknown(reason);
    return h("span", { title: exactMoney(nano) }, money(nano));
}

export function figureAmount(figures: Figures, measure: Measure): Child {
    // No call at all is a known nothing.
    const nano = figures.calls === 0 ? (amountOf(figures, measure) ?? 0n) : amountOf(figures, measure);
    return amountCell(nano, whyUnknown(figures, measure));
}

export function tokenCell(value: number | null): Child {
    if (value === null) return unknown("No call stated this count.");
    return h("span", { title: count(value) }, shortCount(value));
}

const missingWords = {
    contracted: ["not contracted", "No contract names a price for"],
    billed: ["not billed", "No invoice or billed price is known yet for"],
};

/// What a contracted or billed amount is short of, of calls that have a list price.
export function missingNote(figures: Figures, measure: Measure): Child {
    const missing = missingCalls(figures, measure);
    if (missing === 0 || measure === "list") return null;
    const [short, why] = missingWords[measure];
    return badge(`${shortCount(missing)} ${short}`, "warning", `${why} ${plural(missing, "call")}; they are in no ${measure} amount.`);
}

/// The same as a quiet line for the rows of a table: what an amount does not say by itself.
export function figureNotes(figures: Figures, measures: readonly Measure[]): Child {
    const note = (tone: string, text: string, title: string): HTMLElement => h("span", { class: tone, title }, text);
    const { unpriced_calls: unpriced, partly_priced_calls: partly, estimated_calls: estimated, correction_list_cost_nano: correction } = figures;
    return joined([
        unpriced > 0 && badge(`${shortCount(unpriced)} unpriced`, "warning", `${plural(unpriced, "call")} whose price is not known are in no amount.`),
        ...measures.map((measure) => missingNote(figures, measure)),
        partly > 0 && note("warning-text", `${shortCount(partly)} partly`, `The amount covers some of the tokens of ${plural(partly, "call")}.`),
        estimated > 0 && note("muted", `${shortCount(estimated)} est.`, `The tokens of ${plural(estimated, "call")} are our estimate; the vendor stated none.`),
        correction !== null && correction !== undefined && correction !== 0n && note("muted", `${money(correction)} late`, "Corrections: calls of days whose month was closed already."),
    ], " ");
}

/// What an amount does not say by itself.
export function figureBadges(figures: Figures): HTMLElement[] {
    const badges: HTMLElement[] = [];
    if (figures.unpriced_calls > 0) {
        badges.push(badge(`+ ${shortCount(figures.unpriced_calls)} unpriced`, "warning", `${plural(figures.unpriced_calls, "call")} whose price is not known are in no amount.`));
    }
    if (figures.partly_priced_calls > 0) {
        badges.push(badge(`${shortCount(figures.partly_priced_calls)} partly priced`, "warning", `The amount covers some of the tokens of ${plural(figures.partly_priced_calls, "call")}.`));
    }
    if (figures.estimated_calls > 0) {
        badges.push(badge(`${shortCount(figures.estimated_calls)} estimated`, "", `The tokens of ${plural(figures.estimated_calls, "call")} are our estimate; the vendor stated none.`));
    }
    const correction = figures.correction_list_cost_nano;
    if (correction !== null && correction !== undefined && correction !== 0n) {
        badges.push(badge(`${money(correction)} corrections`, "", "Calls of days whose month is closed already; they are carried by this month."));
    }
    return badges;
}

/// A bar with ticks, like the tray's. `parts` are percents of the limit.
export function meter(percentOfLimit: number, soft: number, hard: number, state: string, label: string): HTMLElement {
    const Scale = 125;
    const bar = h("span", { class: "meter-bar" });
    bar.style.width = `${Math.min(100, (percentOfLimit / Scale) * 100)}%`;
    const tick = (at: number): HTMLElement => {
        const mark = h("span", { class: at === 100 ? "tick whole" : "tick" });
        mark.style.left = `${Math.min(100, (at / Scale) * 100)}%`;
        return mark;
    };
    return h("span", { class: `meter ${state}`, role: "img", "aria-label": label }, bar, tick(soft), tick(100), tick(hard));
}

/// A plain share from 0 to 100.
export function shareBar(percentOfWhole: number, label: string): HTMLElement {
    const bar = h("span", { class: "meter-bar" });
    bar.style.width = `${Math.max(0, Math.min(100, percentOfWhole))}%`;
    return h("span", { class: "meter thin", role: "img", "aria-label": label }, bar);
}

export const shareOf = (part: bigint | null, whole: bigint | null): number | null =>
    part === null || whole === null ? null : percentOf(part, whole);
