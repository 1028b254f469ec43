#!/usr/bin/env bash
# Prints how many milliseconds each of eleven clicks took to open the popover, in a real panel under a
# virtual X server, with a daemon on a ledger that is there already. What xdotool needs to start and
# to see the window is in it.
#   popover_time.sh <farebox-tray> <fareboxd> <state folder>
set -euo pipefail
source "$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)/desktop.sh"
start_desktop "$home/shots"
cat >"$home/config.json" <<'JSON'
{"listen": {"port": 0}, "budgets": [{"name": "Everything", "limit_usd": "1000000000.00"}]}
JSON
run "$2" --state-dir "$3" >"$home/daemon.log" 2>&1 &
pids+=($!)
wait_for "the daemon did not start" test -S "$home/run/farebox/farebox.sock"
start_tray "$1"
sleep 2
is_closed() { ! popover; }
locate_icon
xdotool mousemove $((X + WIDTH / 2)) $((Y + HEIGHT / 2))
for _ in $(seq 11); do
    sleep 0.5
    start=$(date +%s%N)
    # Not "click" and "search --sync", which sleep 100 and 500 ms themselves.
    xdotool mousedown 1 mouseup 1
    until popover >/dev/null; do :; done
    echo $((($(date +%s%N) - start) / 1000000))
    xdotool key Escape
    wait_for "the popover did not close" is_closed
done
