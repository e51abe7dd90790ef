# SPDX-License-Identifier: Apache-2.0
# cmake -DLAYERING=<layering.cmake> -DLINK_LINE=<link_line.cmake> -DWORK=<scratch folder> -DTORCH_PROGRAM=<…>
#       -P planted_test.cmake
# The test of the layering test: each breach, planted alone in a small tree, must be found and named, and
# the same tree without it must pass.
cmake_minimum_required(VERSION 3.25)

set(planted # file ; include line
    core/base/a.h          "#include <torch/nn.h>"
    core/base/a.cpp        "#include \"core/rules/schedule.h\""
    core/random/a.h        "#include \"core/data/dataset.h\""
    core/random/a.cpp      "#include <nlohmann/json.hpp>"
    core/base/b.cpp        "#include \"core/json/fields.h\""
    core/json/a.h          "#include \"core/rules/param_spec.h\""
    core/json/a.cpp        "#include \"core/protocol/events.h\""
    core/rules/a.cpp       "  #  include <ATen/ATen.h>"
    core/rules/b.h         "#include \"core/protocol/session.h\""
    core/rules/b.h         "#include <nlohmann/json.hpp>"
    core/protocol/a.cpp    "#include <c10/core/Device.h>"
    core/protocol/a.h      "#include \"core/train/trainer.h\""
    core/protocol/c.h      "#include <QString>"
    core/protocol/d.h      "#include \"core/series/csv_reader.h\""
    core/protocol/e.h      "#include <nlohmann/json.hpp>"
    core/protocol/f.cpp    "#include <nlohmann/json_fwd.hpp>"
    core/protocol/g.h      "#include \"core/protocol/wire/codec.h\""
    core/protocol/g.h      "#include \"core/protocol/options/run_options.h\""
    core/protocol/g.cpp    "#include \"core/protocol/record/run_record.h\""
    core/protocol/spec/a.h    "#include <nlohmann/json.hpp>"
    core/protocol/spec/a.h    "#include \"core/protocol/options/run_options.h\""
    core/protocol/spec/a.cpp  "#include \"core/protocol/wire/codec.h\""
    core/protocol/spec/a.cpp  "#include \"core/protocol/record/run_record.h\""
    core/protocol/spec/a.cpp  "#include \"core/protocol/events.h\""
    core/protocol/options/a.h "#include \"core/protocol/commands.h\""
    core/protocol/options/a.h "#include \"core/protocol/record/run_record.h\""
    core/protocol/wire/a.cpp  "#include \"core/protocol/record/run_record.h\""
    core/protocol/wire/a.cpp  "#include \"core/protocol/options/run_options.h\""
    core/protocol/record/a.h  "#include <nlohmann/json.hpp>"
    core/data/a.cpp           "#include \"core/data/formats/idx.h\""
    core/data/a.h             "#include \"core/data/batches/scaling.h\""
    core/data/formats/a.cpp   "#include \"core/data/batches/scaling.h\""
    core/data/batches/a.h     "#include \"core/data/formats/idx.h\""
    core/data/sources/a.cpp   "#include \"core/data/batches/scaling.h\""
    core/series/a.cpp         "#include \"core/data/dataset.h\""
    core/store/a.cpp          "#include \"core/ema/averager.h\""
    core/protocol/h.h         "#include \"core/lessons/lesson.h\""
    core/rules/c.cpp          "#include \"core/lessons/lesson.h\""
    core/ema/c.cpp            "#include \"core/lessons/lesson.h\""
    core/lessons/a.h          "#include <torch/nn.h>"
    core/lessons/a.cpp        "#include <QString>"
    core/lessons/b.cpp        "#include \"core/train/trainer.h\""
    core/library/a.h          "#include <SQLiteCpp/SQLiteCpp.h>"
    core/library/b.h          "#include <nlohmann/json.hpp>"
    core/library/a.cpp        "#include \"core/lessons/lesson.h\""
    core/library/b.cpp        "#include <torch/nn.h>"
    core/library/c.cpp        "#include \"core/session/engine.h\""
    core/lessons/c.cpp        "#include \"core/library/run_row.h\""
    core/protocol/i.h         "#include \"core/library/run_row.h\""
    core/ema/b.cpp            "#include \"core/train/trainer.h\""
    core/ema/a.cpp         "#include \"core/protocol/events.h\""
    core/series/a.cpp      "#include \"core/json/read_json.h\""
    core/train/a.cpp       "#include <QtCore/QObject>"
    core/session/a.cpp     "#include \"ui/run/run_controller.h\""
    ui/run/a.cpp           "#include <ATen/core/Tensor.h>"
    ui/run/a.h             "#include \"core/session/trainer_session.h\""
    ui/run/b.cpp           "#include <nlohmann/json.hpp>"
    ui/run/c.cpp           "#include \"core/json/fields.h\""
    ui/plot/a.h            "#include <qcustomplot.h>"
    ui/panels/a.cpp        "#include \"qcustomplot.h\""
    ui/plot/b.cpp          "#include \"app/emascope/options.h\""
    app/engine/a.cpp       "#include <QCoreApplication>"
    app/engine/b.cpp       "#include \"ui/theme/theme.h\""
    app/emascope/a.cpp     "#include \"core/ema/averager.h\""
    app/common/a.cpp       "#include \"core/json/fields.h\""
    app/emascope/b.cpp     "#include <torch/script.h>")

function(run_layering out_code out_text)
  execute_process(COMMAND "${CMAKE_COMMAND}" "-DROOT=${WORK}" -P "${LAYERING}" RESULT_VARIABLE code
                  OUTPUT_VARIABLE text ERROR_VARIABLE text)
  string(REGEX REPLACE "[ \n]+" " " text "${text}")  # CMake wraps its messages
  set(${out_code} "${code}" PARENT_SCOPE)
  set(${out_text} "${text}" PARENT_SCOPE)
endfunction()

function(plant_nothing)
  file(REMOVE_RECURSE "${WORK}")
  file(WRITE "${WORK}/core/base/fine.h" "#include <vector>\n#include <sys/wait.h>\n")
  file(WRITE "${WORK}/core/train/fine.cpp" "#include <ATen/ATen.h>\n#include \"core/protocol/events.h\"\n")
  file(WRITE "${WORK}/core/ema/fine.cpp" "#include <ATen/ATen.h>\n#include \"core/rules/schedule.h\"\n")
  file(WRITE "${WORK}/core/random/fine.h" "#include \"core/base/result.h\"\n#include \"core/random/streams.h\"\n")
  file(WRITE "${WORK}/core/protocol/fine.h" "#include \"core/protocol/commands.h\"\n#include \"core/protocol/spec/catalog.h\"\n")
  file(WRITE "${WORK}/core/protocol/options/fine.h" "#include \"core/protocol/spec/catalog.h\"\n")
  file(WRITE "${WORK}/core/protocol/wire/fine.h"
       "#include <nlohmann/json.hpp>\n#include \"core/protocol/events.h\"\n#include \"core/protocol/spec/catalog.h\"\n")
  file(WRITE "${WORK}/core/protocol/record/fine.cpp"
       "#include <nlohmann/json.hpp>\n#include \"core/protocol/options/run_options.h\"\n#include \"core/protocol/wire/codec_json.h\"\n")
  file(WRITE "${WORK}/core/data/formats/fine.h" "#include \"core/data/dataset.h\"\n#include \"core/data/formats/idx.h\"\n")
  file(WRITE "${WORK}/core/data/sources/fine.cpp" "#include \"core/data/formats/idx.h\"\n")
  file(WRITE "${WORK}/core/data/batches/fine.cpp" "#include \"core/data/split.h\"\n#include \"core/random/streams.h\"\n")
  file(WRITE "${WORK}/core/json/fine.cpp" "#include <nlohmann/json.hpp>\n#include \"core/base/result.h\"\n")
  file(WRITE "${WORK}/core/lessons/fine.cpp"
       "#include <nlohmann/json.hpp>\n#include \"core/json/fields.h\"\n#include \"core/protocol/record/run_record.h\"\n")
  file(WRITE "${WORK}/core/library/fine.cpp"
       "#include <SQLiteCpp/SQLiteCpp.h>\n#include <nlohmann/json.hpp>\n#include \"core/protocol/record/run_record.h\"\n")
  file(WRITE "${WORK}/ui/main_window/fine.cpp" "#include \"core/lessons/lesson.h\"\n#include \"core/library/run_row.h\"\n")
  file(WRITE "${WORK}/ui/plot/fine.cpp" "#include <qcustomplot.h>\n#include <QWidget>\n#include \"core/rules/units.h\"\n")
  file(WRITE "${WORK}/app/engine/fine.cpp" "#include <torch/cuda.h>\n#include <CLI/CLI.hpp>\n")
endfunction()

plant_nothing()
run_layering(code text)
if(NOT code EQUAL 0)
  message(FATAL_ERROR "A tree without a breach was refused:\n${text}")
endif()

list(LENGTH planted count)
math(EXPR last "${count} - 1")
foreach(i RANGE 0 ${last} 2)
  list(GET planted ${i} file)
  math(EXPR i "${i} + 1")
  list(GET planted ${i} line)
  plant_nothing()
  file(WRITE "${WORK}/${file}" "#pragma once\n${line}\n")
  run_layering(code text)
  if(code EQUAL 0 OR NOT text MATCHES "${file}" OR NOT text MATCHES "1 include lines cross")
    message(FATAL_ERROR "Not found: ${line} in ${file}\n${text}")
  endif()
endforeach()

execute_process(COMMAND "${CMAKE_COMMAND}" "-DPROGRAM=${TORCH_PROGRAM}" "-DFORBIDDEN=libtorch|libc10" -P "${LINK_LINE}"
                RESULT_VARIABLE code OUTPUT_QUIET ERROR_VARIABLE text)
string(REGEX REPLACE "[ \n]+" " " text "${text}")
if(code EQUAL 0 OR NOT text MATCHES "may not know")
  message(FATAL_ERROR "ldd of a program that is linked with LibTorch passed:\n${text}")
endif()
message("Every planted breach was found.")
