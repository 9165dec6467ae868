#!/usr/bin/env bash
# Make the release of the tag that was pushed, and move v1 and v1.2 to it: only forward, and never to another major version.
set -euo pipefail
tag=${GITHUB_REF_NAME:?}
[[ $tag =~ ^v([0-9]+)\.([0-9]+)\.([0-9]+)$ ]] || {
  echo "$tag is no version like v1.2.3."
  exit 1
}
major=v${BASH_REMATCH[1]} minor=v${BASH_REMATCH[1]}.${BASH_REMATCH[2]}
version=$(sed -n 's/^__version__ = "\(.*\)"$/\1/p' bulletin/__init__.py)
[ "v$version" = "$tag" ] || {
  echo "The tag is $tag, and bulletin/__init__.py says $version."
  exit 1
}
newest() { git tag --list "$1.*" | grep -E '^v[0-9]+\.[0-9]+\.[0-9]+$' | sort -V | tail -n 1; }
# Draft, files, publish: a release that is published is never changed again.
gh release view "$tag" >/dev/null 2>&1 || gh release create "$tag" --draft --verify-tag --title "$tag" --notes-file CHANGELOG.md
gh release upload "$tag" dist/* --clobber
gh release edit "$tag" --draft=false
commit=$(git rev-parse "$tag^{commit}")
for short in "$major" "$minor"; do
  if [ "$(newest "$short")" = "$tag" ]; then
    gh api "repos/$GITHUB_REPOSITORY/git/refs/tags/$short" --method PATCH -f "sha=$commit" -F force=true >/dev/null 2>&1 ||
      gh api "repos/$GITHUB_REPOSITORY/git/refs" --method POST -f "ref=refs/tags/$short" -f "sha=$commit" >/dev/null
    echo "$short is $tag now."
  else
    echo "$short stays: $(newest "$short") is newer."
  fi
done
