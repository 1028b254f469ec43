// What of uPlot goes into the bundle: bars over days with two axes, and nothing that our charts
// never reach. parts/chart.ts shows no cursor, legend or selection, scales linearly, and names its own
// ticks; what serves those is emptied on its way into the bundle, a third of the library's bytes.
//
// The package itself stays as npm brought it. Its version is pinned and its bytes are checked by
// package-lock.json; a name that is not found in it fails the build, so that a new version is looked
// at: run the charts of pages.mjs with V8's coverage, and empty what is never called.
import { readFileSync } from "node:fs";

/// Functions whose bodies go.
const unreached = `
    elTrans elColor elSize rangeLog rangeAsinh _rangeNum rangeNum sortCols allHeadersSame isAsc nullExpand join
    fmtDate timeAxisStamps timeAxisVals timeAxisVal timeSeriesStamp timeSeriesVal
    legendStroke legendFill cursorPointShow cursorPointFill cursorPointStroke cursorPointSize cursorMove filtBtn0 filtTarg
    numAxisVals logAxisSplits asinhAxisSplits log10AxisValsFilt log2AxisValsFilt numSeriesVal seriesPointsShow clampScale
    bandFillClipDirs clipBandLine clipGaps addGap findGaps points linear stepped splineInterp monotoneCubic _monotoneCubic
    setDefaults2 snapNumX snapNumY snapLogY snapAsinhY
    initLegendRow onMouse offMouse initCursorPt addSeries delSeries autoPadSide flushHooks batch
    setSelect toggleDOM setSeries setBand addBand delBand setAlpha setFocus posToVal closestIdxFromXpos setSelH setSelV
    syncLegend setLegend setLegendValues updateCursor mouseMove cacheMouse hideSelect mouseDown mouseUp mouseLeave dblClick
    pubSync pub`.trim().split(/\s+/);

/// Switches that our options always set the same way; the branches behind them go with them.
const settled = [
    ["const showLegend = legend.show;", "const showLegend = false;"],
    [/const showCursor = +cursor\.show;/, "const showCursor = false;"],
    ["const mode = self.mode;", "const mode = 1;"],
    // Names of months and days, and the formats that our axes have their own for.
    ["const days3 = days.map(slice3);", "const days3 = [];"],
    ["const months3 = months.map(slice3);", "const months3 = [];"],
    [/const _timeAxisStamps = \[[^]*?\n\t\];/, "const _timeAxisStamps = [];"],
];

function once(text, pattern, replacement) {
    const cut = text.replace(pattern, replacement);
    if (cut === text) throw new Error(`uPlot: ${pattern} is not there: look at what this version can leave out`);
    return cut;
}

/// A function ends at the first brace that stands as far to the left as its beginning. Who calls uPlot
/// for it from outside is nobody; where nobody inside is left either, its name goes too.
export function leanUplot(text) {
    for (const [pattern, replacement] of settled) text = once(text, pattern, replacement);
    for (const name of unreached) {
        text = once(text, new RegExp(`^(\\t?)(function ${name}\\()[^]*?\\n\\1}$`, "m"), "$1$2) {}").replace(`\n\tself.${name} = ${name};`, "");
    }
    for (const name of unreached) {
        if (text.match(new RegExp(`\\b${name}\\b`, "g")).length === 1) text = text.replace(`function ${name}() {}`, "");
    }
    return text;
}

export const uplotParts = {
    name: "uplot-parts",
    setup(build) {
        build.onLoad({ filter: /uPlot\.esm\.js$/ }, ({ path }) => ({ contents: leanUplot(readFileSync(path, "utf8")) }));
    },
};
