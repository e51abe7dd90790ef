# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# Configures and builds one preset. Quick if there is nothing to do: CMake is not started if its cache
# already has the requested values (Ninja starts it by itself if a CMake file has changed).
# shellcheck disable=SC2154 # root (and lists) are set by the script that sources this

# guiWanted: prints ON or OFF, according to EMASCOPE_WITH_GUI.
guiWanted() {
  case ${EMASCOPE_WITH_GUI:-ON} in
    ON | on | 1) printf ON ;;
    OFF | off | 0) printf OFF ;;
    *) fail "EMASCOPE_WITH_GUI is $EMASCOPE_WITH_GUI; allowed: ON or OFF." ;;
  esac
}

# cached BUILD-FOLDER NAME: prints the value in CMake's cache.
cached() { sed -n "s/^$2:[A-Z]*=//p" "$1/CMakeCache.txt" 2>/dev/null; }

# configure PRESET NAME=VALUE...
configure() {
  local preset=$1 folder=$root/build/$1 option fresh=
  shift
  if [[ -e $folder/CMakeCache.txt && $(cached "$folder" CMAKE_HOME_DIRECTORY) != "$root" ]]; then
    fresh=--fresh # the folder was copied from somewhere else
  elif [[ -e $folder/build.ninja ]]; then
    for option in "$@"; do
      [[ $(cached "$folder" "${option%%=*}") == "${option#*=}" ]] || break
      option=
    done
    [[ -n ${option:-} ]] || return 0
  fi
  say "configuring build/$preset"
  local log=$root/build/$preset-configure.log
  mkdir -p "$root/build"
  # shellcheck disable=SC2086
  if ! (cd "$root" && cmake --preset "$preset" $fresh "${@/#/-D}") </dev/null >"$log" 2>&1; then
    sed -n '/CMake Error/,/^$/p' "$log" | head -n 20 >&2
    fail "CMake could not configure build/$preset; its complete output is in $log."
  fi
}

# jobs: prints how many compilers fit into memory. One that reads LibTorch's headers takes up to 1.4 GB.
jobs() {
  local cores memory
  cores=$(nproc)
  memory=$(awk '/^MemAvailable:/ { print int($2 / 1500000) }' /proc/meminfo)
  ((memory >= 1)) || memory=1
  printf '%d' $((cores < memory ? cores : memory))
}

# showProgress: reads Ninja's output with NINJA_STATUS="[%f %t %e] " and shows percent and seconds left in place of
# the line of each step: in one line of a terminal, else once every ten seconds. All other lines pass.
showProgress() {
  local line shown=-10 left text
  while IFS= read -r line; do
    if [[ ! $line =~ ^\[([0-9]+)\ ([0-9]+)\ ([0-9]+)[.0-9]*\]\  ]]; then
      [[ ! -t 1 || $shown == -10 ]] || printf '\r\033[K'
      printf '%s\n' "$line"
      continue
    fi
    local finished=${BASH_REMATCH[1]} total=${BASH_REMATCH[2]} elapsed=${BASH_REMATCH[3]}
    ((finished > 0)) || continue
    left=$(((total - finished) * elapsed / finished))
    text="emascope: $((finished * 100 / total)) % built"
    # The first steps are the longest; an estimate from them alone is far too high.
    ((finished * 50 < total || finished == total)) || text+=", about $left s left"
    if [[ -t 1 ]]; then
      printf '\r\033[K%s' "$text"
      ((finished < total)) || printf '\n'
    elif ((elapsed >= shown + 10 || finished == total)); then
      printf '%s\n' "$text"
    else
      continue
    fi
    shown=$elapsed
  done
}

# build PRESET [TARGET...]
build() {
  local preset=$1
  shift
  if ! NINJA_STATUS='[%f %t %e] ' cmake --build "$root/build/$preset" --parallel "$(jobs)" ${1:+--target "$@"} \
    </dev/null 2>&1 | showProgress >&2; then
    fail "The build of build/$preset failed; the compiler's messages are above."
  fi
}
