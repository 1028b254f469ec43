// Elements without a framework: h("button", {id: "save", onclick: save}, "Save").
//
// Text is always a text node and never markup, so nothing that came over the wire can become an
// element. An attribute that is null, undefined or false is left out; true is the bare attribute.

export type Child = Node | string | null | undefined | false | Child[];
export type Attributes = Record<string, unknown>;

function append(parent: Element, child: Child): void {
    if (child === null || child === undefined || child === false) return;
    if (Array.isArray(child)) {
        for (const one of child) append(parent, one);
    } else {
        parent.append(child);
    }
}

function decorate(element: Element, attributes: Attributes): void {
    for (const [name, value] of Object.entries(attributes)) {
        if (value === null || value === undefined || value === false) continue;
        if (typeof value === "function") {
            element.addEventListener(name.slice(2), value as EventListener);
        } else if (name === "value" || name === "checked" || name === "indeterminate") {
            Reflect.set(element, name, value);
        } else {
            element.setAttribute(name, value === true ? "" : String(value));
        }
    }
}

export function h<K extends keyof HTMLElementTagNameMap>(
    tag: K,
    attributes: Attributes = {},
    ...children: Child[]
): HTMLElementTagNameMap[K] {
    const element = document.createElement(tag);
    append(element, children);
    // After the children: a select takes its value only when it has its options.
    if (tag === "button" && !("type" in attributes)) element.setAttribute("type", "button");
    decorate(element, attributes);
    return element;
}

const SvgSpace = "http://www.w3.org/2000/svg";

/// An icon of strokes in a box of 16; it says nothing to a screen reader.
export function icon(path: string): SVGElement {
    const svg = document.createElementNS(SvgSpace, "svg");
    const shape = document.createElementNS(SvgSpace, "path");
    decorate(svg, { viewBox: "0 0 16 16", class: "icon", "aria-hidden": "true" });
    decorate(shape, { d: path });
    svg.append(shape);
    return svg;
}

export const Icons = {
    right: "M6 3.5 10.5 8 6 12.5",
    left: "M10 3.5 5.5 8l4.5 4.5",
    down: "M3.5 6 8 10.5 12.5 6",
    close: "M4 4l8 8M12 4l-8 8",
    plus: "M8 3v10M3 8h10",
    link: "M7 9.5a2.5 2.5 0 0 0 3.6 0l2-2A2.5 2.5 0 0 0 9 4l-.8.8M9 6.5a2.5 2.5 0 0 0-3.6 0l-2 2A2.5 2.5 0 0 0 7 12l.8-.8",
    download: "M8 2.5v7.5M4.8 7 8 10.2 11.2 7M3 13h10",
    menu: "M2.5 4.5h11M2.5 8h11M2.5 11.5h11",
    warning: "M8 2.5 14 13H2zM8 6.5v3M8 11.2v.1",
    check: "M3.500 8.500 6.5 11.5 12.5 4.5",
} as const;

/// For screen readers alone.
export function hidden(text: string): HTMLElement {
    return h("span", { class: "visually-hidden" }, text);
}

/// Beside what matters.
export function muted(...text: Child[]): HTMLElement {
    return h("span", { class: "muted" }, text);
}

/// In a line of its own below what matters.
export function below(text: Child, title = ""): HTMLElement {
    return h("span", { class: "muted block", title: title || null }, text);
}

/// A paragraph that explains.
export function aside(...text: Child[]): HTMLElement {
    return h("p", { class: "muted" }, text);
}

/// Gives `list` one by one with a separator between.
export function joined(list: Child[], separator: string): Child[] {
    return list.filter(Boolean).flatMap((one, index) => (index ? [separator, one] : [one]));
}
