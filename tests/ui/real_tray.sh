#!/usr/bin/env bash
# A real panel (trayer, XEmbed) in a virtual X server: the icon appears in it, a click opens the
# popover, a second start opens it too. With a daemon: its start, its crash and its next start are
# seen in the icon, and at rest the tray does not wake up. Writes screenshots.
#   real_tray.sh <farebox-tray> <folder for screenshots> [fareboxd]
# REST_SECONDS (10) is how long it is watched at rest.
set -euo pipefail
tray=$1
out=$2
daemon=${3:-}
[[ -x $daemon ]] || daemon=

source "$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)/desktop.sh"
start_desktop "$out"
start_tray "$tray"
sleep 1
shot icon

click_icon
wait_for "a click did not open the popover" popover
sleep 0.7
shot popover

xdotool key Escape
sleep 0.3
run "$tray" &
wait $! || true
wait_for "a second start did not open the popover" popover
kill -0 "$tray_pid"
grep -qi 'warning\|critical' "$home/tray.log" && { cat "$home/tray.log"; exit 1; }
xdotool key Escape
sleep 0.5
if [[ -z $daemon ]]; then
    echo "PASS: icon, click, popover, second start; screenshots in $out"
    exit 0
fi

# What the panel shows of us, as a number.
look() { xwd -root -silent | convert xwd:- -crop "${WIDTH}x$HEIGHT+$X+$Y" +repage rgb:- | md5sum; }
differs() { [[ $(look) != "$1" ]]; }
equals() { [[ $(look) == "$1" ]]; }
cat >"$home/config.json" <<'JSON'
{"listen": {"port": 0}, "budgets": [{"name": "Everything", "limit_usd": "150.00", "period": "month"}]}
JSON
start_daemon() {
    run "$daemon" >"$home/daemon.log" 2>&1 &
    daemon_pid=$!
    pids+=("$daemon_pid")
}
xdotool mousemove 10 600
down=$(look)
start_daemon
wait_for "the icon does not show that the daemon runs" differs "$down"
sleep 1
up=$(look)
shot icon-up

# At rest: nothing in the tray may run, and the daemon only when something happens.
# switches <pid>: one line a thread. Those there both times are compared: one that ended has taken
# its count with it.
switches() {
    awk '/ctxt_switches/ {sum[FILENAME] += $2} END {for (f in sum) print f, sum[f]}' \
        /proc/"$1"/task/*/status | sort
}
cpu_ms() { awk '{print ($14 + $15) * 10}' /proc/"$1"/stat; }
sleep 6
for pid in "$tray_pid" "$daemon_pid"; do
    switches "$pid" >"$home/before.$pid"
    cpu_ms "$pid" >"$home/cpu.$pid"
done
sleep "${REST_SECONDS:-10}"
# at_rest <name> <pid>: says what it used; $woken is how often it ran.
at_rest() {
    local pid=$2
    woken=$(switches "$pid" | join "$home/before.$pid" - | awk '{sum += $3 - $2} END {print sum + 0}')
    echo "$1 at rest for ${REST_SECONDS:-10} s: $woken wake-ups," \
        "$(($(cpu_ms "$pid") - $(<"$home/cpu.$pid"))) ms of CPU," \
        "$(ls /proc/"$pid"/task | wc -l) threads," \
        "$(awk '/VmRSS|RssAnon/ {printf "%s %s kB  ", $1, $2}' /proc/"$pid"/status)"
    ((woken <= ${REST_SECONDS:-10} / 2)) || { echo "FAIL: the $1 wakes up at rest" >&2; exit 1; }
}
at_rest tray "$tray_pid"
at_rest daemon "$daemon_pid"

kill -9 "$daemon_pid"
wait_for "the icon does not show that the daemon is gone" equals "$down"
start_daemon
wait_for "the icon does not show that the daemon is back" equals "$up"
run "$tray" &
wait $! || true
wait_for "the popover did not open" popover
sleep 0.7
shot popover-up

# The button at the lower left is Pause; then the banner's is Resume.
locate_popover
is_paused() {
    curl -s --unix-socket "$home/run/farebox/farebox.sock" http://farebox/_farebox/v1/summary |
        grep -q '"paused":true'
}
is_free() { ! is_paused; }
xdotool mousemove $((P_X + 80)) $((P_Y + P_HEIGHT - 28)) click 1
wait_for "Pause in the popover did not pause the daemon" is_paused
sleep 0.7
shot popover-paused
xdotool mousemove $((P_X + P_WIDTH - 60)) $((P_Y + 172)) click 1
wait_for "Resume in the popover did not resume" is_free
echo "PASS: icon, click, popover, second start, daemon up, gone and back, pause and resume;" \
    "screenshots in $out"
