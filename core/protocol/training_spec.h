// SPDX-License-Identifier: Apache-2.0
//
// How the weights of a run are stepped: what a configuration says of it, part by part. A part that
// is absent is the preset's.
#pragma once

#include "core/protocol/method_spec.h"

#include <cstdint>
#include <optional>
#include <string>

namespace emascope {

/// Ends a run that gets no better.
struct EarlyStop {
  std::int64_t patience =
      0;                   ///< evaluations in a row without a new lowest validation loss; 0 = never
  std::string of = "raw";  ///< whose loss: raw, or a track's label
  friend bool operator==(const EarlyStop&, const EarlyStop&) = default;
};

inline constexpr const char* kFullPrecision = "float32";
inline constexpr const char* kMixedPrecision =
    "bf16-mixed";  ///< forward in bfloat16 where that is safe

struct TrainingSpec {
  std::optional<MethodSpec> optimizer = {};     ///< of optimizers(); the rate is RunConfig::lr
  std::optional<MethodSpec> lr_schedule = {};   ///< of rateSchedules()
  std::optional<std::int64_t> batch = {};       ///< samples of a gradient pass, 1 to 1e6
  std::optional<std::int64_t> accumulate = {};  ///< gradient passes of a step, 1 to 1e6
  std::optional<double> clip_norm = {};         ///< longest gradient; 0 = any
  std::optional<double> clip_value = {};        ///< largest part of a gradient; 0 = any
  std::optional<std::string> precision =
      {};                             ///< of training passes: kFullPrecision, kMixedPrecision
  std::optional<double> epochs = {};  ///< instead of RunConfig::steps
  std::optional<EarlyStop> stop = {};
  friend bool operator==(const TrainingSpec&, const TrainingSpec&) = default;
};

inline constexpr std::int64_t kMostSteps = 1'000'000'000;

/// Every part but the epochs: a constant rate, one pass a step, no clipping, no early stop.
[[nodiscard]] TrainingSpec plainTraining(MethodSpec optimizer, std::int64_t batch);

/// Each part of `other` that `spec` lacks.
[[nodiscard]] TrainingSpec withDefaults(TrainingSpec spec, const TrainingSpec& other);

/// @param steps the run's, if they are known
[[nodiscard]] Status checkTraining(const TrainingSpec& spec, std::int64_t steps);

/// Steps that `epochs` of `samples` take, the last one whole; 1 to kMostSteps.
[[nodiscard]] std::int64_t stepsOfEpochs(double epochs, std::int64_t samples,
                                         std::int64_t samples_per_step);

}  // namespace emascope
