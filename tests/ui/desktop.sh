# A desktop for scripts: a virtual X server with a real panel, and a HOME of its own that goes when
# the script ends. PANEL says which: trayer (XEmbed) or xfce4-panel (StatusNotifier, on a session bus
# of its own). To be sourced; needs bash with -euo pipefail.
#   start_desktop <folder for screenshots>
# then: $home, $DISPLAY, run, wait_for, shot, icon, popover, start_tray; $pids end with the script.

: "${PANEL:=trayer}"
missing=()
tools=(Xvfb "$PANEL" xdotool xwd convert curl)
[[ $PANEL == trayer ]] || tools+=(dbus-daemon gdbus)
for tool in "${tools[@]}"; do
    command -v "$tool" >/dev/null || missing+=("$tool")
done
if [[ ${#missing[@]} -gt 0 ]]; then
    echo "SKIP: not installed: ${missing[*]} (Debian: xvfb trayer xfce4-panel dbus-daemon" \
        "libglib2.0-bin xdotool x11-apps imagemagick curl)"
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

# Without a bus of its own a program would look for one outside: there is none.
bus=disabled:
# In the background only: the subshell becomes the program.
run() {
    exec env -i PATH="$PATH" HOME="$home" DISPLAY="$DISPLAY" XDG_RUNTIME_DIR="$home/run" LC_ALL=C.UTF-8 \
        DBUS_SESSION_BUS_ADDRESS="$bus" FAREBOX_CONFIG="$home/config.json" QT_QPA_PLATFORM=xcb "$@"
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
    if [[ $PANEL == trayer ]]; then start_trayer; else start_xfce; fi
}

start_trayer() {
    run trayer --edge top --align right --widthtype request --height 28 --SetDockType false \
        >"$home/trayer.log" 2>&1 &
    pids+=($!)
    wait_for "the panel did not start" xdotool search --class trayer
}

# The answer of a program on the session bus: ask_bus <name> <path> <method> [argument...]
ask_bus() {
    DBUS_SESSION_BUS_ADDRESS=$bus gdbus call --session --dest "$1" --object-path "$2" --method "${@:3}"
}
has_notifier_host() {
    ask_bus org.kde.StatusNotifierWatcher /StatusNotifierWatcher \
        org.freedesktop.DBus.Properties.Get org.kde.StatusNotifierWatcher \
        IsStatusNotifierHostRegistered | grep -q true
}

# One panel along the top: empty space, then the tray.
start_xfce() {
    local settings=$home/.config/xfce4/xfconf/xfce-perchannel-xml
    run dbus-daemon --session --nofork --print-address=8 8>"$home/bus" >"$home/dbus.log" 2>&1 &
    pids+=($!)
    wait_for "the session bus did not start" grep -q . "$home/bus"
    bus=$(head -1 "$home/bus")
    mkdir -p "$settings"
    cat >"$settings/xfce4-panel.xml" <<'XML'
<?xml version="1.0" encoding="UTF-8"?>
<channel name="xfce4-panel" version="1.0">
  <property name="configver" type="int" value="2"/>
  <property name="panels" type="array">
    <value type="int" value="1"/>
    <property name="panel-1" type="empty">
      <property name="position" type="string" value="p=6;x=0;y=0"/>
      <property name="length" type="uint" value="100"/>
      <property name="position-locked" type="bool" value="true"/>
      <property name="size" type="uint" value="28"/>
      <property name="plugin-ids" type="array">
        <value type="int" value="1"/>
        <value type="int" value="2"/>
      </property>
    </property>
  </property>
  <property name="plugins" type="empty">
    <property name="plugin-1" type="string" value="separator">
      <property name="expand" type="bool" value="true"/>
      <property name="style" type="uint" value="0"/>
    </property>
    <property name="plugin-2" type="string" value="systray"/>
  </property>
</channel>
XML
    run xfce4-panel --disable-wm-check >"$home/panel.log" 2>&1 &
    pids+=($!)
    wait_for "the panel takes no StatusNotifier icons" has_notifier_host
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
# trayer shows its window when it holds an icon, and its middle is the icon. Xfce's panel is always
# there; its watcher knows whether an icon is.
icon() {
    if [[ $PANEL == trayer ]]; then
        xdotool search --onlyvisible --class trayer
        return
    fi
    ask_bus org.kde.StatusNotifierWatcher /StatusNotifierWatcher \
        org.freedesktop.DBus.Properties.Get org.kde.StatusNotifierWatcher \
        RegisteredStatusNotifierItems | grep StatusNotifierItem
}
shot() { xwd -root -silent | convert xwd:- "$out/$1.png"; }

# Where the icon is: X, Y, WIDTH, HEIGHT.
locate_icon() {
    if [[ $PANEL == trayer ]]; then
        eval "$(xdotool getwindowgeometry --shell "$(icon | head -1)")"
    else
        # The last 24 points of a panel of 28.
        X=976 Y=0 WIDTH=24 HEIGHT=28
    fi
}
click_icon() {
    locate_icon
    xdotool mousemove $((X + WIDTH / 2)) $((Y + HEIGHT / 2))
    sleep 0.3
    xdotool click 1
}
# Where the popover is: P_X, P_Y, P_WIDTH, P_HEIGHT.
locate_popover() { eval "$(xdotool getwindowgeometry --shell "$(popover | head -1)" | sed 's/^/P_/')"; }
