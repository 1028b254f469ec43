// Which page the address means, and the change from one to the next.
//
// A page is drawn anew for every change of the address, from kept answers where there are any. The
// old content stays until the new is complete, and the control that had the focus gets it back by
// its id; after a change of page the heading has it.

import type { Session } from "./api";
import { h, type Child } from "./dom";
import { ApiError, forget } from "./http";
import { announce } from "./live";
import { may, readable, type Changes, type Page, type PageContext } from "./page";
import { emptyState } from "./parts/states";

export interface Router {
    start(): void;
    show(url: string, how?: { replace?: boolean }): void;
}

interface RouterParts {
    main: HTMLElement;
    session: Session;
    pages: Page[];
    onSignedOut(): void;
    onShown(page: Page | null): void;
}

function pageOf(pages: Page[], path: string): Page | null {
    return pages.find((page) => page.path === path) ?? null;
}

function refused(error: unknown, reload: () => void): Child {
    if (error instanceof ApiError && error.status === 403) return noPermission();
    const text = error instanceof Error ? error.message : String(error);
    if (!(error instanceof ApiError)) console.error(error);
    return h("div", { role: "alert" },
        emptyState("This could not be shown", text,
            h("button", { class: "button", id: "retry", onclick: reload }, "Try again")));
}

export function noPermission(): HTMLElement {
    return emptyState(
        "Your roles do not open this page",
        "Somebody who administers this collector can grant them. What is open to you is in the side bar.",
    );
}

export function makeRouter({ main, session, pages, onSignedOut, onShown }: RouterParts): Router {
    let turn = 0;
    let shownPath = "";

    async function contentOf(page: Page | null, context: PageContext): Promise<Child> {
        if (!page) return emptyState("There is no such page", `Nothing lives at ${context.path}.`, h("a", { class: "button", href: "/" }, "Chargeback"));
        if (!may(session, page.permission)) return [h("h1", { tabindex: "-1" }, page.title), noPermission()];
        try {
            return await page.render(context);
        } catch (error) {
            if (error instanceof ApiError && error.status === 401) {
                onSignedOut();
                return [];
            }
            return [h("h1", { tabindex: "-1" }, page.title), refused(error, context.reload)];
        }
    }

    function giveFocusBack(isNewPage: boolean, id: string): void {
        const before = id ? document.getElementById(id) : null;
        if (before) before.focus({ preventScroll: !isNewPage });
        else if (isNewPage) main.querySelector<HTMLElement>("h1")?.focus();
    }

    async function draw(focus = ""): Promise<void> {
        const mine = ++turn;
        const { pathname, search } = location;
        const page = pageOf(pages, pathname);
        const isNewPage = pathname !== shownPath;
        const wasFocused = focus || (isNewPage ? "" : (document.activeElement?.id ?? ""));
        main.setAttribute("aria-busy", "true");
        const slow = setTimeout(() => announce("Loading…"), 400);
        const context: PageContext = {
            path: pathname,
            params: new URLSearchParams(search),
            session,
            change(changes, how) {
                show(changed(changes), how);
            },
            reload() {
                forget();
                void draw();
            },
        };
        const content = await contentOf(page, context);
        clearTimeout(slow);
        // Somebody has gone elsewhere in the meantime.
        if (mine !== turn) return;
        const scrolled = [...main.querySelectorAll(".table-wrap")].map((wrap) => [wrap.scrollLeft, wrap.scrollTop]);
        const box = h("div", { class: "page" }, content);
        main.replaceChildren(box);
        main.removeAttribute("aria-busy");
        if (!isNewPage) {
            main.querySelectorAll(".table-wrap").forEach((wrap, index) =>
                wrap.scrollTo(scrolled[index]?.[0] ?? 0, scrolled[index]?.[1] ?? 0));
        } else {
            scrollTo(0, 0);
        }
        const isFirst = shownPath === "";
        shownPath = pathname;
        document.title = `${page?.title ?? "Not found"} · Farebox`;
        onShown(page);
        if (!isFirst) giveFocusBack(isNewPage, wasFocused);
        box.dispatchEvent(new Event("shown"));
        announce((main.querySelector("[data-done]") ?? main.querySelector("[data-summary]"))?.textContent ?? page?.title ?? "");
    }

    function changed(changes: Changes): string {
        const query = new URLSearchParams(location.search);
        for (const [name, value] of Object.entries(changes)) {
            if (value === null || value === "") query.delete(name);
            else query.set(name, value);
        }
        const text = readable(query);
        return location.pathname + (text ? `?${text}` : "");
    }

    function show(url: string, how: { replace?: boolean; focus?: string } = {}): void {
        if (how.replace) history.replaceState(null, "", url);
        else history.pushState(null, "", url);
        void draw(how.focus);
    }

    /// Links of our own are shown without loading the document again.
    function followLink(event: MouseEvent): void {
        const link = (event.target as Element).closest?.("a");
        const isPlain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
        if (!link || !isPlain || event.defaultPrevented) return;
        if (link.origin !== location.origin || link.hasAttribute("download") || link.target) return;
        if (!pageOf(pages, link.pathname)) return;
        event.preventDefault();
        show(link.pathname + link.search);
    }

    return {
        start() {
            addEventListener("popstate", () => void draw());
            document.addEventListener("click", followLink);
            void draw();
        },
        show,
    };
}
