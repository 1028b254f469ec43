#!/usr/bin/env bash
# Rewrites docs/images/tray from what is drawn now: update.sh <test_ui_screens>
# With ImageMagick the pictures get a palette, a third of the size; the comparison allows for it.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
images=$here/../../../docs/images/tray
env QT_QPA_PLATFORM=offscreen TZ=UTC LC_ALL=C.UTF-8 QT_SCALE_FACTOR=2 FAREBOX_UPDATE_SCREENS=1 \
    FONTCONFIG_FILE="$here/fonts.conf" "$1" >/dev/null
command -v convert >/dev/null || exit 0
for image in "$images"/*.png; do
    convert "$image" -strip +dither -colors 200 -define png:compression-level=9 "PNG8:$image"
done
