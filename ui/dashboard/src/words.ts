// What people read for the words of the API.

import type { Dimension, Figures, Measure, SpendRow } from "./api";

export const dimensionNames: Record<Dimension, string> = {
    month: "Month",
    day: "Day",
    business_unit: "Business unit",
    cost_centre: "Cost centre",
    team: "Team",
    developer: "Developer",
    agent: "Agent",
    repo: "Repository",
    branch: "Branch",
    model: "Model",
    provider: "Provider",
    billing_mode: "Billing mode",
};

export const measureNames: Record<Measure, string> = {
    list: "List price",
    contracted: "Contracted",
    billed: "Billed",
};

export const agentNames: Record<string, string> = {
    "claude-code": "Claude Code",
    codex: "Codex",
    cursor: "Cursor",
    cline: "Cline",
    copilot: "GitHub Copilot",
    "github-copilot": "GitHub Copilot",
    "gemini-cli": "Gemini CLI",
    opencode: "OpenCode",
    "qwen-code": "Qwen Code",
    aider: "Aider",
    continue: "Continue",
    zed: "Zed",
    windsurf: "Windsurf",
};
const providers: Record<string, string> = {
    anthropic: "Anthropic",
    openai: "OpenAI",
    google: "Google",
    gemini: "Google Gemini",
    azure: "Azure",
    bedrock: "Amazon Bedrock",
    copilot: "GitHub Copilot",
    openrouter: "OpenRouter",
};
const billingModes: Record<string, string> = {
    api: "API",
    subscription: "Subscription",
    credits: "Credits",
    local: "Local model",
};

/// "late_devices" → "Late devices"
export function sentence(word: string): string {
    const text = word.replaceAll("_", " ").replaceAll("-", " ");
    return text.charAt(0).toUpperCase() + text.slice(1);
}

/// Enough of an id to tell it from others; the middle of a UUID says least.
export const shortId = (id: string): string => (id.length > 18 ? `${id.slice(0, 8)}…${id.slice(-6)}` : id);

/// A value of a dimension as people call it: the host of a repository goes without saying.
export function valueName(dimension: Dimension, value: string): string {
    switch (dimension) {
        case "agent":
            return agentNames[value] ?? value;
        case "provider":
            return providers[value] ?? value;
        case "billing_mode":
            return billingModes[value] ?? sentence(value);
        case "repo":
            return value.replace(/^github\.com\//, "");
        default:
            return value;
    }
}

/// The key of a row in one dimension; null is unattributed.
export function keyOf(row: SpendRow, dimension: Dimension): string | null {
    const value = row[dimension];
    return typeof value === "string" && value !== "" ? value : null;
}

export function nameOf(row: SpendRow, dimension: Dimension): string {
    if (typeof row.people === "number" && dimension === "developer") return `${row.people} people`;
    const name = row[`${dimension}_name`];
    if (typeof name === "string" && name !== "") return name;
    const key = keyOf(row, dimension);
    return key === null ? "Unattributed" : valueName(dimension, key);
}

export function amountOf(figures: Figures, measure: Measure): bigint | null {
    return figures[`${measure}_cost_nano`];
}

/// Calls that are in no amount of this measure although their list price is known.
export function missingCalls(figures: Figures, measure: Measure): number {
    if (measure === "list") return 0;
    const missing = measure === "billed" ? figures.unbilled_calls : figures.uncontracted_calls;
    return Math.max(0, missing - figures.unpriced_calls);
}

/// Why an amount is a dash, as one sentence.
export function whyUnknown(figures: Figures, measure: Measure): string {
    if (figures.calls === 0) return "No calls.";
    if (measure === "contracted") return "No contract price is known for these calls.";
    if (measure === "billed") return "No invoice or billed price is known for these calls yet.";
    if (figures.unpriced_calls > 0) return "No price is known for the models of these calls.";
    return "No call stated an amount.";
}
