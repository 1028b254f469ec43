// Who did what, newest first; and whether the chain of hashes that proves it is whole.

import type { Audit, AuditEntry, AuditVerdict } from "../api";
import { aside, below, h, type Child } from "../dom";
import { address, get, forget } from "../http";
import { plural } from "../money";
import type { Page, PageContext } from "../page";
import { bar, pageHead, searchField } from "../parts/controls";
import { emptyState, notice, when } from "../parts/states";
import { table } from "../parts/table";

async function verify(result: HTMLElement): Promise<void> {
    result.replaceChildren(aside("Checking…"));
    forget();
    try {
        const verdict = await get<AuditVerdict>("audit/verify");
        result.replaceChildren(verdict.is_whole
            ? notice("good", `All ${plural(verdict.count, "entry", "entries")} are whole and in order.`, verdict.newest_hash && [" Newest hash ", h("code", {}, verdict.newest_hash.slice(0, 16)), "…"])
            : notice("danger", `The log was changed: ${verdict.problem || "a hash does not fit."}`));
    } catch (error) {
        result.replaceChildren(notice("danger", (error as Error).message));
    }
}

function changeOf(entry: AuditEntry): Child {
    const text = [entry.before, entry.after].filter(Boolean).join(" → ");
    const short = text.length > 120 ? h("details", {}, h("summary", {}, `${text.slice(0, 80)}…`), h("code", {}, text)) : h("span", { class: "muted mono" }, text);
    return [entry.reason && h("span", { class: "block" }, entry.reason), text && short];
}

async function render(context: PageContext): Promise<Child> {
    const { params } = context;
    const [actor, action, before] = [params.get("actor") ?? "", params.get("action") ?? "", params.get("before")];
    const audit = await get<Audit>("audit", { actor, action, before, limit: 200 });
    const result = h("div", { id: "audit-result", role: "status" });
    return [
        pageHead("Audit", "Logins, exports, closings, changes and names revealed; each entry carries the hash of the one before",
            h("a", { class: "button", href: address("audit.csv", { actor, action }), download: "audit.csv" }, "CSV"),
            h("button", { class: "button", id: "audit-verify", onclick: () => void verify(result) }, "Verify the chain")),
        result,
        bar(h("div", { class: "bar-part" },
            searchField("audit-actor", "Who", actor, (text) => context.change({ actor: text, before: null }, { replace: true })),
            searchField("audit-action", "Action", action, (text) => context.change({ action: text, before: null }, { replace: true })))),
        audit.rows.length === 0
            ? emptyState(actor || action ? "No entry matches" : "No entries yet", actor || action ? "Change the search." : "The first login makes the first entry.")
            : table<AuditEntry>({
                id: "audit", class: "fill", caption: "Audit log, newest first", rows: audit.rows,
                columns: [
                    { label: "Time", cell: (one) => when(one.at) },
                    { label: "Who", cell: (one) => [one.actor, one.role && below(one.role.replaceAll("_", " "))] },
                    { label: "Action", cell: (one) => h("code", {}, one.action) },
                    { label: "On", cell: (one) => one.object ?? "" },
                    { label: "What and why", class: "wide", cell: changeOf },
                    { label: "From", cell: (one) => one.ip ?? "" },
                ],
            }),
        audit.next !== null && h("p", { class: "row pager" }, h("button", { class: "button", id: "audit-older", onclick: () => context.change({ before: String(audit.next) }) }, "Older")),
    ];
}

export const auditPage: Page = { path: "/audit", title: "Audit", permission: "read_audit", render };
