# SPDX-License-Identifier: Apache-2.0
# cmake -DBUILD=<build of EMAscope> -DSOURCE=<tree> -DWORK=<scratch folder> -DTORCH=<its folder> -DTORCH_VERSION=<2.15.0>
#       -DGENERATOR=<…> -DCOMPILER=<…> [-DLAUNCHER=<ccache>] [-DFLAGS=<…>] -P package_test.cmake
# Installs the averaging library, moves it elsewhere, builds the examples with it and nothing of the tree, runs
# them, and looks at what find_package(emascope) takes and refuses.
cmake_minimum_required(VERSION 3.25)

function(run what)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "FAILS_WITH;PRINTS" "COMMAND")
  execute_process(COMMAND ${arg_COMMAND} RESULT_VARIABLE code OUTPUT_VARIABLE text ERROR_VARIABLE text)
  string(REGEX REPLACE "[ \n]+" " " flat "${text}") # CMake wraps its messages
  if(arg_FAILS_WITH)
    if(code EQUAL 0 OR NOT flat MATCHES "${arg_FAILS_WITH}")
      message(FATAL_ERROR "${what} was to fail with: ${arg_FAILS_WITH}\nexit code ${code}\n${text}")
    endif()
  elseif(NOT code EQUAL 0 OR (arg_PRINTS AND NOT flat MATCHES "${arg_PRINTS}"))
    message(FATAL_ERROR "${what}: exit code ${code}, expected: ${arg_PRINTS}\n${text}")
  endif()
  message("${what}: as expected")
endfunction()

set(common -G "${GENERATOR}" "-DCMAKE_CXX_COMPILER=${COMPILER}" "-DCMAKE_CXX_COMPILER_LAUNCHER=${LAUNCHER}"
           -DCMAKE_BUILD_TYPE=Release "-DCMAKE_PREFIX_PATH=${WORK}/moved")

# Install, and move ------------------------------------------------------------------------------
file(REMOVE_RECURSE "${WORK}")
run("installing" COMMAND "${CMAKE_COMMAND}" --install "${BUILD}" --component library --prefix "${WORK}/installed")
file(RENAME "${WORK}/installed" "${WORK}/moved")
file(GLOB package LIST_DIRECTORIES true "${WORK}/moved/lib*/cmake/emascope")
file(GLOB_RECURSE texts "${WORK}/moved/*.cmake" "${WORK}/moved/*.h")
foreach(text IN LISTS texts)
  file(STRINGS "${text}" lines REGEX "${SOURCE}|${BUILD}|${TORCH}|${WORK}")
  if(lines)
    message(FATAL_ERROR "${text} names a folder of this machine: ${lines}")
  endif()
endforeach()

# Build with it, beside a folder core/ that is not ours --------------------------------------------
file(COPY "${SOURCE}/tests/examples/" DESTINATION "${WORK}/examples" FILES_MATCHING PATTERN "*.cpp" PATTERN "CMakeLists.txt")
foreach(header base/result rules/schedule ema/averager)
  file(WRITE "${WORK}/decoy/core/${header}.h" "#error of another program\n")
endforeach()
run("configuring the examples" COMMAND "${CMAKE_COMMAND}" -S "${WORK}/examples" -B "${WORK}/build" ${common}
    "-DLIBTORCH_ROOT=${TORCH}" "-DCMAKE_CXX_FLAGS=-I${WORK}/decoy -Wall -Wextra -Werror ${FLAGS}")
run("building the examples" COMMAND "${CMAKE_COMMAND}" --build "${WORK}/build")
run("decays" COMMAND "${WORK}/build/decays"
    PRINTS "uniform: .* update 1000: decay 0.999000 [^:]*mean age 499.5, half of it within 499 updates, as quiet as the mean of 1000.0 ema-pytorch: ")
run("decays of a rule that does not exist" FAILS_WITH "there is no rule nothing" COMMAND "${WORK}/build/decays" nothing)
run("train_with_ema" COMMAND "${WORK}/build/train_with_ema" "${WORK}/average.safetensors"
    PRINTS "step 1500 raw 0.0[0-9]+ averaged 0.0[0-9]+ decay 0.995.*beta is 0.995 in the file and 0.99 here")
run("evaluate_shadow" COMMAND "${WORK}/build/evaluate_shadow"
    PRINTS "averaged: y = [23]\\.[0-9]+ x .*an evaluation that fails raw ")
run("tour" COMMAND "${WORK}/build/tour")
run("headers" COMMAND "${WORK}/build/headers")

# What the package takes and refuses --------------------------------------------------------------
function(write_project name text)
  file(WRITE "${WORK}/${name}/CMakeLists.txt"
       "cmake_minimum_required(VERSION 3.25)\nproject(${name} LANGUAGES CXX)\n${text}\n")
endfunction()
function(write_torch folder version)
  string(REGEX MATCH "([0-9]+)\\.([0-9]+)\\.([0-9]+)" numbers "${version}")
  file(WRITE "${folder}/lib/libtorch_cpu.so" "")
  file(WRITE "${folder}/lib/libc10.so" "")
  file(WRITE "${folder}/include/torch/headeronly/version.h"
       "#define TORCH_VERSION_MAJOR ${CMAKE_MATCH_1}\n#define TORCH_VERSION_MINOR ${CMAKE_MATCH_2}\n"
       "#define TORCH_VERSION_PATCH ${CMAKE_MATCH_3}\n")
endfunction()
write_torch("${WORK}/torch-2.14" 2.14.1)
write_torch("${WORK}/torch-same" "${TORCH_VERSION}")
string(REGEX REPLACE "\\.[0-9]+$" "" minor "${TORCH_VERSION}")

write_project(found "find_package(emascope REQUIRED)\nmessage(\"Torch \${LibTorch_PREFIX}\")")
run("the same Torch in CMAKE_PREFIX_PATH" PRINTS "Torch [^ ]*/torch-same" COMMAND "${CMAKE_COMMAND}" -S "${WORK}/found"
    -B "${WORK}/found/same" ${common} "-DCMAKE_PREFIX_PATH=${WORK}/torch-same" "-Demascope_DIR=${package}")
run("another minor version" FAILS_WITH "built with Torch ${minor}, and this is Torch 2.14.1 .*/torch-2.14"
    COMMAND "${CMAKE_COMMAND}" -S "${WORK}/found" -B "${WORK}/found/other" ${common} "-DLIBTORCH_ROOT=${WORK}/torch-2.14")
run("no Torch" FAILS_WITH "no lib/libtorch_cpu.so in ${WORK}/nowhere" COMMAND "${CMAKE_COMMAND}" -S "${WORK}/found"
    -B "${WORK}/found/none" ${common} "-DLIBTORCH_ROOT=${WORK}/nowhere")

set(own_torch "add_library(torch INTERFACE IMPORTED)\nset_target_properties(torch PROPERTIES
  INTERFACE_INCLUDE_DIRECTORIES \${OWN_TORCH}/include)\n")
write_project(own "${own_torch}find_package(emascope REQUIRED)
get_target_property(linked torch::cpu INTERFACE_LINK_LIBRARIES)\nmessage(\"linked with \${linked}.\")")
run("a target torch that is there" PRINTS "linked with torch\\." COMMAND "${CMAKE_COMMAND}" -S "${WORK}/own" -B
    "${WORK}/own/same" ${common} "-DOWN_TORCH=${WORK}/torch-same" "-DLIBTORCH_ROOT=${WORK}/nowhere")
run("a target torch of another minor version" FAILS_WITH "built with Torch ${minor}, and this is Torch 2.14.1"
    COMMAND "${CMAKE_COMMAND}" -S "${WORK}/own" -B "${WORK}/own/other" ${common} "-DOWN_TORCH=${WORK}/torch-2.14")

write_project(rules "find_package(emascope REQUIRED COMPONENTS rules)
if(TARGET emascope::ema OR NOT TARGET emascope::rules)\n  message(FATAL_ERROR \"other targets\")\nendif()")
run("the rules without any Torch" COMMAND "${CMAKE_COMMAND}" -S "${WORK}/rules" -B "${WORK}/rules/build" ${common}
    "-DLIBTORCH_ROOT=${WORK}/nowhere")
write_project(part "find_package(emascope REQUIRED COMPONENTS window)")
run("a part that does not exist" FAILS_WITH "components rules and ema, but no window" COMMAND "${CMAKE_COMMAND}" -S
    "${WORK}/part" -B "${WORK}/part/build" ${common})

# Headers of another Torch than the package's, found without CMake ---------------------------------
file(WRITE "${WORK}/other.cpp" "#include <emascope/shadow.h>\n")
run("a compiler with another Torch's headers" FAILS_WITH "emascope was built with Torch ${minor}"
    COMMAND "${COMPILER}" -std=c++20 -fsyntax-only "-I${WORK}/moved/include" "-I${WORK}/torch-2.14/include"
    "-I${TORCH}/include" "${WORK}/other.cpp")
