#!/bin/sh
# Looks for patterns in images of vaults (empty, full, with a decoy) by Debian's ent and dieharder, which it installs. Takes some minutes.
# With --all dieharder runs every test it has: hours.
set -eu

TESTS="0 1 2 3 8 15 100 101"
ENT_IMAGES=16

cd "$(dirname "$0")/.."
node=node_modules/.bin/node
stream=packages/tools/src/bench/vault-stream-program.ts
tests=$TESTS
[ "${1-}" = --all ] && tests=all

missing=
for tool in ent dieharder; do command -v $tool >/dev/null || missing="$missing $tool"; done
if [ -n "$missing" ]; then
  [ "$(id -u)" -eq 0 ] || { echo "install as root: apt-get install --yes$missing" >&2; exit 1; }
  # shellcheck disable=SC2086 # a list of names
  DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends -o DPkg::Lock::Timeout=120 $missing >/dev/null
fi

results=$(mktemp)
trap 'rm -f "$results"' EXIT
for filling in empty full decoy; do
  echo "== $filling: ent, $ENT_IMAGES images of 4 MiB"
  $node $stream $filling $ENT_IMAGES | ent
  echo "== $filling: dieharder"
  if [ "$tests" = all ]; then
    $node $stream $filling | dieharder -g 200 -a -Y 1 | tee -a "$results"
  else
    for test in $tests; do $node $stream $filling | dieharder -g 200 -d "$test" -Y 1 | grep '|' | grep -v test_name | tee -a "$results"; done
  fi
done
# -Y 1 repeats what is WEAK until it is clear.
if grep -q FAILED "$results"; then
  echo "some tests FAILED"
  exit 1
fi
echo "no test failed"
