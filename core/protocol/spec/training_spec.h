// SPDX-License-Identifier: Apache-2.0
//
// How a run trains: optimizer, learning-rate schedule, batch, clipping, precision and length.
// Absent parts are the preset's.
#pragma once

#include "core/protocol/spec/method_spec.h"

#include <cstdint>
#include <optional>
#include <string>

namespace emascope {

/// Early stopping: ends a run that no longer improves.
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
  std::optional<MethodSpec> optimizer = {};     ///< one of optimizers(); the rate is RunConfig::lr
  std::optional<MethodSpec> lr_schedule = {};   ///< one of rateSchedules()
  std::optional<std::int64_t> batch = {};       ///< samples per gradient pass, 1 to 1e6
  std::optional<std::int64_t> accumulate = {};  ///< gradient passes per step, 1 to 1e6
  std::optional<double> clip_norm = {};         ///< maximal L2 norm of the gradient; 0 = off
  std::optional<double> clip_value = {};  ///< gradient elements are clamped to ± this; 0 = off
  std::optional<std::string> precision =
      {};                             ///< of training passes: kFullPrecision, kMixedPrecision
  std::optional<double> epochs = {};  ///< instead of RunConfig::steps
  std::optional<EarlyStop> stop = {};
  friend bool operator==(const TrainingSpec&, const TrainingSpec&) = default;
};

inline constexpr std::int64_t kMostSteps = 1'000'000'000;

/// Sets every part except the epochs: constant rate, one pass per step, no clipping, no early
/// stopping.
[[nodiscard]] TrainingSpec plainTraining(MethodSpec optimizer, std::int64_t batch);

/// `spec` with its absent parts taken from `other`.
[[nodiscard]] TrainingSpec withDefaults(TrainingSpec spec, const TrainingSpec& other);

/// @param steps the length of the run; ignored if the spec has epochs
[[nodiscard]] Status checkTraining(const TrainingSpec& spec, std::int64_t steps);

/// Number of steps in `epochs` passes through `samples`, rounded up; 1 to kMostSteps.
[[nodiscard]] std::int64_t stepsOfEpochs(double epochs, std::int64_t samples,
                                         std::int64_t samples_per_step);

}  // namespace emascope
