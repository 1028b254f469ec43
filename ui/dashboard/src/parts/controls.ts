// Small controls: a choice of few as segments, a labelled select, tabs of links.

import { h, hidden, type Attributes, type Child } from "../dom";

export interface Option {
    value: string;
    text: string;
}

/// A choice of few, all in sight. Radio buttons underneath, so that arrows work as everywhere.
export function segments(id: string, label: string, options: Option[], value: string, choose: (value: string) => void): HTMLElement {
    return h("fieldset", { class: "segments" },
        h("legend", { class: "visually-hidden" }, label),
        options.map((option) =>
            h("label", {},
                h("input", { type: "radio", name: id, id: `${id}-${option.value}`, value: option.value, checked: option.value === value, onchange: () => choose(option.value) }),
                h("span", {}, option.text))));
}

export function select(id: string, label: string, options: Option[], value: string, choose: (value: string) => void): HTMLElement {
    const known = options.some((option) => option.value === value);
    const all = known ? options : [{ value, text: value }, ...options];
    return h("label", { class: "field-inline" },
        h("span", {}, label),
        h("select", { id, value, onchange: (event: Event) => choose((event.target as HTMLSelectElement).value) },
            all.map((option) => h("option", { value: option.value }, option.text))));
}

/// A filter that acts when typing rests.
export function searchField(id: string, label: string, value: string, search: (text: string) => void): HTMLElement {
    let timer = 0;
    const oninput = (event: Event): void => {
        clearTimeout(timer);
        const text = (event.target as HTMLInputElement).value;
        timer = setTimeout(() => search(text), 250);
    };
    return h("label", { class: "search" },
        hidden(label),
        h("input", { id, type: "search", placeholder: label, value, autocomplete: "off", spellcheck: "false", oninput }));
}

export function tabs(label: string, links: { href: string; text: string; isCurrent: boolean }[]): HTMLElement {
    return h("nav", { class: "tabs", "aria-label": label },
        links.map((link) => h("a", { href: link.href, "aria-current": link.isCurrent ? "page" : null }, link.text)));
}

/// A button in a row of a table; who cannot see the row hears whose it is.
export function action(id: string, text: string, of: string, onclick: () => void, attributes: Attributes = {}): HTMLElement {
    return h("button", { class: "button small", id, onclick, ...attributes }, text, hidden(` ${of}`));
}

/// What stands above a table and says what it shows, line by line.
export function bar(...lines: Child[]): HTMLElement {
    return h("div", { class: "bar" }, lines.map((line) => h("div", { class: "bar-line" }, line)));
}

/// The top of a page: its heading, what it says in one line, and what can be done.
export function pageHead(title: string, summary: Child, ...actions: Child[]): HTMLElement {
    return h("header", { class: "page-head" },
        h("div", {}, h("h1", { tabindex: "-1" }, title), summary && h("p", { class: "summary", "data-summary": true }, summary)),
        h("div", { class: "row actions" }, actions));
}
