// A modal dialog: the browser's own, which keeps the focus inside, closes on Escape and gives the
// focus back. It leaves the document when it closes.

import { h, icon, Icons, type Child } from "../dom";

export interface DialogParts {
    id: string;
    title: string;
    body: Child;
    /// The buttons at the bottom; closing is always there.
    actions?: Child;
    class?: string;
    onclose?: () => void;
}

export function openDialog(parts: DialogParts): HTMLDialogElement {
    document.getElementById(parts.id)?.remove();
    const before = document.activeElement?.id ?? "";
    const dialog = h("dialog", { id: parts.id, class: parts.class ?? "dialog", "aria-labelledby": `${parts.id}-title` },
        h("header", { class: "dialog-head" },
            h("h2", { id: `${parts.id}-title`, tabindex: "-1" }, parts.title),
            h("button", { class: "icon-button", "aria-label": "Close", onclick: () => dialog.close() }, icon(Icons.close))),
        h("div", { class: "dialog-body" }, parts.body),
        parts.actions && h("footer", { class: "row dialog-foot" }, parts.actions));
    dialog.addEventListener("close", () => {
        dialog.remove();
        // The page may have been drawn anew below it.
        if (before) document.getElementById(before)?.focus();
        parts.onclose?.();
    });
    // A click beside it closes it.
    dialog.addEventListener("click", (event) => {
        if (event.target === dialog) dialog.close();
    });
    document.body.append(dialog);
    dialog.showModal();
    return dialog;
}
