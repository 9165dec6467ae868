#!/bin/sh
# Run by cron on a server: fetch, build the site, send the issue that is due. Only one run at a time.
# The web server's root is build/site of this clone, so pages that a build removes are removed from the web, too.
set -eu
cd "$(dirname "$0")/.."
exec 9>.git/bulletin.lock
flock 9
set -a # Every name in server.env is for bulletin: also the editions, and the names of a token.
# shellcheck source=/dev/null
. "${BULLETIN_ENV:-$HOME/server.env}"
set +a
git pull --quiet --ff-only
sh ci/bulletin.sh site
sh ci/bulletin.sh publish
