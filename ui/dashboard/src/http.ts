// Talks to the server that served this page, and to nothing else.
//
// Answers of GET are kept until something is written, until `forget`, or for a minute: opening a row
// of a table re-draws the whole page from them and asks only for what is new.

export class ApiError extends Error {
    constructor(
        readonly status: number,
        readonly code: string,
        message: string,
    ) {
        super(message);
    }
}

export type Parameters = Record<string, string | number | null | undefined>;

const MaxAgeMs = 60_000;
const kept = new Map<string, { at: number; answer: Promise<unknown> }>();
let csrfToken = "";

export const setCsrfToken = (token: string): void => void (csrfToken = token);
export const forget = (): void => kept.clear();

/// Numbers of the fields *_nano become BigInt before the parser rounds them. A quote inside of a
/// JSON string is escaped, so the pattern finds keys only.
export function parseJson(text: string): unknown {
    const quoted = text.replace(/("\w*_nano"\s*:\s*)(-?\d+)(?=\s*[,}])/g, '$1"$2"');
    return JSON.parse(quoted, (key, value: unknown) =>
        key.endsWith("_nano") && typeof value === "string" ? BigInt(value) : value,
    );
}

/// "/api/v1/spend?group_by=repo"; what is empty is left out.
export function address(path: string, parameters: Parameters = {}): string {
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries(parameters)) {
        if (value !== null && value !== undefined && value !== "") query.set(name, String(value));
    }
    const text = query.toString().replaceAll("%2C", ",").replaceAll("%2F", "/");
    return `/api/v1/${path}${text ? `?${text}` : ""}`;
}

async function ask(url: string, options: RequestInit = {}): Promise<unknown> {
    let response: Response;
    try {
        response = await fetch(url, { credentials: "same-origin", ...options });
    } catch {
        throw new ApiError(0, "unreachable", "The collector could not be reached. Check the connection and try again.");
    }
    const text = await response.text();
    let body: unknown = null;
    try {
        body = text ? parseJson(text) : null;
    } catch {
        if (response.ok) throw new ApiError(response.status, "not_json", `${url} did not answer with JSON.`);
    }
    // 422 with a report instead of an error: what was sent is told back line by line.
    const isReport = response.status === 422 && body !== null && !("error" in (body as object));
    if (response.ok || isReport) return body;
    const error = (body as { error?: { code?: string; message?: string } } | null)?.error;
    const message = error?.message ?? `The collector answered ${response.status}.`;
    throw new ApiError(response.status, error?.code ?? "", message);
}

export function get<T>(path: string, parameters: Parameters = {}): Promise<T> {
    const url = address(path, parameters);
    const known = kept.get(url);
    if (known && Date.now() - known.at < MaxAgeMs) return known.answer as Promise<T>;
    const answer = ask(url);
    kept.set(url, { at: Date.now(), answer });
    // A failure is asked again the next time.
    answer.catch(() => kept.delete(url));
    return answer as Promise<T>;
}

export async function send<T>(method: string, path: string, body?: unknown, type = "application/json", parameters: Parameters = {}): Promise<T> {
    const text = body === undefined ? null : typeof body === "string" ? body : JSON.stringify(body);
    const headers: Record<string, string> = { "X-Farebox-Csrf": csrfToken };
    if (text !== null) headers["Content-Type"] = type;
    const answer = await ask(address(path, parameters), { method, headers, body: text });
    forget();
    return answer as T;
}
