#!/usr/bin/env python3
"""Kills, cuts, delays, doubles and reorders everything between laptops and collector, then counts.

    tests/chaos/chaos.py BINARY_FOLDER

Three laptops (sync-laptop: the daemon's ledger and sync code) send to a real farebox-collector
through fault_proxy.py, while this kills both sides at random times with SIGKILL. Then faults end,
the laptops drain, and every call and every nano-dollar in the laptops' ledgers must be at the
collector, once. FAREBOX_CHAOS_SECONDS (20) and FAREBOX_CHAOS_SEED (7) say how long and which. With
FAREBOX_CHAOS_DATABASE, the postgresql:// address of an empty database, the collector keeps its data
there, and now and then all its connections to it are ended.
"""

import os
import random
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.request

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from fault_proxy import FaultProxy  # noqa: E402

SECONDS = float(os.environ.get("FAREBOX_CHAOS_SECONDS", "20"))
DATABASE = os.environ.get("FAREBOX_CHAOS_DATABASE", "")
SEED = int(os.environ.get("FAREBOX_CHAOS_SEED", "7"))
LAPTOPS = 3
DRAIN_LIMIT_S = 120 + 2 * SECONDS
EMPTY = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8"}


class Collector:
    def __init__(self, program, folder):
        self.program, self.folder = program, folder
        with socket.create_server(("127.0.0.1", 0)) as probe:
            self.port = probe.getsockname()[1]
        self.process = None

    def environment(self, public_url=""):
        where = {"FAREBOX_COLLECTOR_DATABASE": DATABASE} if DATABASE else {}
        return dict(EMPTY, **where, HOME=self.folder, FAREBOX_COLLECTOR_DATA_DIR=self.folder + "/data",
                    FAREBOX_COLLECTOR_LISTEN_PORT=str(self.port),
                    FAREBOX_COLLECTOR_PUBLIC_URL=public_url, FAREBOX_COLLECTOR_LOG_LEVEL="warn")

    def make_token(self):
        made = subprocess.run([self.program, "token", "chaos"], env=self.environment(),
                              capture_output=True, text=True, check=True)
        return made.stdout.strip()

    def start(self, public_url):
        self.process = subprocess.Popen([self.program], env=self.environment(public_url),
                                        stdout=open(self.folder + "/collector.log", "ab"),
                                        stderr=subprocess.STDOUT)
        for _ in range(200):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=2).read()
                return
            except OSError:
                time.sleep(0.05)
        raise SystemExit("the collector does not start: see " + self.folder + "/collector.log")

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def ask(self, sql):
        if DATABASE:
            return ask_postgres(sql)
        with sqlite3.connect(find_database(self.folder + "/data")) as database:
            return database.execute(sql).fetchall()

    def calls(self):
        return {row[0]: (int(row[1]), int(row[2]), row[3]) for row in self.ask(
            "SELECT call_id, revision, list_cost_nano, coalesce(repo, '') FROM calls")}

    def sums(self):
        """Calls and nano-dollars of each table of sums."""
        return {table: tuple(int(one) for one in self.ask(
                    f"SELECT sum(calls), sum({cost}) FROM {table}")[0])
                for table, cost in (("rollup", "list_cost_nano"), ("rollup_months", "list_cost_nano"))}


def ask_postgres(sql):
    answer = subprocess.run(["psql", DATABASE, "-X", "-A", "-t", "-F", "\x1f", "-c", sql],
                            capture_output=True, text=True, check=True).stdout
    return [line.split("\x1f") for line in answer.splitlines() if line]


def cut_database():
    """As when the server restarts: every connection but this one ends at once."""
    ask_postgres("SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                 "WHERE datname = current_database() AND pid <> pg_backend_pid()")


def find_database(folder):
    found = [name for name in os.listdir(folder) if name.endswith((".db", ".sqlite"))]
    if len(found) != 1:
        raise SystemExit(f"expected one database in {folder}, found {found}")
    return os.path.join(folder, found[0])


class Laptop:
    def __init__(self, program, folder, url, token, seed):
        self.program, self.folder, self.url, self.token = program, folder, url, token
        self.seed = seed
        self.process = None
        os.mkdir(folder)

    def start(self):
        self.seed += 1  # another run makes other calls
        self.process = subprocess.Popen(
            [self.program, self.folder, self.url, self.token, str(self.seed)], env=EMPTY,
            stdout=open(self.folder + "/out.log", "ab"), stderr=subprocess.STDOUT)

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def has_drained(self):
        with open(self.folder + "/out.log", encoding="utf-8", errors="replace") as log:
            return "drained\n" in log.read()

    def calls(self):
        with sqlite3.connect(self.folder + "/ledger.db") as database:
            return {row[0]: (row[1], row[2], row[3]) for row in database.execute(
                "SELECT call_id, revision, list_cost_nano, coalesce(repo, '') FROM calls")}

    def letters(self):
        with sqlite3.connect(self.folder + "/ledger.db") as database:
            return database.execute("SELECT code, detail FROM dead_letters").fetchall()


def make_chaos(dice, collector, laptops, proxy, url):
    end = time.monotonic() + SECONDS
    kills = 0
    while time.monotonic() < end:
        time.sleep(dice.uniform(0.2, 1.5))
        kills += 1
        if DATABASE and dice.random() < 0.25:
            cut_database()
        elif dice.random() < 0.35:
            collector.kill()
            time.sleep(dice.uniform(0, 0.7))
            collector.start(url)
        else:
            laptop = dice.choice(laptops)
            laptop.kill()
            time.sleep(dice.uniform(0, 0.3))
            laptop.start()
    return kills


def drain(laptops, proxy):
    proxy.is_faulty = False
    proxy.release_held()
    for laptop in laptops:
        open(laptop.folder + "/quiet", "w", encoding="utf-8").close()
    end = time.monotonic() + DRAIN_LIMIT_S
    for laptop in laptops:
        while not laptop.has_drained():
            if time.monotonic() > end:
                raise SystemExit(f"{laptop.folder} did not drain in {DRAIN_LIMIT_S} s")
            time.sleep(0.1)


def compare(laptops, collector):
    made = {}
    problems = []
    for laptop in laptops:
        made.update(laptop.calls())
        problems += [f"put aside: {letter}" for letter in laptop.letters()]
    held = collector.calls()
    for call_id, (revision, cost, repo) in made.items():
        at_collector = held.get(call_id)
        if at_collector is None:
            problems.append(f"{call_id} is not at the collector")
        elif at_collector != (revision, cost, repo):
            problems.append(f"{call_id}: made {(revision, cost, repo)}, held {at_collector}")
    problems += [f"{call_id} was never made" for call_id in held.keys() - made.keys()]
    amount = sum(cost for _, cost, _ in made.values())
    for table, (calls, rolled) in collector.sums().items():
        if (calls, rolled) != (len(made), amount):
            problems.append(f"{table} says {calls} calls of {rolled} nano-dollars")
    print(f"{len(made)} calls, {amount} nano-dollars")
    return problems


def main():
    binaries = sys.argv[1]
    dice = random.Random(SEED)
    folder = tempfile.mkdtemp(prefix="farebox-chaos-")
    proxy = FaultProxy(SEED)
    url = f"http://127.0.0.1:{proxy.port}"
    collector = Collector(binaries + "/farebox-collector", folder)
    token = collector.make_token()
    proxy.point_to(collector.port)
    collector.start(url)
    laptops = [Laptop(binaries + "/sync-laptop", f"{folder}/laptop-{i}", url, token, SEED + 1000 * i)
               for i in range(LAPTOPS)]
    running = [collector, *laptops]
    for laptop in laptops:
        laptop.start()
    try:
        kills = make_chaos(dice, collector, laptops, proxy, url)
        drain(laptops, proxy)
    finally:
        for one in running:
            one.kill()
    problems = compare(laptops, collector)
    print(f"seed {SEED}, {SECONDS:.0f} s, {kills} kills, requests: {proxy.counts}")
    for problem in problems[:20]:
        print("WRONG:", problem)
    if problems:
        raise SystemExit(f"{len(problems)} differences; files are in {folder}")
    subprocess.run(["rm", "-rf", folder], check=True)


main()
