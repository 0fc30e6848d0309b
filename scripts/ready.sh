#!/bin/sh
# Makes a checkout ready to run: installs what package-lock.json pins, and with --browser what the browser tests need of Debian.
# Does nothing, quickly, when all of it is there.
set -eu

NODE_MAJOR_MIN=20
NPM_MAJOR_MIN=11
BROWSER_PACKAGES="chromium fonts-noto-cjk"

cd "$(dirname "$0")/.."
stamp=node_modules/.ojak-ready

say() { printf 'ready: %s\n' "$*"; }

fail() {
  printf 'ready: %s\n' "$@" >&2
  exit 1
}

is_debian() {
  [ -r /etc/os-release ] && grep -Eq '^ID(_LIKE)?="?([a-z]+ )*debian' /etc/os-release
}

is_installed() {
  [ "$(dpkg-query --show --showformat='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

check_tools() {
  [ "$(uname -s)" = Linux ] || say "made and tested on Debian 12 only; this is $(uname -s), so expect surprises"
  command -v node >/dev/null || fail "Node.js $NODE_MAJOR_MIN or newer is needed to install the rest, and there is none." \
    "Install it from https://nodejs.org and run this again."
  command -v npm >/dev/null || fail "npm $NPM_MAJOR_MIN or newer is needed, and there is none."
  node_version=$(node --version)
  node_major=${node_version#v}
  [ "${node_major%%.*}" -ge $NODE_MAJOR_MIN ] || fail "Node.js $NODE_MAJOR_MIN or newer is needed; this is $node_version."
  npm_version=$(npm --version 2>/dev/null)
  [ "${npm_version%%.*}" -ge $NPM_MAJOR_MIN ] || fail "npm $NPM_MAJOR_MIN or newer is needed; this is $npm_version." \
    "Get it with: npm install --global npm@$NPM_MAJOR_MIN"
}

install_packages() {
  lock_sum=$(cksum <package-lock.json)
  if [ -x node_modules/.bin/node ] && [ "$(cat "$stamp" 2>/dev/null)" = "$lock_sum" ]; then return; fi
  check_tools
  say "installing what package-lock.json pins (about a minute the first time)"
  npm ci --no-progress || fail "npm ci failed; its own words are above."
  node_modules/.bin/node --version >/dev/null || fail "the pinned Node.js does not run on this machine ($(uname -sm))."
  printf '%s\n' "$lock_sum" >"$stamp"
  say "packages installed; Node.js $(node_modules/.bin/node --version)"
}

install_browser() {
  if ! is_debian; then
    command -v chromium >/dev/null || fail "the browser tests need Chromium as 'chromium' on the PATH, and Noto CJK fonts." \
      "This is no Debian system, so install them by your system's own means."
    return
  fi
  missing=
  for package in $BROWSER_PACKAGES; do
    is_installed "$package" || missing="$missing $package"
  done
  [ -n "$missing" ] || return 0
  [ "$(id -u)" -eq 0 ] || fail "the browser tests need Debian's packages:$missing" "Install them as root: apt-get install --yes$missing"
  export DEBIAN_FRONTEND=noninteractive
  say "installing Debian's packages for the browser tests:$missing (about a minute)"
  # Package lists may be missing or name files that the mirror has replaced: only then are they fetched anew.
  # shellcheck disable=SC2086 # a list of names
  if ! apt_install $missing; then
    say "fetching Debian's package lists, then trying once more"
    apt-get update -qq || fail "apt-get update failed; its own words are above."
    # shellcheck disable=SC2086 # a list of names
    apt_install $missing || { tail -n 20 "$apt_log" >&2 && fail "apt-get install failed; its last words are above."; }
  fi
  say "Debian's packages installed"
}

apt_install() {
  apt-get install --yes --no-install-recommends -o DPkg::Lock::Timeout=120 "$@" >"$apt_log" 2>&1
}

browser=no
for argument in "$@"; do
  case $argument in
    --browser) browser=yes ;;
    --help)
      echo "usage: sh scripts/ready.sh [--browser]"
      exit 0
      ;;
    *) fail "unknown option: $argument" ;;
  esac
done

install_packages
if [ $browser = yes ]; then
  apt_log=$(mktemp)
  trap 'rm -f "$apt_log"' EXIT
  install_browser
fi
