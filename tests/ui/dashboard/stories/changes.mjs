// What is changed from the pages: budgets and the settings of all workstations, by clicks and keys.

import { strict as assert } from "node:assert";
import { cells, click, confirmed, go, press, settled, step, text } from "../browser.mjs";

async function fill(page, id, value) {
    await page.click(`#${id}`, { clickCount: 3 });
    await page.keyboard.press("Backspace");
    await page.type(`#${id}`, value);
}

export const changeStories = {
    async a_budget_is_published_after_it_said_for_how_many_devices({ page, origin, state }) {
        await go(page, `${origin}/budgets`);
        await click(page, "#budget-new");
        await page.waitForSelector("#ask[open]");
        await page.type("#field-name", "Vision 2026");
        await page.select("#budget-owner", "team_id");
        assert.equal(await text(page, "label[for=field-owner_id]"), "Team");
        await page.waitForSelector("#owner-list option[value=vision]");
        await page.type("#field-owner_id", "vision");
        await page.type("#field-limit_usd", "12,500");
        await step(page, "#review", "#reach");
        assert.match(await text(page, "#reach"), /^\d+ devices will hold it/);
        assert.deepEqual((await cells(page, "#changes tbody tr")).slice(0, 3), [["Name", "Vision 2026"], ["Counts", "Team vision"], ["Limit", "$12,500.00 a month"]]);
        assert.equal(state.changes.length, 0, "the trial changed nothing");
        await confirmed(page);
        assert.match(state.changes[0].id, /^vision-2026-/);
        assert.equal(state.changes[0].body.limit_usd, "12500");
        assert.match(await text(page, "main .notice"), /“Vision 2026” is published\. See it in the audit log/);
        assert.match(await text(page, "#budgets"), /Vision 2026/);
        await page.click("main .notice a");
        await page.waitForFunction(() => location.pathname === "/audit" && location.search === "?action=budget.set");
        await settled(page);
    },
    async what_the_server_refuses_stands_at_its_field({ page, origin, state }) {
        await go(page, `${origin}/budgets`);
        await click(page, "#budget-new");
        await page.waitForSelector("#ask[open]");
        await step(page, "#review", ".field-error");
        assert.equal(await text(page, ".field-error"), "Name is missing.");
        await page.type("#field-name", "Payments two");
        await page.type("#field-limit_usd", "-5");
        await press(page, "Enter");
        await page.waitForFunction(() => document.querySelector("#field-limit_usd-error"));
        assert.equal(await text(page, "#ask .field-error"), 'Limit is "-5"; allowed: an amount in USD above 0 such as "150.00"');
        assert.equal(await page.evaluate(() => document.activeElement.id), "field-limit_usd");
        assert.equal(await page.$eval("#field-limit_usd", (one) => one.getAttribute("aria-invalid")), "true");
        await fill(page, "field-limit_usd", "100");
        await fill(page, "field-hard_percent", "70");
        await press(page, "Enter");
        await page.waitForSelector("#field-hard_percent-error");
        assert.equal(await text(page, "#ask .field-error"), "Pauses at % is 70; allowed: not below Warns at % (80)");
        await press(page, "Escape");
        assert.equal(await page.$("#ask"), null);
        assert.equal(state.changes.length, 0);
    },
    async an_edited_budget_shows_now_and_then_and_keeps_what_the_form_does_not_show({ page, origin, state }) {
        await go(page, `${origin}/budgets`);
        await click(page, "#edit-opus");
        await page.waitForSelector("#ask[open]");
        assert.equal(await page.$eval("#field-model", (one) => one.value), "claude-opus-*");
        await fill(page, "field-limit_usd", "10000");
        await page.select("#field-mode", "enforce");
        await step(page, "#review", "#reach");
        assert.deepEqual(await cells(page, "#changes tbody tr"), [["Limit", "$30,000.00 a month", "$10,000.00 a month"], ["At the limit", "Warns only", "Pauses calls at 110 %"]]);
        assert.match(await text(page, "#ask .notice"), /As much is spent already/);
        await step(page, "#back", "#field-limit_usd");
        assert.equal(await page.$eval("#field-limit_usd", (one) => one.value), "10000");
        await step(page, "#review", "#reach");
        await confirmed(page);
        const { id, body } = state.changes[0];
        assert.equal(id, "opus");
        assert.deepEqual([body.basis, body.unpriced, body.time_zone], ["billed", "warn", "Europe/Berlin"]);
        assert.equal(await page.evaluate(() => document.activeElement.id), "edit-opus");
    },
    async a_budget_is_ended_by_keys_alone({ page, origin, state }) {
        await go(page, `${origin}/budgets`);
        await page.focus("#end-ci");
        await press(page, "Enter");
        await page.waitForSelector("#reach");
        assert.match(await text(page, "#reach"), /devices hold it today and will stop counting it/);
        await page.focus("#yes");
        await page.keyboard.press("Enter");
        await page.waitForFunction(() => !document.querySelector("#end-ci"));
        assert.deepEqual([state.changes[0].method, state.changes[0].id], ["DELETE", "ci"]);
    },
    async who_may_not_set_budgets_sees_no_form({ page, origin, state }) {
        state.permissions = ["own_account", "read_spend", "read_budgets", "read_audit"];
        await go(page, `${origin}/budgets`);
        assert.equal(await page.$("#budget-new"), null);
        assert.equal(await page.$("#edit-pay"), null);
        assert.equal(await page.$('.side a[href="/policy"]'), null);
        await go(page, `${origin}/policy`);
        assert.match(await text(page, "main"), /Your roles do not open this page/);
    },
    async settings_are_tried_one_by_one_and_published_together({ page, origin, state }) {
        await go(page, `${origin}/policy`);
        assert.match(await text(page, ".summary"), /Version 2.*acknowledged by \d+ of \d+ devices · \d+ behind/);
        assert.deepEqual((await cells(page, "#policy tbody tr"))[2].slice(2, 4), ["8", "Locked"]);
        assert.deepEqual((await cells(page, "#policy tbody tr"))[3].slice(2, 4), ["Acme Robotics", "Recommended"]);
        await click(page, "[id='change-override.max_hours']");
        await fill(page, "field-override\\.max_hours", "9999");
        await step(page, "#review", ".field-error");
        assert.equal(await text(page, ".field-error"), "Value = 9999: expected a whole number, 1 to 744");
        await fill(page, "field-override\\.max_hours", "4");
        await step(page, "#review", "#yes");
        assert.match(await text(page, "#ask-review"), /Locked: 8 → Locked: 4/);
        await confirmed(page);
        await click(page, "[id='change-override.allowed']");
        await page.select("#field-how", "enforced");
        await page.select("#field-override\\.allowed", "false");
        await step(page, "#review", "#yes");
        await confirmed(page);
        assert.equal(state.policies.length, 2, "nothing is published yet");
        await step(page, "#policy-publish", "#reach");
        assert.deepEqual(await cells(page, "#changes tbody tr"), [["Overrides", "Left to each machine", "Locked: No"], ["Longest override", "Locked: 8", "Locked: 4"]]);
        await step(page, "#yes", ".field-error");
        assert.equal(await text(page, ".field-error"), "Reason is missing.");
        await page.type("#field-reason", "quarter end");
        await confirmed(page);
        assert.deepEqual(state.policies[0].enforced, { "override.allowed": false, "override.max_hours": 4, "sync.local_details": false });
        assert.deepEqual(state.policies[0].recommended, { "managed_by.name": "Acme Robotics" });
        assert.equal((await cells(page, "#versions tbody tr"))[0][3], "Overrides: Left to each machine → Locked: NoLongest override: Locked: 8 → Locked: 4");
        assert.equal(await page.$("#policy-publish"), null);
    },
    async a_device_behind_the_policy_is_marked_and_found({ page, origin }) {
        await go(page, `${origin}/fleet`);
        assert.match((await cells(page, "#fleet tbody tr"))[0][7], /^c41d07b2\w+ \d+, \d\d:\d\d$/);
        await click(page, "label:has(#fleet-state-behind)");
        const rows = await cells(page, "#fleet tbody tr");
        assert.ok(rows.length > 0 && rows.every((row) => /behind/.test(row[7])));
    },
    async an_account_is_made_and_its_password_shown_once({ page, origin, state }) {
        await go(page, `${origin}/access`);
        await click(page, "#account-new");
        await page.type("#field-account", "grace@acme.example");
        await page.click("#role-auditor");
        await page.type("#field-teams", "vision");
        await step(page, "#review", "#yes");
        assert.match(await text(page, "#ask-review"), /grace@acme\.example will be: Auditor, Leads vision/);
        await confirmed(page);
        assert.deepEqual(state.changes[0].body, { account: "grace@acme.example", roles: ["auditor", "team_lead:vision"] });
        assert.match(await text(page, "main .notice"), /the first time with first-Zeppelin-42 It is shown only here/);
        assert.equal(await page.$("[id='roles-admin']"), null, "nobody changes their own roles");
        await click(page, "[id='able-lead@acme.example']");
        await confirmed(page);
        assert.equal((await page.$(".secret")), null);
        assert.match((await cells(page, "#accounts tbody tr"))[2].join(), /Leads vision, Leads data-plane.*Disabled/);
    },
    async a_token_is_made_shown_once_and_revoked({ page, origin, state }) {
        await go(page, `${origin}/access`);
        await click(page, "#token-new");
        await page.type("#field-label", "Laptops of Lisbon");
        await page.type("#field-max_uses", "0");
        await step(page, "#review", ".field-error");
        assert.equal(await text(page, ".field-error"), "Devices at most is no whole number above 0.");
        await fill(page, "field-max_uses", "40");
        await step(page, "#review", "#yes");
        assert.match(await text(page, "#ask-review"), /Laptops of Lisbon: 40 devices may enrol with it, until it is revoked/);
        await confirmed(page);
        assert.match(await text(page, "main .notice"), /The token is farebox-enroll_9f2c41d07b2e It is shown only here/);
        await click(page, "#revoke-t1");
        await confirmed(page);
        assert.equal(state.changes.at(-1).path, "tokens/t1/revoke");
        assert.match((await cells(page, "#tokens tbody tr"))[0].join(), /212 of 500.*Revoked/);
    },
};
