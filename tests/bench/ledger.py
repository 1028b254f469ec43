"""Rows per second of the ledger: runs ledger-bench (tests/bench/ledger), which links core/ledger."""
import json
import subprocess

from measures import row


def measure(rig, _targets, plan):
    program = rig.bin / "ledger-bench"
    if not program.exists():
        return []
    count = 20_000 if plan.quick else 1_000_000
    done = subprocess.run([program, str(rig.dir / "ledger"), str(count)], capture_output=True,
                          text=True, timeout=1800, check=True)
    found = json.loads(done.stdout)
    return [row(f"ledger, {count:,} rows", "rows/s", {"farebox": found["rows_per_second"]},
                "≥ 20,000", found["rows_per_second"] >= 20_000),
            row(f"ledger, \"today by agent\" over {count:,} rows", "ms",
                {"farebox": found["today_by_agent_ms"]}, "≤ 5 ms",
                found["today_by_agent_ms"] <= 5)]
