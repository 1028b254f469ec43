// Signing in: through the company's identity provider, or with a local account, whose first password
// must be changed before anything is shown. The address stays, so that a link leads where it meant.

import type { LoginWays } from "../api";
import { h, type Child } from "../dom";
import { ApiError, get, send } from "../http";

function field(id: string, label: string, attributes: Record<string, unknown>, help: Child = null): HTMLElement {
    return h("div", { class: "field" },
        h("label", { for: id }, label),
        h("input", { id, name: id, required: true, "aria-describedby": help ? `${id}-help` : null, ...attributes }),
        help && h("p", { id: `${id}-help`, class: "help" }, help));
}

/// The words after /login?error= that a person can do something about.
const whyRefused: Record<string, string> = {
    account_disabled: "This account is disabled. Ask whoever administers the collector.",
    unavailable: "The identity provider does not answer. Try again, or use a local account.",
};

const valueOf = (form: HTMLFormElement, name: string): string => String(new FormData(form).get(name) ?? "");

function card(app: HTMLElement, title: string, ...content: Child[]): void {
    document.title = `${title} · Farebox`;
    app.replaceChildren(h("main", { class: "alone", id: "main" },
        h("div", { class: "card" },
            h("p", { class: "brand" }, h("span", { class: "ring", "aria-hidden": "true" }), "Farebox"),
            h("h1", { tabindex: "-1" }, title), content)));
}

/// A form that says what went wrong above its fields and takes the focus there.
function form(id: string, fields: Child, buttonText: string, submit: (form: HTMLFormElement) => Promise<string>): HTMLFormElement {
    const error = h("p", { id: `${id}-error`, class: "notice danger", role: "alert", tabindex: "-1", hidden: true });
    const button = h("button", { type: "submit", class: "button primary wide", id: `${id}-submit` }, buttonText);
    const onsubmit = async (event: SubmitEvent): Promise<void> => {
        event.preventDefault();
        button.setAttribute("aria-disabled", "true");
        const problem = await submit(element).catch((thrown: unknown) => (thrown instanceof Error ? thrown.message : String(thrown)));
        button.removeAttribute("aria-disabled");
        error.hidden = problem === "";
        error.textContent = problem;
        if (problem) error.focus();
    };
    const element = h("form", { id, onsubmit }, error, fields, button);
    return element;
}

export async function showLogin(app: HTMLElement, signedIn: () => Promise<void>): Promise<void> {
    const ways = await get<LoginWays>("login").catch((): LoginWays => ({ company: "", oidc: false }));
    const failed = new URLSearchParams(location.search).get("error");
    const target = location.pathname === "/login" ? "/" : location.pathname + location.search;
    const local = form("login", [
        field("account", "Account", { autocomplete: "username", autocapitalize: "none", spellcheck: "false" }),
        field("password", "Password", { type: "password", autocomplete: "current-password" }),
    ], "Sign in", async (element) => {
        await send("POST", "login", { account: valueOf(element, "account"), password: valueOf(element, "password") });
        await signedIn();
        return "";
    });
    const sso = ways.oidc && h("a", { class: "button primary wide", id: "sso", href: `/login/oidc?return_to=${encodeURIComponent(target)}` }, "Sign in with your company account");
    card(app, ways.company ? `Sign in to ${ways.company}` : "Sign in",
        failed && h("p", { class: "notice danger", role: "alert" }, whyRefused[failed] ?? `The identity provider refused the login (${failed}).`),
        sso,
        sso ? h("details", {}, h("summary", {}, "Use a local account"), local) : local);
    app.querySelector<HTMLElement>(sso ? "#sso" : "#account")?.focus();
}

export async function showPasswordChange(app: HTMLElement, account: string, changed: () => Promise<void>): Promise<void> {
    const element = form("password-form", [
        h("input", { type: "text", name: "username", autocomplete: "username", value: account, hidden: true }),
        field("old-password", "Password until now", { type: "password", autocomplete: "current-password" }),
        field("new-password", "New password", { type: "password", autocomplete: "new-password", minlength: "12" }, "At least 12 characters. A sentence works well; a password manager, better."),
        field("again", "New password, again", { type: "password", autocomplete: "new-password" }),
    ], "Change the password", async (filled) => {
        if (valueOf(filled, "new-password") !== valueOf(filled, "again")) return "The two new passwords differ.";
        try {
            await send("POST", "password", { old_password: valueOf(filled, "old-password"), new_password: valueOf(filled, "new-password") });
        } catch (error) {
            if (error instanceof ApiError && error.code === "login_refused") return "The password until now is not right.";
            throw error;
        }
        await changed();
        return "";
    });
    card(app, "Choose a new password", h("p", {}, `${account} signs in for the first time, with a password that others have seen. Nothing is shown before it is changed.`), element);
    document.getElementById("old-password")?.focus();
}
