// Letting a device out and in, looking up who stands behind a pseudonym, and what an auditor reads.

import { strict as assert } from "node:assert";
import { devices } from "../fixture/company.mjs";
import { pseudonymOf } from "../fixture/fleet.mjs";
import { cells, click, confirmed, focused, go, press, settled, step, text } from "../browser.mjs";

export const Auditor = { signedIn: "auditor@acme.example", pseudonyms: true, permissions: ["own_account", "signed_in", "read_spend", "read_calls", "read_all_spend", "read_directory", "read_fleet", "read_budgets", "read_policy", "read_audit", "reveal_names"] };
const Finance = { signedIn: "finance@acme.example", pseudonyms: true, permissions: ["own_account", "signed_in", "read_spend", "read_calls", "read_all_spend", "close_periods", "read_directory", "read_fleet", "read_budgets", "write_budgets", "approve_overrides", "read_audit"] };
const accessOf = (at) => `access-${devices[at].device_id}`;
const stateOf = (page, at) => page.$eval(`tr:has([id="${accessOf(at)}"]) td`, (cell) => cell.textContent.trim());

export const peopleStories = {
    async a_device_is_revoked_with_a_reason_and_let_in_again({ page, origin, state }) {
        await go(page, `${origin}/fleet`);
        const button = `[id="${accessOf(0)}"]`;
        assert.match(await text(page, button), /^Revoke…/);
        await step(page, button, "#field-reason");
        assert.match(await text(page, "#ask"), /cannot enrol again until it is let in/);
        await step(page, "#yes", ".field-error");
        assert.equal(await text(page, ".field-error"), "Reason is missing.");
        assert.equal(await focused(page), "field-reason");
        assert.equal(state.changes.length, 0);
        await page.type("#field-reason", "stolen in Lisbon");
        await confirmed(page);
        assert.deepEqual(state.changes[0], { path: `devices/${devices[0].device_id}/revoke`, body: { reason: "stolen in Lisbon" } });
        assert.match(await text(page, "main .notice"), /Ada Okafor is revoked\. See it in the audit log/);
        assert.ok((await stateOf(page, 0)).startsWith("Revoked"));
        assert.equal(await focused(page), accessOf(0), "the focus stays on the button, which lets it in now");
        await step(page, button, "#yes");
        assert.match(await text(page, "#ask"), /Let Ada Okafor in again\?.*Revoked .* by admin: “stolen in Lisbon”.*farebox sync now/s);
        await confirmed(page);
        assert.equal(state.changes[1].path, `devices/${devices[0].device_id}/restore`);
        assert.match(await text(page, "main .notice"), /Ada Okafor may send again/);
        assert.ok((await stateOf(page, 0)).startsWith("Online"));
        await page.click("main .notice a");
        await page.waitForFunction(() => location.pathname === "/audit" && location.search === "?action=device.restore");
    },
    async a_revoked_device_is_found_and_let_in_by_keys_alone({ page, origin, state }) {
        await go(page, `${origin}/fleet`);
        await page.focus("#fleet-state-never");
        await press(page, "ArrowRight");
        await page.waitForFunction(() => location.search === "?state=revoked");
        await settled(page);
        assert.equal((await cells(page, "#fleet tbody tr")).length, 1);
        await page.focus(`[id="${accessOf(11)}"]`);
        await press(page, "Enter");
        await page.waitForSelector("#yes");
        assert.match(await text(page, "#ask"), /left in a train/);
        await press(page, "Enter");
        assert.equal(state.changes.length, 0, "the heading has the focus first, not the button");
        await page.focus("#yes");
        await page.keyboard.press("Enter");
        await page.waitForFunction(() => !document.querySelector("#ask"));
        await settled(page);
        assert.match(await text(page, "main"), /No device matches/);
        assert.match(await text(page, ".summary"), /70 devices/);
        assert.equal(state.changes[0].path, `devices/${devices[11].device_id}/restore`);
    },
    async what_the_collector_refuses_is_said_and_the_device_stays({ page, origin, state }) {
        await go(page, `${origin}/fleet?state=revoked`);
        await step(page, `[id="${accessOf(11)}"]`, "#yes");
        state.revoked = null;
        state.failNext = `devices/${devices[11].device_id}/restore`;
        await step(page, "#yes", "#ask .notice.danger");
        assert.match(await text(page, "#ask .notice"), /The database does not answer/);
        await press(page, "Escape");
        assert.ok((await stateOf(page, 11)).startsWith("Revoked"));
    },
    async who_may_not_write_the_fleet_sees_no_action({ page, origin, state }) {
        Object.assign(state, Finance);
        await go(page, `${origin}/fleet`);
        assert.equal(await page.$("#fleet tbody button"), null);
        assert.equal((await cells(page, "#fleet thead tr"))[0].includes("Action"), false);
        assert.equal(await text(page, "label:has(#fleet-search)"), "Find a device, system");
    },
    async an_auditor_looks_up_a_pseudonym_for_a_reason({ page, origin, state }) {
        Object.assign(state, Auditor);
        await go(page, `${origin}/?from=2026-04&to=2026-04&group_by=developer`);
        const [first] = await cells(page, "#spend tbody tr");
        const [, pseudonym] = /^(dev-[0-9a-z]{8})Who\? is dev-/.exec(first[0]);
        await step(page, "#spend tbody .reveal", "#field-reason");
        assert.match(await text(page, "#ask"), new RegExp(`Who is ${pseudonym}\\?.*in the audit log before the name is shown`, "s"));
        await step(page, "#yes", ".field-error");
        assert.equal(await text(page, ".field-error"), "Reason is missing.");
        assert.equal(state.changes.length, 0);
        await page.type("#field-reason", "invoice dispute 4711");
        await press(page, "Enter");
        await page.waitForSelector("#ask .notice.good");
        assert.deepEqual(state.changes, [{ path: "names/reveal", body: { pseudonym, reason: "invoice dispute 4711" } }]);
        const told = await text(page, "#ask .notice");
        const person = devices.find((one) => pseudonymOf(one.person_id) === pseudonym);
        assert.equal(told, `${pseudonym} is ${person.user_name} (${person.person_id}). It is shown only here and only now. See it in the audit log`);
        assert.ok(await page.evaluate(() => document.activeElement.matches(".notice")), "it is read out");
        await page.click("#cancel");
        await page.waitForFunction(() => !document.querySelector("#ask") && document.activeElement.matches("#spend .reveal"));
        assert.equal((await text(page, "main")).includes(person.user_name), false, "the page still shows the pseudonym");
    },
    async a_pseudonym_is_looked_up_wherever_it_stands({ page, origin, state }) {
        Object.assign(state, Auditor);
        for (const [path, opens] of [["/calls?from=2026-04&to=2026-04", "#calls tbody .reveal"], ["/fleet", "#fleet tbody .reveal"], ["/periods", "#late tbody .reveal"]]) {
            await go(page, origin + path);
            if (path === "/periods") await step(page, "#late-2026-04", "#late");
            const pseudonym = await text(page, opens);
            assert.match(pseudonym, /^dev-[0-9a-z]{8}$/);
            await page.focus(opens);
            await press(page, "Enter");
            await page.waitForSelector("#field-reason");
            await page.type("#field-reason", "audit 12");
            await press(page, "Enter");
            await page.waitForSelector("#ask .notice.good");
            assert.equal(state.changes.at(-1).body.pseudonym, pseudonym);
        }
        await page.click("#ask .notice a");
        await page.waitForFunction(() => location.search === "?action=name.reveal" && !document.querySelector("#ask"));
        await settled(page);
        assert.ok((await cells(page, "#audit tbody tr")).every((row) => row[2] === "name.reveal"));
    },
    async finance_sees_pseudonyms_and_no_way_to_look_them_up({ page, origin, state }) {
        Object.assign(state, Finance);
        for (const path of ["/?from=2026-04&to=2026-04&group_by=developer", "/calls?from=2026-04&to=2026-04", "/fleet", "/budgets"]) {
            await go(page, origin + path);
            assert.equal(await page.$(".reveal"), null, path);
        }
        assert.equal(await page.$('.side a[href="/policy"]'), null);
    },
    async a_pseudonym_of_nobody_is_said({ page, origin, state }) {
        Object.assign(state, Auditor);
        await go(page, `${origin}/fleet`);
        await step(page, "#fleet tbody .reveal", "#field-reason");
        state.nobody = true;
        await page.type("#field-reason", "audit 12");
        await step(page, "#yes", "#ask .notice.danger");
        assert.equal(await text(page, "#ask .notice"), "nobody has this pseudonym");
        state.nobody = false;
    },
    async an_auditor_reads_the_policy_and_changes_nothing({ page, origin, state }) {
        Object.assign(state, Auditor);
        await go(page, `${origin}/`);
        await click(page, '.side a[href="/policy"]');
        await page.waitForFunction(() => document.querySelector("h1")?.textContent === "Policy");
        assert.match(await text(page, ".summary"), /Version 2.*by admin: acknowledged by \d+ of \d+ devices · \d+ behind/);
        assert.deepEqual((await cells(page, "#policy thead tr"))[0], ["Setting", "What it does", "Value", "On all workstations"]);
        assert.deepEqual((await cells(page, "#policy tbody tr"))[2].slice(2), ["8", "Locked"]);
        assert.equal(await page.$("main button"), null, "no control at all");
        assert.deepEqual((await cells(page, "#versions tbody tr"))[0].slice(2), ["admin", "Longest override: Left to each machine → Locked: 8", "overrides end with the working day"]);
        assert.deepEqual(state.requests.filter((one) => !one.startsWith("GET")), []);
        await click(page, ".summary a");
        await page.waitForFunction(() => location.pathname === "/fleet" && location.search === "?state=behind");
    },
};
