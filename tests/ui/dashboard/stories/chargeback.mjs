import { strict as assert } from "node:assert";
import { spend } from "../fixture/answers.mjs";
import { cells, click, go, settled, text } from "../browser.mjs";

const April = "from=2026-04&to=2026-04";
const cents = (money) => BigInt(money.replace(/[^\d−-]/g, "").replace("−", "-"));
const ask = (query) => spend(new URLSearchParams(query));
const inCents = (nano) => (nano + 5_000_000n) / 10_000_000n;

async function openRow(page, name) {
    await page.evaluate((wanted) => [...document.querySelectorAll("#spend .twist")].find((twist) => twist.textContent.trim() === wanted).click(), name);
    await settled(page);
    await page.waitForFunction((wanted) => [...document.querySelectorAll("#spend .twist")].some((twist) => twist.textContent.trim() === wanted && twist.getAttribute("aria-expanded") === "true"), {}, name);
}
async function choose(page, button, item) {
    await page.click(button);
    await page.evaluate((wanted) => [...document.querySelectorAll("[role=menu]:not([hidden]) [role=menuitem]")].find((one) => one.firstElementChild.textContent === wanted).click(), item);
    await settled(page);
}

export const chargebackStories = {
    async rows_and_unattributed_add_up_to_the_total({ page, origin }) {
        await go(page, `${origin}/?${April}`);
        const body = await cells(page, "#spend tbody tr");
        const foot = await cells(page, "#spend tfoot tr");
        assert.equal(foot.length, 2);
        assert.equal(foot[0][0], "Unattributed");
        assert.equal(foot[1][0], "Total");
        const total = inCents(ask(`group_by=cost_centre&${April}`).total.list_cost_nano);
        assert.equal(cents(foot[1][1]), total);
        const sum = [...body, foot[0]].reduce((all, row) => all + cents(row[1]), 0n);
        const rounding = sum > total ? sum - total : total - sum;
        assert.ok(rounding <= BigInt(body.length + 1), `shown ${sum}, total ${total}`);
        assert.match(await text(page, ".hero-figure"), /^\$[\d,]+$/);
    },
    async a_row_opens_level_by_level_down_to_a_call_and_its_price({ page, origin }) {
        await go(page, `${origin}/?${April}&group_by=cost_centre,team`);
        await openRow(page, "Payments");
        const teams = await cells(page, "#spend tbody .level-1");
        assert.deepEqual(teams.map((row) => row[0]).sort(), ["Checkout", "Ledger"]);
        const payments = inCents(ask(`group_by=cost_centre&${April}&cost_centre=CC-2010`).total.list_cost_nano);
        const sum = teams.reduce((all, row) => all + cents(row[1]), 0n);
        assert.ok(sum - payments <= 2n && payments - sum <= 2n, "the teams sum to their cost centre");
        // Beyond the last level comes the next of the usual order.
        await openRow(page, "Checkout");
        assert.match(page.url(), /group_by=cost_centre,team,repo/);
        assert.ok((await cells(page, "#spend tbody .level-2")).some((row) => row[0] === "acme/checkout-web"));
        await page.evaluate(() => [...document.querySelectorAll("#spend .level-2")].find((row) => row.textContent.includes("checkout-web")).querySelector("td a").click());
        await page.waitForFunction(() => document.querySelector("h1")?.textContent === "Calls");
        await settled(page);
        for (const part of ["repo=github.com/acme/checkout-web", "team=checkout", "cost_centre=CC-2010"]) assert.ok(page.url().includes(part), part);
        await page.click("#calls tbody .link");
        await page.waitForSelector("#call-dialog[open] #price-lines");
        assert.match(await text(page, "#call-dialog"), /Rule .+@2026-03-01 of price book 2026\.04\.1/);
        assert.match(await text(page, "#call-dialog .facts"), /./);
        assert.match(await text(page, "#call-dialog"), /working folder of the process, certain/i);
        assert.match(page.url(), /call=019a7c1e/);
        const link = page.url();
        await page.keyboard.press("Escape");
        await page.waitForFunction(() => !document.querySelector("#call-dialog"));
        await settled(page);
        assert.doesNotMatch(page.url(), /call=/);
        await go(page, link);
        await page.waitForSelector("#call-dialog[open] #price-lines");
    },
    async the_address_is_the_view_and_a_reload_shows_the_same({ page, browser, origin }) {
        await go(page, `${origin}/?${April}`);
        await choose(page, "#level-repo", "Remove");
        await choose(page, "#level-add", "Agent");
        await click(page, "label:has(#measure-contracted)");
        await openRow(page, "Perception");
        await openRow(page, "Vision");
        const seen = await cells(page, "#spend tr");
        assert.ok(seen.some((row) => row[0] === "Claude Code"));
        const url = page.url();
        for (const part of ["group_by=cost_centre,team,agent", "measure=contracted", "open=CC-3010"]) assert.ok(url.includes(part), `${part} in ${url}`);
        await page.reload({ waitUntil: "networkidle0" });
        await settled(page);
        assert.deepEqual(await cells(page, "#spend tr"), seen);
        const other = await browser.newPage();
        await go(other, url);
        assert.deepEqual(await cells(other, "#spend tr"), seen);
        await other.close();
        await page.goBack();
        await settled(page);
        assert.ok(!page.url().includes("measure=contracted"), "Back undoes the last choice");
    },
    async months_become_columns_that_sum_to_their_row({ page, origin }) {
        await go(page, `${origin}/?from=2026-01&to=2026-04&group_by=business_unit,team`);
        await click(page, "#pivot");
        await page.waitForFunction(() => document.querySelectorAll("#spend thead th").length === 6);
        const head = (await cells(page, "#spend thead tr"))[0];
        assert.deepEqual(head.slice(1, 5), ["Jan 2026", "Feb 2026", "Mar 2026", "Apr 2026"]);
        for (const row of await cells(page, "#spend tbody tr, #spend tfoot tr")) {
            const months = row.slice(1, 5).reduce((sum, one) => sum + cents(one === "0" ? "0.00" : one), 0n);
            const total = cents(row[5]);
            assert.ok(months - total <= 4n && total - months <= 4n, row.join(" | "));
        }
        await openRow(page, "Commerce");
        assert.equal((await cells(page, "#spend tbody .level-1")).length, 4);
    },
    async sorting_says_so_and_turns_around({ page, origin }) {
        await go(page, `${origin}/?${April}&group_by=agent`);
        const order = async () => (await cells(page, "#spend tbody tr")).map((row) => row[0]);
        assert.equal((await order())[0], "Claude Code");
        await click(page, "#spend-sort-calls");
        assert.equal(await page.$eval("th:has(#spend-sort-calls)", (cell) => cell.getAttribute("aria-sort")), "descending");
        const down = await order();
        await click(page, "#spend-sort-calls");
        assert.equal(await page.$eval("th:has(#spend-sort-calls)", (cell) => cell.getAttribute("aria-sort")), "ascending");
        assert.deepEqual(await order(), down.reverse());
        assert.equal(await page.$$eval("[aria-sort]", (all) => all.length), 1);
    },
    async a_filter_narrows_and_its_chip_takes_it_away({ page, origin }) {
        await go(page, `${origin}/?${April}&group_by=team`);
        await choose(page, "#filter-add", "Business unit");
        await page.waitForSelector("#filter-dialog[open] .choice");
        await page.type("#choice-search", "comm");
        await page.evaluate(() => [...document.querySelectorAll(".choice")].find((one) => !one.hidden).querySelector("input").click());
        await click(page, "#filter-apply");
        assert.match(page.url(), /business_unit=BU-20/);
        assert.equal((await cells(page, "#spend tbody tr")).length, 4);
        const total = inCents(ask(`group_by=team&${April}&business_unit=BU-20`).total.list_cost_nano);
        assert.equal(cents((await cells(page, "#spend tfoot .line-total"))[0][1]), total);
        await click(page, ".chip-close");
        assert.doesNotMatch(page.url(), /business_unit/);
    },
    async unknown_is_a_dash_with_its_reason_and_never_zero({ page, origin }) {
        await go(page, `${origin}/?${April}&group_by=model`);
        const row = (await cells(page, "#spend tbody tr")).find((one) => one[0] === "cursor-fast-2");
        assert.match(row[1], /—unknown: No price is known/);
        assert.match(row.at(-1), /unpriced/);
        await click(page, "label:has(#measure-billed)");
        const opus = (await cells(page, "#spend tbody tr")).find((one) => one[0] === "claude-opus-5-5");
        assert.match(opus[1], /unknown: No invoice or billed price/);
        // Calls on a plan are billed nothing, all others are not billed yet: together not known, too.
        const total = (await cells(page, "#spend tfoot .line-total"))[0];
        assert.match(total[1], /unknown: No invoice or billed price/);
        assert.match(total.at(-1), /not billed/);
        assert.match(await text(page, ".hero-notes"), /not billed/);
        const local = (await cells(page, "#spend tbody tr")).find((one) => one[0] === "qwen3-coder:30b");
        assert.equal(local[1], "$0.00");
        assert.doesNotMatch(local.at(-1), /not billed/);
    },
    async csv_of_what_is_seen_holds_every_row_exactly({ page, origin }) {
        await go(page, `${origin}/?${April}&group_by=cost_centre,team`);
        await openRow(page, "Motion control");
        // The file is taken where the page hands it to the browser.
        await page.evaluate(() => {
            const create = URL.createObjectURL.bind(URL);
            URL.createObjectURL = (blob) => ((globalThis.savedFile = blob.text()), create(blob));
        });
        await choose(page, "#export", "CSV of what is seen");
        const csv = await page.evaluate(() => globalThis.savedFile);
        const lines = csv.trim().split("\r\n");
        const head = lines[0].split(",");
        const at = head.indexOf("list_cost_usd");
        assert.equal(head.slice(0, 2).join(), "Cost centre,Team");
        assert.equal(lines.length, 1 + (await cells(page, "#spend tbody tr")).length + 2);
        const total = ask(`group_by=cost_centre&${April}`).total.list_cost_nano;
        const nano = (line) => BigInt(line.split(",")[at].replace(".", ""));
        assert.equal(nano(lines.at(-1)), total, "nine digits, exact");
        const top = lines.slice(1, -1).filter((line) => line.split(",")[1] === "");
        assert.equal(top.reduce((sum, line) => sum + nano(line), 0n), total, "rows and unattributed sum to the total");
        assert.ok(lines.some((line) => line.startsWith("Motion control,Servo,")));
    },
    async an_empty_period_says_what_to_do({ page, origin }) {
        await go(page, `${origin}/?from=2024-07&to=2024-07`);
        assert.match(await text(page, ".empty"), /No calls in this period/);
        await go(page, `${origin}/?${April}&repo=github.com/acme/none`);
        assert.match(await text(page, ".empty"), /No call matches the filters/);
    },
    async amounts_beyond_the_reach_of_floats_stay_exact({ page, origin }) {
        await go(page, `${origin}/`);
        const exact = await page.evaluate(async () => {
            const answer = await fetch("/assets/app.js").then((one) => one.text());
            return answer.includes("BigInt(");
        });
        assert.ok(exact);
        const big = 9_007_199_254_740_993_777n;
        await page.setRequestInterception(true);
        page.on("request", (request) => {
            if (!request.url().includes("/api/v1/spend?")) return void request.continue();
            const figures = `"calls":3,"failed_calls":0,"unpriced_calls":0,"partly_priced_calls":0,"estimated_calls":0,"unknown_usage_calls":0,"uncontracted_calls":3,"unbilled_calls":3,"input_tokens":1,"cache_read_tokens":1,"cache_write_tokens":1,"output_tokens":1,"list_cost_nano":${big},"contracted_cost_nano":null,"billed_cost_nano":null,"correction_list_cost_nano":null`;
            void request.respond({ contentType: "application/json", body: `{"group_by":["repo"],"from":"2026-04","to":"2026-04","state":"open","rows":[{"repo":"a",${figures}}],"row_count":1,"total":{${figures}},"unattributed":{${figures.replace(String(big), "null").replace('"calls":3', '"calls":0')}}}` });
        });
        await go(page, `${origin}/?${April}&group_by=repo`);
        assert.equal(await page.$eval("#spend tfoot .line-total td span", (span) => span.title), "$9,007,199,254.740993777");
        assert.equal(await text(page, "#spend tfoot .line-total td"), "$9,007,199,254.74");
    },
};
