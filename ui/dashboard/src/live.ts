// What a screen reader is told without moving: loading, results, errors. One polite region for the
// life of the document.

import { h } from "./dom";

export const liveRegion = h("div", { id: "live", class: "visually-hidden", role: "status", "aria-live": "polite" });

export function announce(text: string): void {
    // The same text twice is only read when the region changed in between.
    liveRegion.textContent = "";
    setTimeout(() => (liveRegion.textContent = text), 40);
}
