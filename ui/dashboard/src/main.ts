// The beginning: who is signed in, then the frame around the pages, then the page of the address.

import "./look/style.css";
import type { Session } from "./api";
import { h } from "./dom";
import { ApiError, forget, get, setCsrfToken } from "./http";
import { liveRegion } from "./live";
import { may } from "./page";
import { accessPage } from "./pages/access";
import { auditPage } from "./pages/audit";
import { budgetsPage } from "./pages/budgets";
import { callsPage } from "./pages/calls";
import { coveragePage } from "./pages/coverage";
import { directoryPage } from "./pages/directory";
import { fleetPage } from "./pages/fleet";
import { showLogin, showPasswordChange } from "./pages/login";
import { mePage } from "./pages/me";
import { periodsPage } from "./pages/periods";
import { policyPage } from "./pages/policy";
import { spendPage } from "./pages/spend";
import { trendPage } from "./pages/trend";
import { emptyState } from "./parts/states";
import { makeRouter } from "./router";
import { makeShell } from "./shell";
import { applyTheme } from "./theme";

/// In the order of the side bar.
const pages = [spendPage, trendPage, callsPage, budgetsPage, coveragePage, periodsPage, directoryPage, fleetPage, policyPage, accessPage, auditPage, mePage];

const app = document.getElementById("app") as HTMLElement;

async function begin(): Promise<void> {
    forget();
    try {
        const session = await get<Session>("session");
        setCsrfToken(session.csrf_token);
        if (session.must_change_password) await showPasswordChange(app, session.account, begin);
        else showPages(session);
    } catch (error) {
        if (error instanceof ApiError && error.status === 401) await showLogin(app, begin);
        else app.replaceChildren(h("main", { class: "alone" }, emptyState("The collector does not answer", String((error as Error).message), h("button", { class: "button", onclick: () => void begin() }, "Try again"))));
    }
}

function showPages(session: Session): void {
    // The router listens to the document; a second sign-in begins with a fresh one.
    if (isStarted) return location.reload();
    // Who signs in on /login wants the first page.
    if (location.pathname === "/login") history.replaceState(null, "", "/");
    if (location.pathname === "/" && !location.search && !may(session, "read_spend")) {
        history.replaceState(null, "", may(session, "read_fleet") ? "/fleet" : "/audit");
    }
    const shell = makeShell(session, pages, begin);
    app.replaceChildren(...shell.elements);
    const router = makeRouter({ main: shell.main, session, pages, onSignedOut: () => void begin(), onShown: shell.mark });
    router.start();
    isStarted = true;
}

let isStarted = false;

applyTheme();
document.body.append(liveRegion);
void begin();
