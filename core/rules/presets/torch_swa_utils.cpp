// SPDX-License-Identifier: Apache-2.0
//
// PyTorch's AveragedModel (torch.optim.swa_utils), as an EMA and as SWA.
#include "core/rules/presets/library_params.h"

namespace emascope {
namespace {

ParamSpec useBuffersSpec() {
  return flagSpec(
      "use_buffers", "average buffers",
      "If true, buffers are averaged like parameters instead of copied; integers too, truncated.");
}

enum EmaParam { kDecay, kEmaBuffers };

EmaAction emaAction(std::span<const double> values, const Call& call) {
  if (call.averaged == 0) return copyAction(Reason::kFirst);
  return blendAction(values[kDecay], Reason::kConstant);
}

PythonLines emaPython(std::span<const double> values) {
  const std::string decay = "get_ema_multi_avg_fn(" + pyText(values[kDecay]) + ")";
  const std::string buffers = pyFlag("use_buffers", values[kEmaBuffers]);
  return {.imports = {"from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn"},
          .construct = pyCall("ema = AveragedModel", {"model", "multi_avg_fn=" + decay, buffers}),
          .update = {"ema.update_parameters(model)"},
          .evaluate = {"averaged = ema.module"},
          .set = {{"decay", "ema.multi_avg_fn = " + decay},
                  {"use_buffers", pyFlag("ema.use_buffers ", values[kEmaBuffers])}}};
}

enum SwaParam { kSwaBuffers };

// avg + (new - avg)/(n_averaged + 1)
EmaAction swaAction(std::span<const double> /*values*/, const Call& call) {
  if (call.averaged == 0) return copyAction(Reason::kFirst);
  const auto averaged = static_cast<double>(call.averaged);
  return blendAction(averaged / (averaged + 1.0), Reason::kRamp);
}

PythonLines swaPython(std::span<const double> values) {
  return {.imports = {"from torch.optim.swa_utils import AveragedModel"},
          .construct =
              pyCall("ema = AveragedModel", {"model", pyFlag("use_buffers", values[kSwaBuffers])}),
          .update = {"ema.update_parameters(model)"},
          .evaluate = {"averaged = ema.module"},
          .set = {{"use_buffers", pyFlag("ema.use_buffers ", values[kSwaBuffers])}}};
}

}  // namespace

void registerRulePresetTorchSwaUtils(ScheduleRegistry& registry) {
  registry["torch-ema"] = {
      .id = "torch-ema",
      .label = "torch AveragedModel, EMA",
      .formula = "decay; the first call copies",
      .source = "torch.optim.swa_utils.AveragedModel, get_ema_multi_avg_fn",
      .params = {decaySpec(
                     "decay", "β", 0.999,
                     "Fraction of the old average kept by each update. Can be changed during the "
                     "run here; the library fixes it when the averaging function is created."),
                 useBuffersSpec()},
      .action = emaAction,
      .cap_from = noCap,
      .python = emaPython,
      .traits =
          [](std::span<const double> v) { return averagedModelTraits(isSet(v[kEmaBuffers])); },
      .library = "torch 2.15.0",
      .checked = kRecorded};
  registry["torch-swa"] = {
      .id = "torch-swa",
      .label = "torch AveragedModel, SWA",
      .formula = "n/(n + 1), n = states averaged so far: the plain mean",
      .source = "torch.optim.swa_utils.AveragedModel, get_swa_avg_fn; after arXiv 1803.05407",
      .params = {useBuffersSpec()},
      .action = swaAction,
      .cap_from = noCap,
      .python = swaPython,
      .traits =
          [](std::span<const double> v) {
            return averagedModelTraits(isSet(v[kSwaBuffers]), TensorUse::kTruncateMean);
          },
      .library = "torch 2.15.0",
      .checked = kRecorded};
}

}  // namespace emascope
