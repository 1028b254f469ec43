// The dashboard's stories, told by clicks and keys in a real Chromium against the fixture:
//
//     node stories.mjs <dist> [part of a story's name]
//
// Exit code 0: all hold. Each story gets a page of its own; one that shows an error in the console,
// is refused something by the security policy, or asks another server, fails.

import { strict as assert } from "node:assert";
import { launch, openPage } from "./browser.mjs";
import { serve } from "./fixture/server.mjs";
import { accessibilityStories } from "./stories/accessibility.mjs";
import { changeStories } from "./stories/changes.mjs";
import { chargebackStories } from "./stories/chargeback.mjs";
import { keyboardStories } from "./stories/keyboard.mjs";
import { loginStories } from "./stories/login.mjs";
import { pageStories } from "./stories/pages.mjs";
import { peopleStories } from "./stories/people.mjs";
import { sizeStories } from "./stories/size.mjs";

const [dist, only = ""] = process.argv.slice(2);
const stories = { ...sizeStories, ...loginStories, ...chargebackStories, ...keyboardStories, ...pageStories, ...changeStories, ...peopleStories, ...accessibilityStories };
const fixture = await serve(dist);
const fresh = { ...fixture.state.periods };
const browser = await launch();
let failed = 0;
let told = 0;
for (const [name, story] of Object.entries(stories)) {
    if (!name.includes(only)) continue;
    Object.assign(fixture.state, { signedIn: "admin", mustChange: false, permissions: null, periods: { ...fresh }, notes: {}, requests: [], forbidden: null, failNext: null, oidc: false, decided: false, budgets: null, policies: null, accounts: null, tokens: null, revoked: null, pseudonyms: false, changes: [] });
    const page = await openPage(browser, { origin: fixture.origin });
    try {
        await story({ page, browser, dist, origin: fixture.origin, state: fixture.state });
        assert.deepEqual(page.problems, [], "nothing went wrong in the console");
        assert.deepEqual(page.outside, [], "no other server was asked");
        console.log(`ok   ${name}`);
    } catch (error) {
        ++failed;
        console.log(`FAIL ${name}\n     ${String(error.message).split("\n").join("\n     ")}\n${String(error.stack).split("\n").filter((line) => line.includes(".mjs:")).slice(0, 2).join("\n")}`);
    }
    ++told;
    await page.browserContext().close();
}
await browser.close();
fixture.server.close();
console.log(`${told - failed} of ${told} stories hold`);
process.exit(failed > 0 || told === 0 ? 1 : 0);
