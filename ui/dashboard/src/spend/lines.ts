// The rows of the chargeback table as they are seen: each opened row brings the level below it.
//
// A level is one question: group by one dimension, filtered by the keys above. Its rows, what the
// page does not show, and the unattributed part sum to the row above; the server promises it for the
// whole answer, and the rest is subtracted here in integers, so that what is seen adds up too.

import { Measures, type Dimension, type Figures, type Spend, type SpendRow } from "../api";
import { get } from "../http";
import { isMonth, monthsBetween } from "../days";
import { keyOf, nameOf } from "../words";
import { comparisonOf, filtersOfRow, joinPath, questionOf, type Filters, type SpendView } from "./view";

export interface Line {
    kind: "row" | "unattributed" | "rest" | "total";
    level: number;
    dimension: Dimension | null;
    keys: (string | null)[];
    path: string;
    name: string;
    figures: Figures;
    /// Of the pivot; absent where the months were not asked for.
    months?: Map<string, Figures>;
    previous?: Figures | null;
    mayOpen: boolean;
    isOpen: boolean;
    /// Of "rest": how many rows it stands for.
    hiddenRows?: number;
}

export interface Lines {
    body: Line[];
    foot: Line[];
    answer: Spend;
    months: string[];
}

const CountFields = ["calls", "failed_calls", "unpriced_calls", "partly_priced_calls", "estimated_calls", "unknown_usage_calls", "uncontracted_calls", "unbilled_calls"] as const;
const TokenFields = ["input_tokens", "cache_read_tokens", "cache_write_tokens", "output_tokens"] as const;
const MoneyFields = ["list_cost_nano", "contracted_cost_nano", "billed_cost_nano", "correction_list_cost_nano"] as const;

/// total − parts, figure by figure. Unknown parts count nothing, as they do in the total.
function remainder(total: Figures, parts: Figures[]): Figures {
    const rest = { ...total } as Figures;
    for (const part of parts) {
        for (const name of CountFields) rest[name] -= part[name];
        for (const name of TokenFields) rest[name] = rest[name] === null ? null : rest[name] - (part[name] ?? 0);
        for (const name of MoneyFields) rest[name] = rest[name] === null ? null : rest[name] - (part[name] ?? 0n);
    }
    // Nothing beside calls that are in no amount is unknown.
    const unknown = { list: rest.unpriced_calls, contracted: rest.uncontracted_calls, billed: rest.unbilled_calls };
    for (const measure of Measures) {
        if (unknown[measure] > 0 && rest[`${measure}_cost_nano`] === 0n) rest[`${measure}_cost_nano`] = null;
    }
    return rest;
}

interface Level {
    answer: Spend;
    months: Map<string, Map<string, Figures>>;
    previous: Map<string, Figures> | null;
    previousUnattributed: Figures | null;
    previousTotal: Figures | null;
}

const idOf = (row: SpendRow, dimension: Dimension): string => keyOf(row, dimension) ?? (typeof row.people === "number" ? `${row.people} people` : "-");

/// Month columns of each row, of the unattributed part ("-") and of all ("").
async function monthsOf(view: SpendView, dimension: Dimension, above: Filters): Promise<Level["months"]> {
    const apart = new Map(above).set(dimension, ["-"]);
    const everything = { limit: 100_000, sort: null };
    const [cells, unattributed, all] = await Promise.all([
        get<Spend>("spend", { ...questionOf(view, [dimension, "month"], above), ...everything }),
        get<Spend>("spend", { ...questionOf(view, ["month"], apart), ...everything }),
        get<Spend>("spend", { ...questionOf(view, ["month"], above), ...everything }),
    ]);
    const months: Level["months"] = new Map();
    const put = (id: string, row: SpendRow): void => {
        if (!months.has(id)) months.set(id, new Map());
        const month = keyOf(row, "month");
        if (month) months.get(id)?.set(month, row);
    };
    for (const row of cells.rows) if (keyOf(row, dimension) !== null || row.people) put(idOf(row, dimension), row);
    for (const row of unattributed.rows) put("-", row);
    for (const row of all.rows) put("", row);
    return months;
}

async function loadLevel(view: SpendView, above: Filters, level: number, today: string): Promise<Level> {
    const dimension = view.groupBy[level] as Dimension;
    const question = questionOf(view, [dimension], above);
    const comparison = view.isPivot ? null : comparisonOf(view, today);
    const [answer, before, months] = await Promise.all([
        get<Spend>("spend", { ...question, limit: view.limit, offset: 0 }),
        comparison && get<Spend>("spend", { ...question, ...comparison.parameters, limit: 2000, offset: 0 }).catch(() => null),
        view.isPivot ? monthsOf(view, dimension, above) : Promise.resolve(new Map()),
    ]);
    return {
        answer, months,
        previous: before && new Map(before.rows.map((row) => [idOf(row, dimension), row])),
        previousUnattributed: before?.unattributed ?? null,
        previousTotal: before?.total ?? null,
    };
}

function lineOf(view: SpendView, level: number, loaded: Level, row: SpendRow, above: (string | null)[]): Line {
    const dimension = view.groupBy[level] as Dimension;
    const key = keyOf(row, dimension);
    const keys = [...above, key];
    const path = joinPath(keys);
    const isGroup = typeof row.people === "number";
    const line: Line = {
        kind: "row", level, dimension, keys, path, name: nameOf(row, dimension), figures: row,
        mayOpen: !isGroup && key !== null, isOpen: !isGroup && view.open.has(path),
    };
    const id = idOf(row, dimension);
    const months = loaded.months.get(id);
    if (months) line.months = months;
    if (loaded.previous) line.previous = loaded.previous.get(id) ?? null;
    return line;
}

function unattributedLine(view: SpendView, level: number, loaded: Level, above: (string | null)[]): Line {
    const keys = [...above, null];
    const path = joinPath(keys);
    const dimension = view.groupBy[level] as Dimension;
    const line: Line = {
        kind: "unattributed", level, dimension, keys, path, name: "Unattributed",
        figures: loaded.answer.unattributed, mayOpen: loaded.answer.unattributed.calls > 0, isOpen: view.open.has(path),
    };
    const months = loaded.months.get("-");
    if (months) line.months = months;
    if (loaded.previous) line.previous = loaded.previousUnattributed;
    return line;
}

/// The lines of one level with all that is open below each.
async function linesOf(view: SpendView, level: number, above: (string | null)[], loaded: Level, today: string): Promise<Line[]> {
    const dimension = view.groupBy[level] as Dimension;
    const isTime = dimension === "month" || dimension === "day";
    const rows = loaded.answer.rows.filter((row) => keyOf(row, dimension) !== null || typeof row.people === "number");
    const lines = rows.map((row) => lineOf(view, level, loaded, row, above));
    const shown = loaded.answer.rows.length;
    if (loaded.answer.row_count > shown) {
        const figures = remainder(loaded.answer.total, [...rows, loaded.answer.unattributed]);
        const hiddenRows = loaded.answer.row_count - shown;
        lines.push({ kind: "rest", level, dimension, keys: above, path: `${joinPath(above)}/+`, name: "", figures, mayOpen: false, isOpen: false, hiddenRows });
    }
    if (level > 0 && !isTime && loaded.answer.unattributed.calls > 0) lines.push(unattributedLine(view, level, loaded, above));
    return withChildren(view, lines, today);
}

async function withChildren(view: SpendView, lines: Line[], today: string): Promise<Line[]> {
    const below = await Promise.all(lines.map(async (line) => {
        if (!line.isOpen || line.level + 1 >= view.groupBy.length) return [];
        const loaded = await loadLevel(view, filtersOfRow(view, line.keys), line.level + 1, today);
        return linesOf(view, line.level + 1, line.keys, loaded, today);
    }));
    return lines.flatMap((line, index) => [line, ...(below[index] ?? [])]);
}

export async function loadLines(view: SpendView, today: string): Promise<Lines> {
    const loaded = await loadLevel(view, new Map(), 0, today);
    const months = view.isPivot && isMonth(view.from) ? monthsBetween(view.from, view.to) : [];
    const total: Line = {
        kind: "total", level: 0, dimension: null, keys: [], path: "", name: "Total",
        figures: loaded.answer.total, mayOpen: false, isOpen: false,
    };
    const all = loaded.months.get("");
    if (all) total.months = all;
    if (loaded.previous) total.previous = loaded.previousTotal;
    const apart = unattributedLine(view, 0, loaded, []);
    return {
        body: await linesOf(view, 0, [], loaded, today),
        foot: [...(await withChildren(view, [apart], today)), total],
        answer: loaded.answer,
        months,
    };
}
