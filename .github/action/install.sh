#!/bin/bash
# Install the packages that Bulletin needs into a new folder: locked wheels, checked against their hashes.
# pip resolves no versions and reads nothing from the workspace; Bulletin itself runs from the Action's folder.
set -euo pipefail
fail() {
  printf '::error title=Bulletin::%s\n' "$1"
  exit 1
}
python=${BULLETIN_PYTHON:-python3}
# Look for Python in the folders of the job's PATH, but not in the checkout, whose files others write.
places=''
IFS=: read -ra all <<<"$PATH"
for place in "${all[@]}"; do
  case $place/ in
    "${GITHUB_WORKSPACE:?}"/*) ;;
    /*) places+=${places:+:}$place ;;
  esac
done
# shellcheck source=.github/action/environment.sh
source "${GITHUB_ACTION_PATH:?}/.github/action/environment.sh"
keep_only GITHUB_ACTION_PATH GITHUB_OUTPUT RUNNER_TEMP
advice='Put actions/setup-python before this step.'
python=$(PATH=$places type -P -- "$python") || fail "The input \"python\" names no program on this runner. $advice"
case $python in /*) ;; *) python=$PWD/$python ;; esac
# Ask Python for all facts at once, because starting it takes as long as installing a small package.
about=$("$python" -I -c 'import sys
if (3, 11) <= sys.version_info[:2]:
    import importlib.util, platform, secrets
    kind = platform.python_implementation() + "-" + (platform.libc_ver()[0] or "unknown")
    pip = "pip" if importlib.util.find_spec("pip") else "none"
    print(pip, kind, "%d.%d" % sys.version_info[:2], secrets.token_hex(16), sys.executable)' 2>/dev/null) || about=''
[ -n "$about" ] || fail "Bulletin needs Python 3.11 or newer, and the input \"python\" names an older one. $advice"
read -r pip kind version stop program <<<"$about"
# Use the real program instead of a shim: pyenv's shim writes to its folder after each pip, and two at once fail.
python=${program:-$python}
[ "$pip" = pip ] || fail "This Python has no pip. $advice"

runtime=$(mktemp -d "${RUNNER_TEMP:?}/bulletin.XXXXXX")
locks=$GITHUB_ACTION_PATH/.github/locks
# pip compares thousands of file names with hundreds of platform tags; naming only our platform halves its time.
platform_options=()
machine=$(uname -m)
if [ "$kind" = CPython-glibc ]; then
  platform_options=(--implementation cp --python-version "$version")
  for tag in manylinux_2_28 manylinux_2_26 manylinux_2_17 manylinux2014; do
    platform_options+=(--platform "${tag}_$machine")
  done
fi
# Of the job's variables only RUNNER_TEMP reaches pip; PATH is the system's, and PYTHONPATH a folder of the Action.
install() {
  env -i PATH="$PATH" HOME="$runtime" TMPDIR="$RUNNER_TEMP" PYTHONDONTWRITEBYTECODE=1 \
    PYTHONPATH="$GITHUB_ACTION_PATH/.github/action/unpacking" \
    "$python" -P -s -m pip --isolated --disable-pip-version-check --no-input --no-cache-dir --quiet \
    install --no-compile --no-deps --require-hashes --root-user-action ignore --progress-bar off \
    --target "$runtime/packages-$1" --requirement "$locks/action-$1.txt" --only-binary :all: "${@:2}" \
    >"$runtime/pip-$1.log" 2>&1
}
# Install two lists at the same time, one for each processor of a small runner; downloading takes as long as unpacking.
platform() {
  { [ ${#platform_options[@]} -gt 0 ] && install 1 "${platform_options[@]}"; } || install 1 || return 1
  # The second list takes longer, so compile Bulletin's modules meanwhile; otherwise its first step would do it.
  "$python" -I -B -X utf8 "$GITHUB_ACTION_PATH/.github/action/compile.py" "$GITHUB_ACTION_PATH" "$runtime" || true
}
platform &
jobs=($!)
# feedgen is published without a wheel: our build backend packs its files into one, and runs none of its code.
install 2 --no-binary feedgen --use-pep517 --no-build-isolation &
jobs+=($!)
failed=0
for job in "${jobs[@]}"; do wait "$job" || failed=1; done
if [ "$failed" = 1 ]; then
  # Stop commands while pip's log is printed, so that the runner does not read a line of it as a command.
  printf '::stop-commands::%s\n' "$stop"
  cat "$runtime"/pip-*.log
  printf '::%s::\n' "$stop"
  fail 'The locked packages could not be installed. The reason is in the log above this line.'
fi
printf 'runtime=%s\n' "$runtime" >>"$GITHUB_OUTPUT"
printf '%s\n' "$python" >"$runtime/python"
