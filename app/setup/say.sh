# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# Messages of the setup, on stderr: stdout belongs to the program that is started.

say() { printf 'emascope: %s\n' "$*" >&2; }

# Prints one sentence and exits.
fail() {
  say "$*"
  exit 1
}

# cacheFolder: prints the path of the cache, which all clones share.
cacheFolder() { printf '%s/emascope' "${XDG_CACHE_HOME:-${HOME:-/tmp}/.cache}"; }

# takeLock FILE: waits until no other run holds the lock; dropLock releases it (before exec, or it would
# be held until the window is closed).
takeLock() {
  mkdir -p "$(dirname "$1")" || fail "Cannot create the folder $(dirname "$1")."
  exec {lock_fd}>"$1" || fail "Cannot write $1."
  if ! flock -n "$lock_fd"; then
    say "waiting for another run to finish"
    flock "$lock_fd"
  fi
}
dropLock() { exec {lock_fd}>&-; }

# needDisk FOLDER MEGABYTES WHAT-FOR: fails if the folder's disk has less space left.
needDisk() {
  local folder=$1 free
  until [[ -d $folder ]]; do folder=$(dirname "$folder"); done
  free=$(df -Pk "$folder" | awk 'NR == 2 { print int($4 / 1024) }')
  if ((free < $2)); then
    fail "Too little disk: $3 needs $2 MB in $1, and only $free MB are free."
  fi
}

# whyFailed LOG: prints the reason found in a package tool's output, as half a sentence, or nothing.
whyFailed() {
  if grep -qiE 'no space left|enough free space' "$1"; then
    printf 'the disk is full'
  elif grep -qiE 'do not match the hashes' "$1"; then
    printf 'the download is not what was pinned (its hash differs)'
  elif grep -qiE 'temporary failure|could not resolve|name resolution|network is unreachable|could not connect|connection refused|failed to establish|connection (broken|timed out)|connecttimeout|readtimeout|proxyerror|unable to connect|from versions: none' "$1"; then
    printf 'there is no network, or the server does not respond'
  fi
}
