#!/bin/bash
# Sourced by the other scripts. They run under `bash -p`, which takes neither functions nor BASH_ENV from outside.

# keep_only NAME…: Keep only these variables, and find only the system's programs.
# An earlier step of the job may have set others (GITHUB_ENV, GITHUB_PATH), and some of them are as good as code.
keep_only() {
  for bulletin_name in $(compgen -e); do
    case " $* " in
      *" $bulletin_name "*) ;;
      # What is readonly in bash cannot be unset, but need not be passed on.
      *) export -n "${bulletin_name?}" && { unset -v "$bulletin_name" 2>/dev/null || true; } ;;
    esac
  done
  unset -v bulletin_name
  export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/snap/bin
}
