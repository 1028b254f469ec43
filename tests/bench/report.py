"""The table: printed while it grows, and written to docs/benchmarks.md at the end."""
import datetime
import platform
import subprocess


def show(value):
    if value is None:
        return "–"
    if isinstance(value, int) or abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.2f}" if abs(value) < 10 else f"{value:.1f}"


def verdict(met):
    return {True: "met", False: "**missed**", None: "not measured"}[met]


def cells(row):
    values = row["values"]
    return [row["what"] + (f" ({row['unit']})" if row["unit"] else ""),
            show(values.get("direct")), show(values.get("nginx")), show(values.get("farebox")),
            show(row["ratio"]), row["goal"], verdict(row["met"]) if row["goal"] else "",
            row["note"]]


def print_rows(rows):
    for row in rows:
        what, direct, nginx, ours, found, goal, met, note = cells(row)
        print(f"{what:<58} {direct:>10} {nginx:>10} {ours:>10} {found:>7}  {goal:<15} {met} {note}",
              flush=True)


def print_header():
    print(f"{'what':<58} {'direct':>10} {'nginx':>10} {'farebox':>10} {'ratio':>7}  goal")


def machine():
    cpu = "unknown processor"
    with open("/proc/cpuinfo") as info:
        for line in info:
            if line.startswith("model name"):
                cpu = line.split(":", 1)[1].strip()
    cores = open("/proc/cpuinfo").read().count("processor\t")
    nginx = subprocess.run(["/usr/sbin/nginx", "-v"], capture_output=True, text=True, check=False)
    return (f"{cpu}, {cores} cores, kernel {platform.release()}, "
            f"{nginx.stderr.strip().removeprefix('nginx version: ')}")


METHOD = """\
All traffic is on loopback. The load generator and the mock provider (`tests/tools`) are the same
for every column: **direct** speaks TLS to the mock, **nginx** and **farebox** take plain HTTP and
speak TLS 1.3 to it over kept connections, certificate verified. nginx is Debian's with one worker
and nothing buffered. fareboxd runs with everything on: attribution, metering, pricing, ledger.

Targets run in random order inside each round; the ratio farebox / nginx is formed inside the round
and its median over the rounds is what a goal is held against. Load generator, proxy and mock share
the cores, so absolute numbers say little about another machine. Event delay is the difference of
two readings of one monotonic clock, the mock's at sending and the load generator's after reading.
Every exchange has a deadline and is checked (status, whole body, terminal event; in the soak also
the hash of the request body as it arrived): a hang or a loss appears as an error.
"""


# What is known of why a goal is missed, by the beginning of its name; a guess is called one.
WHY = {
    "latency 30 KB": "Measured: seven system calls a call, 80 us of CPU on the I/O thread (nginx "
                     "80 to 96). Guessed: the recorder shares the two cores with client and "
                     "vendor while a call waits for them, and a body is encrypted whole before it "
                     "is sent (sending its first record alone made no difference beyond noise).",
    "200 streams": "Guessed: the same shared cores; 20 streams meet the goal.",
    "idle 60 s, 20 connections, RSS": "12 MB of it are pages of libraries (4 MB libcrypto) that other processes share.",
    "RSS": "Kept vendor connections and the allocator's fragments; the pool closes what a burst "
           "left over after two quiet seconds.",
}


def why(what):
    return next((text for start, text in WHY.items() if what.startswith(start)), "")


HEAD = ["what", "direct", "nginx", "farebox", "farebox / nginx", "goal", "", "", "measured"]
RIGHT = "|---|---:|---:|---:|---:|---|---|---|---|"
MISSED = verdict(False)


def read_rows(path):
    """The cells of the table that an earlier run wrote."""
    if not path.exists():
        return []
    lines = [line for line in path.read_text().splitlines() if line.startswith("| ")]
    rows = [[cell.strip() for cell in line[1:-1].split(" | ")] for line in lines[1:]]
    return [row for row in rows if len(row) == len(HEAD)]


def merge(kept, found):
    """What was measured takes the place of what it was before, or comes last."""
    fresh = {row[0]: row for row in found}
    names = [row[0] for row in kept]
    return [fresh.get(row[0], row) for row in kept] + [row for row in found if row[0] not in names]


def write(path, rows, plan, load_before):
    when = f"{datetime.date.today().isoformat()}, load {load_before:.1f}"
    when += f", {plan.rounds} rounds" + (", quick" if plan.quick else "")
    table = merge(read_rows(path) if plan.only else [], [cells(row) + [when] for row in rows])
    lines = ["# Benchmarks", "",
             "Written by `./dev bench` (`tests/bench`); do not edit.", "",
             f"Measured on {machine()}; the last column says when, and the load average before.",
             "", METHOD, "", "| " + " | ".join(HEAD) + " |", RIGHT]
    lines += ["| " + " | ".join(row) + " |" for row in table]
    missed = [row for row in table if row[6] == MISSED]
    lines += ["", "## Missed goals" if missed else "No goal was missed in these runs."]
    for row in missed:
        found = row[4] if row[4] != show(None) else row[3]
        name = row[0].rpartition(" (")[0] or row[0]
        lines.append(f"- {name}: {found}, goal {row[5]}. {row[7]} {why(row[0])}"
                     .rstrip().replace(".  ", ". "))
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n".join(lines) + "\n")
