// The table as it is seen, as CSV: one column a level, then the figures. Amounts are exact decimals,
// unknown is empty. A cell that a spreadsheet would run as a formula is quoted with an apostrophe.

import { Measures } from "../api";
import { plainMoney } from "../money";
import { amountOf, dimensionNames } from "../words";
import type { Lines, Line } from "./lines";
import type { SpendView } from "./view";

function cell(text: string): string {
    const safe = /^[=+@\t\r]|^-(?![\d.])/.test(text) ? `'${text}` : text;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function namesOf(view: SpendView, line: Line, above: string[]): string[] {
    const names = [...above.slice(0, line.level)];
    names[line.level] = line.kind === "rest" ? `${line.hiddenRows} more rows` : line.name;
    return view.groupBy.map((_, level) => names[level] ?? "");
}

export function seenCsv(view: SpendView, lines: Lines): string {
    const head = [
        ...view.groupBy.map((dimension) => dimensionNames[dimension]), ...lines.months,
        ...Measures.map((measure) => `${measure}_cost_usd`), "calls", "unpriced_calls", "partly_priced_calls", "estimated_calls",
        "uncontracted_calls", "unbilled_calls",
        "input_tokens", "cache_read_tokens", "cache_write_tokens", "output_tokens", "correction_list_cost_usd",
    ];
    const above: string[] = [];
    const rows = [...lines.body, ...lines.foot].map((line) => {
        above[line.level] = line.name;
        const { figures } = line;
        const number = (value: number | null): string => (value === null || value === undefined ? "" : String(value));
        const months = lines.months.map((month) => {
            const of = line.months?.get(month);
            return of ? plainMoney(amountOf(of, view.measure)) : "";
        });
        return [
            ...namesOf(view, line, above), ...months,
            ...Measures.map((measure) => plainMoney(amountOf(figures, measure))),
            number(figures.calls), number(figures.unpriced_calls), number(figures.partly_priced_calls), number(figures.estimated_calls),
            number(figures.uncontracted_calls), number(figures.unbilled_calls),
            number(figures.input_tokens), number(figures.cache_read_tokens), number(figures.cache_write_tokens), number(figures.output_tokens),
            plainMoney(figures.correction_list_cost_nano),
        ];
    });
    return [head, ...rows].map((row) => row.map(cell).join(",")).join("\r\n") + "\r\n";
}

export function saveFile(name: string, type: string, text: string): void {
    const url = URL.createObjectURL(new Blob([text], { type }));
    const link = document.createElement("a");
    link.href = url;
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
