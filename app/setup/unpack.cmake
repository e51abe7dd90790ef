# SPDX-License-Identifier: Apache-2.0
# cmake -DWHEEL=… -DNAME=… -DTO=… -DPATTERNS=a;b -P unpack.cmake
# Unpacks a wheel into TO; of torch's own (NAME is torch) only what matches PATTERNS. A pattern that
# matches nothing is an error, so that a wheel with another layout does not pass unnoticed.
if(NAME STREQUAL "torch")
  file(ARCHIVE_EXTRACT INPUT "${WHEEL}" DESTINATION "${TO}" PATTERNS ${PATTERNS})
else()
  file(ARCHIVE_EXTRACT INPUT "${WHEEL}" DESTINATION "${TO}")
endif()
