# SPDX-License-Identifier: Apache-2.0
# The target `docs`: the reference of the installed headers, written to <build>/docs/html by Doxygen. Not part of `all`;
# absent if Doxygen is not installed. The test docs_api runs the same script.
find_program(EMASCOPE_DOXYGEN doxygen)
if(EMASCOPE_DOXYGEN)
  add_custom_target(docs COMMAND "${CMAKE_COMMAND}" "-Dsource=${PROJECT_SOURCE_DIR}" "-Dout=${PROJECT_BINARY_DIR}/docs"
    "-Dversion=${PROJECT_VERSION}" "-Ddoxygen=${EMASCOPE_DOXYGEN}" -P "${CMAKE_CURRENT_LIST_DIR}/ApiDocs.cmake"
    COMMENT "Writing docs/html/index.html" VERBATIM)
endif()
