# SPDX-License-Identifier: Apache-2.0
# emascope_options: compile options of all EMAscope targets. No fast-math and no -march: the same seed
# gives the same curve on all machines of one architecture.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bin")
if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release)
endif()

find_program(EMASCOPE_CCACHE ccache)
if(EMASCOPE_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  # What ccache's manual asks for where a header is precompiled.
  set(CMAKE_CXX_COMPILER_LAUNCHER env CCACHE_SLOPPINESS=pch_defines,time_macros "${EMASCOPE_CCACHE}")
endif()

add_library(emascope_options INTERFACE)
target_include_directories(emascope_options INTERFACE "${PROJECT_SOURCE_DIR}" "${PROJECT_BINARY_DIR}/generated")
target_compile_options(emascope_options INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor
  $<$<BOOL:${EMASCOPE_WERROR}>:-Werror>)
# An access without its mutex, see core/base/thread_safety.h; GCC has no such warning.
target_compile_options(emascope_options INTERFACE $<$<CXX_COMPILER_ID:Clang>:-Wthread-safety>)
# GCC 12 warns of an overlap that cannot happen in "literal" + std::string (GCC bug 105651).
target_compile_options(emascope_options INTERFACE $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>)
target_compile_definitions(emascope_options INTERFACE EMASCOPE_VERSION="${PROJECT_VERSION}")
if(EMASCOPE_SANITIZE)
  list(JOIN EMASCOPE_SANITIZE "," sanitizers)
  # The check of virtual table pointers opens a pipe at each call, which the confined processes may not do.
  target_compile_options(emascope_options INTERFACE "-fsanitize=${sanitizers}" -fno-sanitize=vptr -fno-omit-frame-pointer)
  target_link_options(emascope_options INTERFACE "-fsanitize=${sanitizers}")
endif()
find_program(EMASCOPE_MOLD mold)
if(EMASCOPE_MOLD)
  target_link_options(emascope_options INTERFACE -fuse-ld=mold)
endif()

# emascope_library(name [SOURCES...] [LINK...]): a static library of EMAscope. Our compile options do not
# propagate to programs that use an installed one.
function(emascope_library name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;LINK")
  add_library(${name} STATIC ${arg_SOURCES})
  target_link_libraries(${name} PUBLIC $<BUILD_INTERFACE:emascope_options> ${arg_LINK})
endfunction()

# emascope_unity(name GROUP folder SOURCES...): compiles these sources of the library as one. Names in their anonymous
# namespaces must differ.
function(emascope_unity name group)
  set_target_properties(${name} PROPERTIES UNITY_BUILD ON UNITY_BUILD_MODE GROUP)
  set_source_files_properties(${ARGN} PROPERTIES UNITY_GROUP ${group})
endfunction()

# The release preset compiles with -O2. emascope_compile_hot(name...): -O3, for what a run does at each value: averaging,
# training, reading and converting data.
function(emascope_compile_hot)
  foreach(name IN LISTS ARGN)
    target_compile_options(${name} PRIVATE $<$<CONFIG:Release>:-O3>)
  endforeach()
endfunction()

# emascope_compile_fast(name...): little optimization, which takes a third less time, for code that runs once in a while: the
# command line, the files of stored runs, the window's parts other than its charts.
function(emascope_compile_fast)
  foreach(name IN LISTS ARGN)
    target_compile_options(${name} PRIVATE $<$<CONFIG:Release>:-O1>)
  endforeach()
endfunction()
