# SPDX-License-Identifier: Apache-2.0
# cmake -DMODULES=<tree>/cmake -DWORK=<folder> -DCOMPILER=<C++ compiler> -P find_cuda_test.cmake
# What EmascopeCuda.cmake says where it finds no compiler that it can use, with fakes for nvcc. That it finds one is shown by the
# build itself.
cmake_minimum_required(VERSION 3.25)
file(REMOVE_RECURSE "${WORK}")
file(WRITE "${WORK}/project/CMakeLists.txt"
  "cmake_minimum_required(VERSION 3.25)
project(probe LANGUAGES CXX)
include(${MODULES}/EmascopeCuda.cmake)
")
set(failures 0)

# fake(<folder> <release> <code>): an nvcc of this release whose compilations end with the code.
function(fake folder release code)
  file(WRITE "${WORK}/${folder}/bin/nvcc" "#!/bin/sh\n[ \"$1\" = --version ] && echo 'release ${release}, V' && exit 0\nexit ${code}\n")
  file(CHMOD "${WORK}/${folder}/bin/nvcc" PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE)
endfunction()

# expect(<name> WORDS <expression> [FAILS] [ARGUMENTS ...]): configures with an empty cache of ./app/run.
function(expect name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "FAILS" "WORDS" "ARGUMENTS")
  execute_process(COMMAND "${CMAKE_COMMAND}" -E env --unset=CUDAToolkit_ROOT --unset=CUDACXX PATH=/usr/bin:/bin
    "XDG_CACHE_HOME=${WORK}/cache" "${CMAKE_COMMAND}" -S "${WORK}/project" -B "${WORK}/build-${name}"
    "-DCMAKE_CXX_COMPILER=${COMPILER}" ${arg_ARGUMENTS} OUTPUT_VARIABLE said ERROR_VARIABLE said RESULT_VARIABLE failed)
  string(REGEX REPLACE "[ \n]+" " " said "${said}")
  if(NOT said MATCHES "${arg_WORDS}" OR (failed AND NOT arg_FAILS) OR (arg_FAILS AND NOT failed))
    message("FAILED ${name}: exit ${failed}, said: ${said}")
    math(EXPR failures "${failures} + 1")
    set(failures ${failures} PARENT_SCOPE)
  endif()
endfunction()

fake(old 12.9 0)
fake(broken 13.1 1)
if(NOT EXISTS /usr/bin/nvcc) # else there is one
  expect(none WORDS "not built, as there is no nvcc in CUDAToolkit_ROOT, on PATH or in ${WORK}/cache/emascope/cuda-[0-9a-f]+;")
  expect(required FAILS WORDS "The CUDA plug-in cannot be built: there is no nvcc" ARGUMENTS -DEMASCOPE_CUDA=ON)
  expect(old WORDS "not built, as ${WORK}/old/bin/nvcc is not of CUDA 13" ARGUMENTS "-DCUDAToolkit_ROOT=${WORK}/old")
  expect(broken WORDS "not built, as ${WORK}/broken/bin/nvcc cannot build a library with" ARGUMENTS "-DCUDAToolkit_ROOT=${WORK}/broken")
else()
  message("/usr/bin/nvcc is there: what is said without one is not tested")
endif()
expect(off WORDS "not built, as EMASCOPE_CUDA is OFF" ARGUMENTS -DEMASCOPE_CUDA=OFF "-DCUDAToolkit_ROOT=${WORK}/broken")
expect(sanitized WORDS "not built, as the sanitizers" ARGUMENTS -DEMASCOPE_SANITIZE=thread "-DCUDAToolkit_ROOT=${WORK}/broken")
if(failures)
  message(FATAL_ERROR "${failures} failed")
endif()
