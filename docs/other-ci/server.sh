#!/bin/sh
# What cron runs on a server: fetch, build the site, send the issue that is due. One run at a time.
# The web server's root is build/site of this clone: what a build takes back is gone from there, too.
set -eu
cd "$(dirname "$0")/.."
exec 9>.git/bulletin.lock
flock 9
# shellcheck source=/dev/null
. "${BULLETIN_ENV:-$HOME/server.env}"
export BULLETIN_SMTP_URL BULLETIN_SMTP_PASSWORD BULLETIN_TO BULLETIN_TO_LIMITED
git pull --quiet --ff-only
sh ci/bulletin.sh site
sh ci/bulletin.sh publish
