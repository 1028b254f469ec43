// What a person asked the chargeback table, and its form in the address. The names of the parameters
// are the API's, so that a link to the page reads like the question behind it.

import { Dimensions, Measures, type Dimension, type Measure } from "../api";
import { addDays, addMonths, isDay, isMonth, lastDayOf, monthsBetween, shortMonth, dayName } from "../days";
import type { Parameters } from "../http";
import type { Changes } from "../page";

export type Filters = Map<Dimension, string[]>;
/// In a filter: the calls where the dimension is not known.
export const Unattributed = "-";

export interface SpendView {
    from: string;
    to: string;
    groupBy: Dimension[];
    filters: Filters;
    measure: Measure;
    /// All three measures side by side; `measure` then is list.
    isAll: boolean;
    /// Months as columns.
    isPivot: boolean;
    sort: string;
    /// Rows that are opened, each as the path of its keys.
    open: Set<string>;
    limit: number;
}

export const RowDimensions = Dimensions.filter((one) => one !== "month" && one !== "day");
/// Where a row leads when nobody said what comes next.
const DrillOrder: Dimension[] = ["business_unit", "cost_centre", "team", "repo", "branch", "agent", "model"];

const isDimension = (word: string): word is Dimension => (Dimensions as readonly string[]).includes(word);
const listOf = (text: string | null): string[] => (text ? text.split(",").filter(Boolean) : []);

export function parseFilters(params: URLSearchParams): Filters {
    const filters: Filters = new Map();
    for (const dimension of Dimensions) {
        const values = listOf(params.get(dimension));
        if (values.length > 0) filters.set(dimension, values);
    }
    return filters;
}

export function parseRange(params: URLSearchParams, today: string): { from: string; to: string } {
    const from = params.get("from") ?? "";
    const to = params.get("to") ?? from;
    if (isMonth(from) && isMonth(to) && from <= to) return { from, to };
    if (isDay(from) && isDay(to) && from <= to) return { from, to };
    const month = today.slice(0, 7);
    return { from: month, to: month };
}

export function parseView(params: URLSearchParams, today: string): SpendView {
    const range = parseRange(params, today);
    const groupBy = [...new Set(listOf(params.get("group_by")).filter(isDimension))];
    const measure = params.get("measure") ?? "list";
    return {
        ...range,
        groupBy: groupBy.length > 0 ? groupBy : ["cost_centre", "team", "repo"],
        filters: parseFilters(params),
        measure: (Measures as readonly string[]).includes(measure) ? (measure as Measure) : "list",
        isAll: measure === "all",
        isPivot: params.get("pivot") === "month" && range.from !== range.to && isMonth(range.from),
        sort: params.get("sort") ?? "",
        open: new Set((params.get("open") ?? "").split(";").filter(Boolean)),
        limit: Math.max(50, Math.min(2000, Number(params.get("limit")) || 100)),
    };
}

export const joinPath = (keys: (string | null)[]): string => keys.map((key) => encodeURIComponent(key ?? Unattributed)).join("/");

export function sortOf(view: SpendView): string {
    return view.sort || `-${view.measure}_cost_nano`;
}

/// A value with a comma is taken as it is by repeating nothing: the API splits at commas.
export function filterParameters(filters: Filters): Parameters {
    return Object.fromEntries([...filters].map(([dimension, values]) => [dimension, values.join(",")]));
}

export function questionOf(view: SpendView, groupBy: Dimension[], more: Filters = new Map()): Parameters {
    const filters = new Map([...view.filters, ...more]);
    return {
        group_by: groupBy.join(","), from: view.from, to: view.to, measure: view.measure,
        ...filterParameters(filters), sort: sortOf(view),
    };
}

/// Filters that mean the row at `keys`.
export function filtersOfRow(view: SpendView, keys: (string | null)[]): Filters {
    const filters: Filters = new Map();
    keys.forEach((key, level) => {
        const dimension = view.groupBy[level];
        if (dimension) filters.set(dimension, [key ?? Unattributed]);
    });
    return filters;
}

/// The level below the last: the next of the usual order, else whatever of the work is left.
export function nextLevel(view: SpendView): Dimension | null {
    const isPinned = (one: Dimension): boolean => view.filters.get(one)?.length === 1;
    const reached = Math.max(...view.groupBy.map((one) => DrillOrder.indexOf(one)));
    return DrillOrder.find((one, at) => at > reached && !isPinned(one)) ?? DrillOrder.find((one, at) => at > 2 && !view.groupBy.includes(one) && !isPinned(one)) ?? null;
}

export function groupChange(groupBy: Dimension[]): Changes {
    // Rows of another grouping are other rows.
    return { group_by: groupBy.join(","), open: null, sort: null };
}

export interface Comparison {
    parameters: { from: string; to: string };
    name: string;
}

/// What the range is compared with: the same length before it; a running month, which has only some
/// days, with the same days of the month before.
export function comparisonOf(view: SpendView, today: string): Comparison | null {
    if (!isMonth(view.from)) return null;
    if (view.from === view.to && view.from === today.slice(0, 7) && today < lastDayOf(view.from)) {
        const month = addMonths(view.from, -1);
        const from = `${month}-01`;
        const last = lastDayOf(month);
        const same = `${month}-${today.slice(8)}`;
        const to = isDay(same) && same <= last ? same : last;
        return { parameters: { from, to }, name: `${dayName(from)}–${Number(to.slice(8))}` };
    }
    const length = monthsBetween(view.from, view.to).length;
    const from = addMonths(view.from, -length);
    const to = addMonths(view.to, -length);
    return { parameters: { from, to }, name: length === 1 ? shortMonth(from) : `${shortMonth(from)} – ${shortMonth(to)}` };
}

/// One range earlier or later.
export function steppedRange(view: { from: string; to: string }, step: number): Changes {
    if (isMonth(view.from)) {
        const length = monthsBetween(view.from, view.to).length * step;
        return { from: addMonths(view.from, length), to: addMonths(view.to, length), open: null };
    }
    const days = Math.round((Date.parse(view.to) - Date.parse(view.from)) / 86_400_000) + 1;
    return { from: addDays(view.from, days * step), to: addDays(view.to, days * step), open: null };
}
