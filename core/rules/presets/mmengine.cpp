// SPDX-License-Identifier: Apache-2.0
//
// MMEngine's EMAHook with its three kinds of averages.
#include "core/rules/presets/library_params.h"

namespace emascope {
namespace {

enum Param {
  kEmaType,
  kMomentum,
  kGamma,
  kInterval,
  kUpdateBuffers,
  kBeginIter,
  kBeginEpoch,
  kStepsPerEpoch
};
enum class EmaType { kExponential, kAnnealing, kStochastic };

double usedDecay(std::span<const double> values, double steps) {
  switch (static_cast<EmaType>(static_cast<int>(values[kEmaType]))) {
    case EmaType::kExponential:
      break;
    case EmaType::kAnnealing:
      return 1.0 - std::max(values[kMomentum], values[kGamma] / (values[kGamma] + steps));
    case EmaType::kStochastic:
      return 1.0 - 1.0 / (std::floor(steps / values[kInterval]) + 1.0);
  }
  return 1.0 - values[kMomentum];
}

// EMAHook copies the state_dict() until begin_iter or begin_epoch; from then on
// BaseAveragedModel.update_parameters() counts `steps`, copies at 0, and averages at each multiple
// of interval.
EmaAction action(std::span<const double> values, const Call& call) {
  const double epoch_steps = epochSteps(values[kStepsPerEpoch], call);
  double first = std::max(values[kBeginIter], 1.0);
  if (values[kBeginEpoch] > 0.0) {
    first = values[kBeginEpoch] > 1.0 && epoch_steps <= 0.0
                ? HUGE_VAL
                : (values[kBeginEpoch] - 1.0) * epoch_steps + 1.0;
  }
  const double steps = static_cast<double>(call.index) - first;
  if (steps < 0.0) {
    EmaAction copy = copyAction(Reason::kWarmup);
    copy.copied = Copied::kPersistent;
    return copy;
  }
  if (steps == 0.0) return copyAction(Reason::kFirst);
  if (std::fmod(steps, values[kInterval]) != 0.0) return skipAction(Reason::kStride);
  const double beta = usedDecay(values, steps);
  return blendAction(beta, beta == 1.0 - values[kMomentum] ? Reason::kConstant : Reason::kRamp);
}

// With update_buffers it iterates over state_dict() and averages its floats; otherwise it copies
// the buffers at every call, even at calls without an update.
TrackTraits traits(std::span<const double> values) {
  TrackTraits traits;
  if (!isSet(values[kUpdateBuffers])) {
    traits.at_blend = uses(TensorUse::kAverage, TensorUse::kCopy, TensorUse::kCopy);
    traits.copies_at_skip = true;
    return traits;
  }
  traits.at_blend = uses(TensorUse::kAverage, TensorUse::kAverage, TensorUse::kIgnore);
  for (TensorUses* at : {&traits.at_copy, &traits.at_blend}) {
    at->transient_buffers = TensorUse::kIgnore;
    at->transient_integers = TensorUse::kIgnore;
  }
  return traits;
}

PythonLines python(std::span<const double> values) {
  const auto type = static_cast<EmaType>(static_cast<int>(values[kEmaType]));
  const char* const name = type == EmaType::kExponential ? "ExponentialMovingAverage"
                           : type == EmaType::kAnnealing ? "MomentumAnnealingEMA"
                                                         : "StochasticWeightAverage";
  std::vector<std::string> arguments = {std::string("ema_type='") + name + "'"};
  PythonLines lines = {.imports = {"from mmengine.hooks import EMAHook"},
                       .evaluate = {"averaged = ema.ema_model.module"}};
  pySetNumbers(lines, "ema.ema_model", {{"interval", values[kInterval]}});
  if (type != EmaType::kStochastic) {
    arguments.push_back(pyNumber("momentum", values[kMomentum]));
    pySetNumbers(lines, "ema.ema_model", {{"momentum", values[kMomentum]}});
  }
  if (type == EmaType::kAnnealing) {
    arguments.push_back(pyNumber("gamma", values[kGamma]));
    pySetNumbers(lines, "ema.ema_model", {{"gamma", values[kGamma]}});
  }
  arguments.push_back(pyNumber("interval", values[kInterval]));
  arguments.push_back(pyFlag("update_buffers", values[kUpdateBuffers]));
  arguments.push_back(pyNumber("begin_iter", values[kBeginIter]));
  arguments.push_back(pyNumber("begin_epoch", values[kBeginEpoch]));
  lines.construct = pyCall("ema = EMAHook", arguments);
  lines.construct.emplace_back("# runner = Runner(model, custom_hooks=[ema], …)");
  return lines;
}

std::vector<ParamSpec> params() {
  return {
      choiceSpec("ema_type", "kind",
                 {"ExponentialMovingAverage", "MomentumAnnealingEMA", "StochasticWeightAverage"},
                 "Constant momentum, a momentum that falls as gamma/(gamma + n), or the plain "
                 "mean."),
      momentumSpec(0.0002),
      {.id = "gamma",
       .label = "gamma",
       .tip = "Time constant of MomentumAnnealingEMA, in steps.",
       .min = 0.0,
       .max = kLongestCount,
       .min_open = true,
       .initial = 100.0,
       .scale = ParamSpec::Scale::kLog,
       .advanced = true,
       .slider_min = 1.0,
       .slider_max = 10000.0},
      countSpec("interval", "update every",
                "Steps between updates; the momentum is not adjusted for it.", 1.0, 1.0),
      flagSpec("update_buffers", "average buffers",
               "If true, buffers are averaged like parameters instead of copied."),
      countSpec("begin_iter", "first step",
                "Step at which averaging starts; the raw weights are copied before.", 0.0, 0.0),
      countSpec("begin_epoch", "first epoch",
                "Epoch (1-based) at which averaging starts; 0: begin_iter applies.", 0.0, 0.0),
      stepsPerEpochSpec()};
}

}  // namespace

void registerRulePresetMmengine(ScheduleRegistry& registry) {
  registry["mmengine"] = {
      .id = "mmengine",
      .label = "mmengine EMAHook",
      .formula =
          "1 - momentum, or 1 - max(momentum, gamma/(gamma + n)), or the plain mean; copies "
          "until the first step after begin_iter",
      .source = "mmengine.hooks.EMAHook, mmengine.model.averaged_model",
      .params = params(),
      .action = action,
      .cap_from = noCap,
      .python = python,
      .traits = traits,
      .library = "mmengine 0.10.7",
      .checked = kRecorded};
}

}  // namespace emascope
