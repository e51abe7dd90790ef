# SPDX-License-Identifier: Apache-2.0
# cmake -DWHEEL=… -DNAME=… -DTO=… -DPATTERNS=a;b -P unpack.cmake
# Unpacks a wheel into TO; from that of torch (NAME is torch) only files that match PATTERNS. A pattern
# without a match is an error, so that a wheel with another layout is noticed.
if(NAME STREQUAL "torch")
  file(ARCHIVE_EXTRACT INPUT "${WHEEL}" DESTINATION "${TO}" PATTERNS ${PATTERNS})
else()
  file(ARCHIVE_EXTRACT INPUT "${WHEEL}" DESTINATION "${TO}")
endif()
