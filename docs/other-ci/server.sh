#!/bin/sh
# Run by cron on a server: fetch, build the site, send the issue that is due. Only one run at a time.
# The web server's root is build/site of this clone, so pages that a build removes are removed from the web, too.
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
