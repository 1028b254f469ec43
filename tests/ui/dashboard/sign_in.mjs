// Signs a page in at a running collector, once.

export async function signIn(page, origin) {
    await page.goto(`${origin}/`, { waitUntil: "networkidle0" });
    if (!(await page.$("#account"))) return;
    await page.type("#account", process.env.ACCOUNT ?? "admin");
    await page.type("#password", process.env.PASSWORD ?? "");
    await page.click("#login-submit");
    await page.waitForFunction(() => document.querySelector("#password-form, .side"), { timeout: 20_000 });
}
