import { strict as assert } from "node:assert";
import { focused, go, press, settled, text } from "../browser.mjs";

/// Tabs until an element of that id has the focus.
async function tabTo(page, id) {
    for (let step = 0; step < 60; ++step) {
        if ((await focused(page)) === id) return;
        await page.keyboard.press("Tab");
    }
    assert.fail(`Tab never reached #${id}`);
}

export const keyboardStories = {
    async the_chargeback_is_grouped_and_opened_without_a_pointer({ page, origin }) {
        await go(page, `${origin}/?from=2026-04&to=2026-04`);
        await page.keyboard.press("Tab");
        assert.equal(await page.evaluate(() => document.activeElement.className), "skip");
        await press(page, "Enter");
        assert.equal(await focused(page), "main");
        await tabTo(page, "level-team");
        await press(page, "Shift+ArrowLeft");
        assert.match(page.url(), /group_by=team,cost_centre,repo/);
        assert.equal(await focused(page), "level-team");
        await press(page, "ArrowDown");
        assert.equal(await page.evaluate(() => document.activeElement.getAttribute("role")), "menuitem");
        await press(page, "Escape");
        assert.equal(await focused(page), "level-team");
        await tabTo(page, "level-repo");
        await press(page, "Delete");
        assert.match(page.url(), /group_by=team,cost_centre$/);
        assert.equal(await focused(page), "level-add");
        await press(page, "Enter", "m");
        await press(page, "Enter");
        assert.match(page.url(), /group_by=team,cost_centre,model/);
        await tabTo(page, "row-ledger");
        await press(page, "Enter");
        await page.waitForSelector("#spend .level-1");
        assert.equal(await focused(page), "row-ledger");
        assert.equal(await page.$eval("#row-ledger", (row) => row.getAttribute("aria-expanded")), "true");
        await press(page, "Enter");
        assert.equal(await page.$eval("#row-ledger", (row) => row.getAttribute("aria-expanded")), "false");
    },
    async the_focus_goes_to_the_heading_of_a_new_page({ page, origin }) {
        await go(page, `${origin}/`);
        await page.focus('.side a[href="/periods"]');
        await press(page, "Enter");
        await page.waitForFunction(() => document.querySelector("h1")?.textContent === "Periods");
        await settled(page);
        assert.equal(await page.evaluate(() => document.activeElement.textContent), "Periods");
        await page.waitForFunction(() => document.querySelector("#live").textContent.includes("not closed"));
        assert.equal(await page.title(), "Periods · Farebox");
    },
    async a_dialog_keeps_the_focus_and_gives_it_back({ page, origin }) {
        await go(page, `${origin}/calls?from=2026-04&to=2026-04`);
        await page.focus("#calls tbody .link");
        const id = await focused(page);
        await press(page, "Enter");
        await page.waitForSelector("#call-dialog[open] #price-lines, #call-dialog[open] .facts");
        for (let step = 0; step < 12; ++step) {
            await page.keyboard.press("Tab");
            assert.ok(await page.evaluate(() => document.activeElement === document.body || document.querySelector("#call-dialog").contains(document.activeElement)));
        }
        await page.keyboard.press("Escape");
        await page.waitForFunction((wanted) => !document.querySelector("#call-dialog") && document.activeElement?.id === wanted, {}, id);
    },
    async colours_are_chosen_by_arrows_and_kept({ page, origin }) {
        await go(page, `${origin}/`);
        const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
        const light = await ground();
        await page.focus("#theme-system");
        await press(page, "ArrowRight", "ArrowRight");
        assert.notEqual(await ground(), light);
        await page.reload({ waitUntil: "networkidle0" });
        await settled(page);
        assert.notEqual(await ground(), light);
        assert.equal(await page.$eval("#theme-dark", (choice) => choice.checked), true);
        assert.match(await text(page, "h1"), /Chargeback/);
    },
};
