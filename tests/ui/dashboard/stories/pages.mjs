import { strict as assert } from "node:assert";
import { cells, click, go, press, settled, text } from "../browser.mjs";

export const pageStories = {
    async every_chart_has_a_table_that_says_the_same({ page, origin }) {
        await go(page, `${origin}/trend?from=2026-04&to=2026-04&group_by=agent`);
        await page.waitForSelector(".chart canvas");
        const painted = await page.$eval(".chart canvas", (canvas) => {
            const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
            const colours = new Set();
            for (let at = 0; at < data.length; at += 4) if (data[at + 3] === 255) colours.add(`${data[at]},${data[at + 1]},${data[at + 2]}`);
            return colours.has("10,115,105") && colours.has("230,159,0");
        });
        assert.ok(painted, "the first two series are drawn in their colours");
        await click(page, "label:has(#trend-view-table)");
        const rows = await cells(page, "#days tbody tr");
        assert.equal(rows.length, 22);
        assert.match(rows[0][0], /Apr 1/);
        assert.match(await text(page, "#days tfoot"), /Total/);
        assert.match(page.url(), /view=table/);
    },
    async a_forecast_comes_with_its_interval({ page, origin }) {
        await go(page, `${origin}/trend`);
        assert.match(await text(page, ".stats"), /April 2026 will end at\$[\d,]+likely between \$[\d,]+ and \$[\d,]+/);
    },
    async a_month_is_closed_only_by_who_types_its_name_and_says_why({ page, origin, state }) {
        await go(page, `${origin}/periods`);
        await page.click("#close-2026-03");
        await page.waitForSelector("#ask[open]");
        assert.match(await text(page, "#ask"), /never opened again/);
        await page.click("#yes");
        assert.match(await text(page, "#ask .field-error"), /Month is not confirmed. Type March 2026/);
        assert.equal(state.periods["2026-03"], "provisional");
        await page.type("#close-note", "Four laptops are in repair.");
        await page.type("#close-typed", "march 2026");
        await page.click("#yes");
        await page.waitForFunction(() => !document.querySelector("#ask") && !document.querySelector("#close-2026-03"));
        assert.equal(state.periods["2026-03"], "closed");
        assert.equal(state.notes["2026-03"], "Four laptops are in repair.");
        await settled(page);
        assert.match(await text(page, "#periods tbody tr:nth-child(2)"), /Four laptops/);
    },
    async late_devices_are_named({ page, origin }) {
        await go(page, `${origin}/periods`);
        await page.click("#late-2026-04");
        await page.waitForSelector("#late-dialog[open] #late");
        assert.equal((await cells(page, "#late tbody tr")).length, 4);
        await page.keyboard.press("Escape");
    },
    async an_import_reports_line_by_line({ page, origin }) {
        await go(page, `${origin}/directory?kind=teams`);
        await click(page, "#import-open");
        await page.waitForSelector("#import-dialog[open]");
        await page.type("#import-text", "team_id,name\nops,Operations\nbroken\n");
        await page.click("#import-run");
        await page.waitForFunction(() => document.querySelector("#import-result").textContent.includes("refused"));
        assert.match(await text(page, "#import-result"), /2 lines: 0 changed something.*1 refused.*Nothing was written/);
        assert.deepEqual((await cells(page, "#import-lines tbody tr"))[0], ["3", "name", "A team needs a name."]);
    },
    async the_directory_and_the_fleet_are_searched_and_the_search_is_in_the_address({ page, origin }) {
        await go(page, `${origin}/directory?kind=people`);
        await page.type("#directory-search", "tanaka");
        await page.waitForFunction(() => location.search.includes("q=tanaka"));
        await settled(page);
        assert.ok((await cells(page, "#directory tbody tr")).every((row) => row.join().includes("Tanaka")));
        await go(page, `${origin}/fleet`);
        await click(page, "label:has(#fleet-state-offline)");
        assert.match(page.url(), /state=offline/);
        assert.ok((await cells(page, "#fleet tbody tr")).every((row) => row[1].startsWith("Offline")));
    },
    async the_audit_chain_is_verified_on_demand({ page, origin }) {
        await go(page, `${origin}/audit`);
        await page.click("#audit-verify");
        await page.waitForFunction(() => document.querySelector("#audit-result").textContent.includes("whole"));
        await page.type("#audit-action", "period");
        await page.waitForFunction(() => location.search.includes("action=period"));
        await settled(page);
        assert.ok((await cells(page, "#audit tbody tr")).every((row) => row[2] === "period.provisional"));
    },
    async budgets_show_the_ticks_of_80_100_and_110({ page, origin }) {
        await go(page, `${origin}/budgets`);
        const meters = await page.$$eval("#budgets .meter", (all) => all.map((meter) => [meter.getAttribute("aria-label"), [...meter.querySelectorAll(".tick")].map((tick) => tick.style.left)]));
        assert.match(meters[0][0], /112\.7 % spent; warns at 80 %, pauses at 110 %/);
        assert.deepEqual(meters[0][1], ["64%", "80%", "88%"]);
        assert.match(await text(page, "#budgets tbody tr:last-child"), /Cursor trial.*unknown: The amount spent is not known/);
    },
    async an_override_is_approved_where_the_budget_is_seen({ page, origin, state }) {
        await go(page, `${origin}/budgets`);
        assert.match(await text(page, "main section"), /beyond Payments for 60 min: “release night”/);
        await page.click("#approve-019a7c1e-aaaa");
        await page.waitForFunction(() => !document.querySelector("#approve-019a7c1e-aaaa"));
        assert.equal(state.decided, true);
    },
    async one_sees_what_of_ones_own_work_is_collected({ page, origin }) {
        await go(page, `${origin}/me`);
        assert.match(await text(page, "main"), /Prompts, answers and keys never leave/);
        assert.match(await text(page, ".tags"), /model_served/);
    },
    async the_page_prints_without_its_controls({ page, origin }) {
        await go(page, `${origin}/?from=2026-04&to=2026-04`);
        await page.emulateMediaType("print");
        const shown = await page.evaluate(() => [".side", ".bar", ".actions"].filter((one) => getComputedStyle(document.querySelector(one)).display !== "none"));
        assert.deepEqual(shown, []);
        assert.equal(await page.$eval("#spend-box", (box) => getComputedStyle(box).overflow), "visible");
    },
    async nothing_is_lost_at_320_pixels({ page, origin }) {
        await page.setViewport({ width: 320, height: 640 });
        for (const path of ["/?from=2026-04&to=2026-04", "/trend", "/budgets", "/coverage", "/periods", "/directory", "/fleet", "/policy", "/access", "/audit", "/me", "/calls"]) {
            await go(page, origin + path);
            assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${path} scrolls sideways`);
        }
        await press(page, "Escape");
        await page.click("#menu-toggle");
        assert.equal(await page.$eval("#menu-toggle", (button) => button.getAttribute("aria-expanded")), "true");
        await page.click('.side a[href="/budgets"]');
        await page.waitForFunction(() => document.querySelector("h1")?.textContent === "Budgets");
    },
};
