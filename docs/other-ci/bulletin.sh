#!/bin/sh
# The steps of a bulletin on any machine: sh bulletin.sh check | site | publish
# It runs in a clone of the bulletin's repository, on its default branch, with git and bulletin installed.
set -eu
case "${1:-}" in
  check) # report the problems in the files and in the built outputs; for each proposed change
    bulletin check --built
    ;;
  site) # build the web archive as of today into build/site, to be put online before an issue is sent
    bulletin build --as-of today
    ;;
  publish) # send the issue that is due, once; BULLETIN_SMTP_URL and BULLETIN_TO are the mail server and the list
    git pull --quiet --ff-only
    bulletin publish --due
    ;;
  *)
    echo "usage: sh bulletin.sh check | site | publish" >&2
    exit 2
    ;;
esac
