import { strict as assert } from "node:assert";
import { click, focused, go, settled, text } from "../browser.mjs";

async function fill(page, fields) {
    for (const [id, value] of Object.entries(fields)) await page.type(`#${id}`, value);
}
const signedIn = (page) => page.waitForSelector(".side", { timeout: 30_000 });

export const loginStories = {
    async a_link_asks_for_the_password_and_then_shows_what_it_meant({ page, origin, state }) {
        state.signedIn = null;
        await go(page, `${origin}/?from=2026-03&to=2026-03&group_by=agent`);
        assert.equal(await text(page, "h1"), "Sign in to Acme Robotics");
        assert.equal(await focused(page), "account");
        await fill(page, { account: "admin", password: "wrong" });
        await page.keyboard.press("Enter");
        await page.waitForFunction(() => document.querySelector("#login-error")?.textContent.includes("wrong"));
        assert.equal(await focused(page), "login-error");
        await page.$eval("#password", (field) => (field.value = ""));
        await fill(page, { password: "fixture-password" });
        await page.keyboard.press("Enter");
        await signedIn(page);
        await settled(page);
        assert.match(await text(page, ".hero-notes"), /March 2026/);
        assert.match(page.url(), /group_by=agent/);
    },
    async the_first_password_must_be_changed_before_anything_is_shown({ page, origin, state }) {
        state.signedIn = null;
        await go(page, `${origin}/`);
        await fill(page, { account: "admin", password: "first-password" });
        await page.keyboard.press("Enter");
        await page.waitForSelector("#old-password");
        assert.equal(state.requests.some((one) => one.includes("/spend")), false, "no figure was asked for");
        await fill(page, { "old-password": "first-password", "new-password": "a long new sentence", again: "another sentence!" });
        await page.keyboard.press("Enter");
        await page.waitForFunction(() => document.querySelector("#password-form-error")?.textContent.includes("differ"));
        await page.$eval("#again", (field) => (field.value = ""));
        await fill(page, { again: "a long new sentence" });
        await page.keyboard.press("Enter");
        await signedIn(page);
        await settled(page);
        assert.equal(await text(page, "h1"), "Chargeback");
    },
    async a_company_with_single_sign_on_is_offered_it_first({ page, origin, state }) {
        state.signedIn = null;
        state.oidc = true;
        await go(page, `${origin}/trend?from=2026-03`);
        assert.equal(await focused(page), "sso");
        assert.equal(await page.$eval("#sso", (link) => link.getAttribute("href")), "/login/oidc?return_to=%2Ftrend%3Ffrom%3D2026-03");
        assert.ok(await page.$("details #account"), "a local account is still a way in");
    },
    async signing_out_ends_at_the_login({ page, origin }) {
        await go(page, `${origin}/`);
        await page.click("#sign-out");
        await page.waitForSelector("#account");
    },
    async a_session_that_ended_asks_again({ page, origin, state }) {
        await go(page, `${origin}/`);
        state.signedIn = null;
        await page.click('.side a[href="/budgets"]');
        await page.waitForSelector("#account");
        await fill(page, { account: "admin", password: "fixture-password" });
        await page.keyboard.press("Enter");
        await signedIn(page);
        await page.waitForFunction(() => document.querySelector("h1")?.textContent === "Budgets");
    },
    async a_page_that_the_roles_do_not_open_says_so({ page, origin, state }) {
        state.permissions = ["own_account", "signed_in", "read_budgets", "read_audit"];
        await go(page, `${origin}/fleet`);
        assert.match(await text(page, ".empty"), /roles do not open/);
        assert.equal(await page.$('.side a[href="/fleet"]'), null);
        state.permissions = null;
        state.forbidden = "coverage";
        await go(page, `${origin}/coverage`);
        assert.match(await text(page, ".empty"), /roles do not open/);
    },
    async a_failure_is_told_and_can_be_tried_again({ page, origin, state }) {
        state.failNext = "budgets";
        await go(page, `${origin}/budgets`);
        assert.match(await text(page, "[role=alert]"), /database does not answer/);
        await click(page, "#retry");
        await page.waitForSelector("#budgets");
    },
};
