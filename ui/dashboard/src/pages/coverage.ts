// What the table cannot say: calls that nobody could attribute or price, devices that are silent,
// clocks that are wrong. Each with its reason, so that it can be made less.

import type { Coverage } from "../api";
import { rangeName } from "../days";
import { aside, h, type Child } from "../dom";
import { get } from "../http";
import { count, percent, percentOf, plural, wholeMoney } from "../money";
import { linkTo, type Page, type PageContext } from "../page";
import { bar, pageHead } from "../parts/controls";
import { amountCell, shareBar, tokenCell } from "../parts/figures";
import { emptyState, heard, moreRows, unknown } from "../parts/states";
import { table } from "../parts/table";
import { rangeControls } from "../spend/toolbar";
import { parseRange } from "../spend/view";
import { dimensionNames, sentence, shortId, valueName } from "../words";
import type { Dimension } from "../api";
import { todayOf } from "./spend";

function attributed(coverage: Coverage): Child {
    const byDimension = new Map<string, { calls: number; nano: bigint }>();
    for (const one of coverage.unattributed) {
        const sum = byDimension.get(one.dimension) ?? { calls: 0, nano: 0n };
        sum.calls += one.calls;
        sum.nano += one.list_cost_nano ?? 0n;
        byDimension.set(one.dimension, sum);
    }
    const whole = coverage.total.list_cost_nano ?? 0n;
    return h("div", { class: "stats" }, [...byDimension].map(([dimension, sum]) => {
        const missing = percentOf(sum.nano, whole);
        const known = missing === null ? null : 100 - missing;
        const name = dimensionNames[dimension as Dimension] ?? sentence(dimension);
        return h("div", { class: "stat" },
            h("p", { class: "stat-label" }, `${name} known`),
            h("p", { class: "stat-figure" }, known === null ? "—" : percent(known)),
            shareBar(known ?? 0, `${name} is known for ${known === null ? "an unknown part" : percent(known)} of the spend`),
            aside(`${wholeMoney(sum.nano)} of ${plural(sum.calls, "call")} is not`));
    }));
}

function section(id: string, title: string, text: string, content: Child): HTMLElement {
    return h("section", { "aria-labelledby": id }, h("h2", { id }, title), aside(text), content);
}

const fine = (text: string): HTMLElement => h("p", { class: "fine" }, text);
const deviceName = (one: { device_id: string }): Child => h("code", {}, shortId(one.device_id));

function unattributedTable(coverage: Coverage, range: { from: string; to: string }): Child {
    if (coverage.unattributed.length === 0) return fine("Every call of the period is attributed.");
    return table({
        id: "unattributed", caption: "Unattributed calls by reason", rows: coverage.unattributed,
        columns: [
            { label: "What is missing", cell: (one) => dimensionNames[one.dimension as Dimension] ?? sentence(one.dimension) },
            { label: "Why", class: "wide", cell: (one) => sentence(one.reason) },
            { label: "Calls", isNumber: true, cell: (one) => h("a", { href: linkTo("/calls", { ...range, [one.dimension]: "-" }) }, count(one.calls)) },
            { label: "List price", isNumber: true, class: "money", cell: (one) => amountCell(one.list_cost_nano, "No price is known for these calls.") },
        ],
    });
}

function unpricedTable(coverage: Coverage, range: { from: string; to: string }): Child {
    if (coverage.unpriced.length === 0) return fine("Every call of the period has a price.");
    return table({
        id: "unpriced", caption: "Unpriced calls by model", rows: coverage.unpriced,
        columns: [
            { label: "Model", cell: (one) => one.model ?? unknown("The vendor named no model.") },
            { label: "Provider", cell: (one) => (one.provider ? valueName("provider", one.provider) : unknown("The provider is not known.")) },
            { label: "Why", class: "wide", cell: (one) => sentence(one.reason ?? "No rule of the price book fits.") },
            { label: "Fresh in", isNumber: true, cell: (one) => tokenCell(one.input_tokens) },
            { label: "Out", isNumber: true, cell: (one) => tokenCell(one.output_tokens) },
            { label: "Calls", isNumber: true, cell: (one) => (one.model ? h("a", { href: linkTo("/calls", { ...range, model: one.model }) }, count(one.calls)) : count(one.calls)) },
        ],
    });
}

function silentTable(coverage: Coverage): Child {
    if (coverage.offline_devices.length === 0) return fine("Every device was heard of within a day.");
    return [table({
        id: "silent", caption: "Silent devices", rows: coverage.offline_devices,
        columns: [
            { label: "Device", class: "wide", cell: (one) => deviceName(one) },
            { label: "Last heard of", cell: (one) => heard(one.last_seen_at, "It was never heard of.") },
            { label: "Calls waiting on it then", isNumber: true, cell: (one) => (one.queued === null ? unknown("It did not say.") : count(one.queued)) },
        ],
    }), moreRows(coverage.offline_devices, coverage.offline_device_count)];
}

function clockTable(coverage: Coverage): Child {
    if (coverage.clock_problems.length === 0) return fine("All clocks agree with the collector's.");
    return [table({
        id: "clocks", caption: "Clocks that are wrong", rows: coverage.clock_problems,
        columns: [
            { label: "Device", class: "wide", cell: (one) => deviceName(one) },
            { label: "Ahead by", isNumber: true, cell: (one) => (one.offset_ms === null ? unknown("Not measured.") : `${(one.offset_ms / 60_000).toFixed(1)} min`) },
            { label: "Calls charged to the day they arrived", isNumber: true, cell: (one) => count(one.calls) },
        ],
    }), moreRows(coverage.clock_problems, coverage.clock_problem_count)];
}

function lost(coverage: Coverage): Child {
    const reasons = Object.entries(coverage.discarded_calls ?? {}).filter(([, calls]) => calls > 0);
    return section("lost-title", "Lost", "Calls that a device counted and had to discard, since ever.",
        reasons.length === 0 ? fine("No device lost a call.") : h("ul", {}, reasons.map(([reason, calls]) => h("li", {}, `${sentence(reason)}: ${count(calls)}`))));
}

async function render(context: PageContext): Promise<Child> {
    const range = parseRange(context.params, todayOf(context));
    const coverage = await get<Coverage>("coverage", range);
    const head = pageHead("Coverage", `What the figures of ${rangeName(range.from, range.to)} do not cover`);
    const controls = bar(rangeControls(context, range, todayOf(context)));
    if (coverage.total.calls === 0) return [head, controls, emptyState("No calls in this period", "Nothing was sent, so nothing is missing that could be known.")];
    return [
        head, controls, attributed(coverage),
        section("unattributed-title", "Unattributed", "In every total, and on nobody's bill.", unattributedTable(coverage, range)),
        section("unpriced-title", "Unpriced", "Counted as calls, in no amount. A price for the model makes them part of it.", unpricedTable(coverage, range)),
        section("silent-title", "Silent devices", "Their calls arrive when they are back. A month is complete when none is left.", silentTable(coverage)),
        lost(coverage),
        section("clocks-title", "Clocks", "A call that claims to come from the future is charged to the day it arrived.", clockTable(coverage)),
    ];
}

export const coveragePage: Page = { path: "/coverage", title: "Coverage", permission: "read_fleet", render };
