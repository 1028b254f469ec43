# A desktop for scripts: a virtual X server with a real panel (trayer, XEmbed), and a HOME of its own
# that goes when the script ends. To be sourced; needs bash with -euo pipefail.
#   start_desktop <folder for screenshots>
# then: $home, $DISPLAY, run, wait_for, shot, icon, popover, start_tray; $pids end with the script.

missing=()
for tool in Xvfb trayer xdotool xwd convert curl; do
    command -v "$tool" >/dev/null || missing+=("$tool")
done
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

# In the background only: the subshell becomes the program.
run() {
    exec env -i PATH="$PATH" HOME="$home" DISPLAY="$DISPLAY" XDG_RUNTIME_DIR="$home/run" LC_ALL=C.UTF-8 \
        FAREBOX_CONFIG="$home/config.json" QT_QPA_PLATFORM=xcb "$@"
}

start_desktop() {
    out=$1
    mkdir -p "$out" "$home/run"
    chmod 700 "$home/run"
    # The server chooses a free number and says which.
    exec 7<>"$home/number"
    Xvfb -displayfd 7 -screen 0 1000x700x24 -nolisten tcp >"$home/xvfb.log" 2>&1 7>"$home/number" &
    pids+=($!)
    wait_for "the X server did not start" grep -q . "$home/number"
    DISPLAY=:$(tr -d '\n' <"$home/number")
    export DISPLAY
    run trayer --edge top --align right --widthtype request --height 28 --SetDockType false \
        >"$home/trayer.log" 2>&1 &
    pids+=($!)
    wait_for "the panel did not start" xdotool search --class trayer
}

# start_tray <farebox-tray>: with its first page seen; returns when the panel shows an icon.
start_tray() {
    mkdir -p "$home/.local/state/farebox"
    printf '[welcome]\nseen=true\n' >"$home/.local/state/farebox/tray.ini"
    run "$1" --background >"$home/tray.log" 2>&1 &
    tray_pid=$!
    pids+=("$tray_pid")
    wait_for "no icon in the panel" icon
}

popover() { xdotool search --onlyvisible --name '^Farebox$'; }
# trayer shows its window when it holds an icon; its middle is the icon.
icon() { xdotool search --onlyvisible --class trayer; }
shot() { xwd -root -silent | convert xwd:- "$out/$1.png"; }

# Where the icon is: X, Y, WIDTH, HEIGHT.
locate_icon() { eval "$(xdotool getwindowgeometry --shell "$(icon | head -1)")"; }
click_icon() {
    locate_icon
    xdotool mousemove $((X + WIDTH / 2)) $((Y + HEIGHT / 2))
    sleep 0.3
    xdotool click 1
}
# Where the popover is: P_X, P_Y, P_WIDTH, P_HEIGHT.
locate_popover() { eval "$(xdotool getwindowgeometry --shell "$(popover | head -1)" | sed 's/^/P_/')"; }
