// SPDX-License-Identifier: Apache-2.0
//
// A small picture of a run for lists: the raw validation loss, thin, and that of the main average.
#pragma once

#include "core/base/result.h"
#include "core/protocol/record/run_record.h"

#include <string>

namespace emascope {

/// SVG of 160 x 60 units, the loss on a logarithmic axis. Empty with fewer than two evaluations
/// whose loss is above 0 and finite. Of a long run each curve has at most 160 points, each the mean
/// of its neighbors.
[[nodiscard]] std::string thumbnailSvg(const RunRecord& record);
/// The same of the stored run in `folder`, whose evaluations are read one after the other. Fails as
/// readEvaluations().
[[nodiscard]] Result<std::string> thumbnailOf(const std::string& folder);

}  // namespace emascope
