"""What a call pays for budgets: runs budget-bench (tests/bench/budget), which links core/budget."""
import subprocess

from measures import row

LIMIT_US = 20


def measure(rig, _targets, plan):
    program = rig.bin / "budget-bench"
    if not program.exists():
        return []
    rounds = 20_000 if plan.quick else 200_000
    done = subprocess.run([program, str(rounds)], capture_output=True, text=True, timeout=600,
                          check=True)
    took = {}
    for line in done.stdout.splitlines():
        # "20 budgets  admit + settle       1234 ns"
        budgets, _, rest = line.strip().partition(" budgets")
        what, _, ns = rest.strip().removesuffix(" ns").rpartition(" ")
        took[int(budgets), what.strip()] = int(ns) / 1000
    rows = []
    for budgets in sorted({key[0] for key in took}):
        # More than a call does: it is admitted once and not released.
        whole = took[budgets, "quick_admit + refine + release"] + took[budgets, "admit + settle"]
        label = f"{budgets} budget" + ("s" if budgets > 1 else "")
        rows.append(row(f"gate, {label}: reserve, refine and settle a call", "µs",
                        {"farebox": whole}, f"≤ {LIMIT_US} µs", whole <= LIMIT_US))
        quick = took[budgets, "quick_admit + release"]
        rows.append(row(f"gate, {label}: of it before the call is sent", "µs", {"farebox": quick},
                        f"≤ {LIMIT_US} µs", quick <= LIMIT_US))
    return rows
