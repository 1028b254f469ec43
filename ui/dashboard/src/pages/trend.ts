// Spend by day, and where the month will end at this pace. The table says what the chart shows.

import { RowDimensionsOf, seriesOf } from "../spend/series";
import type { Forecast, Spend, Trend, TrendDay } from "../api";
import { addDays, dayName, isMonth, lastDayOf, monthName, rangeName } from "../days";
import { aside, h, muted, type Child } from "../dom";
import { get } from "../http";
import { count, exactMoney, money, wholeMoney } from "../money";
import type { Page, PageContext } from "../page";
import { bar, pageHead, segments, select } from "../parts/controls";
import { amountCell } from "../parts/figures";
import { barChart, legend, type ChartSeries } from "../parts/chart";
import { emptyState, unknown } from "../parts/states";
import { table, type Column } from "../parts/table";
import { filterBar } from "../spend/filters";
import { rangeControls } from "../spend/toolbar";
import { filterParameters, parseFilters, parseRange } from "../spend/view";
import { todayOf } from "./spend";

interface DayLine {
    day: string;
    calls: number;
    total: bigint | null;
    running: bigint | null;
    parts: (bigint | null)[];
}

function dayLines(days: TrendDay[], series: ChartSeries[]): DayLine[] {
    let running = 0n;
    return days.map((day, index) => {
        running += day.list_cost_nano ?? 0n;
        return { day: day.day, calls: day.calls, total: day.list_cost_nano, running, parts: series.map((one) => one.values[index] ?? null) };
    });
}

function dayTable(lines: DayLine[], series: ChartSeries[]): HTMLElement {
    const parts: Column<DayLine>[] = series.length < 2 ? [] : series.map((one, index) => ({
        label: one.name, isNumber: true, class: "money", cell: (line) => (line.parts[index] ? amountCell(line.parts[index], "") : muted("0")),
    }));
    const total = lines.reduce((sum, line) => sum + (line.total ?? 0n), 0n);
    const sums = series.map((_, index) => lines.reduce((sum, line) => sum + (line.parts[index] ?? 0n), 0n));
    return table<DayLine>({
        id: "days", caption: "Spend by day", class: "fill",
        columns: [
            { label: "Day", cell: (line) => (line.day ? dayName(line.day) : "Total") },
            ...parts,
            { label: "List price", isNumber: true, class: "money", cell: (line) => (line.calls === 0 && !line.total ? muted("0") : amountCell(line.total, "No price is known for the calls of this day.")) },
            { label: "Running total", isNumber: true, class: "money", cell: (line) => amountCell(line.running, "") },
            { label: "Calls", isNumber: true, cell: (line) => count(line.calls) },
        ],
        rows: lines,
        foot: [{ day: "", calls: lines.reduce((sum, line) => sum + line.calls, 0), total, running: total, parts: sums }],
    });
}

function forecastBox(forecast: Forecast | null, month: string): Child {
    if (!forecast) return null;
    const end = forecast.month_end_nano;
    const figure = end === null
        ? unknown(forecast.reason ?? "There are too few days for a forecast.")
        : h("span", { title: exactMoney(end) }, wholeMoney(end));
    const interval = end !== null && forecast.low_nano !== null && forecast.high_nano !== null;
    return h("div", { class: "stat" },
        h("p", { class: "stat-label" }, `${monthName(month)} will end at`),
        h("p", { class: "stat-figure" }, figure),
        aside(interval ? `likely between ${wholeMoney(forecast.low_nano as bigint)} and ${wholeMoney(forecast.high_nano as bigint)}` : (forecast.reason ?? "")));
}

/// The days of the range one by one, also those without calls, and the corrections of days before
/// it that an accounting month carries.
function daysOf(trend: Trend, range: { from: string; to: string }, today: string): TrendDay[] {
    const first = isMonth(range.from) ? `${range.from}-01` : range.from;
    const last = isMonth(range.to) ? lastDayOf(range.to) : range.to;
    const known = new Map(trend.days.map((day) => [day.day, day]));
    const days: TrendDay[] = [];
    for (let day = first; day <= last; day = addDays(day, 1)) {
        const found = known.get(day);
        if (found || day <= today) days.push(found ?? { day, calls: 0, list_cost_nano: 0n });
    }
    return days;
}

async function render(context: PageContext): Promise<Child> {
    const today = todayOf(context);
    const range = parseRange(context.params, today);
    const filters = parseFilters(context.params);
    const by = RowDimensionsOf(context.params.get("group_by"));
    const isTable = context.params.get("view") === "table";
    const question = { ...range, ...filterParameters(filters) };
    const [trend, split] = await Promise.all([
        get<Trend>("trend", question),
        by ? get<Spend>("spend", { ...question, group_by: `${by},day`, limit: 100_000 }) : Promise.resolve(null),
    ]);
    const days = daysOf(trend, range, today);
    const series = by && split ? seriesOf(days, split, by) : [{ name: "List price", values: days.map((day) => day.list_cost_nano) }];
    const total = trend.days.reduce((sum, day) => sum + (day.list_cost_nano ?? 0n), 0n);
    const isEmpty = trend.days.every((day) => day.calls === 0);
    const lastMonth = isMonth(range.to) ? range.to : range.to.slice(0, 7);
    return [
        pageHead("Trend", `${money(total)} list price, ${rangeName(range.from, range.to)}`),
        bar([rangeControls(context, range, today),
                h("div", { class: "bar-part end" },
                    select("trend-by", "Split by", [{ value: "", text: "nothing" }, ...["cost_centre", "team", "agent", "model", "provider", "billing_mode"].map((value) => ({ value, text: value.replace("_", " ") }))], by ?? "", (value) => context.change({ group_by: value })),
                    segments("trend-view", "Show as", [{ value: "chart", text: "Chart" }, { value: "table", text: "Table" }], isTable ? "table" : "chart", (value) => context.change({ view: value === "chart" ? null : value })))],
            filterBar({ context, ...range, filters })),
        isEmpty ? emptyState("No calls in this period", "Choose another period, or take a filter away.") : [
            h("div", { class: "stats" },
                h("div", { class: "stat" }, h("p", { class: "stat-label" }, rangeName(range.from, range.to)), h("p", { class: "stat-figure", title: exactMoney(total) }, wholeMoney(total)), aside(`${count(trend.days.reduce((sum, day) => sum + day.calls, 0))} calls`)),
                today <= lastDayOf(lastMonth) && forecastBox(trend.forecast, lastMonth)),
            isTable ? dayTable(dayLines(days, series), series) : [
                barChart(`Bars of spend by day, ${rangeName(range.from, range.to)}. “Table” shows the same figures as text.`, days.map((day) => day.day), series),
                series.length > 1 && legend(series)],
            aside("By the day of the call. The chargeback of a month leaves out what came late for it, and carries what came late for a month that was closed."),
        ],
    ];
}

export const trendPage: Page = { path: "/trend", title: "Trend", permission: "read_spend", render };
