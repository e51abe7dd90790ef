# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# Installs the missing Debian packages of the lists, without asking. If it cannot install (neither root
# nor sudo, or another distribution), it ends with the list of packages.
# shellcheck disable=SC2154 # root (and lists) are set by the script that sources this

# packagesIn LIST...: prints the names in app/setup/packages/LIST.txt.
packagesIn() {
  local list
  for list in "$@"; do sed -e 's/#.*//' "$root/app/setup/packages/$list.txt"; done | xargs
}

# missingPackages NAME...: prints those that are not installed.
missingPackages() {
  local installed
  installed=$(dpkg-query -W -f '${db:Status-Status} ${Package}\n' "$@" 2>/dev/null || true)
  local name
  for name in "$@"; do
    grep -qxF "installed $name" <<<"$installed" || printf '%s ' "$name"
  done
}

# requirePackages LIST...: installs the packages of the lists that are missing.
requirePackages() {
  [[ ${EMASCOPE_SKIP_PACKAGES:-} != 1 ]] || return 0
  local missing
  # shellcheck disable=SC2046 # package names have no spaces
  missing=$(missingPackages $(packagesIn "$@"))
  [[ -n $missing ]] || return 0
  missing=${missing% }

  local instead="install their contents in another way and run again with EMASCOPE_SKIP_PACKAGES=1"
  local os
  os=$(cat /etc/os-release 2>/dev/null || true)
  if ! grep -qx 'ID=debian' <<<"$os" || ! grep -qx 'VERSION_ID="12"' <<<"$os"; then
    os=$(sed -n 's/^PRETTY_NAME="\?\([^"]*\)"\?$/\1/p' <<<"$os")
    fail "This is ${os:-not Debian 12}, and EMAscope installs packages only on Debian 12." \
      "Missing Debian 12 packages: $missing; $instead."
  fi

  local -a as_root=()
  if (($(id -u) != 0)); then
    if ! sudo -n true 2>/dev/null; then
      fail "These Debian packages are missing and only root may install them" \
        "(sudo is missing or needs a password): $missing;" \
        "have them installed with apt-get install, or $instead."
    fi
    as_root=(sudo -n)
  fi
  needDisk /usr 2500 "installing packages"

  local log
  log=$(mktemp "${TMPDIR:-/tmp}/emascope-packages.XXXXXX")
  say "installing Debian packages: $missing"
  # apt-get update may succeed without having fetched every list, so the result of install counts.
  "${as_root[@]}" apt-get -q -o DPkg::Lock::Timeout=600 update </dev/null >"$log" 2>&1 || true
  # shellcheck disable=SC2086
  if ! "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=600 \
    install --no-install-recommends $missing </dev/null >>"$log" 2>&1; then
    local why
    why=$(whyFailed "$log")
    [[ -n $why ]] || tail -n 5 "$log" >&2
    fail "Could not install the packages ($missing): ${why:-apt-get failed}; its complete output is in $log."
  fi
  rm -f "$log"
}
