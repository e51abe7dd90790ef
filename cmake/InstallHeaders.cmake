# SPDX-License-Identifier: Apache-2.0
# Run by `cmake --install`: installs under `include_dir` the headers that StageHeaders.cmake generates.
cmake_policy(VERSION 3.25)
include("${CMAKE_CURRENT_LIST_DIR}/StageHeaders.cmake")
file(INSTALL "${staging}/emascope" DESTINATION "${CMAKE_INSTALL_PREFIX}/${include_dir}")
