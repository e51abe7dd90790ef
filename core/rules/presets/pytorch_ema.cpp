// SPDX-License-Identifier: Apache-2.0
//
// torch-ema's ExponentialMovingAverage (fadel/pytorch_ema).
#include "core/rules/presets/library_params.h"

namespace emascope {
namespace {

enum Param { kDecay, kUseNumUpdates };

// ExponentialMovingAverage.update(): num_updates is incremented first, so the ramp starts at 2/11;
// the first call averages with the weights at construction.
EmaAction action(std::span<const double> values, const Call& call) {
  if (!isSet(values[kUseNumUpdates])) return blendAction(values[kDecay], Reason::kConstant);
  const double ramp = tenRamp(static_cast<double>(call.index));
  if (ramp >= values[kDecay]) return blendAction(values[kDecay], Reason::kCap);
  return blendAction(ramp, Reason::kRamp);
}

std::optional<std::int64_t> capFrom(std::span<const double> values) {
  if (!isSet(values[kUseNumUpdates]) || values[kDecay] >= 1.0) return std::nullopt;
  return capCall(tenRampAge(values[kDecay]), 0.0, 1.0);
}

PythonLines python(std::span<const double> values) {
  PythonLines lines = {
      .imports = {"from torch_ema import ExponentialMovingAverage"},
      .construct = pyCall("ema = ExponentialMovingAverage",
                          {"model.parameters()", pyNumber("decay", values[kDecay]),
                           pyFlag("use_num_updates", values[kUseNumUpdates])}),
      .update = {"ema.update()"},
      .evaluate = {"ema.store()", "ema.copy_to()", "# evaluate the model here", "ema.restore()"}};
  pySetNumbers(lines, "ema", {{"decay", values[kDecay]}});
  lines.set["use_num_updates"] =
      std::string("ema.num_updates = ") + (isSet(values[kUseNumUpdates]) ? "step - 1" : "None");
  return lines;
}

}  // namespace

void registerRulePresetPytorchEma(ScheduleRegistry& registry) {
  registry["pytorch-ema"] = {
      .id = "pytorch-ema",
      .label = "pytorch_ema",
      .formula = "min(decay, (1 + n)/(10 + n)), n = call",
      .source = "torch_ema.ExponentialMovingAverage.update (fadel/pytorch_ema)",
      .params =
          {decaySpec(
               "decay", "β cap", 0.995,
               "Upper limit of the decay, which the ramp rises to; the library has no default."),
           flagSpec("use_num_updates", "ramp",
                    "If true, the decay rises as (1 + n)/(10 + n); otherwise it is constant.",
                    true)},
      .action = action,
      .cap_from = capFrom,
      .python = python,
      .traits = parametersOnlyTraits,
      .library = "torch-ema 0.3",
      .checked = kRecorded};
}

}  // namespace emascope
