// Pictures of every page:  node pictures.mjs <dist or origin> <folder>
//
// Of the fixture, or of a running collector (its address; ACCOUNT and PASSWORD sign in).

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { go, launch, openPage, settled } from "./browser.mjs";
import { serve } from "./fixture/server.mjs";
import { signIn } from "./sign_in.mjs";

const [target, folder] = process.argv.slice(2);
const isOurs = !target.startsWith("http");
const fixture = isOurs ? await serve(target) : null;
const origin = fixture ? fixture.origin : target;
mkdirSync(folder, { recursive: true });

const month = process.env.MONTH ?? "2026-04";
const first = process.env.FROM ?? "2026-01";
const shots = [
    ["login", "/login", true], ["chargeback", `/?from=${month}&to=${month}`], ["chargeback-pivot", `/?from=${first}&to=${month}&pivot=month&group_by=business_unit,team,repo`], ["chargeback-all", `/?from=${month}&to=${month}&measure=all&group_by=model,agent`],
    ["calls", `/calls?from=${month}&to=${month}`], ["trend", `/trend?from=${month}&to=${month}&group_by=model`], ["trend-table", `/trend?from=${month}&to=${month}&group_by=agent&view=table`], ["budgets", "/budgets"], ["coverage", `/coverage?from=${month}&to=${month}`],
    ["periods", "/periods"], ["directory", "/directory?kind=teams"], ["fleet", "/fleet"], ["policy", "/policy"], ["access", "/access"], ["audit", "/audit"], ["me", "/me"],
    ["reveal", `/?from=${month}&to=${month}&group_by=developer`],
];
/// A new budget half typed, and what an edited one would change.
async function budgetForms(page, look) {
    if (!(await page.$("#budget-new"))) return;
    await page.click("#budget-new");
    await page.waitForSelector("#ask[open]");
    await page.type("#field-name", "Release week");
    await page.type("#field-limit_usd", "0");
    await page.click("#review");
    await page.waitForSelector(".field-error");
    await page.screenshot({ path: join(folder, `budget-form-${look}.png`) });
    await page.keyboard.press("Escape");
    await page.click("#edit-everybody, #edit-opus");
    await page.waitForSelector("#ask[open]");
    await page.click("#field-limit_usd", { clickCount: 3 });
    await page.type("#field-limit_usd", "20000");
    await page.click("#review");
    await page.waitForSelector("#reach");
    await page.screenshot({ path: join(folder, `budget-review-${look}.png`) });
    await page.keyboard.press("Escape");
}

const only = process.env.ONLY?.split(",");
const browser = await launch();
for (const [look, options] of [["light", {}], ["dark", { scheme: "dark" }], ["narrow", { viewport: { width: 400, height: 860 } }]]) {
    if (process.env.LOOKS && !process.env.LOOKS.split(",").includes(look)) continue;
    const page = await openPage(browser, options);
    if (fixture) fixture.state.signedIn = null;
    for (const [name, path, isSignedOut] of shots) {
        if (only && !only.includes(name)) continue;
        if (!isSignedOut) fixture ? (fixture.state.signedIn = "admin") : await signIn(page, origin);
        await go(page, origin + path);
        if (name === "chargeback") {
            for (const row of [1, 1]) {
                await page.evaluate((at) => document.querySelectorAll("#spend tbody .twist")[at]?.click(), row === 1 ? 0 : 1);
                await new Promise((resolve) => setTimeout(resolve, 500));
                await settled(page);
                if (row === 1 && (await page.$$("#spend tbody .level-1")).length > 0) break;
            }
        }
        if (name === "calls") {
            await page.screenshot({ path: join(folder, `${name}-${look}.png`) });
            await page.click("#calls tbody .link");
            await page.waitForSelector("#call-dialog[open] .facts");
            await page.screenshot({ path: join(folder, `call-${look}.png`) });
            await page.keyboard.press("Escape");
            continue;
        }
        if (name === "reveal") {
            // Only an auditor is offered it.
            if (!(await page.$("#spend .reveal"))) continue;
            await page.click("#spend .reveal");
            await page.waitForSelector("dialog[open]");
        }
        await new Promise((resolve) => setTimeout(resolve, 200));
        await page.screenshot({ path: join(folder, `${name}-${look}.png`) });
        if (name === "budgets") await budgetForms(page, look);
    }
    if (page.problems.length) console.log(look, page.problems.slice(0, 5));
    await page.browserContext().close();
}
await browser.close();
fixture?.server.close();
