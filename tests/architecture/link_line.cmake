# SPDX-License-Identifier: Apache-2.0
# cmake -DPROGRAM=<executable> -DFORBIDDEN=<regex> [-DWANTED=<regex>] -P link_line.cmake
# Fails when the libraries that the program would be loaded with (ldd) hold one that matches FORBIDDEN,
# or none that matches WANTED (which shows that ldd's words were understood).
cmake_minimum_required(VERSION 3.25)
execute_process(COMMAND ldd "${PROGRAM}" OUTPUT_VARIABLE libraries ERROR_VARIABLE why RESULT_VARIABLE code)
if(NOT code EQUAL 0)
  message(FATAL_ERROR "ldd ${PROGRAM}: ${why}")
endif()
if(libraries MATCHES "[^\n]*(${FORBIDDEN})[^\n]*")
  message(FATAL_ERROR "${PROGRAM} is linked with what it may not know: ${CMAKE_MATCH_0}")
endif()
if(WANTED AND NOT libraries MATCHES "${WANTED}")
  message(FATAL_ERROR "${PROGRAM} is not linked with ${WANTED}; ldd says\n${libraries}")
endif()
