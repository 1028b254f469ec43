"""The ledger with many rows: ledger-bench (tests/bench/ledger, which links core/ledger) fills it and
asks it; then a daemon starts on it and is asked what the tray asks, over its socket."""
import http.client
import json
import os
import pathlib
import socket
import statistics
import subprocess
import time

from measures import row
from rig import free_port, wait_for_port

# All work, so that the header of the tray has a bar; a repository; a branch by the week.
BUDGETS = [{"name": "All", "limit_usd": "1000000000.00"},
           {"name": "Service", "limit_usd": "1000000000.00",
            "scope": {"repo": "github.com/acme/service-1*"}},
           {"name": "Branches", "limit_usd": "1000000000.00", "period": "week",
            "scope": {"branch": "feature/*"}}]
ASKED = 20


class SocketConnection(http.client.HTTPConnection):
    def __init__(self, path):
        super().__init__("farebox", timeout=60)
        self.path = str(path)

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self.path)


def ask(path, route):
    """The answer, and how many milliseconds it took."""
    begun = time.monotonic()
    connection = SocketConnection(path)
    connection.request("GET", "/_farebox/v1/" + route)
    answer = json.loads(connection.getresponse().read())
    return answer, (time.monotonic() - begun) * 1000


def fill(rig, folder, count):
    """Of a ledger that an earlier run left, nothing is written: no rows per second then."""
    is_there = (folder / "ledger.db").exists()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    done = subprocess.run([rig.bin / "ledger-bench", str(folder), "0" if is_there else str(count)],
                          capture_output=True, text=True, timeout=3600, check=True)
    return json.loads(done.stdout)


def start_daemon(rig, folder):
    """A daemon on the ledger of `folder`, and how many milliseconds until it serves."""
    home = rig.dir / f"ledger-{time.monotonic_ns()}"
    (home / "run").mkdir(parents=True, mode=0o700)
    port = free_port()
    (home / "config.json").write_text(json.dumps({"listen": {"port": port}, "budgets": BUDGETS}))
    with open(home / "log", "wb") as log:
        begun = time.monotonic()
        process = rig.spawn(rig.bin / "fareboxd", "--config", home / "config.json", "--state-dir",
                            folder, "--runtime-dir", home / "run", stderr=log, stdout=log,
                            env={"HOME": str(home), "PATH": "/usr/bin:/bin"})
        wait_for_port(port, process, seconds=120)
    return process, home / "run" / "farebox.sock", (time.monotonic() - begun) * 1000


def popover(rig, folder):
    """Milliseconds from each click to the popover, in a virtual X server; none without one."""
    script = pathlib.Path(__file__).resolve().parents[1] / "ui" / "popover_time.sh"
    if not (rig.bin / "farebox-tray").exists():
        return []
    done = subprocess.run([script, rig.bin / "farebox-tray", rig.bin / "fareboxd", folder],
                          capture_output=True, text=True, timeout=300, check=False)
    return [int(took) for took in done.stdout.split()] if done.returncode == 0 else []


def measure(rig, _targets, plan):
    if not (rig.bin / "ledger-bench").exists():
        return []
    rows = []
    for count in plan.ledger_rows:
        folder = pathlib.Path(plan.ledgers or rig.dir / "ledgers") / str(count)
        found = fill(rig, folder, count)
        speed = found.get("rows_per_second")
        if speed:
            rows.append(row(f"ledger, {count:,} rows", "rows/s", {"farebox": speed}, "≥ 20,000",
                            speed >= 20_000))
        size = os.path.getsize(folder / "ledger.db") / 1e9
        process, path, started = start_daemon(rig, folder)
        times = [ask(path, "summary")[1] for _ in range(ASKED)]
        rig.stop(process)
        clicks = popover(rig, folder)
        for what, value, limit in (
                ("\"today by agent\"", found["today_by_agent_ms"], 5),
                ("five budgets opened", found["open_budgets_ms"], None),
                ("daemon with three budgets serves after", started, None),
                ("summary, the tray's figures, median", statistics.median(times), 100),
                ("summary, slowest of 20", max(times), 100),
                ("click to popover, median of 11", statistics.median(clicks or [0]) or None, 100)):
            if value is None:
                continue
            goal = f"≤ {limit} ms" if limit else ""
            rows.append(row(f"ledger, {what}, over {count:,} rows", "ms", {"farebox": value}, goal,
                            value <= limit if limit else None, note=f"file of {size:.1f} GB"))
    return rows
