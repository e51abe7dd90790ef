// SPDX-License-Identifier: Apache-2.0
#include "core/protocol/spec/training_spec.h"

#include "core/base/numbers.h"
#include "core/protocol/spec/optimizer_settings.h"
#include "core/protocol/spec/rate_schedules.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace emascope {
namespace {

constexpr double kMostBatch = 1e6;
constexpr double kMostClip = 1e30;
constexpr double kMostEpochs = 1e9;

template <typename Part>
void fill(std::optional<Part>& part, const std::optional<Part>& other) {
  if (!part) part = other;
}

Status checkWhole(const char* where, const std::optional<std::int64_t>& value, double least,
                  double most) {
  if (!value) return Ok{};
  return checkValue({.id = where, .min = least, .max = most, .whole = true},
                    static_cast<double>(*value), "");
}

Status checkNumber(const ParamSpec& spec, const std::optional<double>& value) {
  return value ? checkValue(spec, *value, "") : Status(Ok{});
}

}  // namespace

TrainingSpec plainTraining(MethodSpec optimizer, std::int64_t batch) {
  return {.optimizer = std::move(optimizer),
          .lr_schedule = MethodSpec{.kind = "constant"},
          .batch = batch,
          .accumulate = 1,
          .clip_norm = 0.0,
          .clip_value = 0.0,
          .precision = kFullPrecision,
          .stop = EarlyStop{}};
}

TrainingSpec withDefaults(TrainingSpec spec, const TrainingSpec& other) {
  fill(spec.optimizer, other.optimizer);
  fill(spec.lr_schedule, other.lr_schedule);
  fill(spec.batch, other.batch);
  fill(spec.accumulate, other.accumulate);
  fill(spec.clip_norm, other.clip_norm);
  fill(spec.clip_value, other.clip_value);
  fill(spec.precision, other.precision);
  fill(spec.epochs, other.epochs);
  fill(spec.stop, other.stop);
  return spec;
}

Status checkTraining(const TrainingSpec& spec, std::int64_t steps) {
  if (spec.optimizer) {
    if (auto status = checkOptimizer(*spec.optimizer, "optimizer"); !status) return status;
  }
  if (spec.lr_schedule) {
    auto status =
        checkRateSchedule(*spec.lr_schedule, spec.epochs ? kMostSteps : steps, "lr-schedule");
    if (!status) return status;
  }
  if (auto status = checkWhole("batch", spec.batch, 1.0, kMostBatch); !status) return status;
  if (auto status = checkWhole("accumulate", spec.accumulate, 1.0, kMostBatch); !status) {
    return status;
  }
  if (auto status = checkNumber({.id = "clip-norm", .max = kMostClip}, spec.clip_norm); !status) {
    return status;
  }
  if (auto status = checkNumber({.id = "clip-value", .max = kMostClip}, spec.clip_value); !status) {
    return status;
  }
  if (spec.precision && *spec.precision != kFullPrecision && *spec.precision != kMixedPrecision) {
    return Error{"precision", "'" + *spec.precision + "' is not known",
                 std::string(kFullPrecision) + " or " + kMixedPrecision};
  }
  if (spec.stop) {
    auto status = checkWhole("patience", spec.stop->patience, 0.0, static_cast<double>(kMostSteps));
    if (!status) return status;
  }
  return checkNumber({.id = "epochs", .max = kMostEpochs, .min_open = true}, spec.epochs);
}

std::int64_t stepsOfEpochs(double epochs, std::int64_t samples, std::int64_t samples_per_step) {
  const double steps =
      std::ceil(epochs * static_cast<double>(samples) / static_cast<double>(samples_per_step));
  return static_cast<std::int64_t>(std::clamp(steps, 1.0, static_cast<double>(kMostSteps)));
}

}  // namespace emascope
