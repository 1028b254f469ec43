// Who may sign in and as what, and the tokens that laptops enrol with. A password or a token is shown
// once, where it was made; the collector keeps only its hash.

import type { Account, AccessToken } from "../api";
import { isDay } from "../days";
import { below, h, muted, type Child } from "../dom";
import { get, send } from "../http";
import { count, plural } from "../money";
import type { Page, PageContext } from "../page";
import { ask, choice, doneNotice, field, input } from "../parts/ask";
import { action, pageHead } from "../parts/controls";
import { badge, when } from "../parts/states";
import { table } from "../parts/table";
import { sentence } from "../words";

const Roles = ["developer", "finance", "platform_admin", "auditor"];
const Lead = "team_lead:";
const kinds: [string, string][] = [["enroll", "Laptops, to enrol"], ["scim", "The identity provider, to keep people (SCIM)"]];

const roleText = (role: string): string => (role.startsWith(Lead) ? `Leads ${role.slice(Lead.length)}` : sentence(role));
const rolesText = (roles: string[]): string => roles.map(roleText).join(", ") || "No role";
const pathOf = (account: string, what: string): string => `accounts/${encodeURIComponent(account)}/${what}`;

/// Said once, with the secret that nobody can read again.
const shownOnce = (before: string, secret: string): Child => [before, h("code", { class: "secret" }, secret), " It is shown only here and only now."];

function openRoles(context: PageContext, account: Account | null): void {
    const name = input({ maxlength: "200" });
    const boxes = Roles.map((role) => ({ role, box: h("input", { type: "checkbox", id: `role-${role}`, checked: account?.roles.includes(role) }) }));
    const teams = input({ value: (account?.roles ?? []).filter((role) => role.startsWith(Lead)).map((role) => role.slice(Lead.length)).join(", ") });
    const roles = (): string[] => [...boxes.filter(({ box }) => box.checked).map(({ role }) => role), ...teams.value.split(",").map((team) => team.trim()).filter(Boolean).map((team) => Lead + team)];
    const nameNow = (): string => account?.account ?? name.value.trim();
    let done: Child = "";
    ask(context, {
        title: account ? `Roles of ${account.account}` : "New account", yes: account ? "Change the roles" : "Make the account", audit: "account.",
        get done() { return done; },
        form: [
            !account && field("account", "Name or e-mail address", name, "It signs in here with a password. Who signs in through the company needs no account."),
            h("fieldset", { class: "field plain" }, h("legend", {}, "Roles"), boxes.map(({ role, box }) => h("label", { class: "check" }, box, sentence(role)))),
            field("teams", "Leads these teams", teams, "Ids of teams, separated by commas."),
        ],
        body() {
            if (!nameNow()) throw new Error("account is missing.");
            return h("p", {}, h("strong", {}, nameNow()), account ? `: ${rolesText(account.roles)} → ` : " will be: ", h("strong", {}, rolesText(roles())));
        },
        async act() {
            const { password } = await send<{ password?: string }>("POST", account ? pathOf(account.account, "roles") : "accounts", { ...(!account && { account: nameNow() }), roles: roles() });
            done = password ? shownOnce(`${nameNow()} signs in the first time with `, password) : `The roles of ${nameNow()} are changed.`;
        },
    });
}

function askReset(context: PageContext, { account }: Account): void {
    let done: Child = "";
    ask(context, {
        title: `New password for ${account}?`, yes: "Make a new password", audit: "account.reset",
        get done() { return done; },
        body: () => h("p", {}, "The old one ends, and so does every session that was opened with it. The new one has to be changed at the first login."),
        async act() {
            const { password } = await send<{ password: string }>("POST", pathOf(account, "reset"), {});
            done = shownOnce(`${account} signs in with `, password);
        },
    });
}

function askAbled(context: PageContext, { account, disabled_at }: Account): void {
    const word = disabled_at === null ? "disable" : "enable";
    ask(context, {
        title: `${sentence(word)} ${account}?`, yes: sentence(word), isDanger: disabled_at === null, done: `${account} is ${word}d.`, audit: `account.${word}`,
        body: () => h("p", {}, disabled_at === null ? "Its sessions end at once, and it can sign in no more. What it did stays on record." : "It can sign in again with the roles it had."),
        act: () => send("POST", pathOf(account, word), {}),
    });
}

function openToken(context: PageContext): void {
    const label = input({ maxlength: "200" });
    const kind = choice(kinds, "enroll");
    const [domain, uses, end] = [input({ placeholder: "acme.example" }), input({ inputmode: "numeric" }), input({ type: "date" })];
    let done: Child = "";
    ask(context, {
        title: "New token", yes: "Make the token", audit: "token.make",
        get done() { return done; },
        form: [
            field("label", "What it is for", label), field("kind", "Who holds it", kind),
            field("user_domain", "Only people of this mail domain", domain),
            h("div", { class: "pair" }, field("max_uses", "Devices at most", uses, "Empty: any number."), field("expires_at", "Last day", end, "Empty: until it is revoked.")),
        ],
        body() {
            if (!label.value.trim()) throw new Error("label is missing.");
            if (uses.value && !/^[1-9]\d*$/.test(uses.value)) throw new Error("max_uses is no whole number above 0.");
            return h("p", {}, h("strong", {}, label.value.trim()), `: ${kind.value === "scim" ? "it may write people and groups" : `${uses.value ? plural(Number(uses.value), "device") : "any number of devices"}${domain.value && ` of ${domain.value}`} may enrol with it`}, ${isDay(end.value) ? `through ${end.value}` : "until it is revoked"}.`);
        },
        async act() {
            const { token } = await send<{ token: string }>("POST", "tokens", {
                kind: kind.value, label: label.value.trim(), user_domain: domain.value.trim(),
                ...(uses.value && { max_uses: Number(uses.value) }), ...(isDay(end.value) && { expires_at: Date.parse(`${end.value}T23:59:59Z`) * 1e6 }),
            });
            done = shownOnce("The token is ", token);
        },
    });
}

function askRevoke(context: PageContext, token: AccessToken): void {
    ask(context, {
        title: `Revoke “${token.label}”?`, yes: "Revoke", isDanger: true, done: `“${token.label}” is revoked.`, audit: "token.revoke",
        body: () => h("p", {}, "Nothing enrols with it from now on. Devices that did stay enrolled."),
        act: () => send("POST", `tokens/${encodeURIComponent(token.token_id)}/revoke`, {}),
    });
}

async function render(context: PageContext): Promise<Child> {
    const [{ accounts }, { tokens }] = await Promise.all([get<{ accounts: Account[] }>("accounts"), get<{ tokens: AccessToken[] }>("tokens")]);
    const open = tokens.filter((one) => !one.closed);
    return [
        pageHead("Access", `${plural(accounts.length, "account")}, ${plural(open.length, "open token")}`,
            h("button", { class: "button", id: "token-new", onclick: () => openToken(context) }, "New token…"),
            h("button", { class: "button", id: "account-new", onclick: () => openRoles(context, null) }, "New account…")),
        doneNotice(),
        table<Account>({
            id: "accounts", caption: "Accounts", rows: accounts,
            columns: [
                { label: "Account", cell: (one) => [h("strong", {}, one.account), one.name !== one.account && below(one.name)] },
                { label: "Roles", class: "wide", cell: (one) => rolesText(one.roles) },
                { label: "Signs in", cell: (one) => [one.local ? "With a password" : "Through the company", one.must_change_password && below("First password")] },
                { label: "Last time", cell: (one) => when(one.last_login_at) },
                { label: "State", cell: (one) => (one.disabled_at === null ? badge("Open", "good") : badge("Disabled", "danger")) },
                // Nobody changes their own: the last administrator would lock the door behind them.
                { label: "Action", cell: (one) => one.account !== context.session.account && h("span", { class: "row nowrap" },
                    action(`roles-${one.account}`, "Roles…", one.account, () => openRoles(context, one)), one.local && action(`reset-${one.account}`, "Password…", one.account, () => askReset(context, one)),
                    action(`able-${one.account}`, one.disabled_at === null ? "Disable…" : "Enable…", one.account, () => askAbled(context, one))) },
            ],
        }),
        h("section", {}, h("h2", {}, "Tokens"), tokens.length === 0 ? muted("No token yet. Laptops enrol with one that device management writes to them.") : table<AccessToken>({
            id: "tokens", caption: "Tokens", rows: tokens,
            columns: [
                { label: "For", class: "wide", cell: (one) => [h("strong", {}, one.label), one.user_domain && below(`@${one.user_domain}`)] },
                { label: "Held by", cell: (one) => (one.kind === "scim" ? "Identity provider" : "Laptops") },
                { label: "Used", isNumber: true, cell: (one) => `${count(one.uses)}${one.max_uses === null ? "" : ` of ${count(one.max_uses)}`}` },
                { label: "Made", cell: (one) => [when(one.created_at), below(one.created_by)] },
                { label: "Ends", cell: (one) => when(one.expires_at) },
                { label: "State", cell: (one) => (one.closed ? badge(sentence(one.closed)) : badge("Open", "good")) },
                { label: "Action", cell: (one) => !one.closed && action(`revoke-${one.token_id}`, "Revoke…", one.label, () => askRevoke(context, one)) },
            ],
        })),
    ];
}

export const accessPage: Page = { path: "/access", title: "Access", permission: "administer", render };
