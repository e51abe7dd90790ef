# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# LibTorch: the user's own, or the pinned one from PyPI, unpacked once per user into the cache.
#
# The wheels are downloaded and unpacked one by one into a temporary folder, and a finished one is never
# downloaded again. The folder gets its final name once all wheels are unpacked. So a folder with the
# final name is complete, and the next run continues one that was killed. Callers hold the lock.
# shellcheck disable=SC2154 # root (and lists) are set by the script that sources this

readonly pins=$root/app/setup/libtorch-requirements.txt
readonly cuda_pins=$root/app/setup/libtorch-cuda-requirements.txt

# keyOf FILE: prints the first 12 hex digits of its hash (cmake/FindLibTorch.cmake computes the same).
keyOf() { sha256sum "$1" | cut -c 1-12; }

# torchIn FOLDER: prints the folder itself or its torch/, whichever has lib/libtorch_cpu.so.
torchIn() {
  local folder
  for folder in "$1/torch" "$1"; do
    if [[ -e $folder/lib/libtorch_cpu.so ]]; then
      printf '%s' "$folder"
      return
    fi
  done
}

# torchVersion FOLDER: prints the version of a torch folder, "2 11", from the headers.
torchVersion() {
  local header
  for header in torch/headeronly/version.h torch/csrc/api/include/torch/version.h torch/version.h; do
    if grep -qsE 'define TORCH_VERSION_MAJOR +[0-9]' "$1/include/$header"; then
      awk '$2 == "TORCH_VERSION_MAJOR" { a = $3 } $2 == "TORCH_VERSION_MINOR" { b = $3 }
           END { print a, b }' "$1/include/$header"
      return
    fi
  done
}

# ownTorch FOLDER NAMED-BY: checks the user's own Torch, and sets libtorch_root.
ownTorch() {
  local folder major minor
  folder=$(torchIn "$1")
  [[ -n $folder ]] || fail "$2 names $1, which has no lib/libtorch_cpu.so."
  read -r major minor <<<"$(torchVersion "$folder")"
  [[ -n $major ]] || fail "$2 names $1, which has no header with its version."
  if ((major < 2 || (major == 2 && minor < 11))); then
    fail "$2 names $1, which is Torch $major.$minor; EMAscope needs 2.11 or later."
  fi
  libtorch_root=$(cd "$folder" && pwd -P)
}

# pinBlock FILE NAME: prints the lines of a pin, with its hashes.
pinBlock() { awk -v name="$2==" 'index($0, name) == 1 { on = 1 } on { print } on && !/\\$/ { exit }' "$1"; }

# pythonWithPip: prints the python3 that has pip; that of a virtual environment may have none.
pythonWithPip() {
  local python
  for python in python3 /usr/bin/python3; do
    if "$python" -m pip --version >/dev/null 2>&1; then
      printf '%s' "$python"
      return
    fi
  done
  fail "python3 has no pip, which is needed to download LibTorch: install the package python3-pip."
}

# fetchWheels PINS FOLDER PATTERN...: downloads each wheel that FOLDER lacks, unpacks it there and
# deletes the wheel. From the wheel of torch, unpacks only files that match the patterns.
fetchWheels() {
  local from=$1 folder=$2 pin name log why python
  shift 2
  python=$(pythonWithPip)
  mkdir -p "$folder/.done"
  log=$folder/.log
  while read -r pin _; do
    name=${pin%%==*}
    [[ ! -e $folder/.done/$pin ]] || continue
    rm -rf "$folder/.wheel"
    mkdir -p "$folder/.wheel/tmp"
    pinBlock "$from" "$name" >"$folder/.wheel/pin.txt"
    say "downloading $name ${pin#*==} from PyPI"
    # All manylinux tags of the wheels: pip does not accept older ones for 2_28 by itself.
    if ! TMPDIR=$folder/.wheel/tmp "$python" -m pip download --disable-pip-version-check --no-input \
      --no-cache-dir --no-deps --require-hashes --only-binary=:all: \
      --python-version 3.11 --implementation cp --abi cp311 --abi none \
      --platform manylinux_2_28_x86_64 --platform manylinux_2_27_x86_64 \
      --platform manylinux_2_25_x86_64 --platform manylinux_2_18_x86_64 \
      --platform manylinux2014_x86_64 --progress-bar off \
      -r "$folder/.wheel/pin.txt" -d "$folder/.wheel" </dev/null >"$log" 2>&1; then
      why=$(whyFailed "$log")
      [[ -n $why ]] || tail -n 5 "$log" >&2
      fail "Could not download $pin from PyPI: ${why:-pip failed}." \
        "The next run continues here."
    fi
    if ! cmake "-DWHEEL=$(echo "$folder"/.wheel/*.whl)" "-DTO=$folder" "-DNAME=$name" \
      "-DPATTERNS=$(IFS=';' && printf '%s' "$*")" -P "$root/app/setup/unpack.cmake" >"$log" 2>&1; then
      why=$(whyFailed "$log")
      [[ -n $why ]] || tail -n 5 "$log" >&2
      fail "Could not unpack $pin: ${why:-cmake failed}."
    fi
    touch "$folder/.done/$pin"
    rm -rf "$folder/.wheel"
  done < <(grep -E '^[a-z0-9-]+==' "$from")
  rm -f "$log"
}

# pinnedTorch: sets libtorch_root to the pinned LibTorch in the cache; downloads it if it is missing.
pinnedTorch() {
  local version staging
  version=$(sed -n 's/^torch==\([0-9.]*\).*/\1/p' "$pins")
  libtorch_root=$(cacheFolder)/libtorch-$version-$(keyOf "$pins")
  [[ ! -d $libtorch_root ]] || return 0
  if [[ $(uname -m) != x86_64 ]]; then
    fail "LibTorch can be downloaded for x86-64 only, and this processor is $(uname -m):" \
      "install these Debian packages ($(packagesIn "${lists[@]}")) and a Torch 2.11 or later for it," \
      "and set EMASCOPE_LIBTORCH=/path/to/torch."
  fi
  needDisk "$(cacheFolder)" 2000 "LibTorch"
  staging=$(cacheFolder)/.fetching-$(basename "$libtorch_root")
  fetchWheels "$pins" "$staging" 'torch/include/*' 'torch/lib/libc10.so' 'torch/lib/libtorch_cpu.so' \
    'torch/lib/libgomp.so*' 'torch-*.dist-info/*'
  mv -T "$staging" "$libtorch_root"
  say "LibTorch $version is in $libtorch_root"
}

# addCuda: adds the CUDA half of the pinned LibTorch and the NVIDIA libraries that it needs, once.
addCuda() {
  local mark staging
  mark=$libtorch_root/.cuda-$(keyOf "$cuda_pins")
  [[ ! -e $mark ]] || return 0
  needDisk "$(cacheFolder)" 8000 "CUDA for LibTorch"
  staging=$(cacheFolder)/.fetching-cuda-$(keyOf "$cuda_pins")
  fetchWheels "$cuda_pins" "$staging" 'torch/lib/*'
  # libtorch_cuda.so comes last, because the engine looks for it first. Hard links suffice: the files
  # are never written again. If this run is killed here, the next one continues.
  (
    cd "$staging"
    find nvidia torch -type f ! -name libtorch_cuda.so -printf '%h\0' | sort -zu | (cd "$libtorch_root" && xargs -0 mkdir -p)
    find nvidia torch \( -type f -o -type l \) ! -name libtorch_cuda.so -exec cp -Pln {} "$libtorch_root/{}" \;
    cp -Pln torch/lib/libtorch_cuda.so "$libtorch_root/torch/lib/libtorch_cuda.so"
  ) || fail "Could not add the CUDA libraries to $libtorch_root."
  touch "$mark"
  rm -rf "$staging"
  say "the CUDA half of LibTorch is in $libtorch_root"
}

# requireLibtorch WHICH CUDA: WHICH is "pinned" or "python"; CUDA is 1 to add the CUDA half.
# Sets libtorch_root, the value for -DLIBTORCH_ROOT.
requireLibtorch() {
  local found
  if [[ $1 == python ]]; then
    found=$(python3 -c 'import importlib.util as u; s = u.find_spec("torch")
print(s.submodule_search_locations[0] if s else "")' 2>/dev/null || true)
    [[ -n $found ]] || fail "--torch=python: python3 cannot import torch."
    ownTorch "$found" --torch=python
  elif [[ -n ${EMASCOPE_LIBTORCH:-} ]]; then
    ownTorch "$EMASCOPE_LIBTORCH" EMASCOPE_LIBTORCH
  else
    pinnedTorch
    [[ $2 != 1 ]] || addCuda
    return 0
  fi
  [[ $2 != 1 ]] || fail "--cuda works only with the downloaded LibTorch, not with your own."
}
