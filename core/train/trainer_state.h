// SPDX-License-Identifier: Apache-2.0
//
// The complete state of a trainer between two steps, as plain values: what Trainer::state() copies
// and Trainer::restore() continues from, bit by bit. The gradients of a step are begun and used
// within it, so nothing is ever accumulated halfway. No random generator has a state between two
// steps: batches, augmentation and dropout are functions of the seed and the number of the step or
// the pass, and so is the order in which workers read samples ahead.
//
// Tensors, all on the CPU: "raw.NAME" and "average.LABEL.NAME" (weights and buffers, with their
// shapes), "optimizer.I" (a flat moment array), "hidden.LABEL.I" (further arrays of an average),
// "before_feedback", "best_raw.NAME", "best_track.NAME" and "best.OF.NAME" (best weights kept),
// "snapshot.I", "snapshot_counters.I", "history.ID.PART" and "history.steps" (of post-hoc
// averages). The rest is JSON text. docs/checkpoints.md lists it.
#pragma once

#include "core/store/sealed_file.h"

#include <string>
#include <vector>

namespace emascope {

struct TrainerState {
  std::vector<SealedTensor> tensors = {};
  std::string text = {};  ///< JSON object
  friend bool operator==(const TrainerState&, const TrainerState&) = default;
};

}  // namespace emascope
