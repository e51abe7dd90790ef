# SPDX-License-Identifier: Apache-2.0
#
# Finds the CUDA compiler for the plug-in (core/cuda/plugin) and enables CMake's language CUDA with it. All else is built
# without it.
#
# Input    EMASCOPE_CUDA       AUTO: build the plug-in where a compiler is found; ON: an error where none is; OFF: do not
#          CUDAToolkit_ROOT    an installed CUDA Toolkit, as CMake variable or in the environment
#          EMASCOPE_NVCC_ROOT  the folder to which app/setup/cuda.sh has unpacked the compiler of PyPI. Default: its
#                              folder in the user's cache
# Order    CUDAToolkit_ROOT, PATH, EMASCOPE_NVCC_ROOT
# Output   EMASCOPE_CUDA_FOUND; EMASCOPE_CUDA_ARCHITECTURES, ascending; CMAKE_CUDA_ARCHITECTURES
# Rejects  another major version than CUDA 13, which LibTorch's CUDA half has, and what does not work with this compiler
set(EMASCOPE_CUDA AUTO CACHE STRING "Build the CUDA plug-in: AUTO, ON or OFF")
set(EMASCOPE_NVCC_ROOT "" CACHE PATH "Folder with nvidia/cu13/bin/nvcc; empty for that of ./app/run --cuda")
set(_cuda_major 13)

# emascope_cuda_works(<nvcc> <out>): whether it builds a library, with the compiler of this build as its host compiler. A
# language that does not work would end the configuration. Asked once.
function(emascope_cuda_works nvcc out)
  string(MD5 key "${nvcc} ${CMAKE_CXX_COMPILER}")
  if(NOT EMASCOPE_CUDA_WORKS_${key})
    set(folder "${CMAKE_BINARY_DIR}/CMakeFiles/emascope_cuda")
    file(WRITE "${folder}/probe.cu" "#include <cuda_runtime.h>\n__global__ void probe(int* x) { *x = 1; }\n")
    execute_process(COMMAND "${nvcc}" -ccbin "${CMAKE_CXX_COMPILER}" -std=c++17 -shared -Xcompiler -fPIC -o probe.so probe.cu
      WORKING_DIRECTORY "${folder}" OUTPUT_QUIET ERROR_QUIET RESULT_VARIABLE failed)
    if(NOT failed)
      set(EMASCOPE_CUDA_WORKS_${key} TRUE CACHE INTERNAL "")
    endif()
  endif()
  set(${out} "${EMASCOPE_CUDA_WORKS_${key}}" PARENT_SCOPE)
endfunction()

# emascope_cuda_nvcc(<out> <why>): the compiler's path, or why there is none.
function(emascope_cuda_nvcc out why)
  set(root "${EMASCOPE_NVCC_ROOT}")
  if(NOT root)
    # The name that app/setup/cuda.sh uses.
    set(pins "${CMAKE_CURRENT_FUNCTION_LIST_DIR}/../app/setup/cuda-requirements.txt")
    file(SHA256 "${pins}" key)
    string(SUBSTRING "${key}" 0 12 key)
    set(cache "$ENV{XDG_CACHE_HOME}")
    if(cache STREQUAL "")
      set(cache "$ENV{HOME}/.cache")
    endif()
    set(root "${cache}/emascope/cuda-${key}")
  endif()
  set(reason "there is no nvcc in CUDAToolkit_ROOT, on PATH or in ${root}; ./app/run --cuda downloads one")
  find_program(on_path nvcc NO_CACHE NO_CMAKE_PATH NO_CMAKE_SYSTEM_PATH)
  foreach(nvcc "${CUDAToolkit_ROOT}/bin/nvcc" "$ENV{CUDAToolkit_ROOT}/bin/nvcc" "${on_path}" "${root}/nvidia/cu13/bin/nvcc")
    if(NOT EXISTS "${nvcc}")
      continue()
    endif()
    execute_process(COMMAND "${nvcc}" --version OUTPUT_VARIABLE said ERROR_QUIET RESULT_VARIABLE failed)
    if(failed OR NOT said MATCHES "release ${_cuda_major}\\.")
      set(reason "${nvcc} is not of CUDA ${_cuda_major}")
      continue()
    endif()
    emascope_cuda_works("${nvcc}" works)
    if(works)
      set(${out} "${nvcc}" PARENT_SCOPE)
      return()
    endif()
    set(reason "${nvcc} cannot build a library with ${CMAKE_CXX_COMPILER}")
  endforeach()
  set(${out} "" PARENT_SCOPE)
  set(${why} "${reason}" PARENT_SCOPE)
endfunction()

# emascope_cuda_architectures(<nvcc> <out>): of each major capability from 7.5 on the smallest that the compiler knows.
# Their code runs on all later ones of the same major capability.
function(emascope_cuda_architectures nvcc out)
  execute_process(COMMAND "${nvcc}" --list-gpu-code OUTPUT_VARIABLE said COMMAND_ERROR_IS_FATAL ANY)
  string(REGEX MATCHALL "sm_[0-9]+" all "${said}")
  list(TRANSFORM all REPLACE "sm_" "")
  list(SORT all COMPARE NATURAL)
  set(chosen "")
  set(majors "")
  foreach(one IN LISTS all)
    math(EXPR major "${one} / 10")
    if(one GREATER_EQUAL 75 AND NOT major IN_LIST majors)
      list(APPEND chosen ${one})
      list(APPEND majors ${major})
    endif()
  endforeach()
  set(${out} "${chosen}" PARENT_SCOPE)
endfunction()

set(EMASCOPE_CUDA_FOUND OFF)
if(EMASCOPE_CUDA STREQUAL "OFF")
  set(_cuda_why "EMASCOPE_CUDA is OFF")
elseif(EMASCOPE_SANITIZE)
  set(_cuda_why "the sanitizers see nothing on a GPU; they check the kernels on the host")
else()
  emascope_cuda_nvcc(_cuda_nvcc _cuda_why)
  if(_cuda_nvcc)
    emascope_cuda_architectures("${_cuda_nvcc}" EMASCOPE_CUDA_ARCHITECTURES)
    list(TRANSFORM EMASCOPE_CUDA_ARCHITECTURES APPEND "-real" OUTPUT_VARIABLE CMAKE_CUDA_ARCHITECTURES)
    list(GET EMASCOPE_CUDA_ARCHITECTURES -1 _cuda_newest)
    list(APPEND CMAKE_CUDA_ARCHITECTURES "${_cuda_newest}-virtual")
    set(CMAKE_CUDA_COMPILER "${_cuda_nvcc}")
    set(CMAKE_CUDA_HOST_COMPILER "${CMAKE_CXX_COMPILER}")
    enable_language(CUDA)
    set(EMASCOPE_CUDA_FOUND ON)
    message(STATUS "CUDA plug-in: ${_cuda_nvcc}, sm_${EMASCOPE_CUDA_ARCHITECTURES}")
  elseif(EMASCOPE_CUDA STREQUAL "ON")
    message(FATAL_ERROR "The CUDA plug-in cannot be built: ${_cuda_why}.")
  endif()
endif()
if(NOT EMASCOPE_CUDA_FOUND)
  message(STATUS "CUDA plug-in: not built, as ${_cuda_why}")
endif()
