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

missing=()
for tool in Xvfb trayer xdotool xwd convert curl; do command -v "$tool" >/dev/null || missing+=("$tool"); done
if [[ ${#missing[@]} -gt 0 ]]; then
    echo "SKIP: not installed: ${missing[*]} (Debian: xvfb trayer xdotool x11-apps imagemagick curl)"
    exit 77
fi

home=$(mktemp -d)
pids=()
cleanup() {
    for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done
    wait 2>/dev/null || true
    rm -rf "$home"
}
trap cleanup EXIT
mkdir -p "$out" "$home/run"
chmod 700 "$home/run"

# The server chooses a free number and says which.
exec 7<>"$home/number"
Xvfb -displayfd 7 -screen 0 1000x700x24 -nolisten tcp >"$home/xvfb.log" 2>&1 7>"$home/number" &
pids+=($!)
wait_for() {
    local what=$1
    shift
    for _ in $(seq 100); do
        "$@" >/dev/null 2>&1 && return 0
        sleep 0.1
    done
    echo "FAIL: $what" >&2
    exit 1
}
wait_for "the X server did not start" grep -q . "$home/number"
export DISPLAY=:$(tr -d '\n' <"$home/number")

# In the background only: the subshell becomes the program.
run() {
    exec env -i PATH="$PATH" HOME="$home" DISPLAY="$DISPLAY" XDG_RUNTIME_DIR="$home/run" LC_ALL=C.UTF-8 \
        QT_QPA_PLATFORM=xcb "$@"
}
run trayer --edge top --align right --widthtype request --height 28 --SetDockType false \
    >"$home/trayer.log" 2>&1 &
pids+=($!)
wait_for "the panel did not start" xdotool search --class trayer

mkdir -p "$home/.local/state/farebox"
printf '[welcome]\nseen=true\n' >"$home/.local/state/farebox/tray.ini"
run "$tray" --background >"$home/tray.log" 2>&1 &
tray_pid=$!
pids+=("$tray_pid")

popover() { xdotool search --onlyvisible --name '^Farebox$'; }
# trayer shows its window when it holds an icon; its middle is the icon.
icon() { xdotool search --onlyvisible --class trayer; }
wait_for "no icon in the panel" icon
sleep 1
shot() { xwd -root -silent | convert xwd:- "$out/$1.png"; }
shot icon

eval "$(xdotool getwindowgeometry --shell "$(icon | head -1)")"
xdotool mousemove $((X + WIDTH / 2)) $((Y + HEIGHT / 2))
sleep 0.3
xdotool click 1
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
    env -i PATH="$PATH" HOME="$home" XDG_RUNTIME_DIR="$home/run" FAREBOX_CONFIG="$home/config.json" \
        LC_ALL=C.UTF-8 "$daemon" >"$home/daemon.log" 2>&1 &
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

# At rest: nothing in the tray may run.
switches() {
    awk '/ctxt_switches/ {sum[FILENAME] += $2} END {for (f in sum) print f, sum[f]}' \
        /proc/"$tray_pid"/task/*/status | sort
}
sleep 6
switches >"$home/before"
sleep "${REST_SECONDS:-10}"
# Threads that were there both times: one that ended has taken its count with it.
woken=$(switches | join "$home/before" - | awk '{sum += $3 - $2} END {print sum + 0}')
echo "at rest: $woken wake-ups in ${REST_SECONDS:-10} s, $(awk '/VmRSS|RssAnon/ {printf "%s %s kB  ", $1, $2}' /proc/"$tray_pid"/status)"
if ((woken > ${REST_SECONDS:-10} / 2)); then
    echo "FAIL: the tray wakes up at rest" >&2
    exit 1
fi

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
eval "$(xdotool getwindowgeometry --shell "$(popover | head -1)" | sed 's/^/P_/')"
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
