# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# Debian packages: which of the lists' are missing, and installing them. Asks nothing. Where it may not
# or cannot install (no root and no sudo, another distribution) it ends with the list of packages.
# shellcheck disable=SC2154 # root (and lists) are set by the script that sources this

# packagesIn LIST...: the names in app/setup/packages/LIST.txt.
packagesIn() {
  local list
  for list in "$@"; do sed -e 's/#.*//' "$root/app/setup/packages/$list.txt"; done | xargs
}

# missingPackages NAME...: those that are not installed.
missingPackages() {
  local installed
  installed=$(dpkg-query -W -f '${db:Status-Status} ${Package}\n' "$@" 2>/dev/null || true)
  local name
  for name in "$@"; do
    grep -qxF "installed $name" <<<"$installed" || printf '%s ' "$name"
  done
}

# requirePackages LIST...: installs what the lists name and this machine lacks.
requirePackages() {
  [[ ${EMASCOPE_SKIP_PACKAGES:-} != 1 ]] || return 0
  local missing
  # shellcheck disable=SC2046 # package names have no spaces
  missing=$(missingPackages $(packagesIn "$@"))
  [[ -n $missing ]] || return 0
  missing=${missing% }

  local instead="install what they hold and run again with EMASCOPE_SKIP_PACKAGES=1"
  local os
  os=$(cat /etc/os-release 2>/dev/null || true)
  if ! grep -qx 'ID=debian' <<<"$os" || ! grep -qx 'VERSION_ID="12"' <<<"$os"; then
    os=$(sed -n 's/^PRETTY_NAME="\?\([^"]*\)"\?$/\1/p' <<<"$os")
    fail "This is ${os:-not Debian 12}, where EMAscope installs no packages by itself." \
      "It lacks these of Debian 12: $missing; $instead."
  fi

  local -a as_root=()
  if (($(id -u) != 0)); then
    if ! sudo -n true 2>/dev/null; then
      fail "These Debian packages are missing and only root may install them" \
        "(and sudo is not there, or wants a password): $missing;" \
        "have them installed with apt-get install, or $instead."
    fi
    as_root=(sudo -n)
  fi
  needDisk /usr 2500 "installing packages"

  local log
  log=$(mktemp "${TMPDIR:-/tmp}/emascope-packages.XXXXXX")
  say "installing Debian packages: $missing"
  # With a list that cannot be fetched apt-get update may still end well, so the install decides.
  "${as_root[@]}" apt-get -q -o DPkg::Lock::Timeout=600 update </dev/null >"$log" 2>&1 || true
  # shellcheck disable=SC2086
  if ! "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=600 \
    install --no-install-recommends $missing </dev/null >>"$log" 2>&1; then
    local why
    why=$(whyFailed "$log")
    [[ -n $why ]] || tail -n 5 "$log" >&2
    fail "Could not install the packages ($missing): ${why:-apt-get failed}; all it said is in $log."
  fi
  rm -f "$log"
}
