"""Each function measures one thing on all targets and returns rows for the report.

Latency-like measures run the targets in random order inside a round and form the ratio inside the
round; the median over rounds is reported. Absolute times on a shared machine move by a factor of
two between rounds, ratios do not.
"""
import json
import random
import statistics
import time

BODY = 30_000


def row(what, unit, values, goal, met, ratio=None, note=""):
    return {"what": what, "unit": unit, "values": values, "goal": goal, "met": met,
            "ratio": ratio, "note": note}


def pick(result, path):
    for key in path.split("."):
        result = result.get(key) if isinstance(result, dict) else None
    return result


def rounds(rig, targets, count, mode, **options):
    """Results per target name, one entry per round."""
    results = {target.name: [] for target in targets}
    for _ in range(count):
        for target in random.sample(targets, len(targets)):
            results[target.name].append(rig.load(target, mode, **options))
    return results


def median(results, name, path):
    values = [pick(one, path) for one in results.get(name, [])]
    values = [value for value in values if value is not None]
    return statistics.median(values) if values else None


def ratio(results, path):
    """Median over rounds of farebox / nginx."""
    pairs = zip(results.get("farebox", []), results.get("nginx", []))
    values = [pick(f, path) / pick(n, path) for f, n in pairs if pick(f, path) and pick(n, path)]
    return statistics.median(values) if values else None


def errors(results, name="farebox"):
    return sum(one["errors"] for one in results.get(name, []))


def compared(results, what, unit, path, limit, at_most=True, scale=1.0):
    values = {name: median(results, name, path) for name in results}
    values = {name: value * scale for name, value in values.items() if value is not None}
    found = ratio(results, path)
    met = None if found is None else (found <= limit if at_most else found >= limit)
    bad = {name: errors(results, name) for name in results if errors(results, name)}
    note = "errors: " + ", ".join(f"{name} {count}" for name, count in bad.items()) if bad else ""
    if bad.get("farebox"):
        met = False
    goal = f"{'≤' if at_most else '≥'} {limit:.1f} x nginx"
    return row(what, unit, values, goal, met, found, note)


def latency(rig, targets, plan):
    rows = []
    for label, size, limit99 in (("30 KB", 30_000, 1.2), ("300 KB", 300_000, None),
                                 ("1 MB", 1_000_000, None)):
        requests = plan.requests if size < 1_000_000 else plan.requests // 3
        found = rounds(rig, targets, plan.rounds, "latency", body=size, requests=requests)
        rows.append(compared(found, f"latency {label}, p50", "µs", "latency_us.p50", 1.0))
        if limit99:
            rows.append(compared(found, f"latency {label}, p99", "µs", "latency_us.p99", limit99))
    return rows


def new_connection(rig, targets, plan):
    found = rounds(rig, targets, plan.rounds, "new-connection", body=BODY, requests=150)
    return [compared(found, "first byte on a new connection, p50", "µs", "ttfb_us.p50", 1.2),
            compared(found, "first byte on a new connection, p99", "µs", "ttfb_us.p99", 2.0)]


def streams(rig, targets, plan):
    rows = []
    for count, gap in ((20, 5000), (200, 50_000)):
        found = rounds(rig, targets, plan.rounds, "streams", body=BODY, connections=count,
                       requests=1, model=f"mock-n100-g{gap}-s120-ts-nt", ramp_us=1000)
        rows.append(compared(found, f"{count} streams, delay per event, p50", "µs",
                             "delay_us.p50", 1.0))
        values = {name: median(found, name, "events_per_read") for name in found}
        ours = values.get("farebox")
        rows.append(row(f"{count} streams, events per read", "", values, "1.0 (≤ 1.05)",
                        None if ours is None else ours <= 1.05))
    return rows


def throughput(rig, targets, plan):
    rows = []
    for count in (8, 64, 256):
        found = rounds(rig, targets, plan.rounds, "throughput", body=BODY, connections=count,
                       seconds=plan.seconds)
        rows.append(compared(found, f"throughput, {count} connections", "req/s", "per_second",
                             0.9, at_most=False))
    return rows


def slow_streams(rig, targets, plan):
    """1,000 streams of 40 events, 200 ms apart; memory at the peak and later."""
    peak, later, delay, bad, threads = {}, {}, {}, {}, {}
    for target in targets:
        load = rig.begin_load(target, "streams", body=BODY, connections=plan.slow_streams,
                              requests=1, model="mock-n40-g200000-s120-ts-nt", ramp_us=2500,
                              deadline_ms=60_000)
        highest = {"rss_mb": 0.0, "threads": 0}
        while load.poll() is None:
            if target.process is not None:
                now = target.sample()
                highest = {key: max(highest[key], now[key]) for key in highest}
            time.sleep(0.25)
        result = json.loads(rig.wait_load(load))
        delay[target.name] = pick(result, "delay_us.p99")
        bad[target.name] = result["errors"]
        if target.process is not None:
            peak[target.name], threads[target.name] = highest["rss_mb"], highest["threads"]
            time.sleep(plan.settle_seconds)
            later[target.name] = target.sample()["rss_mb"]
    def judge(values, limit):
        return None if values.get("farebox") is None else values["farebox"] <= limit
    label = f"{plan.slow_streams} slow streams"
    return [row(f"{label}, peak RSS", "MB", peak, "≤ 75 MB", judge(peak, 75)),
            row(f"{label}, threads", "", threads, "≤ 8", judge(threads, 8)),
            row(f"{label}, delay p99", "µs", delay, "≤ 5000 µs", judge(delay, 5000)),
            row(f"{label}, errors", "", bad, "0", judge(bad, 0)),
            row(f"RSS {plan.settle_seconds} s after them", "MB", later, "≤ 25 MB",
                judge(later, 25))]


def idle(rig, targets, plan):
    """Twenty kept connections and nothing to do."""
    rss, switches, written = {}, {}, {}
    for target in targets:
        if target.process is None:
            continue
        load = rig.begin_load(target, "hold", body=BODY, connections=20,
                              seconds=plan.idle_seconds + 10)
        time.sleep(5)
        before = target.sample()
        time.sleep(plan.idle_seconds)
        after = target.sample()
        rig.wait_load(load)
        rss[target.name] = after["rss_mb"]
        switches[target.name] = after["switches"] - before["switches"]
        written[target.name] = after["written"] - before["written"]
    def judge(values, limit):
        return None if values.get("farebox") is None else values["farebox"] <= limit
    label = f"idle {plan.idle_seconds} s, 20 connections"
    return [row(f"{label}, RSS", "MB", rss, "≤ 15 MB", judge(rss, 15)),
            row(f"{label}, voluntary context switches", "", switches, "0", judge(switches, 0)),
            row(f"{label}, bytes written to disk", "", written, "0", judge(written, 0))]


def soak(rig, targets, plan):
    ours = [target for target in targets if target.name == "farebox"]
    rows = []
    for target in ours:
        result = rig.load(target, "soak", timeout=7200, body=300_000, connections=16,
                          requests=plan.soak_requests)
        lost = result["errors"]
        note = ", ".join(f"{why}: {count}" for why, count in result["failures"].items())
        rows.append(row(f"soak, {plan.soak_requests:,} requests: lost", "", {"farebox": lost}, "0",
                        lost == 0, note=note))
        rows.append(row("soak: hung", "", {"farebox": result["hangs"]}, "0",
                        result["hangs"] == 0))
    return rows


def stop_under_load(rig, targets, plan):
    """SIGTERM with 50 running streams that would last a minute; a daemon of its own."""
    grace_ms = 1000
    target = rig.start_farebox(stop_grace_ms=grace_ms)
    if target is None:
        return []
    load = rig.begin_load(target, "streams", body=BODY, connections=50, requests=1,
                          model="mock-n600-g100000-s120-nt", deadline_ms=90_000)
    time.sleep(3)
    took = rig.stop(target.process)
    rig.wait_load(load)
    past = took - grace_ms / 1000
    return [row("SIGTERM to exit, past the grace of 1 s", "s", {"farebox": past}, "≤ 2 s",
                past <= 2.0)]
