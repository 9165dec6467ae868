#!/bin/bash
# Run a step of Bulletin, `run` or `link`, with only the listed variables, 5 minutes of processor time and 4 GB.
set -euo pipefail
# shellcheck source=.github/action/environment.sh
source "${GITHUB_ACTION_PATH:?}/.github/action/environment.sh"
runner_variables=(
  GITHUB_ACTION_PATH GITHUB_ACTOR GITHUB_API_URL GITHUB_EVENT_NAME GITHUB_EVENT_PATH GITHUB_OUTPUT GITHUB_REF
  GITHUB_REPOSITORY GITHUB_RUN_ATTEMPT GITHUB_RUN_ID GITHUB_SERVER_URL GITHUB_SHA GITHUB_STEP_SUMMARY GITHUB_WORKSPACE
  RUNNER_TEMP
)
# The variables that action.yml sets for each step.
case $1 in
  run)
    step_variables=(
      BULLETIN_RUNTIME INPUT_COMMAND INPUT_PATH INPUT_BUNDLE INPUT_ISSUE INPUT_CORRECTION INPUT_RESUME INPUT_AFTER
      INPUT_FAIL_ON INPUT_OUTPUT INPUT_SITE_URL INPUT_ANNOTATIONS INPUT_SUMMARY INPUT_ARTIFACT_NAME INPUT_SCREENSHOT INPUT_COMMENT
      INPUT_RELEASE INPUT_DRY_RUN INPUT_TO INPUT_TO_LIMITED INPUT_TO_EDITIONS INPUT_SMTP_URL INPUT_SMTP_PASSWORD INPUT_OAUTH_TOKEN_URL
      INPUT_OAUTH_CLIENT INPUT_OAUTH_SECRET INPUT_OAUTH_REFRESH_TOKEN INPUT_TOKEN
    )
    ;;
  link) step_variables=(BULLETIN_RUNTIME INPUT_SUMMARY INPUT_COMMENT INPUT_TOKEN VERDICT PREVIEW_URL BUNDLE_URL LIMITED_URL) ;;
  *) exit 2 ;;
esac
keep_only "${runner_variables[@]}" "${step_variables[@]}"
# A stranger may have written the templates. At the soft limit the process gets a signal, and is killed 10 s later.
ulimit -S -t 300 || true
ulimit -H -t 310 || true
ulimit -S -v 4194304 || true
python=$(<"${BULLETIN_RUNTIME:?}/python")
exec "$python" -I -B -X utf8 "$GITHUB_ACTION_PATH/.github/action/start.py" "$1"
