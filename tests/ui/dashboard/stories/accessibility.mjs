// axe-core on every page and every state that hides something, light and dark.

import { strict as assert } from "node:assert";
import { axeViolations, go, openPage, settled } from "../browser.mjs";
import { Auditor } from "./people.mjs";

const pages = [
    "/?from=2026-04&to=2026-04&open=CC-2010", "/?from=2026-01&to=2026-04&pivot=month", "/?from=2024-07", "/calls?from=2026-04&to=2026-04", "/trend?from=2026-04&group_by=model", "/trend?view=table", "/budgets",
    "/coverage?from=2026-04", "/periods", "/directory?kind=people", "/directory?kind=repo_rules", "/fleet", "/policy", "/access", "/audit", "/me", "/nowhere",
];

async function open(page, selector, shown) {
    await page.waitForSelector(selector, { visible: true });
    await page.click(selector);
    await page.waitForSelector(shown, { visible: true });
}

async function check(page, what, found) {
    for (const violation of await axeViolations(page)) found.push(`${what}: ${violation}`);
}

async function checkAll({ browser, origin, state }, scheme) {
    const page = await openPage(browser, { scheme });
    const found = [];
    for (const path of pages) {
        await go(page, origin + path);
        await check(page, path, found);
    }
    for (const [path, button, shown] of [
        ["/", "#level-team", "#level-team-menu"], ["/calls?from=2026-04", "#calls tbody .link", "#call-dialog[open] .facts"], ["/periods", "#close-2026-03", "#ask[open]"],
        ["/directory?kind=teams", "#import-open", "#import-dialog[open]"], ["/fleet", "#fleet tbody .button", "#ask[open]"], ["/fleet?state=revoked", "#fleet tbody .button", "#ask[open] #yes"],
        ["/budgets", "#budget-new", "#ask[open]"], ["/budgets", "#edit-pay", "#ask[open]"], ["/budgets", "#end-pay", "#ask[open] #reach"], ["/policy", "#change-assignments", "#ask[open]"], ["/access", "#account-new", "#ask[open]"], ["/access", "#token-new", "#ask[open]"],
    ]) {
        await go(page, origin + path);
        await open(page, button, shown);
        await check(page, `${path} ${shown}`, found);
    }
    Object.assign(state, Auditor);
    for (const [path, ...clicks] of [["/policy"], ["/fleet"], ["/?group_by=developer", ["#spend tbody .reveal", "#field-reason"], ["#yes", ".field-error"]], ["/calls?from=2026-04", ["#calls tbody .reveal", "#field-reason"]], ["/periods", ["#late-2026-04", "#late .reveal"]]]) {
        await go(page, origin + path);
        for (const [button, shown] of clicks) await open(page, button, shown);
        await check(page, `${path} of an auditor`, found);
    }
    await page.keyboard.press("Escape");
    await go(page, `${origin}/fleet`);
    await open(page, "#fleet tbody .reveal", "#field-reason");
    await page.type("#field-reason", "audit 12");
    await open(page, "#yes", "#ask .notice.good");
    await check(page, "a name looked up", found);
    Object.assign(state, { signedIn: null, pseudonyms: false, permissions: null });
    await go(page, `${origin}/login`);
    await check(page, "login", found);
    Object.assign(state, { signedIn: "admin", mustChange: true });
    await go(page, `${origin}/`);
    await settled(page);
    await check(page, "password", found);
    await page.browserContext().close();
    assert.deepEqual(found, []);
}

export const accessibilityStories = {
    axe_finds_nothing_in_light: (story) => checkAll(story, "light"),
    axe_finds_nothing_in_dark: (story) => checkAll(story, "dark"),
};
