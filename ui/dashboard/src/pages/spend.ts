// The chargeback table: the page the product is for.

import { isMonth, rangeName } from "../days";
import { h, icon, Icons, type Child } from "../dom";
import { address } from "../http";
import { announce } from "../live";
import { count, exactMoney, plural, wholeMoney } from "../money";
import { linkTo, type Page, type PageContext } from "../page";
import { bar } from "../parts/controls";
import { missingNote } from "../parts/figures";
import { menuButton } from "../parts/menu";
import { badge, emptyState, notice, stateBadge, unknown } from "../parts/states";
import { saveFile, seenCsv } from "../spend/csv";
import { filterBar } from "../spend/filters";
import { loadLines, type Lines } from "../spend/lines";
import { spendTable } from "../spend/spend_table";
import { levelControls, measureControls, rangeControls } from "../spend/toolbar";
import { parseView, questionOf, type SpendView } from "../spend/view";
import { amountOf, measureNames, whyUnknown } from "../words";

export const todayOf = (context: PageContext): string => context.session.today ?? new Date().toISOString().slice(0, 10);

async function copyLink(): Promise<void> {
    try {
        await navigator.clipboard.writeText(location.href);
        announce("The link is copied");
    } catch {
        announce("The browser did not allow to copy; the link is in the address bar");
    }
    const button = document.getElementById("copy-link");
    button?.classList.add("done");
    setTimeout(() => button?.classList.remove("done"), 1600);
}

function actions(view: SpendView, lines: Lines): Child {
    const name = `chargeback-${view.from === view.to ? view.from : `${view.from}-${view.to}`}`;
    const items = [
        { text: "CSV of what is seen", choose: () => saveFile(`${name}.csv`, "text/csv;charset=utf-8", seenCsv(view, lines)) },
        { text: "CSV of all rows, all levels", href: address("spend.csv", { ...questionOf(view, view.groupBy), limit: 100_000 }), download: `${name}-all.csv` },
    ];
    if (isMonth(view.from) && view.from === view.to) {
        items.push({ text: "FOCUS 1.2 CSV of the month", href: address("exports/focus.csv", { month: view.from }), download: `focus-${view.from}.csv` });
        items.push({ text: "FOCUS manifest", href: address("exports/manifest.json", { month: view.from }), download: `focus-${view.from}.json` });
    }
    items.push({ text: "Print", choose: () => print() });
    return [
        h("button", { class: "button", id: "copy-link", onclick: () => void copyLink() },
            icon(Icons.link), h("span", { class: "when-idle" }, "Copy link"), h("span", { class: "when-done" }, "Copied")),
        menuButton({ id: "export", label: [icon(Icons.download), "Export"], items }),
    ];
}

/// The figure of the page, and what it rests on.
function hero(view: SpendView, lines: Lines): Child {
    const { total, state, completeness } = lines.answer;
    const nano = total.calls === 0 ? 0n : amountOf(total, view.measure);
    const figure = nano === null
        ? unknown(whyUnknown(total, view.measure))
        : h("span", { title: exactMoney(nano) }, wholeMoney(nano));
    const late = completeness ? completeness.devices_known - completeness.devices_complete : 0;
    return h("div", { class: "hero" },
        h("p", { class: "hero-figure" }, figure),
        h("p", { class: "hero-notes" },
            h("span", { "data-summary": true }, `${measureNames[view.measure]} · ${plural(total.calls, "call")} · ${rangeName(view.from, view.to)}`),
            stateBadge(state),
            total.unpriced_calls > 0 && badge(`+ ${count(total.unpriced_calls)} unpriced`, "warning", "Calls whose price is not known are in no amount."),
            missingNote(total, view.measure),
            total.estimated_calls > 0 && badge(`${count(total.estimated_calls)} estimated`, "", "Their tokens are our estimate."),
            completeness && completeness.devices_known > 0 && h("a", { href: "/periods", class: late > 0 ? "late" : "muted" },
                late > 0 ? `${plural(late, "device")} of ${count(completeness.devices_known)} not complete` : `all ${plural(completeness.devices_known, "device")} complete`)));
}

function nothingHere(view: SpendView): HTMLElement {
    const isFiltered = view.filters.size > 0;
    return emptyState(
        isFiltered ? "No call matches the filters" : "No calls in this period",
        isFiltered ? "Take a filter away, or choose another period." : "Devices send their calls some seconds after they were made. The fleet page shows which devices report.",
        isFiltered
            ? h("a", { class: "button", href: linkTo("/", { from: view.from, to: view.to }) }, "Clear filters")
            : h("a", { class: "button", href: "/fleet" }, "Fleet"));
}

async function render(context: PageContext): Promise<Child> {
    const today = todayOf(context);
    const view = parseView(context.params, today);
    const lines = await loadLines(view, today);
    const names = new Map<string, string>();
    for (const line of lines.body) if (line.dimension && line.keys.at(-1)) names.set(`${line.dimension}/${line.keys.at(-1)}`, line.name);
    return [
        h("header", { class: "page-head" },
            h("div", {}, h("h1", { tabindex: "-1" }, "Chargeback"), hero(view, lines)),
            h("div", { class: "row actions" }, actions(view, lines))),
        lines.answer.amounts === false && notice("", "Your roles show counts of calls, not amounts."),
        bar([rangeControls(context, view, today), measureControls(context, view)],
            [levelControls(context, view), filterBar({ context, from: view.from, to: view.to, filters: view.filters, nameOf: (dimension, key) => names.get(`${dimension}/${key}`) ?? null })]),
        lines.answer.total.calls === 0 ? nothingHere(view) : spendTable(context, view, lines, today),
    ];
}

export const spendPage: Page = { path: "/", title: "Chargeback", permission: "read_spend", render };
