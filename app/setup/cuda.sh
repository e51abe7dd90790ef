# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# The CUDA compiler for EMAscope's own plug-in: an installed CUDA Toolkit 13, or the pinned one from PyPI, unpacked once per
# user into the cache as LibTorch is. cmake/EmascopeCuda.cmake looks in the same order. Callers hold the lock.
# shellcheck disable=SC2154 # root is set by the script that sources this

readonly compiler_pins=$root/app/setup/cuda-requirements.txt
readonly reader_pins=$root/app/setup/cuda-tests-requirements.txt

# hasToolkit: whether a CUDA Toolkit 13 is installed.
hasToolkit() {
  local nvcc
  for nvcc in "${CUDAToolkit_ROOT:-/nowhere}/bin/nvcc" "$(command -v nvcc || true)"; do
    if [[ -x $nvcc ]] && "$nvcc" --version 2>/dev/null | grep -q 'release 13\.'; then return; fi
  done
  return 1
}

# pinnedWheels PINS NAME MEGABYTES WHAT-FOR: unpacks the wheels in the cache's folder NAME-KEY, once.
pinnedWheels() {
  local folder staging
  folder=$(cacheFolder)/$2-$(keyOf "$1")
  [[ ! -d $folder ]] || return 0
  if [[ $(uname -m) != x86_64 ]]; then
    fail "$4 can be downloaded for x86-64 only, and this processor is $(uname -m)."
  fi
  needDisk "$(cacheFolder)" "$3" "$4"
  staging=$(cacheFolder)/.fetching-$(basename "$folder")
  fetchWheels "$1" "$staging" ''
  mv -T "$staging" "$folder"
  say "$4 is in $folder"
}

# requireCudaCompiler: sees to it that there is a compiler.
requireCudaCompiler() {
  hasToolkit || pinnedWheels "$compiler_pins" cuda 700 "the CUDA compiler"
}

# tryCudaCompiler: the same for ./tests/run, which builds the rest without it; prints ON or OFF. Says why it is OFF. What
# reads machine code is for one test, which says itself that it is skipped.
tryCudaCompiler() {
  if ! (requireCudaCompiler); then
    say "the CUDA plug-in is neither built nor tested, as there is no compiler for it (see above)"
    printf OFF
    return
  fi
  (pinnedWheels "$reader_pins" cuda-tests 100 "cuobjdump") || true
  printf ON
}

# tellOfCuda: says what --cuda would add where there is an NVIDIA driver and the plug-in is not built.
tellOfCuda() {
  [[ ! -e $root/build/release/bin/libemascope_cuda.so ]] || return 0
  [[ $(ldconfig -p 2>/dev/null || true) == *libcuda.so.1* ]] || return 0
  say "there is an NVIDIA driver: ./app/run --cuda adds LibTorch's CUDA half (about 3 GB) and EMAscope's CUDA plug-in" \
    "(a compiler of 115 MB)"
}
