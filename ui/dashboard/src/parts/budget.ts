// What a budget says and how much of it is spent, for every page that shows one.

import type { Budget, Dimension } from "../api";
import { h, type Child } from "../dom";
import { exactMoney, money, percentOf, shortCount } from "../money";
import { dimensionNames, sentence, valueName } from "../words";
import { meter } from "./figures";
import { unknown } from "./states";

export function spentPercent(budget: Budget): number | null {
    if (budget.unit === "tokens") return budget.limit_tokens && budget.spent_tokens !== null && budget.spent_tokens !== undefined ? (budget.spent_tokens / budget.limit_tokens) * 100 : null;
    if (!budget.limit_nano || budget.spent_nano === null || budget.spent_nano === undefined) return null;
    return percentOf(budget.spent_nano, budget.limit_nano);
}

export function budgetAmount(budget: Budget, nano: bigint | null | undefined, tokens: number | null | undefined): Child {
    if (budget.unit === "tokens") return `${shortCount(tokens)} tokens`;
    if (nano === null || nano === undefined) return unknown("No call of this budget stated an amount.");
    return h("span", { title: exactMoney(nano) }, money(nano));
}

export function scopeText({ scope, team_id, cost_centre_id, person_id }: Budget): string {
    const named = [...Object.entries(scope ?? {}), ...Object.entries({ team_id, cost_centre_id, person_id })].filter(([, value]) => value);
    const words = named.map(([key, value]) => {
        const dimension = key.replace(/_id$/, "") as Dimension;
        return `${dimensionNames[dimension] ?? sentence(dimension)} ${valueName(dimension, String(value))}`;
    });
    return words.join(", ") || "All work";
}

export function budgetMeter(budget: Budget): Child {
    const spent = spentPercent(budget);
    if (spent === null) return unknown("The amount spent is not known.");
    const label = `${spent.toFixed(1)} % spent; warns at ${budget.soft_percent} %, ${budget.mode === "warn" ? "never pauses" : `pauses at ${budget.hard_percent} %`}`;
    return meter(spent, budget.soft_percent, budget.hard_percent, budget.state, label);
}

/// "$9,000.00 a month"
export const limitText = (budget: Budget): string =>
    `${budget.unit === "tokens" ? `${shortCount(budget.limit_tokens)} tokens` : money(budget.limit_nano)} a ${budget.period}`;
