// SPDX-License-Identifier: Apache-2.0
//
// One run in this process without files and tables: only its record, and a progress line on a
// terminal.
#pragma once

#include "app/common/interruption.h"
#include "core/protocol/record/run_record.h"

#include <optional>

namespace emascope {

struct QuietRun {
  RunRecord record = {};
  std::optional<Error> refused = {};  ///< the engine did not start it
};

/// Runs `config` to its end, or until a signal asks for one.
[[nodiscard]] QuietRun runQuietly(const RunConfig& config, Interruption& interruption);

}  // namespace emascope
