// The question above the table: range, levels, filters, measure. No part of it needs a pointer: a
// level moves with Shift and an arrow, or by its menu.

import { Measures, type Dimension } from "../api";
import { addMonths, isMonth, monthName, monthsBetween } from "../days";
import { h, icon, Icons, type Child } from "../dom";
import { announce } from "../live";
import type { PageContext } from "../page";
import { segments, select } from "../parts/controls";
import { menuButton, type MenuItem } from "../parts/menu";
import { dimensionNames, measureNames } from "../words";
import { groupChange, RowDimensions, steppedRange, type SpendView } from "./view";

export function rangeControls(context: PageContext, view: { from: string; to: string }, today: string): Child {
    const newest = today.slice(0, 7);
    const months = monthsBetween(addMonths(newest, -23), newest).reverse();
    const options = months.map((month) => ({ value: month, text: monthName(month) }));
    const step = (by: number, text: string, path: string, id: string): HTMLElement =>
        h("button", { class: "icon-button", id, "aria-label": text, title: text, onclick: () => context.change(steppedRange(view, by)) }, icon(path));
    const isByDay = !isMonth(view.from);
    const setFrom = (from: string): void => context.change({ from, to: isMonth(view.to) && from <= view.to && view.from !== view.to ? view.to : from, open: null });
    const setTo = (to: string): void => context.change({ from: view.from <= to ? view.from : to, to, open: null });
    return h("div", { class: "bar-part range", role: "group", "aria-label": "Period" },
        step(-1, "Earlier", Icons.left, "range-earlier"),
        isByDay
            ? [dayField("range-from", "From", view.from, (from) => context.change({ from, to: from > view.to ? from : view.to })),
               dayField("range-to", "to", view.to, (to) => context.change({ to, from: view.from > to ? to : view.from })),
               h("button", { class: "button quiet", id: "range-months", onclick: () => context.change({ from: view.from.slice(0, 7), to: view.to.slice(0, 7) }) }, "Whole months")]
            : [select("range-from", "From", options, view.from, setFrom), select("range-to", "to", options, view.to, setTo)],
        step(1, "Later", Icons.right, "range-later"));
}

function dayField(id: string, label: string, value: string, choose: (day: string) => void): HTMLElement {
    const onchange = (event: Event): void => {
        const day = (event.target as HTMLInputElement).value;
        if (day) choose(day);
    };
    return h("label", { class: "field-inline" }, h("span", {}, label), h("input", { type: "date", id, value, onchange }));
}

function moved(list: Dimension[], from: number, to: number): Dimension[] {
    const all = [...list];
    const [one] = all.splice(from, 1);
    if (one) all.splice(to, 0, one);
    return all;
}

function levelChip(context: PageContext, view: SpendView, dimension: Dimension, at: number): HTMLElement {
    const id = `level-${dimension}`;
    const name = dimensionNames[dimension];
    const last = view.groupBy.length - 1;
    const regroup = (groupBy: Dimension[], focus: string, said: string): void => {
        announce(said);
        context.change(groupChange(groupBy), { focus });
    };
    const move = (to: number): void => {
        if (to >= 0 && to <= last) regroup(moved(view.groupBy, at, to), id, `${name} is level ${to + 1}`);
    };
    const remove = (): void => {
        if (last > 0) regroup(view.groupBy.filter((one) => one !== dimension), "level-add", `${name} removed`);
    };
    const unused = RowDimensions.filter((one) => !view.groupBy.includes(one));
    const items: MenuItem[] = [
        { text: "Move up", hint: "Shift ←", choose: () => move(at - 1), isDisabled: at === 0 },
        { text: "Move down", hint: "Shift →", choose: () => move(at + 1), isDisabled: at === last },
        { text: "Remove", hint: "Del", choose: remove, isDisabled: last === 0 },
        ...unused.map((one) => ({ text: `Replace by ${dimensionNames[one].toLowerCase()}`, choose: () => regroup(view.groupBy.map((old) => (old === dimension ? one : old)), `level-${one}`, `${dimensionNames[one]} is level ${at + 1}`) })),
    ];
    const onkeydown = (event: KeyboardEvent): void => {
        if (event.shiftKey && (event.key === "ArrowLeft" || event.key === "ArrowRight")) {
            event.preventDefault();
            move(at + (event.key === "ArrowLeft" ? -1 : 1));
        } else if (event.key === "Delete" || event.key === "Backspace") {
            event.preventDefault();
            remove();
        }
    };
    return h("li", {}, menuButton({ id, label: name, items, class: "chip level", describe: "level-help", onkeydown }));
}

export function levelControls(context: PageContext, view: SpendView): HTMLElement {
    const unused = RowDimensions.filter((one) => !view.groupBy.includes(one));
    const add = unused.map((one) => ({
        text: dimensionNames[one],
        choose: () => context.change(groupChange([...view.groupBy, one]), { focus: `level-${one}` }),
    }));
    return h("div", { class: "bar-part", role: "group", "aria-label": "Group by" },
        h("span", { class: "bar-label", "aria-hidden": "true" }, "Group by"),
        h("span", { id: "level-help", class: "visually-hidden" }, "Shift and arrow left or right moves this level, Delete removes it"),
        h("ol", { class: "chips" }, view.groupBy.map((dimension, at) => levelChip(context, view, dimension, at)),
            h("li", {}, menuButton({ id: "level-add", label: [icon(Icons.plus), "Level"], items: add, class: "button quiet" }))));
}

export function measureControls(context: PageContext, view: SpendView): HTMLElement {
    const options = [...Measures.map((one) => ({ value: one as string, text: measureNames[one] })), { value: "all", text: "All three" }];
    const isRange = view.from !== view.to && isMonth(view.from);
    return h("div", { class: "bar-part end" },
        isRange && h("label", { class: "check" },
            h("input", { type: "checkbox", id: "pivot", checked: view.isPivot, onchange: (event: Event) => context.change({ pivot: (event.target as HTMLInputElement).checked ? "month" : null }) }),
            "Months as columns"),
        segments("measure", "Measure", options, view.isAll ? "all" : view.measure, (measure) => context.change({ measure: measure === "list" ? null : measure, sort: null })));
}
