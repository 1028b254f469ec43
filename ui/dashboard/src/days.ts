// Months, days and instants. Days are UTC days, as everywhere in the chargeback; instants arrive as
// UTC nanoseconds and are shown in the reader's zone, with UTC on hover.

const monthNames = new Intl.DateTimeFormat("en-US", { month: "long", year: "numeric", timeZone: "UTC" });
const shortMonths = new Intl.DateTimeFormat("en-US", { month: "short", year: "numeric", timeZone: "UTC" });
const dayNames = new Intl.DateTimeFormat("en-US", { month: "short", day: "numeric", timeZone: "UTC" });
const instants = new Intl.DateTimeFormat("en-US", { month: "short", day: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const exactInstants = new Intl.DateTimeFormat("en-US", { dateStyle: "medium", timeStyle: "long", timeZone: "UTC" });

const utc = (text: string): Date => new Date(`${text.length === 7 ? `${text}-01` : text}T00:00:00Z`);

export const isMonth = (text: string): boolean => /^\d{4}-(0[1-9]|1[0-2])$/.test(text);
/// A day of the calendar: February 30 is none.
export function isDay(text: string): boolean {
    if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
    const date = utc(text);
    return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === text;
}

/// "2026-04" and -1 is "2026-03".
export function addMonths(month: string, step: number): string {
    const date = utc(month);
    date.setUTCMonth(date.getUTCMonth() + step);
    return date.toISOString().slice(0, 7);
}

export function addDays(day: string, step: number): string {
    return new Date(utc(day).getTime() + step * 86_400_000).toISOString().slice(0, 10);
}

/// Oldest first, both included.
export function monthsBetween(from: string, to: string): string[] {
    const months: string[] = [];
    for (let month = from; month <= to && months.length < 120; month = addMonths(month, 1)) {
        months.push(month);
    }
    return months;
}

export const lastDayOf = (month: string): string => addDays(`${addMonths(month, 1)}-01`, -1);

/// "April 2026", "Apr 3"
export const monthName = (month: string): string => monthNames.format(utc(month));
export const shortMonth = (month: string): string => shortMonths.format(utc(month));
export const dayName = (day: string): string => dayNames.format(utc(day));

/// "April 2026", "January – April 2026", "Apr 1 – Apr 20".
export function rangeName(from: string, to: string): string {
    if (isDay(from)) return from === to ? dayName(from) : `${dayName(from)} – ${dayName(to)}, ${to.slice(0, 4)}`;
    if (from === to) return monthName(from);
    const first = from.slice(0, 4) === to.slice(0, 4) ? monthName(from).split(" ")[0] : monthName(from);
    return `${first} – ${monthName(to)}`;
}

export const dateOf = (ns: number): Date => new Date(ns / 1e6);
export const instant = (ns: number): string => instants.format(dateOf(ns));
export const exactInstant = (ns: number): string => exactInstants.format(dateOf(ns));

/// "now", "4 min ago", "3 h ago", "12 days ago".
export function ago(ns: number, now = Date.now()): string {
    const minutes = Math.floor((now - ns / 1e6) / 60_000);
    if (minutes < 1) return "now";
    if (minutes < 60) return `${minutes} min ago`;
    if (minutes < 48 * 60) return `${Math.floor(minutes / 60)} h ago`;
    return `${Math.floor(minutes / 1440)} days ago`;
}
