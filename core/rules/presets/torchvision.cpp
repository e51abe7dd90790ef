// SPDX-License-Identifier: Apache-2.0
//
// ExponentialMovingAverage of torchvision's reference training scripts.
#include "core/rules/presets/library_params.h"

namespace emascope {
namespace {

enum Param { kDecay, kSteps, kBatchSize, kWorldSize, kEpochs, kLrWarmup, kStepsPerEpoch };

double usedDecay(std::span<const double> values) {
  const double adjust = values[kWorldSize] * values[kBatchSize] * values[kSteps] / values[kEpochs];
  return 1.0 - std::min(1.0, (1.0 - values[kDecay]) * adjust);
}

// train_one_epoch() updates at every model_ema_steps-th batch of each epoch. During the epochs of
// the learning-rate warm-up n_averaged is reset to 0 after each update, so that the next update
// copies, including the first one after the warm-up.
EmaAction action(std::span<const double> values, const Call& call) {
  const double epoch_steps = epochSteps(values[kStepsPerEpoch], call);
  const double step = call.time - 1.0;
  const double batch = epoch_steps > 0.0 ? std::fmod(step, epoch_steps) : step;
  if (std::fmod(batch, values[kSteps]) != 0.0) return skipAction(Reason::kStride);
  if (call.averaged == 0) return copyAction(Reason::kFirst);
  const double last_step = call.last_time - 1.0;
  if (epoch_steps > 0.0 && std::floor(last_step / epoch_steps) < values[kLrWarmup])
    return copyAction(Reason::kWarmup);
  return blendAction(usedDecay(values), Reason::kConstant);
}

// The class ExponentialMovingAverage of references/classification/utils.py is not in the package;
// it is this AveragedModel.
PythonLines python(std::span<const double> values) {
  const std::string function =
      "lambda e, w, n, decay=" + pyText(usedDecay(values)) + ": decay * e + (1 - decay) * w";
  PythonLines lines = {
      .imports = {"from torch.optim.swa_utils import AveragedModel"},
      .construct =
          pyCall("ema = AveragedModel", {"model", "avg_fn=" + function, "use_buffers=True"}),
      .update = {"if batch % " + pyText(values[kSteps]) + " == 0:  # batch: from 0 in each epoch",
                 "    ema.update_parameters(model)"},
      .evaluate = {"averaged = ema.module"}};
  if (values[kLrWarmup] > 0.0) {
    lines.update.push_back("    if epoch < " + pyText(values[kLrWarmup]) +
                           ":  # epoch: from 0; the next update copies");
    lines.update.emplace_back("        ema.n_averaged.fill_(0)");
  }
  for (const char* id :
       {"model_ema_decay", "model_ema_steps", "batch_size", "world_size", "epochs"})
    lines.set[id] = "ema.avg_fn = " + function;
  return lines;
}

std::vector<ParamSpec> params() {
  return {
      decaySpec(
          "model_ema_decay", "β before scaling", 0.99998,
          "Decay before scaling: 1 - decay is multiplied by world_size batch_size model_ema_steps "
          "/ epochs. Can be changed during the run here; the library fixes it at the start."),
      countSpec("model_ema_steps", "update every",
                "Batches between updates; the count restarts in each epoch.", 1.0, 32.0),
      countSpec("batch_size", "batch size", "Images per batch and process.", 1.0, 32.0),
      countSpec("world_size", "processes", "Number of training processes.", 1.0, 1.0),
      countSpec("epochs", "epochs", "Planned length of the run, in epochs.", 1.0, 90.0),
      countSpec("lr_warmup_epochs", "LR warm-up",
                "Epochs of learning-rate warm-up, during which every update copies; requires the "
                "number of steps per epoch.",
                0.0, 0.0),
      stepsPerEpochSpec()};
}

}  // namespace

void registerRulePresetTorchvision(ScheduleRegistry& registry) {
  registry["torchvision"] = {
      .id = "torchvision",
      .label = "torchvision references",
      .formula =
          "1 - min(1, (1 - model_ema_decay) world_size batch_size model_ema_steps / epochs); "
          "copies during the LR warm-up",
      .source =
          "torchvision references/classification/train.py, "
          "utils.ExponentialMovingAverage",
      .params = params(),
      .action = action,
      .cap_from = noCap,
      .python = python,
      .traits = [](std::span<const double>) { return averagedModelTraits(true); },
      .library = "torchvision references on torch 2.15.0",
      .checked = kRecorded};
}

}  // namespace emascope
