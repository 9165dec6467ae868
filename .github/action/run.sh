#!/usr/bin/env bash
# Run a step of Bulletin: isolated from the workspace, the user's settings and PYTHON* variables.
set -euo pipefail
python=$(cat "${BULLETIN_RUNTIME:?}/python")
exec "$python" -I -B -X utf8 "${GITHUB_ACTION_PATH:?}/.github/action/start.py" "$1"
