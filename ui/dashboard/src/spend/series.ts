// The days of a trend split into the largest parts and the rest. The rest is subtracted from the
// day's total, so that the parts of a day always add up to it.

import type { Dimension, Spend, TrendDay } from "../api";
import type { ChartSeries } from "../parts/chart";
import { keyOf, nameOf } from "../words";
import { RowDimensions } from "./view";

const MaxParts = 6;

export function RowDimensionsOf(word: string | null): Dimension | null {
    return RowDimensions.find((one) => one === word) ?? null;
}

export function seriesOf(days: TrendDay[], split: Spend, by: Dimension): ChartSeries[] {
    const parts = new Map<string, { name: string; total: bigint; byDay: Map<string, bigint> }>();
    for (const row of split.rows) {
        const key = keyOf(row, by);
        const day = keyOf(row, "day");
        const nano = row.list_cost_nano;
        if (key === null || day === null || nano === null) continue;
        const part = parts.get(key) ?? { name: nameOf(row, by), total: 0n, byDay: new Map<string, bigint>() };
        part.total += nano;
        part.byDay.set(day, (part.byDay.get(day) ?? 0n) + nano);
        parts.set(key, part);
    }
    const largest = [...parts.values()].sort((a, b) => (a.total > b.total ? -1 : 1)).slice(0, MaxParts);
    const series: ChartSeries[] = largest.map((part) => ({ name: part.name, values: days.map(({ day }) => part.byDay.get(day) ?? 0n) }));
    const rest = days.map((day, index) => (day.list_cost_nano ?? 0n) - series.reduce((sum, one) => sum + (one.values[index] ?? 0n), 0n));
    if (rest.some((nano) => nano !== 0n)) series.push({ name: parts.size > MaxParts ? "All others and unattributed" : "Unattributed", values: rest });
    return series;
}
