#!/usr/bin/env bash
# A real panel in a virtual X server: the icon appears in it, a click opens the popover, a second
# start opens it too. With a daemon: its start, its crash and its next start are seen in the icon, at
# rest the tray does not wake up, settings count at once. Writes screenshots.
#   real_tray.sh <farebox-tray> <folder for screenshots> [fareboxd]
# REST_SECONDS (10) is how long it is watched at rest; PANEL is the panel (desktop.sh).
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

if [[ $PANEL == trayer ]]; then
    echo "light and dark are changed on a session bus, which this panel does without"
else
    # As the desktop's portal says it.
    set_scheme() {
        DBUS_SESSION_BUS_ADDRESS=$bus gdbus emit --session --object-path /org/freedesktop/portal/desktop \
            --signal org.freedesktop.portal.Settings.SettingChanged \
            "'org.freedesktop.appearance'" "'color-scheme'" "<uint32 $1>"
    }
    # Of the popover, 0 to 255.
    brightness() {
        xwd -root -silent | convert xwd:- -crop "$((P_WIDTH - 40))x$((P_HEIGHT - 40))+$((P_X + 20))+$((P_Y + 20))" \
            -colorspace Gray -format '%[fx:int(255 * mean)]' info:
    }
    is_dark() { (($(brightness) < 100)); }
    is_light() { (($(brightness) > 160)); }
    locate_popover
    is_light || { echo "FAIL: the popover is not light" >&2; exit 1; }
    set_scheme 1
    wait_for "the popover does not follow the desktop to dark" is_dark
    shot popover-dark
    set_scheme 2
    wait_for "the popover does not follow the desktop to light" is_light
fi

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

# A setting counts while it runs: an amount instead of the ring, and the ring again.
put_amount() {
    curl -sf -o "$home/put.json" -X PUT --unix-socket "$home/run/farebox/farebox.sock" \
        http://farebox/_farebox/v1/settings/tray.show_amount --data "{\"value\": \"$1\"}"
}
put_amount month
wait_for "the icon does not show the amount" differs "$up"
sleep 0.5
shot icon-amount
put_amount none
wait_for "the icon does not show the ring again" equals "$up"

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
locate_popover  # it has grown by the banner
xdotool mousemove $((P_X + P_WIDTH - 60)) $((P_Y + 172)) click 1
wait_for "Resume in the popover did not resume" is_free
echo "PASS: icon, click, popover, second start, daemon up, gone and back, pause and resume;" \
    "screenshots in $out"
