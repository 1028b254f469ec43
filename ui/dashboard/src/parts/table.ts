// A real <table>: caption, scoped headings, sort buttons with aria-sort. It scrolls in its own box,
// with the headings and the sums always in sight.

import { h, type Child } from "../dom";

export interface Column<Row> {
    label: string;
    isNumber?: boolean;
    /// Name for the sort parameter; absent: cannot be sorted by.
    sort?: string;
    title?: string;
    class?: string;
    cell(row: Row): Child;
}

export interface TableOptions<Row> {
    id: string;
    caption: string;
    columns: Column<Row>[];
    rows: Row[];
    /// Attributes of a row, such as its class.
    rowAttributes?: (row: Row) => Record<string, unknown>;
    /// Rows of sums; they stay in sight.
    foot?: Row[];
    sort?: string;
    onsort?: (sort: string) => void;
    class?: string;
}

/// "-calls" → the next: descending, ascending, descending…
function nextSort(column: string, current: string): string {
    return current === `-${column}` ? column : `-${column}`;
}

function headCell<Row>(options: TableOptions<Row>, column: Column<Row>): HTMLElement {
    const attributes: Record<string, unknown> = { scope: "col", class: `${column.isNumber ? "number" : ""} ${column.class ?? ""}`.trim() || null, title: column.title };
    const { sort, onsort } = options;
    const by = column.sort;
    if (by === undefined || !onsort) return h("th", attributes, column.label);
    const isDown = sort === `-${by}`;
    const isUp = sort === by;
    attributes["aria-sort"] = isDown ? "descending" : isUp ? "ascending" : null;
    return h("th", attributes,
        h("button", { class: "sort", id: `${options.id}-sort-${by}`, onclick: () => onsort(nextSort(by, sort ?? "")) },
            column.label, h("span", { class: "arrow", "aria-hidden": "true" }, isDown ? "↓" : isUp ? "↑" : "")));
}

function bodyRow<Row>(options: TableOptions<Row>, row: Row): HTMLElement {
    return h("tr", options.rowAttributes?.(row) ?? {},
        options.columns.map((column, index) => {
            const attributes = { class: `${column.isNumber ? "number" : ""} ${column.class ?? ""}`.trim() || null };
            return index === 0 ? h("th", { scope: "row", ...attributes }, column.cell(row)) : h("td", attributes, column.cell(row));
        }));
}

export function table<Row>(options: TableOptions<Row>): HTMLElement {
    const captionId = `${options.id}-caption`;
    return h("div", { class: `table-wrap ${options.class ?? ""}`, role: "region", tabindex: "0", "aria-labelledby": captionId, id: `${options.id}-box` },
        h("table", { id: options.id },
            h("caption", { id: captionId, class: "visually-hidden" }, options.caption),
            h("thead", {}, h("tr", {}, options.columns.map((column) => headCell(options, column)))),
            h("tbody", {}, options.rows.map((row) => bodyRow(options, row))),
            options.foot && options.foot.length > 0 && h("tfoot", {}, options.foot.map((row) => bodyRow(options, row)))));
}

/// Sorts rows that are all here already; unknown comes last either way.
export function sorted<Row>(rows: Row[], sort: string, valueOf: (row: Row, key: string) => unknown): Row[] {
    const isDown = sort.startsWith("-");
    const key = isDown ? sort.slice(1) : sort;
    if (!key) return rows;
    return [...rows].sort((left, right) => {
        const [a, b] = [valueOf(left, key), valueOf(right, key)];
        if (a === null || a === undefined) return b === null || b === undefined ? 0 : 1;
        if (b === null || b === undefined) return -1;
        const order = typeof a === "string" ? a.localeCompare(String(b), "en", { numeric: true }) : a < b ? -1 : a > b ? 1 : 0;
        return isDown ? -order : order;
    });
}
