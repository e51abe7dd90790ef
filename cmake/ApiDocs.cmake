# SPDX-License-Identifier: Apache-2.0
# cmake -Dsource=<tree> -Dout=<folder> -Dversion=<0.1.0> [-Ddoxygen=<program>] -P ApiDocs.cmake
# Writes the reference of the installed headers to <out>/html. Fails if Doxygen warns: of a declaration without
# documentation, of a name that does not exist, of a command it does not know.
cmake_policy(VERSION 3.25)
if(NOT doxygen)
  set(doxygen doxygen)
endif()
set(staging "${out}/include")
include("${CMAKE_CURRENT_LIST_DIR}/StageHeaders.cmake")

# Our headers begin with a paragraph of plain comments, which Doxygen would ignore; a defaulted comparison needs no words.
# No line is added or removed, so that warnings name the right one.
file(WRITE "${out}/header.sed" [=[
1s/.*//
2s|^//$|/// @file|
3,/^#pragma/s,^//( |$),///\1,
s/^ *friend bool operator==.*= default;$//
]=])
# Other pages are not part of the reference, and Doxygen knows no file name behind a fence.
file(WRITE "${out}/page.sed" [=[
s/\[([^]]*)\]\([a-z-]*\.md\)/\1/g
s/^```cpp .*/```cpp/
]=])
configure_file("${CMAKE_CURRENT_LIST_DIR}/Doxyfile.in" "${out}/Doxyfile" @ONLY)
file(REMOVE_RECURSE "${out}/html")
execute_process(COMMAND "${doxygen}" "${out}/Doxyfile" RESULT_VARIABLE code)
if(NOT code EQUAL 0)
  message(FATAL_ERROR "The documentation of the installed headers has errors, see above.")
endif()
