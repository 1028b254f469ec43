// Settings that all workstations get from here: left to each machine, recommended, or locked. Changes
// are gathered on the page, tried at the server one by one, and published together as one version.

import type { Policy, PolicyAnswer, PolicySetting } from "../api";
import { instant } from "../days";
import { aside, h, muted, type Child } from "../dom";
import { get, send } from "../http";
import { count, plural } from "../money";
import { linkTo, may, type Page, type PageContext } from "../page";
import { ask, choice, doneNotice, field, input, reasonField } from "../parts/ask";
import { action, pageHead } from "../parts/controls";
import { badge, when } from "../parts/states";
import { table, type Column } from "../parts/table";

type How = "left" | "recommended" | "enforced";
interface Value {
    how: How;
    value: unknown;
}
type Values = Pick<Policy, "enforced" | "recommended">;
const howNames: Record<How, string> = { left: "Left to each machine", recommended: "Recommended", enforced: "Locked" };

/// Not published yet; of the version it was begun on.
let draft: { version: number; changes: Map<string, Value> } = { version: -1, changes: new Map() };

/// What a policy says of a key that may be written flat or nested.
function find(values: Record<string, unknown>, key: string): unknown {
    if (key in values) return values[key];
    const [group = "", ...rest] = key.split(".");
    const inner = values[group];
    return rest.length > 0 && inner !== null && typeof inner === "object" ? find(inner as Record<string, unknown>, rest.join(".")) : undefined;
}

function valueIn(policy: Values, { key, default: standard }: PolicySetting): Value {
    for (const how of ["enforced", "recommended"] as const) {
        const value = find(policy[how], key);
        if (value !== undefined) return { how, value };
    }
    return { how: "left", value: standard };
}

/// The whole policy with the changes, every key written flat.
function policyOf(answer: PolicyAnswer, changes: Map<string, Value>): Values {
    const all: Values = { enforced: {}, recommended: {} };
    for (const setting of answer.settings) {
        const { how, value } = changes.get(setting.key) ?? valueIn(answer.policy, setting);
        if (how !== "left") all[how][setting.key] = value;
    }
    return all;
}

function inWords(value: unknown): string {
    if (typeof value === "boolean") return value ? "Yes" : "No";
    if (value === "" || (Array.isArray(value) && value.length === 0)) return "Empty";
    return typeof value === "object" ? JSON.stringify(value) : String(value);
}

const told = ({ how, value }: Value): string => (how === "left" ? howNames.left : `${howNames[how]}: ${inWords(value)}`);

function control(setting: PolicySetting, value: unknown): HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement {
    if (setting.type === "bool") return choice([["true", "Yes"], ["false", "No"]], String(value));
    if (setting.type === "enum") return choice(setting.words.map((word) => [word, word]), String(value));
    if (setting.type === "list" || setting.type === "object") return h("textarea", { rows: "6", class: "mono", spellcheck: "false", value: JSON.stringify(value, null, 2) });
    return input({ value: String(value ?? ""), inputmode: setting.type === "int" && "numeric" });
}

/// As the server wants it; what is no number goes as it was typed, so that the server says why not.
function read(setting: PolicySetting, text: string): unknown {
    if (setting.type === "text" || setting.type === "enum") return text;
    try {
        return JSON.parse(text) as unknown;
    } catch {
        return text;
    }
}

function openChange(context: PageContext, answer: PolicyAnswer, setting: PolicySetting): void {
    const now = draft.changes.get(setting.key) ?? valueIn(answer.policy, setting);
    const hows = (["left", "recommended", "enforced"] as const).filter((how) => how === "left" || (how === "enforced" ? setting.may_enforce : setting.may_recommend));
    const value = control(setting, now.value);
    const how = choice(hows.map((one) => [one, howNames[one]]), now.how, { onchange: () => (valueField.hidden = how.value === "left") });
    const range = setting.type === "int" ? `; allowed: ${count(setting.min)} to ${count(setting.max)}` : "";
    const valueField = field(setting.key, "Value", value, `Without a policy: ${inWords(setting.default)}${range}`);
    valueField.hidden = now.how === "left";
    ask(context, {
        title: setting.title, yes: "Keep for publishing", done: `“${setting.title}” waits to be published.`, step: "Check…",
        form: [aside(setting.text), field("how", "On all workstations", how, "Recommended counts where nobody set it; locked cannot be changed there."), valueField],
        async body() {
            const wanted: Value = { how: how.value as How, value: read(setting, value.value) };
            const changes = new Map(draft.changes).set(setting.key, wanted);
            await send("PUT", "policy", policyOf(answer, changes), undefined, { dry_run: "1" });
            return h("p", {}, `${told(valueIn(answer.policy, setting))} → `, h("strong", {}, told(wanted)));
        },
        async act() {
            const wanted: Value = { how: how.value as How, value: read(setting, value.value) };
            if (told(wanted) === told(valueIn(answer.policy, setting))) draft.changes.delete(setting.key);
            else draft.changes.set(setting.key, wanted);
        },
    });
}

/// All that may hold a policy: the enrolled ones that were not revoked.
const heldBy = ({ devices }: PolicyAnswer): number => (devices["devices"] ?? 0) - (devices["revoked"] ?? 0);

function openPublish(context: PageContext, answer: PolicyAnswer): void {
    const reason = reasonField();
    const changed = answer.settings.filter(({ key }) => draft.changes.has(key));
    ask(context, {
        title: `Publish version ${answer.policy.version + 1}?`, yes: "Publish", done: `Version ${answer.policy.version + 1} is published.`, audit: "policy.set",
        body: () => [
            table<PolicySetting>({
                id: "changes", caption: "What changes", class: "plain", rows: changed,
                columns: [
                    { label: "Setting", cell: (one) => one.title },
                    { label: "Now", class: "wide muted", cell: (one) => told(valueIn(answer.policy, one)) },
                    { label: "Then", class: "wide", cell: (one) => h("strong", {}, told(draft.changes.get(one.key) ?? valueIn(answer.policy, one))) },
                ],
            }),
            h("p", { id: "reach" }, `${plural(heldBy(answer), "device")} will take it: those that are on within two minutes, the others when they are back.`),
            reason.field,
        ],
        async act() {
            await send("PUT", "policy", { ...policyOf(answer, draft.changes), reason: reason.text() });
            draft.changes.clear();
        },
    });
}

function columns(context: PageContext, answer: PolicyAnswer, mayWrite: boolean): Column<PolicySetting>[] {
    const actions: Column<PolicySetting> = { label: "Action", cell: (one) => action(`change-${one.key}`, "Change…", one.title, () => openChange(context, answer, one)) };
    return [
        { label: "Setting", class: "wide", cell: (one) => [h("strong", {}, one.title), h("code", { class: "muted block" }, one.key)] },
        { label: "What it does", class: "wide", cell: (one) => muted(one.text) },
        {
            // Who cannot open it reads all of it here.
            label: "Value", class: mayWrite ? "clip" : "wide", cell: (one) => {
                const { how, value } = draft.changes.get(one.key) ?? valueIn(answer.policy, one);
                return how === "left" ? muted(inWords(value)) : h("span", { title: inWords(value) }, inWords(value));
            },
        },
        {
            label: "On all workstations", cell: (one) => {
                const { how } = draft.changes.get(one.key) ?? valueIn(answer.policy, one);
                return [how === "left" ? muted(howNames.left) : badge(howNames[how], how === "enforced" ? "good" : ""), draft.changes.has(one.key) && h("span", { class: "block warning-text" }, "Not published")];
            },
        },
        ...(mayWrite ? [actions] : []),
    ];
}

/// What a version changed of the one before it.
function changedBy(answer: PolicyAnswer, at: number): Child {
    const [after, before] = [answer.history[at], answer.history[at + 1] ?? { enforced: {}, recommended: {} }];
    const changes = after && answer.settings.map((one) => [one.title, told(valueIn(before, one)), told(valueIn(after, one))]).filter(([, was, is]) => was !== is);
    return changes?.length ? changes.map(([title, was, is]) => h("div", {}, `${title}: ${was} → ${is}`)) : "Nothing";
}

async function render(context: PageContext): Promise<Child> {
    const answer = await get<PolicyAnswer>("policy");
    const { policy, history, devices } = answer;
    const mayWrite = may(context.session, "write_policy");
    if (draft.version !== policy.version) draft = { version: policy.version, changes: new Map() };
    const { size } = draft.changes;
    const [taken, behind] = [devices["with_policy"] ?? 0, devices["behind_policy"] ?? 0];
    return [
        pageHead("Policy", policy.version === 0 ? "No version is published yet: each machine goes by its own settings." : [
            `Version ${policy.version}, ${instant(policy.created_at)}, by ${policy.created_by}: acknowledged by ${count(taken)} of ${plural(heldBy(answer), "device")}`,
            behind > 0 && [" · ", h("a", { href: linkTo("/fleet", { state: "behind" }) }, `${count(behind)} behind`)]],
            size > 0 && h("button", { class: "button", id: "policy-discard", onclick: () => (draft.changes.clear(), context.reload()) }, "Discard"),
            size > 0 && h("button", { class: "button primary", id: "policy-publish", onclick: () => openPublish(context, answer) }, `Publish ${plural(size, "change")}…`)),
        doneNotice(),
        table<PolicySetting>({ id: "policy", caption: "Settings of all workstations", columns: columns(context, answer, mayWrite), rows: answer.settings }),
        history.length > 0 && h("section", {}, h("h2", {}, "Versions"), table({
            id: "versions", caption: "Versions, newest first", rows: history.slice(0, 20).map((one, at) => ({ one, at })),
            columns: [
                { label: "Version", cell: ({ one }) => String(one.version) },
                { label: "Published", cell: ({ one }) => when(one.created_at) },
                { label: "By", cell: ({ one }) => one.created_by },
                { label: "What changed", class: "wide", cell: ({ at }) => changedBy(answer, at) },
                { label: "Why", class: "wide", cell: ({ one }) => one.reason },
            ],
        })),
    ];
}

export const policyPage: Page = { path: "/policy", title: "Policy", permission: "read_policy", render };
