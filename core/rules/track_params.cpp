// SPDX-License-Identifier: Apache-2.0
#include "core/rules/track_params.h"

#include "core/rules/schedules/common_params.h"

#include <algorithm>

namespace emascope {

std::vector<ParamSpec> trackParams() {
  ParamSpec debias =
      flagSpec("debias", "zero start, debiased",
               "If true, the average starts at zero and is divided by its accumulated weight (bias "
               "correction), instead of starting as a copy.");
  ParamSpec buffers = choiceSpec("buffers", "buffers", {"average", "copy", "estimate"},
                                 "BatchNorm statistics: averaged like the weights, copied from the "
                                 "raw model, or re-estimated for each evaluation.");
  ParamSpec feedback_beta = {.id = "update_model_with_ema_beta",
                             .label = "raw share kept",
                             .tip =
                                 "Fraction of the raw weights kept when the average is written "
                                 "back; 0 replaces them (Switch EMA).",
                             .min = 0.0,
                             .max = 1.0,
                             .initial = 0.0,
                             .advanced = true,
                             .slider_min = 0.0,
                             .slider_max = 1.0};
  const ParamSpec frozen =
      flagSpec("frozen", "frozen",
               "If true, updates leave the average unchanged; only the first one initializes it.");
  return {debias, buffers, bufferBatchesSpec(), feedbackEverySpec(), feedback_beta, frozen};
}

bool isTrackParam(std::string_view id) {
  static const std::vector<ParamSpec> params = trackParams();
  return std::any_of(params.begin(), params.end(),
                     [&](const ParamSpec& spec) { return spec.id == id; });
}

double trackParam(std::span<const double> values, TrackParam param) {
  return values[values.size() - kTrackParams + static_cast<std::size_t>(param)];
}

TrackTraits scheduleTraits(std::span<const double> values) {
  TrackTraits traits;
  traits.debias = trackParam(values, TrackParam::kDebias) != 0.0;
  traits.starts_at_zero = traits.debias;
  const auto policy =
      static_cast<BufferPolicy>(static_cast<int>(trackParam(values, TrackParam::kBuffers)));
  if (policy == BufferPolicy::kCopy) {
    traits.at_blend.buffers = TensorUse::kCopy;
    traits.at_blend.transient_buffers = TensorUse::kCopy;
  } else if (policy == BufferPolicy::kEstimate) {
    traits.estimate_batches =
        static_cast<std::int64_t>(trackParam(values, TrackParam::kBufferBatches));
  }
  return traits;
}

}  // namespace emascope
