#!/usr/bin/env bash
# Begin a release: write the version and the day where they stand, commit, tag, and say what is left to do.
#   begin-release.sh 1.2.3
set -euo pipefail
cd "$(dirname "$0")/.."
version=${1:-}
stop() {
  echo "$1" >&2
  exit 1
}
[[ $version =~ ^[0-9]+\.[0-9]+\.[0-9]+$ ]] || stop "Name the version: make release VERSION=1.2.3"
[ "$(git symbolic-ref --short HEAD)" = main ] || stop "A release is made from main: git switch main"
[ -z "$(git status --porcelain)" ] || stop "Something is not committed: git status"
git fetch --quiet --tags origin main
[ "$(git rev-parse HEAD)" = "$(git rev-parse origin/main)" ] || stop "Here is not what origin has: git pull, then git push"
[ -z "$(git tag --list "v$version")" ] || stop "v$version is there already."
newest=$(git tag --list 'v*.*.*' | sed 's/^v//' | sort -V | tail -n 1)
[ "$(printf '%s\n' "$newest" "$version" | sort -V | tail -n 1)" = "$version" ] || stop "v$newest is newer than v$version."
awk '/^## / { inside = /Unreleased/ } inside && /^- / { entries++ } END { exit !entries }' CHANGELOG.md ||
  stop "CHANGELOG.md says nothing under Unreleased."
sed -i "s/^__version__ = \".*\"\$/__version__ = \"$version\"/" bulletin/__init__.py
sed -i "0,/^version = \".*\"\$/s//version = \"$version\"/" pyproject.toml
sed -i "s/^## Unreleased\$/## Unreleased\n\n## $version, $(date -u +%Y-%m-%d)/" CHANGELOG.md
git commit --quiet --all --message "Release $version"
git tag --annotate "v$version" --message "Bulletin $version"
cat docs/release-checklist.md
echo
echo "Committed and tagged, not pushed. When the list above is done: git push --atomic origin main v$version"
