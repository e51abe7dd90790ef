# SPDX-License-Identifier: Apache-2.0
# cmake -DROOT=<tree> -P layering.cmake
# Reads every include line of core/, ui/ and app/ and fails with a list of those that cross a layer the
# wrong way. What may be included:
#
#   core/base                   C++ and the system
#   core/json                   + core/base, nlohmann
#   core/rules                  + core/base
#   core/protocol               + core/rules; core/json and nlohmann in wire/ and in the sources of record/ alone
#   core/lessons                + core/protocol; core/json and nlohmann in what only its sources include
#   core/library                + core/protocol; core/json, nlohmann and SQLiteCpp in its sources alone
#   core/ema                    + core/json, core/simd, core/store, LibTorch; not core/protocol: other programs install the averaging alone
#   core/random, core/sandbox, core/simd   as core/base
#   core/series, core/store     as core/protocol; they read files, and know no LibTorch. core/series without JSON
#   core/interchange            + core/series, core/json, nlohmann; no LibTorch
#   other folders of core       all of core, LibTorch; never Qt, ui or app
#   ui                          core/base, core/rules, core/protocol, core/lessons, core/library, Qt; QCustomPlot in ui/plot/*.cpp alone
#   app/engine                  core and LibTorch; never Qt or ui
#   other folders of app        ui, Qt, core/base, core/rules, core/protocol, core/lessons, core/library; never LibTorch
#
# The folders within core/protocol, core/data and core/cuda are rooms; between them includes run in one direction only:
#
#   core/protocol/spec          no other room
#   core/protocol/options       spec/
#   core/protocol itself        spec/
#   core/protocol/wire          spec/, core/protocol itself
#   core/protocol/record        all of core/protocol
#   core/data itself            no other room
#   core/data/formats           core/data itself
#   core/data/batches           core/data itself
#   core/data/sources           core/data itself, formats/
#   core/cuda itself            plugin/
#   core/cuda/plugin            no other room, and nothing else of the program: a library of its own
#
# A file may always include its own folder.
# A file that is generated into the build (a registry) follows from these and is not read.
cmake_minimum_required(VERSION 3.25)

set(torch "<(ATen|c10|torch|caffe2)/")
set(qt "<Q[A-Z][A-Za-z/]*[>.]|<Qt[A-Z]")
set(qcustomplot "[<\"]([^\">]*/)?qcustomplot\\.h")
set(window "\"(ui|app)/")
set(deep_core "\"core/(cuda|data|ema|interchange|models|random|sandbox|script|series|session|simd|store|train)/")
set(beyond_ema "\"core/(cuda|data|interchange|models|random|sandbox|script|series|session|train)/")
set(beyond_interchange "\"core/(cuda|data|ema|models|random|sandbox|script|session|simd|store|train)/")
set(json "<nlohmann/")
set(reader "\"core/json/")
set(rules_layer "\"core/rules/")
set(protocol "\"core/protocol/")
set(lessons "\"core/lessons/")
set(library "\"core/library/")
set(sqlite "<(SQLiteCpp/|sqlite3)")
set(app "\"app/")
set(ui "\"ui/")
# What ui does without: it has Qt and the five value layers, and no other library.
set(outside "<(nlohmann|CLI|spdlog|SQLiteCpp|gtest|gmock|boost|fmt)/")
# The rooms of core/protocol and of core/data.
set(protocol_itself "\"core/protocol/[^/\"]+\"")
set(options "\"core/protocol/options/")
set(wire "\"core/protocol/wire/")
set(record "\"core/protocol/record/")
set(formats "\"core/data/formats/")
set(batches "\"core/data/batches/")
set(data_sources "\"core/data/sources/")

# One rule a line: which files (first match counts) ; what they may not include, as patterns above.
set(rules
    "core/base/.*"      "torch qt qcustomplot window deep_core json rules protocol reader lessons library"
    "core/simd/.*"      "torch qt qcustomplot window deep_core json rules protocol reader lessons library"
    "core/random/.*"    "torch qt qcustomplot window deep_core json rules protocol reader lessons library"
    "core/sandbox/.*"   "torch qt qcustomplot window deep_core json rules protocol reader lessons library"
    "core/json/.*"      "torch qt qcustomplot window deep_core rules protocol lessons library"
    "core/rules/.*"     "torch qt qcustomplot window deep_core json protocol reader lessons library"
    "core/protocol/spec/.*"          "torch qt qcustomplot window deep_core json options protocol_itself wire record reader lessons library"
    "core/protocol/options/.*"       "torch qt qcustomplot window deep_core json protocol_itself wire record reader lessons library"
    "core/protocol/wire/.*"          "torch qt qcustomplot window deep_core options record lessons library"
    "core/protocol/record/.*\\.cpp"  "torch qt qcustomplot window deep_core lessons library"
    "core/protocol/record/.*"        "torch qt qcustomplot window deep_core json reader lessons library"
    "core/protocol/.*"               "torch qt qcustomplot window deep_core json options wire record reader lessons library"
    "core/lessons/.*"   "torch qt qcustomplot window deep_core library"
    "core/library/.*\\.cpp"  "torch qt qcustomplot window deep_core lessons"
    "core/library/.*"        "torch qt qcustomplot window deep_core json reader sqlite lessons"
    "core/ema/.*"       "qt qcustomplot window beyond_ema protocol lessons library"
    "core/series/.*"    "torch qt qcustomplot window deep_core json reader lessons library"
    "core/interchange/.*"  "torch qt qcustomplot window beyond_interchange lessons library"
    "core/store/.*"     "torch qt qcustomplot window deep_core lessons library"
    "core/data/formats/.*"  "qt qcustomplot window batches data_sources"
    "core/data/batches/.*"  "qt qcustomplot window formats data_sources"
    "core/data/sources/.*"  "qt qcustomplot window batches"
    "core/data/.*"          "qt qcustomplot window formats batches data_sources"
    "core/cuda/plugin/.*"   "torch qt qcustomplot window deep_core json rules protocol reader lessons"
    "core/.*"           "qt qcustomplot window"
    "ui/plot/.*\\.cpp"  "torch app deep_core outside reader"
    "ui/.*"             "torch app deep_core outside qcustomplot reader"
    "app/engine/.*"     "qt qcustomplot ui"
    "app/.*"            "torch deep_core qcustomplot reader")

function(pattern_of name out)
  if(name STREQUAL "rules")
    set(name rules_layer)
  endif()
  set(${out} "${${name}}" PARENT_SCOPE)
endfunction()

file(GLOB_RECURSE sources RELATIVE "${ROOT}" "${ROOT}/core/*" "${ROOT}/ui/*" "${ROOT}/app/*")
list(FILTER sources INCLUDE REGEX "\\.(h|hpp|cpp|cc|cu|cuh|in)$")
set(breaches 0)
set(read 0)
foreach(source ${sources})
  list(LENGTH rules count)
  math(EXPR last "${count} - 1")
  set(forbidden "")
  foreach(i RANGE 0 ${last} 2)
    list(GET rules ${i} files)
    if(source MATCHES "^${files}$")
      math(EXPR i "${i} + 1")
      list(GET rules ${i} forbidden)
      break()
    endif()
  endforeach()
  separate_arguments(forbidden)

  get_filename_component(folder "${source}" DIRECTORY)
  file(STRINGS "${ROOT}/${source}" lines REGEX "^[ \t]*#[ \t]*include")
  math(EXPR read "${read} + 1")
  foreach(line ${lines})
    if(line MATCHES "\"([^\"]+)/[^/\"]+\"" AND CMAKE_MATCH_1 STREQUAL folder)
      continue()
    endif()
    foreach(name ${forbidden})
      pattern_of(${name} pattern)
      if(line MATCHES "${pattern}")
        message("${source} (${files}) may not have: ${line}")
        math(EXPR breaches "${breaches} + 1")
        break()
      endif()
    endforeach()
  endforeach()
endforeach()

if(read EQUAL 0)
  message(FATAL_ERROR "There is nothing to read under ${ROOT}.")
endif()
if(breaches)
  message(FATAL_ERROR "${breaches} include lines cross a layer; what may include what is said in ${CMAKE_CURRENT_LIST_FILE}.")
endif()
message("${read} files keep to their layers.")
