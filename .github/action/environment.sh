#!/bin/bash
# Sourced by the other scripts. They run under `bash -p`, which ignores functions and BASH_ENV of the environment.

# keep_only NAME…: Unset all other exported variables, and set PATH to the system's folders.
# An earlier step of the job may have set variables (GITHUB_ENV, GITHUB_PATH), and some can make programs run code.
keep_only() {
  for bulletin_name in $(compgen -e); do
    case " $* " in
      *" $bulletin_name "*) ;;
      # A variable that is readonly in bash cannot be unset, but it can be kept from child processes.
      *) export -n "${bulletin_name?}" && { unset -v "$bulletin_name" 2>/dev/null || true; } ;;
    esac
  done
  unset -v bulletin_name
  export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/snap/bin
}
