// Who belongs where, and since when: people, teams, cost centres, business units, rules of
// repositories; and the CSV that brings them in.

import type { Directory, DirectoryKind, DirectoryRow, ImportReport } from "../api";
import { aside, h, muted, type Child } from "../dom";
import { get, send, type ApiError } from "../http";
import { count, plural } from "../money";
import { linkTo, may, type Page, type PageContext } from "../page";
import { bar, pageHead, searchField, tabs } from "../parts/controls";
import { openDialog } from "../parts/dialog";
import { emptyState, notice } from "../parts/states";
import { sorted, table, type Column } from "../parts/table";
import { sentence } from "../words";

const kinds: { kind: DirectoryKind; title: string; about: string }[] = [
    { kind: "people", title: "People", about: "A charge goes to the team a person belonged to on its day." },
    { kind: "teams", title: "Teams", about: "A team pays through one cost centre at a time." },
    { kind: "cost_centres", title: "Cost centres", about: "Each belongs to one business unit at a time." },
    { kind: "business_units", title: "Business units", about: "The top of the chargeback." },
    { kind: "repo_rules", title: "Repository rules", about: "A rule charges a repository to a cost centre, whoever works on it." },
];
const MaxShown = 1000;
const MaxImportBytes = 32 * 1024 * 1024;

const columnsOfKind: Record<DirectoryKind, string> = {
    people: "person_id or email, name, active, developer_id, external_id, team_id, valid_from, valid_to",
    teams: "team_id, name, cost_centre_id, valid_from, valid_to",
    cost_centres: "cost_centre_id, name, business_unit_id, valid_from, valid_to",
    business_units: "business_unit_id, name",
    repo_rules: "pattern, cost_centre_id, owner_team_id, valid_from, valid_to, rule_id",
};

function reportOf(report: ImportReport): Child {
    return [
        notice(report.refused > 0 ? "warning" : "good", `${plural(report.lines, "line")}: ${count(report.changed)} changed something, ${count(report.unchanged)} said what was known, ${count(report.refused)} refused. `,
            report.dry_run ? "Nothing was written: it was a trial." : report.committed ? "Written." : "Nothing was written: the file is taken whole or not at all."),
        (report.closed_months ?? []).length > 0 && notice("", `Some lines reach back into ${(report.closed_months ?? []).join(", ")}; the figures of closed months stay as they are.`),
        report.errors.length > 0 && table({
            id: "import-lines", caption: "Refused lines", class: "plain", rows: report.errors.slice(0, 200),
            columns: [
                { label: "Line", isNumber: true, cell: (one) => count(one.line) },
                { label: "Column", cell: (one) => one.column },
                { label: "Why it was refused", class: "wide", cell: (one) => one.message },
            ],
        }),
    ];
}

function openImport(context: PageContext, kind: DirectoryKind): void {
    const result = h("div", { id: "import-result", role: "status", tabindex: "-1" });
    const file = h("input", { type: "file", id: "import-file", accept: ".csv,text/csv", onchange: () => void readFile() });
    const text = h("textarea", { id: "import-text", rows: "8", spellcheck: "false", class: "mono" });
    const keepGood = h("input", { type: "checkbox", id: "import-keep" });
    const readFile = async (): Promise<void> => {
        const chosen = file.files?.[0];
        if (!chosen) return;
        if (chosen.size > MaxImportBytes) result.replaceChildren(notice("danger", "The file is larger than 32 MiB; cut it into parts."));
        else text.value = await chosen.text();
    };
    const run = async (isTrial: boolean): Promise<void> => {
        if (!text.value.trim()) {
            result.replaceChildren(notice("danger", "Choose a file, or paste lines of CSV with their heading."));
            return;
        }
        try {
            const report = await send<ImportReport>("POST", "directory/import", text.value, "text/csv", { kind, dry_run: isTrial ? "1" : null, keep_good_lines: keepGood.checked ? "1" : null });
            result.replaceChildren(h("div", {}, reportOf(report)));
            isChanged ||= report.committed;
        } catch (error) {
            result.replaceChildren(notice("danger", (error as Error).message));
        }
        result.focus();
    };
    let isChanged = false;
    openDialog({
        id: "import-dialog", class: "dialog large", title: "Import CSV",
        body: [
            aside("The first line names the columns: ", h("code", {}, columnsOfKind[kind]), ". An empty cell leaves what is known; “-” means none from that day on."),
            h("div", { class: "field" }, h("label", { for: "import-file" }, "File"), file),
            h("div", { class: "field" }, h("label", { for: "import-text" }, "Or its lines"), text),
            h("label", { class: "check" }, keepGood, "Take the sound lines even when others are refused"),
            result,
        ],
        actions: [
            h("button", { class: "button primary", id: "import-run", onclick: () => void run(false) }, "Import"),
            h("button", { class: "button", id: "import-try", onclick: () => void run(true) }, "Try without writing"),
        ],
        onclose: () => isChanged && context.reload(),
    });
}

function columnsOf(rows: DirectoryRow[]): Column<DirectoryRow>[] {
    const names = [...new Set(rows.slice(0, 50).flatMap((row) => Object.keys(row)))];
    return names.map((name) => ({
        label: sentence(name.replace(/_id$/, " id")), sort: name, isNumber: typeof rows[0]?.[name] === "number",
        cell: (row) => {
            const value = row[name];
            if (value === null || value === undefined || value === "") return muted("—");
            if (value === "9999-12-31") return muted("open");
            if (typeof value === "boolean") return value ? "yes" : "no";
            return Array.isArray(value) ? value.map((one) => (typeof one === "string" ? one : JSON.stringify(one))).join(", ") : String(value);
        },
    }));
}

async function render(context: PageContext): Promise<Child> {
    const shown = kinds.find((one) => one.kind === context.params.get("kind")) ?? kinds[0];
    if (!shown) return null;
    const search = context.params.get("q") ?? "";
    // People are many: the server looks them up.
    const isPeople = shown.kind === "people";
    // Finance has this page, but not its names.
    let refusal = "";
    const answer = await get<Directory>(`directory/${shown.kind}`, isPeople ? { search, limit: MaxShown } : {}).catch((error: ApiError) => {
        if (!isPeople || error.status !== 403) throw error;
        refusal = error.message;
        return { rows: [] } as Directory;
    });
    const all = answer.rows;
    const known = answer.row_count ?? all.length;
    const text = isPeople ? "" : search.toLowerCase();
    const sort = context.params.get("sort") ?? "";
    const matching = all.filter((row) => !text || Object.values(row).some((value) => String(value ?? "").toLowerCase().includes(text)));
    const rows = sorted(matching, sort, (row, key) => row[key]);
    const mayWrite = may(context.session, "write_directory");
    return [
        pageHead("Directory", refusal ? shown.about : `${plural(known, shown.title.toLowerCase().replace(/s$/, ""), shown.title.toLowerCase())}. ${shown.about}`,
            mayWrite && h("button", { class: "button", id: "import-open", onclick: () => openImport(context, shown.kind) }, "Import CSV…")),
        tabs("Parts of the directory", kinds.map((one) => ({ href: linkTo("/directory", { kind: one.kind }), text: one.title, isCurrent: one === shown }))),
        refusal ? emptyState("Not shown to your roles", sentence(refusal)) : known === 0 && !search
            ? emptyState(`No ${shown.title.toLowerCase()} yet`, "Import a CSV, or let your identity provider send them over SCIM. Until then spend is shown by what the calls say themselves: repositories, agents, models.")
            : [
                bar(searchField("directory-search", `Find in ${shown.title.toLowerCase()}`, search, (q) => context.change({ q }, { replace: true }))),
                rows.length === 0 ? emptyState("Nothing matches", "Change the search.")
                    : table<DirectoryRow>({ id: "directory", class: "fill", caption: shown.title, columns: columnsOf(all), rows: rows.slice(0, MaxShown), sort, onsort: (next) => context.change({ sort: next }) }),
                (isPeople ? known : rows.length) > MaxShown && aside(`${plural((isPeople ? known : rows.length) - MaxShown, "more row")}; search to see them.`),
            ],
    ];
}

export const directoryPage: Page = { path: "/directory", title: "Directory", permission: "read_directory", render };
