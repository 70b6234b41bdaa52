#!/bin/sh
# Qt's system libraries on Debian-like systems: installs what is missing when it may, else prints the one line to run.
# Elsewhere it does nothing. Usage: system-libraries.sh window|display
#   window   what the program needs to open a window or to render off-screen
#   display  the above, and a virtual display with tools to drive it, for make test-app and make bench
set -eu
[ "$(uname -s)" = Linux ] && command -v apt-get >/dev/null 2>&1 && command -v dpkg-query >/dev/null 2>&1 || exit 0

glib=libglib2.0-0
# Newer releases renamed it with the change to 64-bit time.
if ! dpkg-query -W -f '${Status}' $glib 2>/dev/null | grep -q 'ok installed'; then
    if apt-cache show libglib2.0-0t64 >/dev/null 2>&1 && ! apt-cache show libglib2.0-0 2>/dev/null | grep -q '^Filename'; then
        glib=libglib2.0-0t64
    fi
fi
dpkg-query -W -f '${Status}' libglib2.0-0t64 2>/dev/null | grep -q 'ok installed' && glib=libglib2.0-0t64

wanted="libegl1 libgl1 $glib libfontconfig1 libxkbcommon0 libdbus-1-3 libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0"
[ "${1:-window}" = display ] && wanted="$wanted xvfb xdotool openbox"
# Debian packs venv apart from Python itself.
python3 -c 'import ensurepip, venv' 2>/dev/null || wanted="$wanted python3-venv"

missing=
for package in $wanted; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing="$missing $package"
done
[ -z "$missing" ] && exit 0

line="apt-get install -y --no-install-recommends$missing"
if [ "$(id -u)" = 0 ]; then
    as=
elif command -v sudo >/dev/null 2>&1 && { [ -t 0 ] || sudo -n true 2>/dev/null; }; then
    as=sudo
else
    echo "System libraries are missing. Install them, then run make again:" >&2
    echo "  sudo $line" >&2
    exit 1
fi
echo "Installing system libraries:$missing"
$as apt-get update -qq >/dev/null 2>&1 || true
if ! DEBIAN_FRONTEND=noninteractive $as $line >/dev/null; then
    echo "That did not work. Install them yourself, then run make again:" >&2
    echo "  sudo apt-get update && sudo $line" >&2
    exit 1
fi
