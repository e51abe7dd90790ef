#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# What ./app/run says when it cannot go on: one sentence, and not exit 0. Each case runs the real script
# in a copy of the tree's set-up, with the one tool that decides the case replaced by a fake on PATH.
# shellcheck disable=SC2016,SC2034 # the conditions and the fakes are expanded later
set -uo pipefail
source_root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd -P)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0 failed=0

# The tree that is run: nothing but app/, so that a case that wrongly goes on has nothing to build.
mkdir -p "$work/tree" && cp -r "$source_root/app" "$work/tree/"

# fake NAME BODY: a program of that name at the front of PATH, for this case.
fake() {
  printf '#!/bin/bash\n%s\n' "$2" >"$work/bin/$1"
  chmod +x "$work/bin/$1"
}

# begin NAME: a new case on a Debian 12, as root, with all packages, enough disk and an empty cache.
begin() {
  name=$1
  rm -rf "${work:?}/bin" "$work/cache"
  mkdir -p "$work/bin" "$work/cache"
  unset EMASCOPE_LIBTORCH EMASCOPE_WITH_GUI EMASCOPE_SKIP_PACKAGES
  fake id 'echo 0'
  fake uname 'echo x86_64'
  fake df 'printf "Filesystem 1024-blocks Used Available\nx 9 9 90000000\n"'
  fake dpkg-query 'shift 3; for p; do echo "installed $p"; done'
  fake apt-get 'echo "apt-get $*" >>"$CALLS"'
  fake cat 'if [[ $1 == /etc/os-release ]]; then
    printf "PRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\nID=debian\nVERSION_ID=\"12\"\n"
  else exec /bin/cat "$@"; fi'
}

# run ARGUMENT...: the script; its words in $words, its exit code in $code, calls of fakes in $calls.
run() {
  words=$(CALLS=$work/calls XDG_CACHE_HOME=$work/cache TMPDIR=$work PATH=$work/bin:$PATH \
    timeout 60 "$work/tree/app/run" "$@" 2>&1 </dev/null)
  code=$?
  calls=$(/bin/cat "$work/calls" 2>/dev/null)
  rm -f "$work/calls"
}

# expect CONDITION...: what must hold of $words, $code, $calls.
expect() {
  if eval "$*"; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    printf 'FAILED %s: %s\n  exit %s, said:\n%s\n' "$name" "$*" "$code" "$words"
  fi
}
sentences() { grep -c '^emascope: ' <<<"$words"; }

begin "no root and no sudo names the packages"
fake dpkg-query 'exit 1'
fake id 'echo 1000'
fake sudo 'exit 1'
run --setup-only
expect '((code == 1))'
expect '(($(sentences) == 1))'
expect '[[ $words == *"only root may install them"*ninja-build*qt6-base-dev* ]]'
expect '[[ -z $calls ]]'

begin "a sudo that works without a password is used"
fake dpkg-query 'exit 1'
fake id 'echo 1000'
fake sudo '[[ $1 == -n ]] && shift; echo "sudo $1" >>"$CALLS"; exec "$@"'
run --setup-only
expect '[[ $calls == *"sudo env"*"apt-get"*"install --no-install-recommends g++"* ]]'

begin "another distribution names itself and the packages"
fake dpkg-query 'exit 1'
fake cat 'printf "PRETTY_NAME=\"Fedora Linux 40\"\nID=fedora\nVERSION_ID=40\n"'
run --setup-only
expect '((code == 1))'
expect '(($(sentences) == 1))'
expect '[[ $words == *"Fedora Linux 40"*ninja-build*qt6-base-dev*EMASCOPE_SKIP_PACKAGES=1* ]]'
expect '[[ -z $calls ]]'

begin "another distribution that has them all is none of our business"
fake cat 'printf "PRETTY_NAME=\"Fedora Linux 40\"\nID=fedora\nVERSION_ID=40\n"'
fake uname 'echo riscv64' # ends the run before anything is downloaded
run --setup-only
expect '[[ $words != *Fedora* ]]'

begin "another processor names the packages and the way out"
fake uname 'echo aarch64'
run --setup-only
expect '((code == 1))'
expect '(($(sentences) == 1))'
expect '[[ $words == *aarch64*ninja-build*EMASCOPE_LIBTORCH* ]]'

begin "too little disk for LibTorch"
fake df 'printf "Filesystem 1024-blocks Used Available\nx 9 9 300000\n"'
run --setup-only
expect '((code == 1))'
expect '(($(sentences) == 1))'
expect '[[ $words == *"Too little disk: LibTorch needs 2000 MB"*"292 MB are free"* ]]'

begin "too little disk for the packages"
fake dpkg-query 'exit 1'
fake df 'printf "Filesystem 1024-blocks Used Available\nx 9 9 300000\n"'
run --setup-only
expect '((code == 1))'
expect '[[ $words == *"Too little disk"* && -z $calls ]]'

begin "no network while packages are installed"
fake dpkg-query 'exit 1'
fake apt-get 'echo "E: Failed to fetch http://x/  Temporary failure resolving '"'x'"'"; exit 100'
run --setup-only
expect '((code == 1))'
expect '[[ $words == *"Could not install the packages"*"there is no network"* ]]'

begin "no network while LibTorch is downloaded leaves no LibTorch"
export PIP_INDEX_URL=http://127.0.0.1:9/simple PIP_RETRIES=0
run --setup-only
expect '((code == 1))'
expect '[[ $words == *"Could not download"*"there is no network"* ]]'
expect '[[ -z $(ls -d "$work"/cache/emascope/libtorch-* 2>/dev/null) ]]'
unset PIP_INDEX_URL PIP_RETRIES

# A package index of our own with wheels of a few bytes, so that the path to the end is walked too.
makeWheel() { # NAME FOLDER: a wheel that holds content/FOLDER; prints its pin
  local info=${1//-/_}-1.dist-info
  local wheel=$work/wheels/${1//-/_}-1-py3-none-any.whl
  mkdir -p "$work/content/$info"
  printf 'Metadata-Version: 2.1\nName: %s\nVersion: 1\n' "$1" >"$work/content/$info/METADATA"
  printf 'Wheel-Version: 1.0\nTag: py3-none-any\n' >"$work/content/$info/WHEEL"
  touch "$work/content/$info/RECORD"
  (cd "$work/content" && cmake -E tar cf "$wheel" --format=zip "$2" "$info")
  printf '%s==1 \\\n    --hash=sha256:%s\n' "$1" "$(sha256sum "$wheel" | cut -d ' ' -f 1)"
}
mkdir -p "$work/wheels" "$work/content"/{torch/lib,torch/include/torch/headeronly,nvidia/cu13/lib}
touch "$work"/content/torch/lib/{libc10.so,libtorch_cpu.so,libgomp.so.1,libtorch_cuda.so,libc10_cuda.so}
touch "$work/content/nvidia/cu13/lib/libcudart.so.13"
printf '#define TORCH_VERSION_MAJOR 2\n#define TORCH_VERSION_MINOR 15\n' \
  >"$work/content/torch/include/torch/headeronly/version.h"
makeWheel torch torch >"$work/tree/app/setup/libtorch-cuda-requirements.txt"
{
  makeWheel nvidia-cuda-runtime nvidia
  /bin/cat "$work/tree/app/setup/libtorch-cuda-requirements.txt"
} >"$work/tree/app/setup/libtorch-requirements.txt"
export PIP_NO_INDEX=1 PIP_FIND_LINKS=$work/wheels
mkdir -p "$work/content/nvidia/cu13/bin" && touch "$work/content/nvidia/cu13/bin/nvcc"
makeWheel nvidia-cuda-nvcc nvidia >"$work/tree/app/setup/cuda-requirements.txt"
compiler() { ls -d "$work"/cache/emascope/cuda-[0-9a-f]* 2>/dev/null; }
unpacked() { ls -d "$work"/cache/emascope/libtorch-1-* 2>/dev/null; }

fakeBuild() {
  fake cmake 'echo "cmake $*" >>"$CALLS"
  case $1 in
    --preset)
      mkdir -p build/release/bin
      touch build/release/build.ninja
      echo "CMAKE_HOME_DIRECTORY:INTERNAL=$PWD" >build/release/CMakeCache.txt
      for a in "${@:3}"; do a=${a#-D}; echo "${a/=/:STRING=}" >>build/release/CMakeCache.txt; done
      for p in emascope emascope-engine; do
        printf "#!/bin/bash\necho \"$p: \$*\"\nexit 7\n" >build/release/bin/$p
        chmod +x build/release/bin/$p
      done ;;
  esac'
}

begin "LibTorch is unpacked without its CUDA half, and its wheels are gone"
run --setup-only
expect '((code == 0))'
expect '[[ -e $(unpacked)/torch/lib/libtorch_cpu.so && -e $(unpacked)/nvidia/cu13/lib/libcudart.so.13 ]]'
expect '[[ ! -e $(unpacked)/torch/lib/libtorch_cuda.so ]]'
expect '[[ -z $(find "$work/cache" -name "*.whl") ]]'

name="a second run downloads nothing and says nothing"
fake python3 'echo python3 >>"$CALLS"; exit 1'
run --setup-only
expect '((code == 0)) && [[ -z $words$calls ]]'
rm "$work/bin/python3"

name="--cuda adds the CUDA half where LibTorch lies, and the compiler, once"
fake nvcc 'echo "Cuda compilation tools, release 12.9, V12.9.86"' # too old
run --setup-only --cuda
expect '((code == 0))'
expect '[[ -e $(unpacked)/torch/lib/libtorch_cuda.so && -e $(unpacked)/torch/lib/libc10_cuda.so ]]'
expect '[[ -e $(compiler)/nvidia/cu13/bin/nvcc && $words == *"the CUDA compiler is in "* ]]'
run --setup-only --cuda
expect '((code == 0)) && [[ -z $words ]]'

name="--cuda builds the plug-in, too"
fakeBuild
run --cuda --version
expect '[[ $calls == *"--preset release"*-DEMASCOPE_CUDA=ON* ]]'
expect '[[ $calls == *"--target emascope emascope-engine emascope_cuda_plugin"* ]]'
rm -rf "$work/tree/build"

begin "an installed CUDA Toolkit 13 is used instead of a download"
fake nvcc 'echo "Cuda compilation tools, release 13.0, V13.0.88"'
run --setup-only --cuda
expect '((code == 0)) && [[ -z $(compiler) ]]'

begin "a machine with a driver is told in one line what --cuda adds, until it has the plug-in"
fake ldconfig 'echo "libcuda.so.1 (libc6,x86-64) => /usr/lib/libcuda.so.1"'
run --setup-only
expect '(($(grep -c -- "./app/run --cuda adds .*3 GB.*115 MB" <<<"$words") == 1))'
mkdir -p "$work/tree/build/release/bin" && touch "$work/tree/build/release/bin/libemascope_cuda.so"
run --setup-only
expect '[[ $words != *--cuda* ]]'
rm -rf "$work/tree/build"

begin "a killed download is continued: the wheel that came is not fetched again"
fake cmake 'for a; do [[ $a == -DNAME=torch ]] && kill -9 $PPID; done; exec /usr/bin/cmake "$@"'
run --setup-only
expect '((code != 0)) && [[ -z $(unpacked) ]]'
rm "$work/bin/cmake"
run --setup-only
expect '((code == 0)) && [[ -e $(unpacked)/torch/lib/libtorch_cpu.so ]]'
expect '[[ $words != *"downloading nvidia-cuda-runtime"* && $words == *"downloading torch"* ]]'

begin "two runs at once: one fetches, the other waits"
(XDG_CACHE_HOME=$work/cache PATH=$work/bin:$PATH "$work/tree/app/run" --setup-only >"$work/first" 2>&1) &
run --setup-only
wait
words+=$(/bin/cat "$work/first")
expect '(($(grep -c "downloading torch" <<<"$words") == 1)) && [[ -n $(unpacked) ]]'

begin "a wheel with another hash is refused"
sed -i 's/sha256:..../sha256:0000/' "$work/tree/app/setup/libtorch-requirements.txt"
run --setup-only
expect '((code == 1)) && [[ $words == *"its hash differs"* && -z $(unpacked) ]]'

begin "a Torch older than 2.11 is refused by its number"
mkdir -p "$work/old/torch/lib" "$work/old/torch/include/torch"
touch "$work/old/torch/lib/libtorch_cpu.so"
printf '#define TORCH_VERSION_MAJOR 2\n#define TORCH_VERSION_MINOR 6\n' >"$work/old/torch/include/torch/version.h"
export EMASCOPE_LIBTORCH=$work/old/torch
run --setup-only
expect '((code == 1)) && [[ $words == *"Torch 2.6"*"2.11 or later"* ]]'

begin "EMASCOPE_LIBTORCH that is no Torch"
export EMASCOPE_LIBTORCH=/usr/share
run --setup-only
expect '((code == 1)) && [[ $words == *"EMASCOPE_LIBTORCH names /usr/share"* ]]'

begin "an engine without Qt asks for no Qt"
fake dpkg-query 'exit 1'
export EMASCOPE_WITH_GUI=OFF
run --setup-only
expect '[[ $calls == *ninja-build* && $calls != *qt6* ]]'

# The way to the program, with a CMake that writes what the script looks at.
unset EMASCOPE_LIBTORCH EMASCOPE_WITH_GUI
sed -i 's/MINOR 6/MINOR 11/' "$work/old/torch/include/torch/version.h"
beginBuilt() { # NAME: a case on a tree whose build is a script that prints its arguments
  begin "$1"
  export EMASCOPE_LIBTORCH=$work/old/torch
  rm -rf "$work/tree/build"
  fakeBuild
}
unset DISPLAY WAYLAND_DISPLAY QT_QPA_PLATFORM

beginBuilt "the program gets the arguments, and its exit code is the script's"
run --version 'a b'
expect '((code == 7)) && [[ $words == *"emascope: --version a b"* ]]'
expect '[[ $calls == *"cmake --preset release"*"--target emascope emascope-engine"* ]]'
name="a second run does not configure again"
run --version
expect '((code == 7)) && [[ $calls != *--preset* && $calls == *--build* ]]'
name="a Torch elsewhere configures again"
cp -r "$work/old" "$work/other"
EMASCOPE_LIBTORCH=$work/other/torch
run --version
expect '[[ $calls == *"--preset release -DLIBTORCH_ROOT=$work/other/torch"* ]]'
name="a folder that was moved is configured afresh"
sed -i "s|^CMAKE_HOME.*|CMAKE_HOME_DIRECTORY:INTERNAL=/elsewhere|" "$work/tree/build/release/CMakeCache.txt"
run --version
expect '[[ $calls == *"--preset release --fresh"* ]]'

beginBuilt "without a display the default demo is drawn to a file, which is named"
run
expect '[[ $words == *"no display"*"its picture will be $work/tree/build/emascope.png"* ]]'
expect '[[ $words == *"emascope: --headless --export $work/tree/build/emascope.png"* ]]'

beginBuilt "with a display the program starts without arguments"
DISPLAY=:1 run
expect '[[ $words == *"emascope: " && $words != *headless* ]]'

beginBuilt "--build-only builds and starts nothing"
run --build-only
expect '((code == 0)) && [[ $calls == *--build* && $words != *"emascope: --"* ]]'

beginBuilt "without the window the engine is what is built and started"
EMASCOPE_WITH_GUI=OFF run schedules
expect '((code == 7)) && [[ $words == *"emascope-engine: schedules"* ]]'
expect '[[ $calls == *-DEMASCOPE_WITH_GUI=OFF*"--target emascope-engine"* ]]'

beginBuilt "a build that fails says so"
fake cmake 'case $1 in --build) exit 1 ;; esac; mkdir -p build/release; touch build/release/CMakeCache.txt'
run
expect '((code == 1)) && [[ $words == *"The build of build/release failed"* ]]'

printf '%d passed, %d failed\n' "$passed" "$failed"
((failed == 0 && passed > 0))
