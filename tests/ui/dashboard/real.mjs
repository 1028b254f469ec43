// The same pages against a running collector:  node real.mjs <address> <account> <password>...
//
// For each login: every page of the side bar is opened, none may fail, show an error in the console,
// or have a finding of axe-core. Who sees amounts walks from the table down to one call, and the sums
// of every grouping are compared in whole nano-dollars.

import { strict as assert } from "node:assert";
import { axeViolations, cells, click, confirmed, go, launch, openPage, settled, step, text } from "./browser.mjs";

const [origin, ...logins] = process.argv.slice(2);
const keys = ["business_unit", "cost_centre", "team", "developer", "agent", "repo", "branch", "model", "provider", "billing_mode"];

async function signIn(page, account, password) {
    await go(page, `${origin}/`);
    await page.type("#account", account);
    await page.type("#password", password);
    await page.keyboard.press("Enter");
    await page.waitForSelector(".side, #password-form", { timeout: 60_000 });
    assert.equal(await page.$("#password-form"), null, "no forced change of the password here");
    await settled(page);
}

async function checkPages(page, account) {
    const paths = await page.$$eval(".side nav a", (links) => links.map((link) => link.getAttribute("href")));
    assert.ok(paths.length >= 2, `${account} has pages`);
    for (const path of paths) {
        await go(page, origin + path);
        const alert = await page.$eval("main", (main) => main.querySelector("[role=alert]:not([hidden])")?.textContent ?? "");
        assert.equal(alert, "", `${path} of ${account}`);
        assert.deepEqual(await axeViolations(page), [], `${path} of ${account}`);
    }
    return paths;
}

/// As the page reads it: amounts are too large for numbers.
async function sums(page, query) {
    const body = await page.evaluate((url) => fetch(url).then((answer) => answer.text()), `/api/v1/spend?${query}`);
    const answer = JSON.parse(body.replace(/("\w*_nano"\s*:\s*)(-?\d+)/g, '$1"$2"'));
    const nano = (figures) => BigInt(figures.list_cost_nano ?? 0);
    assert.ok(answer.total, body.slice(0, 200));
    assert.equal(answer.row_count, answer.rows.length, "all rows are on the page");
    const parts = answer.rows.reduce((sum, row) => sum + nano(row), nano(answer.unattributed));
    return { total: nano(answer.total), parts, calls: answer.total.calls };
}

async function checkSums(page) {
    const totals = new Set();
    for (const key of keys) {
        const { total, parts } = await sums(page, `group_by=${key}&limit=100000`);
        assert.equal(parts, total, `by ${key}`);
        totals.add(total);
    }
    assert.equal(totals.size, 1, "every slicing has the same total");
}

async function walkDown(page) {
    await go(page, `${origin}/?group_by=agent`);
    if ((await page.$("#spend tbody .twist")) === null) return "no calls this month";
    await click(page, "#spend tbody .twist");
    await page.waitForSelector("#spend tbody .level-1, #spend .twist[aria-expanded=true]", { timeout: 30_000 });
    const name = await text(page, "#spend tbody tr .name");
    await click(page, "#spend tbody tr td a");
    await page.waitForSelector("#calls tbody .link, .empty", { timeout: 30_000 });
    if (await page.$("#calls tbody .link")) {
        await page.click("#calls tbody .link");
        await page.waitForSelector("#call-dialog[open] .facts", { timeout: 30_000 });
        await page.keyboard.press("Escape");
    }
    return name;
}

async function confirm(page) {
    await confirmed(page);
    return text(page, "main .notice");
}

/// A budget of everybody and a setting of all workstations, from the form to the audit log; what the
/// server refuses is told at its field.
async function publish(page) {
    await go(page, `${origin}/budgets`);
    await step(page, "#budget-new", "#ask[open]");
    await page.type("#field-name", "By clicks");
    await page.type("#field-limit_usd", "0");
    await step(page, "#review", "#field-limit_usd-error");
    await page.type("#field-limit_usd", ".75");
    await step(page, "#review", "#reach");
    const reach = await text(page, "#reach");
    assert.match(reach, /^\d+ devices will hold it/);
    assert.match(await confirm(page), /“By clicks” is published/);
    await step(page, "[id^=end-by-clicks-]", "#reach");
    assert.match(await confirm(page), /is ended/);
    await go(page, `${origin}/policy`);
    await step(page, "[id='change-override.max_hours']", "#ask[open]");
    await page.select("#field-how", "enforced");
    await page.click("[id='field-override.max_hours']", { clickCount: 3 });
    await page.type("[id='field-override.max_hours']", "9999");
    await step(page, "#review", ".field-error");
    assert.match(await text(page, ".field-error"), /^Value = 9999: expected/);
    await page.click("[id='field-override.max_hours']", { clickCount: 3 });
    await page.type("[id='field-override.max_hours']", "12");
    await step(page, "#review", "#yes");
    await confirm(page);
    await step(page, "#policy-publish", "#reach");
    await page.type("#field-reason", "tried by clicks");
    assert.match(await confirm(page), /Version \d+ is published/);
    for (const action of ["budget.set", "budget.remove", "policy.set"]) {
        await go(page, `${origin}/audit?action=${action}`);
        assert.match(await text(page, "#audit tbody tr"), /By clicks|tried by clicks/, action);
    }
    return reach;
}

/// A device is refused, and let in again by what the dialog tells of that.
async function revokeAndRestore(page) {
    await go(page, `${origin}/fleet?state=online`);
    const button = "#fleet tbody tr:first-child .button";
    const id = await page.$eval(button, (one) => one.id);
    await step(page, button, "#field-reason");
    await step(page, "#yes", ".field-error");
    await page.type("#field-reason", "tried by clicks");
    const said = await confirm(page);
    assert.match(said, /is revoked/);
    await go(page, `${origin}/fleet?state=revoked`);
    await step(page, `[id="${id}"]`, "#yes");
    assert.match(await text(page, "#ask"), /Revoked .* by admin.*: “tried by clicks”/);
    assert.match(await confirm(page), /may send again/);
    for (const action of ["device.revoke", "device.restore"]) {
        await go(page, `${origin}/audit?action=${action}`);
        assert.ok((await cells(page, "#audit tbody tr"))[0][3].includes(id.slice("access-".length)), action);
    }
    return said;
}

/// A pseudonym of the chargeback gets its name and an entry; the policy is read without a button.
async function lookUp(page) {
    await go(page, `${origin}/?group_by=developer`);
    if ((await page.$("#spend .reveal")) === null) return "nobody: no calls this month";
    await step(page, "#spend .reveal", "#field-reason");
    await page.type("#field-reason", "tried by clicks");
    await step(page, "#yes", "#ask .notice.good");
    const told = await text(page, "#ask .notice");
    assert.match(told, /^dev-[0-9a-z]{8} is \S.+\. It is shown only here/);
    await go(page, `${origin}/audit?action=name.reveal`);
    const [entry] = await cells(page, "#audit tbody tr");
    assert.equal(entry[3], told.slice(0, 12));
    assert.match(entry[4], /^tried by clicks/);
    await go(page, `${origin}/policy`);
    assert.equal(await page.$("main button"), null);
    assert.match(await text(page, "#policy"), /override\.max_hours/);
    return told;
}

/// What each role is offered for a budget, the server takes.
async function tryBudget(page) {
    await go(page, `${origin}/budgets`);
    if ((await page.$("#budget-new")) === null) return null;
    await step(page, "#budget-new", "#ask[open]");
    await page.type("#field-name", "Only tried");
    await page.type("#field-limit_usd", "100");
    await step(page, "#review", "#reach");
    const owner = (await cells(page, "#changes tbody tr"))[1][1];
    await page.keyboard.press("Escape");
    return owner;
}

const browser = await launch();
let failed = 0;
for (let at = 0; at + 1 < logins.length; at += 2) {
    const [account, password] = [logins[at], logins[at + 1]];
    const page = await openPage(browser, { origin, scheme: at % 4 === 0 ? "light" : "dark" });
    try {
        await signIn(page, account, password);
        const paths = await checkPages(page, account);
        if (paths.includes("/")) {
            await checkSums(page);
            console.log(`     ${account} walked down from ${await walkDown(page)}`);
        }
        const owner = await tryBudget(page);
        assert.equal(owner === null, account === "auditor", `${account} is offered a budget of ${owner}`);
        if (owner) console.log(`     ${account} tried a budget of: ${owner}`);
        if (account === "auditor") console.log(`     auditor looked up ${await lookUp(page)}`);
        if (account.startsWith("admin")) console.log(`     ${account} published a budget and a setting: ${await publish(page)}, and revoked ${await revokeAndRestore(page)}`);
        assert.deepEqual(page.problems, []);
        assert.deepEqual(page.outside, []);
        console.log(`ok   ${account}: ${paths.join(" ")}`);
    } catch (error) {
        ++failed;
        console.log(`FAIL ${account} at ${page.url()}: ${error.stack}`);
    }
    await page.browserContext().close();
}
await browser.close();
process.exit(failed > 0 ? 1 : 0);
