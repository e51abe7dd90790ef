# SPDX-License-Identifier: Apache-2.0
# cmake -DMODULES=<cmake/> -DWORK=<scratch folder> -P find_libtorch_test.cmake
# What cmake/FindLibTorch.cmake takes and refuses, on trees of empty files.
cmake_minimum_required(VERSION 3.25)

# A tree with torch/ in it, of that version. NVIDIA is ON for the folders that a wheel has.
function(make_torch folder version nvidia)
  string(REPLACE "." ";" parts ${version})
  list(GET parts 0 major)
  list(GET parts 1 minor)
  file(WRITE "${folder}/torch/lib/libtorch_cpu.so" "")
  file(WRITE "${folder}/torch/lib/libc10.so" "")
  file(WRITE "${folder}/torch/include/torch/headeronly/version.h"
       "#define TORCH_VERSION_MAJOR ${major}\n#define TORCH_VERSION_MINOR ${minor}\n#define TORCH_VERSION_PATCH 0\n")
  file(WRITE "${folder}/torch/include/torch/csrc/api/include/torch/version.h"
       "#include <torch/headeronly/version.h>\n")
  if(nvidia)
    file(WRITE "${folder}/nvidia/cu13/lib/libcudart.so.13" "")
  endif()
endfunction()

# Configures a project that looks for LibTorch and prints what it found.
function(find_in root)
  execute_process(COMMAND "${CMAKE_COMMAND}" -S "${WORK}/project" -B "${WORK}/build" -G Ninja "-DLIBTORCH_ROOT=${root}"
                          "-DCMAKE_MODULE_PATH=${MODULES}"
                  RESULT_VARIABLE code OUTPUT_VARIABLE text ERROR_VARIABLE text)
  string(REGEX REPLACE "[ \n]+" " " text "${text}")
  set(code "${code}" PARENT_SCOPE)
  set(text "${text}" PARENT_SCOPE)
endfunction()

function(expect_found what version link)
  if(NOT code EQUAL 0 OR NOT text MATCHES "version=${version} " OR NOT text MATCHES "${link}")
    message(FATAL_ERROR "${what}: wanted version ${version} and ${link}, got\n${text}")
  endif()
endfunction()
function(expect_refused what sentence)
  if(code EQUAL 0 OR NOT text MATCHES "${sentence}")
    message(FATAL_ERROR "${what}: wanted \"${sentence}\", got\n${text}")
  endif()
endfunction()

file(REMOVE_RECURSE "${WORK}")
file(WRITE "${WORK}/project/CMakeLists.txt" [[
cmake_minimum_required(VERSION 3.25)
project(looks_for_libtorch LANGUAGES NONE)
find_package(LibTorch REQUIRED)
get_target_property(link torch::cpu INTERFACE_LINK_OPTIONS)
get_target_property(include torch::headers INTERFACE_INCLUDE_DIRECTORIES)
message(STATUS "version=${LibTorch_VERSION} link=${link} include=${include}")
]])
make_torch("${WORK}/wheel" 2.15 ON)
make_torch("${WORK}/own" 2.11 OFF)
make_torch("${WORK}/old" 2.10 ON)
make_torch("${WORK}/old_abi" 2.12 OFF)
file(WRITE "${WORK}/old_abi/torch/share/cmake/Torch/TorchConfig.cmake"
     "set(TORCH_CXX_FLAGS \"-D_GLIBCXX_USE_CXX11_ABI=0\")\n")
make_torch("${WORK}/bare" 2.15 OFF)
file(REMOVE_RECURSE "${WORK}/bare/torch/include")

find_in("${WORK}/wheel")
expect_found("a wheel" 2.15.0 "rpath-link,[^;]*/wheel/nvidia/cu13/lib")
find_in("${WORK}/own")
expect_found("after another root, one without NVIDIA folders" 2.11.0 "allow-shlib-undefined.*/own/torch/include")
find_in("${WORK}/own/torch")
expect_found("torch/ itself" 2.11.0 "/own/torch/include")
find_in("${WORK}/old")
expect_refused("an old Torch" "is 2.10.0, and EMAscope needs 2.11 or later")
find_in("${WORK}/old_abi")
expect_refused("the old string ABI" "old std::string ABI")
find_in("${WORK}/bare")
expect_refused("a Torch without headers" "has no headers that tell its version")
find_in("${WORK}/nowhere")
expect_refused("an empty place" "no lib/libtorch_cpu.so in [^ ]*/nowhere .*app/run --setup-only")
message("FindLibTorch takes and refuses what it should.")
