# SPDX-License-Identifier: Apache-2.0
#
# Finds the CPU libraries of LibTorch only. Never calls find_package(Torch) or looks for a CUDA toolkit:
# the engine links only torch_cpu and c10, and loads the CUDA libraries at run time. Installed with the
# averaging library, for the programs that use it.
#
# Input    LIBTORCH_ROOT  the folder that contains torch/ (for a wheel, also nvidia/), or torch/ itself.
#                         Default: $EMASCOPE_LIBTORCH, then the folders of Torch_DIR and
#                         CMAKE_PREFIX_PATH, then the copy of ./app/run in the user's cache.
# Output   torch::headers the include folders, as system headers
#          torch::cpu     torch::headers, libtorch_cpu and libc10
#          LibTorch_PREFIX, LibTorch_VERSION, LibTorch_KEPT (the name of that copy)
# Accepts  the partial unpack of ./app/run, a complete wheel, and a Torch built from source, which may
#          lack the NVIDIA folders.
# Rejects  versions below 2.11, the oldest one whose headers this code was tested with, and builds with
#          the old std::string ABI (published builds have used the new one since 2.7), so that
#          _GLIBCXX_USE_CXX11_ABI need not be passed around.

set(_libtorch_oldest 2.11)

# Where to look ------------------------------------------------------------------------------------
if(NOT LibTorch_KEPT) # set by the installed package
  # The name that app/setup/libtorch uses: version, and the first 12 hex digits of the pins' hash.
  set(_libtorch_pins "${CMAKE_CURRENT_LIST_DIR}/../app/setup/libtorch-requirements.txt")
  file(STRINGS "${_libtorch_pins}" _libtorch_pin REGEX "^torch==")
  string(REGEX REPLACE "^torch==([0-9.]+).*" "\\1" _libtorch_pin "${_libtorch_pin}")
  file(SHA256 "${_libtorch_pins}" _libtorch_key)
  string(SUBSTRING "${_libtorch_key}" 0 12 _libtorch_key)
  set(LibTorch_KEPT "libtorch-${_libtorch_pin}-${_libtorch_key}")
endif()

if(LIBTORCH_ROOT)
  set(_libtorch_roots "${LIBTORCH_ROOT}")
elseif(NOT "$ENV{EMASCOPE_LIBTORCH}" STREQUAL "")
  set(_libtorch_roots "$ENV{EMASCOPE_LIBTORCH}")
else()
  set(_libtorch_roots ${CMAKE_PREFIX_PATH})
  if(Torch_DIR)
    list(PREPEND _libtorch_roots "${Torch_DIR}/../../..") # Torch_DIR is share/cmake/Torch
  endif()
  set(_libtorch_cache "$ENV{XDG_CACHE_HOME}")
  if(_libtorch_cache STREQUAL "")
    set(_libtorch_cache "$ENV{HOME}/.cache")
  endif()
  list(APPEND _libtorch_roots "${_libtorch_cache}/emascope/${LibTorch_KEPT}")
endif()

# Plain variables, not find_path(): its cached answer would outlive a changed LIBTORCH_ROOT.
unset(LibTorch_PREFIX)
foreach(_libtorch_root IN LISTS _libtorch_roots)
  foreach(_libtorch_dir "${_libtorch_root}/torch" "${_libtorch_root}")
    if(NOT LibTorch_PREFIX AND EXISTS "${_libtorch_dir}/lib/libtorch_cpu.so" AND EXISTS
                                                                   "${_libtorch_dir}/lib/libc10.so")
      file(REAL_PATH "${_libtorch_dir}" LibTorch_PREFIX)
    endif()
  endforeach()
endforeach()

# Which version it is ------------------------------------------------------------------------------
include("${CMAKE_CURRENT_LIST_DIR}/LibTorchVersion.cmake")
unset(LibTorch_VERSION)
list(JOIN _libtorch_roots ", " _libtorch_why)
set(_libtorch_why "there is no lib/libtorch_cpu.so in ${_libtorch_why} or a torch/ folder there.\
 Pass -DLIBTORCH_ROOT=<folder that contains torch/>, or run EMAscope's ./app/run --setup-only once")
if(LibTorch_PREFIX)
  libtorch_version(LibTorch_VERSION "${LibTorch_PREFIX}/include")

  set(_libtorch_abi "")
  if(EXISTS "${LibTorch_PREFIX}/share/cmake/Torch/TorchConfig.cmake")
    file(STRINGS "${LibTorch_PREFIX}/share/cmake/Torch/TorchConfig.cmake" _libtorch_abi
         REGEX "_GLIBCXX_USE_CXX11_ABI=0")
  endif()

  if(NOT LibTorch_VERSION)
    set(_libtorch_why "the Torch in ${LibTorch_PREFIX} has no headers that tell its version")
    unset(LibTorch_PREFIX)
  elseif(LibTorch_VERSION VERSION_LESS _libtorch_oldest)
    set(_libtorch_why "the Torch in ${LibTorch_PREFIX} is ${LibTorch_VERSION}, and\
 EMAscope needs ${_libtorch_oldest} or later")
    unset(LibTorch_PREFIX)
  elseif(_libtorch_abi)
    set(_libtorch_why "the Torch in ${LibTorch_PREFIX} was built with the old std::string ABI\
 (_GLIBCXX_USE_CXX11_ABI=0), and EMAscope needs one with the new ABI")
    unset(LibTorch_PREFIX)
  endif()
endif()

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(
  LibTorch
  REQUIRED_VARS LibTorch_PREFIX
  VERSION_VAR LibTorch_VERSION
  REASON_FAILURE_MESSAGE "${_libtorch_why}.")

# The targets --------------------------------------------------------------------------------------
if(LibTorch_FOUND AND NOT TARGET torch::cpu)
  add_library(torch::headers INTERFACE IMPORTED)  # imported: -isystem, so no warnings from in there
  set_target_properties(
    torch::headers
    PROPERTIES INTERFACE_INCLUDE_DIRECTORIES
               "${LibTorch_PREFIX}/include;${LibTorch_PREFIX}/include/torch/csrc/api/include")

  foreach(_libtorch_name c10 torch_cpu)
    add_library(torch::lib_${_libtorch_name} SHARED IMPORTED)
    set_target_properties(
      torch::lib_${_libtorch_name}
      PROPERTIES IMPORTED_LOCATION "${LibTorch_PREFIX}/lib/lib${_libtorch_name}.so"
                 IMPORTED_NO_SONAME OFF)
  endforeach()

  # A wheel's libtorch_cpu needs libcudart and libcupti, which are next to torch/. It finds them by its
  # own RPATH at run time, but GNU ld needs their folders. A Torch without those folders either does not
  # need them, or finds them in the loader's search path, so the linker can ignore them.
  file(GLOB _libtorch_nvidia LIST_DIRECTORIES true "${LibTorch_PREFIX}/../nvidia/*/lib")
  set(_libtorch_link "LINKER:-rpath-link,${LibTorch_PREFIX}/lib")
  foreach(_libtorch_dir ${_libtorch_nvidia})
    file(REAL_PATH "${_libtorch_dir}" _libtorch_dir)
    list(APPEND _libtorch_link "LINKER:-rpath-link,${_libtorch_dir}")
  endforeach()
  if(NOT _libtorch_nvidia)
    list(APPEND _libtorch_link "LINKER:--allow-shlib-undefined")
  endif()

  add_library(torch::cpu INTERFACE IMPORTED)
  set_target_properties(
    torch::cpu
    PROPERTIES INTERFACE_LINK_LIBRARIES "torch::headers;torch::lib_torch_cpu;torch::lib_c10"
               INTERFACE_LINK_OPTIONS "${_libtorch_link}")
endif()
