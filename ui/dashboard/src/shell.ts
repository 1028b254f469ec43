// The frame around every page: the side bar with the pages one may open, and one's own account.

import type { Session } from "./api";
import { h, hidden, icon, Icons, muted } from "./dom";
import { send } from "./http";
import { may, type Page } from "./page";
import { segments } from "./parts/controls";
import { setTheme, themeChoice, type ThemeChoice } from "./theme";
import { sentence } from "./words";

export interface Shell {
    elements: HTMLElement[];
    main: HTMLElement;
    mark(page: Page | null): void;
}

function account(session: Session, signedOut: () => void): HTMLElement {
    const themes = [{ value: "system", text: "Auto" }, { value: "light", text: "Light" }, { value: "dark", text: "Dark" }];
    const signOut = async (): Promise<void> => {
        await send("POST", "logout").catch(() => undefined);
        signedOut();
    };
    return h("div", { class: "account" },
        segments("theme", "Colours", themes, themeChoice(), (choice) => setTheme(choice as ThemeChoice)),
        h("p", { class: "who" }, h("strong", {}, session.name || session.account), muted(session.roles.map(sentence).join(", ") || "No role")),
        h("button", { class: "button quiet", id: "sign-out", onclick: () => void signOut() }, "Sign out"));
}

export function makeShell(session: Session, pages: Page[], signedOut: () => void): Shell {
    const links = pages.filter((page) => may(session, page.permission)).map((page) => ({ page, link: h("a", { href: page.path }, page.title) }));
    const main = h("main", { id: "main", tabindex: "-1" });
    const menu = h("button", { class: "icon-button menu-toggle", id: "menu-toggle", "aria-label": "Pages", "aria-expanded": "false", "aria-controls": "side", onclick: () => setOpen(!side.classList.contains("is-open")) }, icon(Icons.menu));
    const setOpen = (isOpen: boolean): void => {
        side.classList.toggle("is-open", isOpen);
        menu.setAttribute("aria-expanded", String(isOpen));
    };
    const side = h("div", { id: "side", class: "side" },
        h("nav", { "aria-label": "Pages" }, h("ul", {}, links.map(({ link }) => h("li", {}, link)))),
        account(session, signedOut));
    const brand = h("a", { class: "brand", href: "/" }, h("span", { class: "ring", "aria-hidden": "true" }), h("span", {}, session.company || "Farebox"), session.company && hidden(", Farebox"));
    return {
        elements: [
            h("a", { class: "skip", href: "#main", onclick: (event: Event) => (event.preventDefault(), main.focus()) }, "Skip to the page"),
            h("header", { class: "top" }, menu, brand),
            side,
            main,
        ],
        main,
        mark(shown) {
            setOpen(false);
            for (const { page, link } of links) {
                if (page === shown) link.setAttribute("aria-current", "page");
                else link.removeAttribute("aria-current");
            }
        },
    };
}
