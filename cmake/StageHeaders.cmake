# SPDX-License-Identifier: Apache-2.0
# Generates in `staging` the headers of the tree `source` for other programs:
#   emascope/rules.h                               all of core/rules
#   emascope/{ema,jit_ema,shadow,averager}.h       one class each, after `torch_check`
#   emascope/core/…                                the headers of `source` that these need; they include each other as
#                                                  "emascope/core/…"
cmake_policy(VERSION 3.25)
file(REMOVE_RECURSE "${staging}")
set(head "// SPDX-License-Identifier: Apache-2.0\n//\n// ")

file(GLOB rules RELATIVE "${source}" "${source}/core/rules/*.h" "${source}/core/rules/posthoc/*.h")
list(SORT rules)
list(PREPEND rules core/base/numbers.h core/base/or_throw.h core/base/result.h)
set(text "${head}emascope::rules: schedules, decay conversions and weight profiles of averages. No LibTorch.\n#pragma once\n\n")
foreach(header IN LISTS rules)
  string(APPEND text "#include \"emascope/${header}\"\n")
endforeach()
file(WRITE "${staging}/emascope/rules.h" "${text}")

set(classes ema jit_ema shadow averager)
set(waiting ${rules})
foreach(class IN LISTS classes)
  list(APPEND waiting "core/ema/${class}.h")
  file(WRITE "${staging}/emascope/${class}.h" "${head}Part of emascope::ema. Documented in the included header.\n"
    "#pragma once\n\n${torch_check}\n#include \"emascope/core/ema/${class}.h\"\n")
endforeach()

set(installed "")
while(waiting)
  list(POP_FRONT waiting header)
  if(header IN_LIST installed)
    continue()
  endif()
  list(APPEND installed "${header}")
  file(STRINGS "${source}/${header}" lines REGEX "^#include \"core/")
  foreach(line IN LISTS lines)
    string(REGEX REPLACE "^#include \"([^\"]+)\".*" "\\1" needed "${line}")
    list(APPEND waiting "${needed}")
  endforeach()
  file(READ "${source}/${header}" text)
  string(REPLACE "#include \"core/" "#include \"emascope/core/" text "${text}")
  file(WRITE "${staging}/emascope/${header}" "${text}")
endwhile()
