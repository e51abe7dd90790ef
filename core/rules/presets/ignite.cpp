// SPDX-License-Identifier: Apache-2.0
//
// PyTorch Ignite's EMAHandler.
#include "core/rules/presets/library_params.h"

namespace emascope {
namespace {

enum Param { kMomentum, kMomentumWarmup, kWarmupIters, kHandleBuffers, kEvery };
enum class Buffers { kCopy, kUpdate, kEmaTrain };

// EMAWarmUp: linear from momentum_warmup to momentum, then constant.
double usedMomentum(std::span<const double> values, double event) {
  const double momentum = values[kMomentum];
  const double begin = values[kMomentumWarmup];
  if (isNone(begin) || isNone(values[kWarmupIters])) return momentum;
  const double share = (event - 1.0) / std::max(1.0, values[kWarmupIters] - 1.0);
  const double current = begin + (momentum - begin) * share;
  return momentum >= begin ? std::min(momentum, current) : std::max(momentum, current);
}

// EMAHandler: each event sets the momentum, then updates the average. The first event averages with
// the weights at construction; until then the buffers are those at construction, too.
EmaAction action(std::span<const double> values, const Call& call) {
  const auto index = static_cast<double>(call.index);
  if (std::fmod(index, values[kEvery]) != 0.0) {
    EmaAction skip = skipAction(Reason::kStride);
    if (call.averaged == 0) skip.copied = Copied::kNone;
    return skip;
  }
  const double momentum = usedMomentum(values, index / values[kEvery]);
  return blendAction(1.0 - momentum,
                     momentum == values[kMomentum] ? Reason::kConstant : Reason::kRamp);
}

// From the first event on, "copy" copies the model's buffers, and so does "update" with integer
// buffers.
TrackTraits traits(std::span<const double> values) {
  TrackTraits traits;
  traits.copies_at_skip = true;
  switch (static_cast<Buffers>(static_cast<int>(values[kHandleBuffers]))) {
    case Buffers::kCopy:
      traits.at_blend = uses(TensorUse::kAverage, TensorUse::kCopy, TensorUse::kCopy);
      break;
    case Buffers::kUpdate:
      traits.at_blend = uses(TensorUse::kAverage, TensorUse::kAverage, TensorUse::kCopy);
      break;
    case Buffers::kEmaTrain:
      traits.at_blend = uses(TensorUse::kAverage, TensorUse::kIgnore, TensorUse::kIgnore);
      break;
  }
  return traits;
}

PythonLines python(std::span<const double> values) {
  static const char* const kBuffers[] = {"copy", "update", "ema_train"};
  const std::string event =
      values[kEvery] == 1.0 ? "Events.ITERATION_COMPLETED"
                            : "Events.ITERATION_COMPLETED(every=" + pyText(values[kEvery]) + ")";
  const std::string handle =
      std::string("'") + kBuffers[static_cast<std::size_t>(values[kHandleBuffers])] + "'";
  PythonLines lines = {
      .imports = {"from ignite.engine import Events", "from ignite.handlers import EMAHandler"},
      .construct =
          pyCall("ema = EMAHandler",
                 {"model", pyNumber("momentum", values[kMomentum]),
                  pyOptional("momentum_warmup", values[kMomentumWarmup]),
                  pyOptional("warmup_iters", values[kWarmupIters]), "handle_buffers=" + handle}),
      .evaluate = {"averaged = ema.ema_model"},
      .set = {{"handle_buffers", "ema.handle_buffers = " + handle}}};
  lines.construct.push_back("ema.attach(trainer, event=" + event + ")");
  if (isNone(values[kMomentumWarmup]) || isNone(values[kWarmupIters]))
    lines.set["momentum"] = "trainer.state.ema_momentum = " + pyText(values[kMomentum]);
  return lines;
}

std::vector<ParamSpec> params() {
  ParamSpec warmup = optionalSpec(floorSpec(
      "momentum_warmup", "Momentum at the first update of the warm-up; none: no warm-up."));
  warmup.label = "first momentum";
  return {
      momentumSpec(0.0002), warmup,
      optionalSpec(countSpec(
          "warmup_iters", "warm-up",
          "Updates until the momentum reaches its final value; none: no warm-up.", 0.0, 0.0)),
      choiceSpec(
          "handle_buffers", "buffers", {"copy", "update", "ema_train"},
          "Buffers are copied, averaged, or updated by the averaged model's own forward passes."),
      countSpec("every", "update every",
                "Steps between updates: Events.ITERATION_COMPLETED(every=…).", 1.0, 1.0)};
}

}  // namespace

void registerRulePresetIgnite(ScheduleRegistry& registry) {
  registry["ignite"] = {
      .id = "ignite",
      .label = "Ignite EMAHandler",
      .formula = "1 - m, m from momentum_warmup linearly to momentum in warmup_iters updates",
      .source = "ignite.handlers.EMAHandler, EMAWarmUp",
      .params = params(),
      .action = action,
      .cap_from = noCap,
      .python = python,
      .traits = traits,
      .library = "pytorch-ignite 0.5.5",
      .checked = kRecorded};
}

}  // namespace emascope
