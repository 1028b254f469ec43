#!/usr/bin/env bash
# A real panel (trayer, XEmbed) in a virtual X server: the icon appears in it, a click opens the
# popover, a second start opens it too, and a daemon that is gone is shown. Writes screenshots.
#   real_tray.sh <farebox-tray> <folder for screenshots>
set -euo pipefail
tray=$1
out=$2

missing=()
for tool in Xvfb trayer xdotool xwd convert; do command -v "$tool" >/dev/null || missing+=("$tool"); done
if [[ ${#missing[@]} -gt 0 ]]; then
    echo "SKIP: not installed: ${missing[*]} (Debian: xvfb trayer xdotool x11-apps imagemagick)"
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

run() {
    env -i PATH="$PATH" HOME="$home" DISPLAY="$DISPLAY" XDG_RUNTIME_DIR="$home/run" LC_ALL=C.UTF-8 \
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
echo "PASS: icon, click, popover, second start; screenshots in $out"
