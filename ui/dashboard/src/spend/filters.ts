// Filters as chips, and the dialog that chooses values from what the range really holds.

import { type Dimension, type Spend } from "../api";
import { h, icon, Icons, muted } from "../dom";
import { get } from "../http";
import { money, plural } from "../money";
import type { PageContext } from "../page";
import { openDialog } from "../parts/dialog";
import { menuButton } from "../parts/menu";
import { dimensionNames, keyOf, nameOf, sentence, valueName } from "../words";
import { filterParameters, RowDimensions, Unattributed, type Filters } from "./view";

interface Choice {
    key: string;
    name: string;
    hint: string;
}

export interface FilterBar {
    context: PageContext;
    from: string;
    to: string;
    filters: Filters;
    /// Names of keys, where an answer at hand holds them.
    nameOf?: (dimension: Dimension, key: string) => string | null;
}

async function choicesOf(bar: FilterBar, dimension: Dimension): Promise<Choice[]> {
    const others = new Map(bar.filters);
    others.delete(dimension);
    const answer = await get<Spend>("spend", { group_by: dimension, from: bar.from, to: bar.to, ...filterParameters(others), limit: 1000 });
    const known = answer.rows.filter((row) => keyOf(row, dimension) !== null);
    const choices = known.map((row) => ({ key: keyOf(row, dimension) ?? "", name: nameOf(row, dimension), hint: money(row.list_cost_nano) }));
    choices.push({ key: Unattributed, name: "Unattributed", hint: money(answer.unattributed.calls === 0 ? 0n : answer.unattributed.list_cost_nano) });
    return choices;
}

async function chooseValues(bar: FilterBar, dimension: Dimension): Promise<void> {
    const chosen = new Set(bar.filters.get(dimension) ?? []);
    const choices = await choicesOf(bar, dimension);
    for (const key of chosen) {
        if (!choices.some((choice) => choice.key === key)) choices.push({ key, name: valueName(dimension, key), hint: "no calls" });
    }
    const boxes = choices.map((choice, index) =>
        h("label", { class: "choice" },
            h("input", {
                type: "checkbox", id: `choice-${index}`, checked: chosen.has(choice.key),
                onchange: (event: Event) => ((event.target as HTMLInputElement).checked ? chosen.add(choice.key) : chosen.delete(choice.key)),
            }),
            h("span", {}, choice.name), h("span", { class: "hint" }, choice.hint)));
    const narrow = (event: Event): void => {
        const text = (event.target as HTMLInputElement).value.toLowerCase();
        choices.forEach((choice, index) => {
            const box = boxes[index];
            if (box) box.hidden = !`${choice.name} ${choice.key}`.toLowerCase().includes(text);
        });
    };
    const title = `Filter by ${dimensionNames[dimension].toLowerCase()}`;
    const apply = (): void => {
        dialog.close();
        bar.context.change({ [dimension]: [...chosen].join(","), open: null }, { focus: chosen.size > 0 ? `filter-${dimension}` : "filter-add" });
    };
    const dialog = openDialog({
        id: "filter-dialog", title,
        body: [
            h("input", { type: "search", id: "choice-search", placeholder: "Search", "aria-label": `Search ${plural(choices.length, "value")}`, oninput: narrow, autofocus: true }),
            h("div", { class: "choices", role: "group", "aria-label": title }, boxes),
        ],
        actions: [
            h("button", { class: "button primary", id: "filter-apply", onclick: apply }, "Apply"),
            h("button", { class: "button", onclick: () => dialog.close() }, "Cancel"),
        ],
    });
}

function chipOf(bar: FilterBar, dimension: Dimension, values: string[]): HTMLElement {
    const named = values.map((value) => (value === Unattributed ? "Unattributed" : (bar.nameOf?.(dimension, value) ?? valueName(dimension, value))));
    const text = named.length > 2 ? `${named.slice(0, 2).join(", ")} + ${named.length - 2}` : named.join(", ");
    const what = dimensionNames[dimension];
    return h("li", { class: "chip filter" },
        h("button", { id: `filter-${dimension}`, title: named.join(", "), onclick: () => void chooseValues(bar, dimension) },
            muted(`${what}: `), text),
        h("button", {
            class: "chip-close", "aria-label": `Remove the filter ${what}`,
            onclick: () => bar.context.change({ [dimension]: null, open: null }, { focus: "filter-add" }),
        }, icon(Icons.close)));
}

export function filterBar(bar: FilterBar): HTMLElement {
    const items = RowDimensions.map((dimension) => ({ text: dimensionNames[dimension] ?? sentence(dimension), choose: () => void chooseValues(bar, dimension) }));
    return h("div", { class: "bar-part", role: "group", "aria-label": "Filters" },
        h("ul", { class: "chips" }, [...bar.filters].map(([dimension, values]) => chipOf(bar, dimension, values)),
            h("li", {}, menuButton({ id: "filter-add", label: [icon(Icons.plus), "Filter"], items, class: "button quiet" }))));
}
