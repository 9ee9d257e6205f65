# Shared by the commands in bin/: finds Python, makes the environment, installs what is missing.
# shellcheck shell=bash
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"
export PYTHONPATH="$root${PYTHONPATH:+:$PYTHONPATH}"

# Contributors may name an environment they already have; nothing is installed into that one.
venv=${TALKOO_VENV:-$root/.venv}
python="$venv/bin/python"

say() { printf '%s\n' "$*" >&2; }

# Words that run something as root, or a failure when this person may not.
as_root() {
  if [ "$(id -u)" = 0 ]; then
    "$@"
  elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
    sudo -n "$@"
  else
    return 1
  fi
}

# apt_install "what it is for" package... : tries when it may, else prints the line to type. Never stops the caller.
apt_install() {
  local purpose=$1
  shift
  if command -v apt-get >/dev/null 2>&1; then
    if as_root true; then
      say "Installing for $purpose: $*"
      if as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@" >/dev/null 2>&1; then
        return 0
      fi
      # The package lists of a fresh machine are often empty.
      if as_root apt-get update -q >/dev/null 2>&1 &&
        as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@" >/dev/null 2>&1; then
        return 0
      fi
    fi
    say "Missing for $purpose. Type:  sudo apt-get install -y $*"
  else
    say "Missing for $purpose: $* (names of the Debian packages)"
  fi
  return 1
}

find_python() {
  local candidate
  for candidate in python3 python3.13 python3.12 python3.11; do
    if command -v "$candidate" >/dev/null 2>&1 &&
      "$candidate" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null; then
      command -v "$candidate"
      return 0
    fi
  done
  return 1
}

# need_environment requirements.txt : the environment holds exactly what the file names.
need_environment() {
  local requirements=$1 base stamp wanted
  if [ -n "${TALKOO_VENV:-}" ]; then
    [ -x "$python" ] || { say "TALKOO_VENV names no Python environment: $venv"; exit 1; }
    return 0
  fi
  stamp="$venv/.stamp-$requirements"
  wanted=$(cat requirements.txt "$requirements" | sha256sum | cut -d' ' -f1)
  if [ -x "$python" ] && "$python" -c '' 2>/dev/null && [ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ]; then
    return 0
  fi
  if ! base=$(find_python); then
    apt_install "Talkoo, which needs Python 3.11, 3.12 or 3.13" python3 python3-venv || exit 1
    base=$(find_python) || { say "Python 3.11, 3.12 or 3.13 is needed; this machine has $(python3 -V 2>&1)."; exit 1; }
  fi
  if ! "$base" -c 'import venv, ensurepip' 2>/dev/null; then
    apt_install "Python environments" "python$("$base" -c 'import sys; print("%d.%d" % sys.version_info[:2])')-venv" || exit 1
  fi
  # A broken or half-made environment is made anew.
  if ! "$python" -m pip --version >/dev/null 2>&1; then
    say "Making the Python environment in .venv"
    rm -rf "$venv"
    "$base" -m venv "$venv"
  fi
  say "Installing Python packages (once)"
  "$python" -m pip install --quiet --disable-pip-version-check -r "$requirements"
  printf '%s' "$wanted" >"$stamp"
}

has_library() { { /sbin/ldconfig -p 2>/dev/null || ldconfig -p 2>/dev/null || true; } | grep -q "$1"; }

# PDFs need Pango; everything else works without it, so this never stops a start.
need_pango() {
  if has_library libpangoft2-1.0.so && has_library libharfbuzz-subset.so && [ -d /usr/share/fonts ]; then
    return 0
  fi
  if [ -e "$venv/.tried-pango" ]; then
    say "PDFs wait until Pango is there. Type:  sudo apt-get install -y $pango_packages"
    return 0
  fi
  # shellcheck disable=SC2086
  apt_install "PDFs" $pango_packages || say "Talkoo starts without it; PDFs wait in the queue."
  [ -d "$venv" ] && [ -z "${TALKOO_VENV:-}" ] && : >"$venv/.tried-pango"
  return 0
}
pango_packages="libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core"
