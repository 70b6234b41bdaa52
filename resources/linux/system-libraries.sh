#!/bin/sh
# System packages on Debian-like systems, above all Qt's libraries: installs what is missing when it may, else prints
# the one line to run. Elsewhere it does nothing. Usage: system-libraries.sh window|tests|app|display [PYTHON]
#   window   what the program needs to open a window or to render off-screen
#   tests    window, and what reads PDF files, for make test
#   app      window, and what PyInstaller needs to take programs apart, for make app
#   display  window, and a virtual display with tools to drive it, for make test-app and make bench
#   PYTHON   the Python that will be used, python3 if not given
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

# Debian packs parts of Python apart, with its version in their names.
python=${2:-python3}
version=$("$python" -c 'import sys; print("python%d.%d" % sys.version_info[:2])')
"$python" -c 'import ensurepip, venv' 2>/dev/null || wanted="$wanted $version-venv"
case ${1:-window} in
tests) wanted="$wanted poppler-utils" ;;
app)
    wanted="$wanted binutils"
    # Debian's Python runs without its shared library, the packed app does not. Other Pythons bring theirs.
    "$python" -c 'import ctypes, sys, sysconfig
sys.base_prefix != "/usr" or ctypes.CDLL(sysconfig.get_config_var("INSTSONAME"))' 2>/dev/null || wanted="$wanted lib$version"
    ;;
display) wanted="$wanted xvfb xdotool openbox" ;;
esac

missing=
for package in $wanted; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing="$missing $package"
done
[ -z "$missing" ] && exit 0

line="apt-get update && apt-get install -y --no-install-recommends$missing"
may=no as= by_hand=$line
if [ "$(id -u)" = 0 ]; then
    may=yes
elif command -v sudo >/dev/null 2>&1; then
    as=sudo by_hand="sudo apt-get update && sudo ${line#*&& }"
    if [ -t 0 ] || sudo -n true 2>/dev/null; then may=yes; fi
else
    by_hand="su -c '$line'"
fi
if [ $may = no ]; then
    echo "System packages are missing. Install them, then run make again:" >&2
    echo "  $by_hand" >&2
    exit 1
fi
echo "Installing system packages:$missing"
# What apt says is of interest only when it fails. An old list of packages may still do, so the update may fail.
update=$($as apt-get update -qq 2>&1) || true
if ! install=$($as env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing 2>&1); then
    printf '%s\n' "$update" "$install" | grep '^[EW]:' | head -n 3 >&2
    echo "That did not work. Install them yourself, then run make again:" >&2
    echo "  $by_hand" >&2
    exit 1
fi
