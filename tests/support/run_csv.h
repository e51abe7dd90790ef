// SPDX-License-Identifier: Apache-2.0
//
// The CSV of a run as one text.
#pragma once

#include "core/protocol/record/run_writer.h"

#include <string>
#include <string_view>

namespace emascope {

inline std::string runCsv(const RunRecord& record) {
  std::string text;
  static_cast<void>(writeRunCsv(record, [&text](std::string_view piece) -> Status {
    text += piece;
    return Ok{};
  }));
  return text;
}

}  // namespace emascope
