// Bars over days, stacked, by uPlot. A picture for eyes; the table beside it says the same.

import uPlot from "uplot";
import { h } from "../dom";
import { wholeMoney } from "../money";
import { dayName } from "../days";

export interface ChartSeries {
    name: string;
    /// Nano-USD by day; null = unknown.
    values: (bigint | null)[];
}

/// Colours that stay apart for colour-blind eyes, by Okabe and Ito, led by our own.
export const SeriesColours = ["--series-1", "--series-2", "--series-3", "--series-4", "--series-5", "--series-6", "--series-7"];

/// Pixels may round: an axis is no sum.
const dollars = (nano: bigint | null): number | null => (nano === null ? null : Number(nano / 1_000_000n) / 1000);

function colour(name: string): string {
    return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

/// Heights from the axis: each series stands on those before it; drawn from the tallest down.
function stacked(series: ChartSeries[]): (number | null)[][] {
    const tops = (series[0]?.values ?? []).map(() => 0);
    return series.map((one) => one.values.map((value, day) => {
        tops[day] = (tops[day] ?? 0) + (dollars(value) ?? 0);
        return value === null ? null : (tops[day] ?? 0);
    }));
}

function makePlot(box: HTMLElement, days: string[], series: ChartSeries[]): uPlot {
    const times = days.map((day) => Date.parse(`${day}T00:00:00Z`) / 1000);
    const heights = stacked(series);
    const order = series.map((_, index) => index).reverse();
    const grid = { stroke: colour("--hairline"), width: 1 };
    const font = `12px ${getComputedStyle(document.body).fontFamily}`;
    const bars = (uPlot.paths.bars as NonNullable<typeof uPlot.paths.bars>)({ size: [0.7, 48], radius: 0.12 });
    const axis = { stroke: colour("--muted"), font, ticks: { show: false }, grid };
    return new uPlot({
        width: box.clientWidth, height: 300,
        tzDate: (time) => uPlot.tzDate(new Date(time * 1000), "UTC"),
        cursor: { show: false }, legend: { show: false }, padding: [12, 8, 0, 0],
        scales: { x: { range: (_, low, high) => [low - 43_200, high + 43_200] }, y: { range: (_, __, high) => [0, Math.max(0.01, high * 1.06)] } },
        axes: [
            { ...axis, grid: { show: false }, values: (_, at) => at.map((time) => (time % 86_400 === 0 ? dayName(new Date(time * 1000).toISOString().slice(0, 10)) : "")) },
            { ...axis, size: 76, values: (_, at) => at.map((value) => wholeMoney(BigInt(Math.round(value * 1000)) * 1_000_000n)) },
        ],
        series: [{}, ...order.map((index) => ({ label: series[index]?.name ?? "", fill: colour(SeriesColours[index % SeriesColours.length] ?? ""), stroke: "transparent", width: 0, paths: bars, points: { show: false } }))],
    }, [times, ...order.map((index) => heights[index] ?? [])] as uPlot.AlignedData, box);
}

export function barChart(label: string, days: string[], series: ChartSeries[]): HTMLElement {
    const box = h("div", { class: "chart", role: "img", "aria-label": label });
    let plot: uPlot | null = null;
    const draw = (): void => {
        if (!box.isConnected || box.clientWidth === 0) return;
        plot?.destroy();
        plot = makePlot(box, days, series);
    };
    const watch = new ResizeObserver(() => {
        if (!box.isConnected) return stop();
        if (plot) plot.setSize({ width: box.clientWidth, height: 300 });
        else draw();
    });
    const stop = (): void => {
        watch.disconnect();
        document.removeEventListener("themechange", draw);
    };
    watch.observe(box);
    document.addEventListener("themechange", draw);
    return box;
}

export function legend(series: ChartSeries[]): HTMLElement {
    return h("ul", { class: "legend" }, series.map((one, index) => {
        const swatch = h("span", { class: "swatch", "aria-hidden": "true" });
        swatch.style.background = `var(${SeriesColours[index % SeriesColours.length]})`;
        return h("li", {}, swatch, one.name);
    }));
}
