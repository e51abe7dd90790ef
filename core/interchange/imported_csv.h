// SPDX-License-Identifier: Apache-2.0
//
// The main loss of an imported run in the columns of EMAscope's CSV (run_writer.h). Columns for
// which the log has no values are left out.
#pragma once

#include "core/protocol/record/run_writer.h"

namespace emascope {

/// step[,seconds][,train_loss],raw.val_loss[,raw.val_METRIC] and for each track LABEL.val_loss
/// [,LABEL.val_METRIC][,LABEL.decay]. Cells are empty where the log has no value.
/// @pre isImported(record)
[[nodiscard]] Status writeImportedCsv(const RunRecord& record, const TextSink& sink);

}  // namespace emascope
