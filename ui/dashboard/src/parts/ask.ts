// Asks before something is changed: one step that says what will happen, or a form before it.
//
// A form is left by asking the server for a trial. What it refuses is shown at the field its sentence
// begins with, in that field's own words; what fits no field, above them. Nothing is sent for good
// before the step that says what it will do.

import { h, type Attributes, type Child } from "../dom";
import type { PageContext } from "../page";
import { openDialog } from "./dialog";
import { notice } from "./states";

export interface Ask {
    title: string;
    form?: Child;
    /// The button that leaves the form.
    step?: string;
    /// What will happen; after a form, the answer to its trial.
    body(): Child | Promise<Child>;
    /// The button that does it.
    yes: string;
    isDanger?: boolean;
    act(): Promise<unknown>;
    /// Said in the page afterwards.
    done: Child;
    /// What is done changed nothing: it is said in the dialog, and the page stays as it is.
    isAnswer?: boolean;
    /// Who wants to see it again finds it there.
    audit?: string;
}

let lastDone: HTMLElement | null = null;

/// What was done last, shown once.
export function doneNotice(): Child {
    const shown = lastDone;
    lastDone = null;
    return shown;
}

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/// A control below its label. `name` is that of the server's field.
export function field(name: string, label: Child, control: Control, help: Child = null): HTMLElement {
    control.id ||= `field-${name}`;
    control.name = name;
    if (help) control.setAttribute("aria-describedby", `${control.id}-help`);
    return h("div", { class: "field" }, h("label", { for: control.id }, label), control, help && h("p", { id: `${control.id}-help`, class: "help" }, help));
}

export function input(attributes: Attributes = {}): HTMLInputElement {
    return h("input", { autocomplete: "off", spellcheck: "false", ...attributes });
}

export function choice(options: [string, string][], value: string, attributes: Attributes = {}): HTMLSelectElement {
    return h("select", { value, ...attributes }, options.map(([one, text]) => h("option", { value: one }, text)));
}

/// The reason that an entry of the audit log wants.
export function reasonField(): { field: HTMLElement; text(): string } {
    const box = input({ maxlength: "400" });
    return {
        field: field("reason", "Reason", box, "It stays in the audit log with your name."),
        text() {
            const text = box.value.trim();
            if (!text) throw new Error("reason is missing.");
            return text;
        },
    };
}

/// True when the sentence is about one of the fields and stands there.
function tellAtField(box: HTMLElement, message: string): boolean {
    const [, name, rest] = /^(?:budget ".*?": )?(?:scope: )?"?([\w.]+)"? (.*)$/s.exec(message) ?? [];
    const controls = [...box.querySelectorAll<Control>("[name]")].filter((one) => !one.closest("[hidden]"));
    const control = controls.find((one) => one.name === name);
    if (!control) return false;
    const labelOf = (one: Control): string => one.closest(".field")?.querySelector("label")?.textContent ?? one.name;
    const id = `${control.id}-error`;
    control.closest("details")?.setAttribute("open", "");
    const words = controls.filter((one) => one.name.includes("_")).reduce((text, one) => text.replaceAll(one.name, labelOf(one)), rest ?? "");
    control.setAttribute("aria-invalid", "true");
    control.setAttribute("aria-errormessage", id);
    control.closest(".field")?.append(h("p", { class: "field-error", id, role: "alert" }, `${labelOf(control)} ${words}`));
    control.focus();
    return true;
}

export function ask(context: PageContext, parts: Ask): void {
    const problem = h("div", { role: "alert", tabindex: "-1", hidden: true });
    const box = h("form", { id: "ask-form", class: "dialog-step", novalidate: true, onsubmit: (event: Event) => (event.preventDefault(), void go()) });
    const foot = h("div", { class: "row" });
    const attempt = async (work: () => Promise<unknown>): Promise<void> => {
        problem.hidden = true;
        box.querySelectorAll(".field-error").forEach((one) => one.remove());
        box.querySelectorAll("[aria-invalid]").forEach((one) => one.removeAttribute("aria-invalid"));
        try {
            await work();
        } catch (error) {
            const { message } = error as Error;
            if (tellAtField(box, message)) return;
            problem.hidden = false;
            problem.replaceChildren(notice("danger", message));
            problem.focus();
        }
    };
    const button = (id: string, text: string, attributes: Attributes): HTMLElement => h("button", { class: "button", id, ...attributes }, text);
    const forward = (id: string, text: string, tone = "primary"): HTMLElement => button(id, text, { type: "submit", form: "ask-form", class: `button ${tone}` });
    const cancel = button("cancel", "Cancel", { onclick: () => dialog.close() });
    let go: () => Promise<void>;

    const confirm = (body: Child): void => {
        box.replaceChildren(h("div", { class: "dialog-step", id: "ask-review", tabindex: "-1" }, body));
        foot.replaceChildren(forward("yes", parts.yes, parts.isDanger ? "danger" : "primary"), parts.form ? button("back", "Back", { onclick: edit }) : cancel);
        go = () => attempt(async () => {
            await parts.act();
            const done = notice("good", parts.done, parts.audit && [" ", h("a", { href: `/audit?action=${parts.audit}`, onclick: () => dialog.close() }, "See it in the audit log")]);
            if (parts.isAnswer) {
                done.tabIndex = -1;
                box.replaceChildren(done);
                cancel.textContent = "Close";
                foot.replaceChildren(cancel);
                return done.focus();
            }
            dialog.close();
            lastDone = done;
            // The router says it when the page is drawn.
            lastDone.setAttribute("data-done", "");
            context.reload();
        });
    };
    const edit = (): void => {
        box.replaceChildren(h("div", { class: "dialog-step" }, parts.form));
        foot.replaceChildren(forward("review", parts.step ?? "Review…"), cancel);
        go = () => attempt(async () => {
            confirm(await parts.body());
            box.firstElementChild instanceof HTMLElement && box.firstElementChild.focus();
        });
    };
    const dialog = openDialog({ id: "ask", title: parts.title, body: [problem, box], actions: foot });
    if (parts.form) edit();
    else void attempt(async () => confirm(await parts.body()));
}
