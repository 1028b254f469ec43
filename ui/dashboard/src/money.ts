// Money and counts as text. Amounts are whole nano-USD in BigInt: they are summed and rounded as
// integers, and Intl gets a decimal in text, so no float ever carries an amount.

export const Dash = "—";
const NanoPerUsd = 1_000_000_000n;

const dollars = (digits: number): Intl.NumberFormat =>
    new Intl.NumberFormat("en-US", {
        style: "currency",
        currency: "USD",
        currencyDisplay: "narrowSymbol",
        minimumFractionDigits: digits,
        maximumFractionDigits: digits,
    });
const byDigits = new Map<number, Intl.NumberFormat>();
const counts = new Intl.NumberFormat("en-US");

function formatDecimal(decimal: string, digits: number): string {
    let format = byDigits.get(digits);
    if (!format) byDigits.set(digits, (format = dollars(digits)));
    // Intl reads a decimal in text exactly; the types know only numbers.
    return format.format(decimal as unknown as number).replace("-", "−");
}

/// 10^-digits of a dollar, half away from zero: units(1_234_567_890n, 2) = 123n.
function units(nano: bigint, digits: number): bigint {
    const unit = NanoPerUsd / 10n ** BigInt(digits);
    const half = unit / 2n;
    return nano < 0n ? -((-nano + half) / unit) : (nano + half) / unit;
}

function decimalOf(value: bigint, digits: number): string {
    const sign = value < 0n ? "-" : "";
    const text = (value < 0n ? -value : value).toString().padStart(digits + 1, "0");
    if (digits === 0) return sign + text;
    return `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

/// "$1,658,214.37"; what is not nothing never reads as nothing: "<$0.01".
export function money(nano: bigint | null | undefined): string {
    if (nano === null || nano === undefined) return Dash;
    if (nano !== 0n && units(nano, 2) === 0n) return nano > 0n ? "<$0.01" : "−<$0.01";
    return formatDecimal(decimalOf(units(nano, 2), 2), 2);
}

/// "$1,658,214": for the large figure of a page and axes.
export function wholeMoney(nano: bigint): string {
    const magnitude = nano < 0n ? -nano : nano;
    return magnitude < 1000n * NanoPerUsd ? money(nano) : formatDecimal(decimalOf(units(nano, 0), 0), 0);
}

/// All digits, at least cents: "$0.001234567".
export function exactMoney(nano: bigint): string {
    let digits = 9;
    let value = nano;
    while (digits > 2 && value % 10n === 0n) {
        value /= 10n;
        --digits;
    }
    return formatDecimal(decimalOf(value, digits), digits);
}

/// For spreadsheets: "1658214.370000000" without sign of currency or grouping; "" when unknown.
export function plainMoney(nano: bigint | null | undefined): string {
    return nano === null || nano === undefined ? "" : decimalOf(nano, 9);
}

export function count(value: number | null | undefined): string {
    return value === null || value === undefined ? Dash : counts.format(value);
}

/// "1,240", "12.4 k", "3.1 M", "2.0 G".
export function shortCount(value: number | null | undefined): string {
    if (value === null || value === undefined) return Dash;
    if (value < 10_000) return counts.format(value);
    for (const [unit, name] of [[1e9, "G"], [1e6, "M"], [1e3, "k"]] as const) {
        if (value >= unit * 0.9995) return `${(value / unit).toFixed(1)} ${name}`;
    }
    return counts.format(value);
}

/// Percent of a whole, to hundredths; null when the whole is nothing.
export function percentOf(part: bigint, whole: bigint): number | null {
    return whole === 0n ? null : Number((part * 10_000n) / whole) / 100;
}

/// "12.4 %"
export function percent(value: number | null): string {
    return value === null ? Dash : `${value.toFixed(1)} %`;
}

/// "1 call", "2 calls"
export function plural(value: number, one: string, many = `${one}s`): string {
    return `${counts.format(value)} ${value === 1 ? one : many}`;
}
