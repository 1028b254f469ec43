// A real Chromium, and the few gestures the stories are told with. Everything that is named in a
// story is found by what a person or a screen reader would find it by, or by its id.

import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

export const modules = process.env.FAREBOX_DASHBOARD_TEST_MODULES ?? "";
const load = createRequire(join(modules, "package.json"));
const puppeteer = load("puppeteer-core");
const axeSource = load("axe-core").source;

export const chromiumPath = () => [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find((path) => path && existsSync(path));

export function launch() {
    return puppeteer.launch({
        executablePath: chromiumPath(),
        headless: true,
        // A test of our own pages in a container; root has no sandbox.
        args: ["--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--force-color-profile=srgb", "--lang=en-US"],
        env: { ...process.env, TZ: "UTC" },
    });
}

/// A page that fails the story when the console shows an error or the policy refuses something.
export async function openPage(browser, options = {}) {
    const context = await browser.createBrowserContext();
    const page = await context.newPage();
    await page.setViewport({ width: 1280, height: 800, deviceScaleFactor: 1, ...options.viewport });
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: options.scheme ?? "light" }, { name: "prefers-reduced-motion", value: "reduce" }]);
    page.problems = [];
    page.on("pageerror", (error) => page.problems.push(String(error)));
    page.on("console", (message) => {
        // What the server refuses on purpose is told in the page; the browser writes it down too.
        if (message.type() === "error" && !/status of (400|401|403|404|422|503)/.test(message.text())) page.problems.push(message.text());
    });
    page.outside = [];
    page.on("request", (request) => {
        if (options.origin && !request.url().startsWith(options.origin) && !/^(data|blob):/.test(request.url())) page.outside.push(request.url());
    });
    return page;
}

export async function settled(page) {
    await page.waitForFunction(() => {
        const main = document.querySelector("main");
        return main && !main.hasAttribute("aria-busy") && main.textContent.trim() !== "";
    }, { timeout: 20_000 });
}

export async function go(page, url) {
    await page.goto(url, { waitUntil: "networkidle0" });
    await settled(page);
}

export async function click(page, selector) {
    await page.waitForSelector(selector, { visible: true, timeout: 5_000 });
    await page.click(selector);
    await new Promise((resolve) => setTimeout(resolve, 60));
    await settled(page);
}

/// A click, and what it opens.
export async function step(page, button, shown) {
    await page.click(button);
    await page.waitForSelector(shown, { visible: true });
}

/// The last step of a dialog that changes something.
export async function confirmed(page) {
    await page.click("#yes");
    await page.waitForFunction(() => !document.querySelector("#ask"));
    await settled(page);
}

export async function press(page, ...keys) {
    for (const key of keys) {
        const parts = key.split("+");
        for (const held of parts.slice(0, -1)) await page.keyboard.down(held);
        await page.keyboard.press(parts.at(-1));
        for (const held of parts.slice(0, -1)) await page.keyboard.up(held);
        await new Promise((resolve) => setTimeout(resolve, 30));
    }
    await settled(page);
}

export const text = (page, selector) => page.$eval(selector, (element) => element.textContent.trim());
export const focused = (page) => page.evaluate(() => document.activeElement?.id ?? "");

/// Rows of a table as texts of cells.
export const cells = (page, selector) => page.$$eval(selector, (rows) => rows.map((row) => [...row.children].map((cell) => cell.textContent.trim())));

export async function axeViolations(page) {
    // By the debugger: a script in the page would be refused by its policy.
    await page.evaluate(axeSource);
    const result = await page.evaluate(() => globalThis.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] }));
    if (result.passes.length < 5) throw new Error(`axe looked at nothing: ${result.passes.length} rules passed`);
    return result.violations.flatMap((violation) => violation.nodes.map((node) => `${violation.id}: ${node.target.join(" ")}: ${node.failureSummary?.replace(/\s+/g, " ")}`));
}
