// Draws the lines of the chargeback table.

import { Measures, type Figures, type Measure } from "../api";
import { shortMonth } from "../days";
import { h, hidden, icon, Icons, muted, type Child } from "../dom";
import { count, exactMoney, percent, percentOf, plural, shortCount } from "../money";
import { linkTo, type PageContext } from "../page";
import { amountCell, figureAmount, figureNotes, shareOf, tokenCell } from "../parts/figures";
import { lookUp } from "../parts/look_up";
import { table, type Column } from "../parts/table";
import { amountOf, dimensionNames, measureNames, whyUnknown } from "../words";
import type { Line, Lines } from "./lines";
import { comparisonOf, filterParameters, filtersOfRow, nextLevel, sortOf, type SpendView } from "./view";

const idOf = (line: Line): string => `row-${line.path || "total"}`;

/// Opens or closes; the last level opens into one that is added to the grouping.
function toggle(context: PageContext, view: SpendView, line: Line): void {
    const open = new Set(view.open);
    if (line.isOpen) {
        for (const path of view.open) if (path === line.path || path.startsWith(`${line.path}/`)) open.delete(path);
    } else {
        open.add(line.path);
    }
    const changes: Record<string, string | null> = { open: [...open].join(";") };
    if (!line.isOpen && line.level + 1 >= view.groupBy.length) {
        const next = nextLevel(view);
        if (next) changes["group_by"] = [...view.groupBy, next].join(",");
    }
    context.change(changes, { replace: true });
}

function restCell(context: PageContext, view: SpendView, line: Line): Child {
    const more = (): void => context.change({ limit: String(Math.min(2000, view.limit * 4)) }, { replace: true });
    return h("button", { class: "link", id: idOf(line), onclick: more }, `${plural(line.hiddenRows ?? 0, "more row")}…`);
}

function nameCell(context: PageContext, view: SpendView, line: Line): Child {
    const box = (content: Child): HTMLElement => {
        const cell = h("div", { class: "name-cell" }, content);
        cell.style.paddingLeft = `${line.level * 20}px`;
        return cell;
    };
    if (line.kind === "rest") return box(restCell(context, view, line));
    const isLast = line.level + 1 >= view.groupBy.length;
    const who = line.dimension === "developer" && lookUp(context, line.keys[line.level], line.path, "Who?");
    if (!line.mayOpen || (isLast && !nextLevel(view) && !line.isOpen)) {
        return box([h("span", { class: "no-twist" }), h("span", { class: "name" }, line.name), who]);
    }
    const isShown = line.isOpen && !isLast;
    const next = isLast ? nextLevel(view) : view.groupBy[line.level + 1];
    const title = isShown ? "Close" : next ? `Open by ${dimensionNames[next].toLowerCase()}` : "";
    return box([
        h("button", { class: "twist", id: idOf(line), title, "aria-expanded": String(isShown), onclick: () => toggle(context, view, line) },
            icon(Icons.right), h("span", { class: "name" }, line.name)), who]);
}

function changeCell(line: Line, measure: Measure, amounts: { now: bigint | null }): Child {
    if (line.previous === undefined || line.kind === "rest") return "";
    const before = line.previous ? (amountOf(line.previous, measure) ?? (line.previous.calls === 0 ? 0n : null)) : 0n;
    if (before === null || amounts.now === null) return muted("—");
    if (before === 0n) return muted(amounts.now === 0n ? "—" : "new");
    const change = percentOf(amounts.now - before, before < 0n ? -before : before) ?? 0;
    if (Math.abs(change) < 0.05) return muted("±0.0 %");
    const text = `${change > 0 ? "+" : "−"}${percent(Math.abs(change))}`;
    return h("span", { title: `before: ${exactMoney(before)}` }, change > 9_999 ? "> +9,999 %" : text);
}

function callsCell(view: SpendView, line: Line): Child {
    const text = count(line.figures.calls);
    if (line.kind === "rest" || line.figures.calls === 0 || line.name.endsWith(" people")) return text;
    const filters = new Map([...view.filters, ...filtersOfRow(view, line.keys)]);
    const href = linkTo("/calls", { from: view.from, to: view.to, ...(filterParameters(filters) as Record<string, string>) });
    return h("a", { href, title: "Show the calls" }, text, hidden(` calls of ${line.name}`));
}

/// The amount over a bar as long as its part of the whole, like the tray's "Today by".
function barCell(line: Line, measure: Measure, whole: bigint | null): Child {
    const amount = figureAmount(line.figures, measure);
    const share = shareOf(amountOf(line.figures, measure), whole);
    if (line.kind === "total" || share === null) return amount;
    const bar = h("span", { class: "cell-bar", "aria-hidden": "true" });
    bar.style.width = `${Math.max(0, Math.min(100, share))}%`;
    return h("span", { class: "bar-cell" }, bar, amount);
}

function moneyColumn(view: SpendView, measure: Measure, lines: Lines): Column<Line> {
    const amounts = [...lines.body, ...lines.foot].filter((line) => line.kind !== "total").map((line) => amountOf(line.figures, measure) ?? 0n);
    const whole = amounts.reduce((most, one) => (one > most ? one : most), 0n);
    return {
        label: measureNames[measure], isNumber: true, sort: `${measure}_cost_nano`, class: "money",
        cell: (line) => (view.isAll ? figureAmount(line.figures, measure) : barCell(line, measure, whole)),
    };
}

/// All that went in, whatever it cost; fresh and cached apart on hover.
function tokensIn(figures: Figures): Child {
    const parts = [figures.input_tokens, figures.cache_read_tokens, figures.cache_write_tokens];
    if (parts.every((part) => part === null)) return tokenCell(null);
    const title = `${shortCount(parts[0])} fresh, ${shortCount(parts[1])} read from the cache, ${shortCount(parts[2])} written to it`;
    return h("span", { title }, shortCount(parts.reduce<number>((sum, part) => sum + (part ?? 0), 0)));
}

const Nothing: Partial<Figures> = { calls: 0 };

function monthColumns(view: SpendView, lines: Lines): Column<Line>[] {
    return lines.months.map((month) => ({
        label: shortMonth(month), isNumber: true, class: "money",
        cell: (line) => {
            if (line.kind === "rest") return "";
            const figures = line.months?.get(month) ?? (Nothing as Figures);
            const nano = figures.calls === 0 ? 0n : amountOf(figures, view.measure);
            if (nano === 0n && line.kind !== "total") return muted("0");
            return amountCell(nano, whyUnknown(figures, view.measure));
        },
    }));
}

function figureColumns(view: SpendView, lines: Lines, today: string): Column<Line>[] {
    const whole = amountOf(lines.answer.total, view.measure);
    const comparison = comparisonOf(view, today);
    const columns: Column<Line>[] = [];
    columns.push({
        label: "Share", isNumber: true, class: "share",
        cell: (line) => {
            const part = line.figures.calls === 0 ? 0n : amountOf(line.figures, view.measure);
            const share = shareOf(part, whole);
            return share === null ? muted("—") : percent(share);
        },
    });
    if (comparison) {
        columns.push({
            label: `vs ${comparison.name}`, isNumber: true, class: "share",
            cell: (line) => changeCell(line, view.measure, { now: line.figures.calls === 0 ? 0n : amountOf(line.figures, view.measure) }),
        });
    }
    columns.push({ label: "Calls", isNumber: true, sort: "calls", cell: (line) => callsCell(view, line) });
    columns.push({ label: "Tokens in", isNumber: true, cell: (line) => tokensIn(line.figures) });
    columns.push({ label: "Tokens out", isNumber: true, sort: "output_tokens", cell: (line) => tokenCell(line.figures.output_tokens) });
    columns.push({ label: "Not sure", class: "notes", title: "Calls that are in no amount, or whose amount is not certain", cell: (line) => figureNotes(line.figures, view.isAll ? Measures : [view.measure]) });
    return columns;
}

export function spendTable(context: PageContext, view: SpendView, lines: Lines, today: string): HTMLElement {
    const levels = view.groupBy.map((dimension) => dimensionNames[dimension]);
    const measures = view.isAll ? [...Measures] : [view.measure];
    const name: Column<Line> = {
        label: levels.join(" › "), class: "name-column", cell: (line) => nameCell(context, view, line),
    };
    if (view.groupBy.length === 1 && view.groupBy[0]) name.sort = view.groupBy[0];
    const figures = view.isPivot ? monthColumns(view, lines) : figureColumns(view, lines, today);
    const amounts = measures.map((measure) => moneyColumn(view, measure, lines));
    if (view.isPivot && amounts[0]) amounts[0].label = `Total, ${measureNames[view.measure].toLowerCase()}`;
    return table<Line>({
        id: "spend", class: "fill",
        caption: `Spend by ${levels.join(", then ")}`,
        columns: view.isPivot ? [name, ...figures, ...amounts] : [name, ...amounts, ...figures],
        rows: lines.body,
        foot: lines.foot,
        sort: sortOf(view),
        onsort: (sort) => context.change({ sort }),
        rowAttributes: (line) => ({ class: `line-${line.kind} level-${Math.min(line.level, 4)} ${line.isOpen ? "is-open" : ""}`.trim(), "data-path": line.path || null }),
    });
}
