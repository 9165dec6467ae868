#!/bin/bash
# Install what Bulletin needs into a fresh folder: locked wheels, checked against their hashes.
# Nothing is resolved, nothing is read from the workspace, and Bulletin itself runs from where it lies.
set -euo pipefail
fail() {
  printf '::error title=Bulletin::%s\n' "$1"
  exit 1
}
python=${BULLETIN_PYTHON:-python3}
# Python may be anywhere that the job looks for programs, but not in the checkout, which others write.
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
# What there is to know of this Python, asked once: starting it takes as long as a small package.
about=$("$python" -I -c 'import sys
if (3, 11) <= sys.version_info[:2]:
    import importlib.util, platform, secrets
    kind = platform.python_implementation() + "-" + (platform.libc_ver()[0] or "unknown")
    pip = "pip" if importlib.util.find_spec("pip") else "none"
    print(pip, kind, "%d.%d" % sys.version_info[:2], secrets.token_hex(16), sys.executable)' 2>/dev/null) || about=''
[ -n "$about" ] || fail "Bulletin needs Python 3.11 or newer, and the input \"python\" names an older one. $advice"
read -r pip kind version stop program <<<"$about"
# Not by a shim: that of pyenv writes to its own folder after each pip, and fails if two do so at once.
python=${program:-$python}
[ "$pip" = pip ] || fail "This Python has no pip. $advice"

runtime=$(mktemp -d "${RUNNER_TEMP:?}/bulletin.XXXXXX")
locks=$GITHUB_ACTION_PATH/.github/locks
# pip compares each of thousands of files with each of hundreds of platforms; naming ours halves its work.
named=()
machine=$(uname -m)
if [ "$kind" = CPython-glibc ]; then
  named=(--implementation cp --python-version "$version")
  for one in manylinux_2_28 manylinux_2_26 manylinux_2_17 manylinux2014; do named+=(--platform "${one}_$machine"); done
fi
# No variable of the job reaches pip but where to find programs; what is set here comes from this folder.
install() {
  env -i PATH="$PATH" HOME="$runtime" TMPDIR="$RUNNER_TEMP" PYTHONDONTWRITEBYTECODE=1 \
    PYTHONPATH="$GITHUB_ACTION_PATH/.github/action/unpacking" \
    "$python" -P -s -m pip --isolated --disable-pip-version-check --no-input --no-cache-dir --quiet \
    install --no-compile --no-deps --require-hashes --root-user-action ignore --progress-bar off \
    --target "$runtime/packages-$1" --requirement "$locks/action-$1.txt" --only-binary :all: "${@:2}" \
    >"$runtime/pip-$1.log" 2>&1
}
# Two at the same time, one for each processor of a small runner: fetching takes as long as unpacking.
platform() {
  { [ ${#named[@]} -gt 0 ] && install 1 "${named[@]}"; } || install 1 || return 1
  # The other has more to do; meanwhile Bulletin's own modules are compiled, so that its first step need not do it.
  "$python" -I -B -X utf8 "$GITHUB_ACTION_PATH/.github/action/compile.py" "$GITHUB_ACTION_PATH" "$runtime" || true
}
platform &
jobs=($!)
# One package has no wheel: its files are packed into one as they are, and none of its code runs.
install 2 --no-binary feedgen --use-pep517 --no-build-isolation &
jobs+=($!)
failed=0
for job in "${jobs[@]}"; do wait "$job" || failed=1; done
if [ "$failed" = 1 ]; then
  # What pip says is for people, and no command to the runner.
  printf '::stop-commands::%s\n' "$stop"
  cat "$runtime"/pip-*.log
  printf '::%s::\n' "$stop"
  fail 'The locked packages could not be installed. The reason is in the log above this line.'
fi
printf 'runtime=%s\n' "$runtime" >>"$GITHUB_OUTPUT"
printf '%s\n' "$python" >"$runtime/python"
