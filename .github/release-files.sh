#!/usr/bin/env bash
# Make the files of a release in dist/: the package, what it is installed with, and what it consists of (an SBOM).
#   release-files.sh OWNER/REPO
set -euo pipefail
cd "$(dirname "$0")/.."
repository=${1:?OWNER/REPO}
bin=.venv/bin
rm -rf dist
"$bin/python" -m build --no-isolation --outdir dist >/dev/null
wheel=$(cd dist && ls ./*.whl)
wheel=${wheel#./}
version=$(sed -n 's/^__version__ = "\(.*\)"$/\1/p' bulletin/__init__.py)
# requirements.txt: pip install --require-hashes --no-deps --requirement requirements.txt installs exactly this release.
{
  cat .github/locks/run.txt
  echo "bulletin @ https://github.com/$repository/releases/download/v$version/$wheel \\"
  echo "    --hash=sha256:$(sha256sum "dist/$wheel" | cut -d ' ' -f 1)"
} >dist/requirements.txt
"$bin/cyclonedx-py" requirements --pyproject pyproject.toml --output-reproducible --of JSON \
  --output-file dist/bulletin.cdx.json .github/locks/run.txt
ls dist
