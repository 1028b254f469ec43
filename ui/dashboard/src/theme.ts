// Light, dark, or what the system says. The choice is this browser's and lies in localStorage.

const system = matchMedia("(prefers-color-scheme: dark)");
system.addEventListener("change", () => applyTheme());
const Key = "farebox.theme";
export type ThemeChoice = "system" | "light" | "dark";

export function themeChoice(): ThemeChoice {
    const stored = localStorage.getItem(Key);
    return stored === "light" || stored === "dark" ? stored : "system";
}

export function applyTheme(choice: ThemeChoice = themeChoice()): void {
    const isDark = choice === "dark" || (choice === "system" && system.matches);
    document.documentElement.dataset["theme"] = isDark ? "dark" : "light";
    document.dispatchEvent(new Event("themechange"));
}

export function setTheme(choice: ThemeChoice): void {
    if (choice === "system") localStorage.removeItem(Key);
    else localStorage.setItem(Key, choice);
    applyTheme(choice);
}
