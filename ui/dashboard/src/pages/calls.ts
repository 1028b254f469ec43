// Single calls of a period and filter, newest first, and one call with its evidence and its price
// line by line: the end of every drill-down.

import type { Call, Calls } from "../api";
import { isMonth, instant, exactInstant, lastDayOf, rangeName } from "../days";
import { aside, below, h, muted, type Child } from "../dom";
import { get } from "../http";
import { count, exactMoney, money, plural } from "../money";
import type { Page, PageContext } from "../page";
import { amountCell, tokenCell } from "../parts/figures";
import { bar, pageHead } from "../parts/controls";
import { openDialog } from "../parts/dialog";
import { lookUp } from "../parts/look_up";
import { badge, emptyState, unknown } from "../parts/states";
import { table, type Column } from "../parts/table";
import { filterBar } from "../spend/filters";
import { rangeControls } from "../spend/toolbar";
import { filterParameters, parseFilters, parseRange } from "../spend/view";
import { sentence, valueName } from "../words";
import { todayOf } from "./spend";

const outcomes: Record<string, string> = { client_cancelled: "Cancelled", upstream_failed: "Vendor failed", refused: "Refused", vendor_error: "Vendor error" };

function statusBadges(call: Call): Child {
    return [
        call["sign"] === -1 && badge("Taken back", "", "A later revision of this call replaced it."),
        call.outcome !== "ok" && badge(outcomes[call.outcome] ?? sentence(call.outcome), call.outcome === "refused" ? "warning" : ""),
        call.price_status === "unpriced" && badge("Unpriced", "warning", call.price_note ?? "No price is known for this model."),
        call.price_status === "partly" && badge("Partly priced", "warning", call.price_note ?? ""),
        call.usage_source === "estimated" && badge("Estimated", "", "The vendor stated no usage; the tokens are our estimate."),
    ];
}

function whyNoAmount(call: Call): string {
    return call.price_note || (call.price_status === "unpriced" ? "No price is known for this model." : "The amount is not known.");
}

const modelOf = (call: Call): string | null => call.model_served || call.model_requested;

function columns(context: PageContext): Column<Call>[] {
    const text = (value: string | null | undefined, why: string): Child => (value ? value : unknown(why));
    return [
        {
            label: "Time",
            cell: (call) => h("button", { class: "link", id: `call-${call.call_id}`, title: exactInstant(call.started_at), onclick: () => context.change({ call: call.call_id }) }, instant(call.started_at)),
        },
        { label: "Agent", cell: (call) => text(call.agent && valueName("agent", call.agent), "The agent was not recognised.") },
        { label: "Developer", cell: (call) => lookUp(context, call.developer_id, call.call_id) ?? text(call.developer_id, "The device is bound to nobody.") },
        { label: "Repository @ branch", class: "clip", cell: (call) => (call.repo ? h("span", { title: `${call.repo}${call.branch ? ` @ ${call.branch}` : ""}` }, `${valueName("repo", call.repo)}${call.branch ? ` @ ${call.branch}` : ""}`) : muted("Unattributed")) },
        { label: "Model", cell: (call) => [text(modelOf(call), "The model is not known."), " ", statusBadges(call)] },
        { label: "Fresh in", isNumber: true, cell: (call) => tokenCell(call.input_tokens) },
        { label: "Cached in", isNumber: true, cell: (call) => tokenCell(call.cache_read_tokens) },
        { label: "Out", isNumber: true, cell: (call) => tokenCell(call.output_tokens) },
        { label: "List price", isNumber: true, class: "money", cell: (call) => amountCell(call.list_cost_nano, whyNoAmount(call)) },
    ];
}

/// Pico-USD a token as people read prices: dollars per million tokens.
function rate(pico: number): string {
    return `$${(pico / 1_000_000).toLocaleString("en-US", { maximumFractionDigits: 6 })} / M`;
}

function priceTable(call: Call): Child {
    const components = call.cost_components ?? [];
    if (components.length === 0) return aside(whyNoAmount(call));
    return table({
        id: "price-lines", caption: "Price, line by line", class: "plain",
        columns: [
            { label: "What", cell: (one) => sentence(one.bucket) },
            { label: "Quantity", isNumber: true, cell: (one) => one.quantity > 0 && count(one.quantity) },
            { label: "Rate", isNumber: true, cell: (one) => one.rate_pico > 0 && [rate(one.rate_pico), one.multiplier_ppm !== 1_000_000 && ` × ${one.multiplier_ppm / 1_000_000}`] },
            { label: "Amount", isNumber: true, cell: (one) => exactMoney(one.amount_nano) },
        ],
        rows: components,
        foot: call.list_cost_nano === null ? [] : [{ bucket: "Total", quantity: 0, rate_pico: 0, multiplier_ppm: 1_000_000, amount_nano: call.list_cost_nano }],
    });
}

function evidenceList(call: Call): Child {
    const evidence = call.evidence ?? [];
    if (evidence.length === 0) return aside("No evidence came with this call.");
    return h("dl", { class: "facts" }, evidence.map((one) => [
        h("dt", {}, sentence(one.dimension)),
        h("dd", {}, one.value, below(`${sentence(one.source)}, ${one.confidence}`)),
    ]));
}

const Elsewhere = new Set(["evidence", "cost_components", "raw_usage"]);

/// Every other field as it came, by its own name: what is not shown by the page is still there.
function fieldList(call: Call): Child {
    const fields = Object.entries(call).filter(([name, value]) => !Elsewhere.has(name) && value !== null && value !== "" && value !== undefined);
    const shown = (name: string, value: unknown): string => {
        if (name.endsWith("_at") && typeof value === "number") return exactInstant(value);
        if (typeof value === "bigint") return exactMoney(value);
        return typeof value === "object" ? JSON.stringify(value) : String(value);
    };
    return h("details", {}, h("summary", {}, `All ${fields.length} fields`),
        h("dl", { class: "facts mono" }, fields.map(([name, value]) => [h("dt", {}, name), h("dd", {}, shown(name, value))])));
}

async function openCall(context: PageContext, callId: string): Promise<void> {
    const call = await get<Call>(`calls/${encodeURIComponent(callId)}`);
    const nano = call.list_cost_nano;
    openDialog({
        id: "call-dialog", class: "dialog drawer", title: nano === null ? "Price not known" : money(nano),
        body: [
            h("p", {}, h("strong", {}, call.agent ? valueName("agent", call.agent) : "Unknown agent"), ` · ${modelOf(call) ?? "unknown model"}`),
            aside([exactInstant(call.started_at), call.duration_ms !== null && `${(call.duration_ms / 1000).toFixed(1)} s`].filter(Boolean).join(" · ")),
            h("p", {}, statusBadges(call)),
            call.note && h("p", {}, call.note),
            h("h3", {}, "Price"), priceTable(call),
            aside(call.price_rule ? ["Rule ", h("code", {}, call.price_rule), call.price_book && [" of price book ", h("code", {}, call.price_book)]] : "No rule fits this call."),
            h("dl", { class: "facts" }, h("dt", {}, "Contracted"), h("dd", {}, amountCell(call.contracted_cost_nano, "No contract price is known.")),
                h("dt", {}, "Billed"), h("dd", {}, amountCell(call.billed_cost_nano, "Not billed yet, or not known."))),
            h("h3", {}, "Evidence"), evidenceList(call),
            fieldList(call),
        ],
        // Closed by its button the address follows; closed by Back it did already.
        onclose: () => new URLSearchParams(location.search).get("call") === callId && context.change({ call: null }, { focus: `call-${callId}` }),
    });
}

async function render(context: PageContext): Promise<Child> {
    const { params } = context;
    const range = parseRange(params, todayOf(context));
    const filters = parseFilters(params);
    const cursor = params.get("cursor");
    const answer = await get<Calls>("calls", { ...range, ...filterParameters(filters), limit: 100, cursor });
    const callId = params.get("call");
    document.querySelector<HTMLDialogElement>("#call-dialog")?.close();
    if (callId) setTimeout(() => void openCall(context, callId).catch((error: Error) => openDialog({ id: "call-dialog", class: "dialog drawer", title: "This call cannot be shown", body: h("p", { role: "alert" }, error.message), onclose: () => context.change({ call: null }) })));
    const days = isMonth(range.from) ? `${range.from}-01 – ${lastDayOf(range.to)}` : `${range.from} – ${range.to}`;
    return [
        pageHead("Calls", `${plural(answer.rows.length, "call")}${answer.next || cursor ? " on this page" : ""} · ${rangeName(range.from, range.to)}, newest first`),
        bar(rangeControls(context, range, todayOf(context)), filterBar({ context, ...range, filters })),
        answer.rows.length === 0
            ? emptyState("No single calls here", `Sums are kept for good, single calls for as long as this collector's settings say. Asked for: ${days}.`)
            : table({ id: "calls", class: "fill", caption: "Calls, newest first", columns: columns(context), rows: answer.rows }),
        (answer.next || cursor) && h("p", { class: "row pager" },
            cursor && h("button", { class: "button", id: "calls-newest", onclick: () => context.change({ cursor: null }) }, "Newest"),
            answer.next && h("button", { class: "button", id: "calls-older", onclick: () => context.change({ cursor: answer.next }) }, "Older")),
    ];
}

export const callsPage: Page = { path: "/calls", title: "Calls", permission: "read_calls", render };
