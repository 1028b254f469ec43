// A button that opens a menu, by the pattern of the ARIA practices: arrows walk, Home and End jump,
// letters find, Escape closes and gives the focus back.

import { h, icon, Icons, type Child } from "../dom";

export interface MenuItem {
    text: string;
    choose?: () => void;
    /// A file or another page instead.
    href?: string;
    download?: string | boolean;
    hint?: string;
    isDisabled?: boolean;
}

export interface MenuOptions {
    id: string;
    label: Child;
    items: MenuItem[];
    class?: string;
    describe?: string;
    onkeydown?: (event: KeyboardEvent) => void;
}

function itemElement(item: MenuItem, close: () => void): HTMLElement {
    const text = [h("span", {}, item.text), item.hint && h("span", { class: "hint" }, item.hint)];
    if (item.href !== undefined) {
        return h("a", { role: "menuitem", tabindex: "-1", href: item.href, download: item.download, onclick: close }, text);
    }
    const choose = (): void => {
        close();
        item.choose?.();
    };
    return h("button", { role: "menuitem", tabindex: "-1", disabled: item.isDisabled, onclick: choose }, text);
}

export function menuButton(options: MenuOptions): HTMLElement {
    const listId = `${options.id}-menu`;
    const list = h("div", { role: "menu", id: listId, class: "menu", hidden: true, "aria-labelledby": options.id });
    const button = h("button", {
        id: options.id, class: options.class ?? "button", "aria-haspopup": "menu", "aria-expanded": "false",
        "aria-controls": listId, "aria-describedby": options.describe, onclick: () => (list.hidden ? open() : close()), onkeydown: onButtonKey,
    }, options.label, icon(Icons.down));
    const box = h("div", { class: "menu-box", onfocusout: onFocusOut }, button, list);
    list.append(...options.items.map((item) => itemElement(item, close)));
    list.addEventListener("keydown", onMenuKey);

    const items = (): HTMLElement[] => [...list.querySelectorAll<HTMLElement>("[role=menuitem]:not([disabled])")];

    function open(last = false): void {
        list.hidden = false;
        button.setAttribute("aria-expanded", "true");
        // A menu at the right edge opens to the left.
        list.classList.toggle("to-left", box.getBoundingClientRect().left + list.offsetWidth > innerWidth - 12);
        items().at(last ? -1 : 0)?.focus();
    }
    function close(): void {
        if (list.hidden) return;
        list.hidden = true;
        button.setAttribute("aria-expanded", "false");
        button.focus();
    }
    function onFocusOut(event: FocusEvent): void {
        if (event.relatedTarget instanceof Node && box.contains(event.relatedTarget)) return;
        list.hidden = true;
        button.setAttribute("aria-expanded", "false");
    }
    function onButtonKey(event: KeyboardEvent): void {
        if (event.key === "ArrowDown" || (event.key === "ArrowUp" && !event.shiftKey)) {
            event.preventDefault();
            open(event.key === "ArrowUp");
            return;
        }
        options.onkeydown?.(event);
    }
    function onMenuKey(event: KeyboardEvent): void {
        const all = items();
        const at = all.indexOf(document.activeElement as HTMLElement);
        const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
        if (to !== undefined) {
            event.preventDefault();
            all.at(to >= all.length ? 0 : to)?.focus();
        } else if (event.key === "Escape") {
            event.stopPropagation();
            close();
        } else if (event.key.length === 1 && !event.ctrlKey && !event.metaKey && event.key !== " ") {
            const found = [...all.slice(at + 1), ...all].find((item) => item.textContent?.toLowerCase().startsWith(event.key.toLowerCase()));
            found?.focus();
        }
    }
    return box;
}
