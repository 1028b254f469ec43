// What a page is: a function of its address. All that a person chose is in the query, so that a
// link, a bookmark, Back and a reload show the same again.

import type { Session } from "./api";
import type { Child } from "./dom";

export type Changes = Record<string, string | null>;

export interface PageContext {
    path: string;
    params: URLSearchParams;
    session: Session;
    /// The same page with other parameters; null takes one away.
    change(changes: Changes, how?: { replace?: boolean; focus?: string }): void;
    /// Draws again, asking the server anew.
    reload(): void;
}

export interface Page {
    path: string;
    title: string;
    /// Of the server's route behind it; "" for everybody who is signed in.
    permission: string;
    render(context: PageContext): Promise<Child>;
}

/// Whether something is open to this account; where the server did not say, it is asked and refuses.
export const may = ({ permissions }: Session, permission: string): boolean =>
    permission === "" || !permissions || permissions.includes(permission);

/// "/calls?repo=a": a link within the dashboard.
export function linkTo(path: string, parameters: Record<string, string | null | undefined> = {}): string {
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries(parameters)) if (value) query.set(name, value);
    const text = readable(query);
    return text ? `${path}?${text}` : path;
}

/// A query that people can read in the address bar: commas and slashes need no escape there.
export function readable(query: URLSearchParams): string {
    return query.toString().replaceAll("%2C", ",").replaceAll("%2F", "/").replaceAll("%3A", ":");
}
