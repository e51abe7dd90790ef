// SPDX-License-Identifier: Apache-2.0
#include "core/protocol/spec/checkpoint_settings.h"

#include "core/base/numbers.h"
#include "core/base/phrase.h"

namespace emascope {
namespace {

constexpr double kMostMinutes = 1e6;
constexpr std::int64_t kMostCounted = 1'000'000'000;

Status checkCounted(const char* option, std::int64_t value) {
  if (value >= 0 && value <= kMostCounted) return Ok{};
  return Error{option, std::to_string(value) + " is not allowed",
               "a whole number, at least 0 and at most " + std::to_string(kMostCounted)};
}

}  // namespace

std::string_view checkpointReasonId(CheckpointReason reason) {
  switch (reason) {
    case CheckpointReason::kAsked:
      return "asked";
    case CheckpointReason::kSteps:
      return "steps";
    case CheckpointReason::kMinutes:
      return "minutes";
    case CheckpointReason::kEvaluations:
      return "evaluations";
    case CheckpointReason::kEdit:
      return "edit";
    case CheckpointReason::kPause:
      return "pause";
    case CheckpointReason::kEnd:
      return "end";
    case CheckpointReason::kStop:
      return "stop";
  }
  return "";
}

std::string_view checkpointReasonText(CheckpointReason reason) {
  switch (reason) {
    case CheckpointReason::kAsked:
      return words("on request");
    case CheckpointReason::kSteps:
      return words("every few steps");
    case CheckpointReason::kMinutes:
      return words("every few minutes");
    case CheckpointReason::kEvaluations:
      return words("every few evaluations");
    case CheckpointReason::kEdit:
      return words("before an edit");
    case CheckpointReason::kPause:
      return words("at a pause");
    case CheckpointReason::kEnd:
      return words("at the end");
    case CheckpointReason::kStop:
      return words("when the run was stopped");
  }
  return "";
}

Status checkCheckpoints(const CheckpointSettings& settings) {
  if (!(settings.minutes >= 0.0 && settings.minutes <= kMostMinutes)) {
    return Error{"checkpoint-minutes", formatNumber(settings.minutes) + " is not allowed",
                 "minutes, at least 0 (off) and at most 1e6"};
  }
  if (const Status status = checkCounted("checkpoint-evaluations", settings.evaluations); !status) {
    return status;
  }
  return checkCounted("checkpoint-every", settings.steps);
}

}  // namespace emascope
