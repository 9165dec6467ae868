#!/usr/bin/env bash
# Run a step of Bulletin: isolated from the workspace, the user's settings and PYTHON* variables.
set -euo pipefail
python=$(cat "${BULLETIN_RUNTIME:?}/python")
exec "$python" -I -X utf8 -X "pycache_prefix=$BULLETIN_RUNTIME/pycache" "${GITHUB_ACTION_PATH:?}/.github/action/start.py" "$1"
