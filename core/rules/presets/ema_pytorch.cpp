// SPDX-License-Identifier: Apache-2.0
//
// ema-pytorch's EMA and KarrasEMA.
#include "core/rules/presets/library_params.h"

namespace emascope {
namespace {

std::vector<NameKey> nameKeys() {
  return {{"ignore_names", TensorUse::kIgnore},
          {"ignore_startswith_names", TensorUse::kIgnore, true},
          {"param_or_buffer_names_no_ema", TensorUse::kCopy}};
}

// The library handles floating-point tensors only, and its copies ignore name rules.
TrackTraits traits(std::span<const double> /*values*/) {
  TrackTraits traits;
  traits.at_copy = uses(TensorUse::kCopy, TensorUse::kCopy, TensorUse::kIgnore);
  traits.at_blend = uses(TensorUse::kAverage, TensorUse::kAverage, TensorUse::kIgnore);
  traits.names_at_copy = false;
  return traits;
}

enum Param {
  kBeta,
  kUpdateAfterStep,
  kUpdateEvery,
  kInvGamma,
  kPower,
  kMinValue,
  kFeedbackEvery,
  kFeedbackBeta
};

// EMA.update(): with s = call - 1, the first call copies, and so does every update_every-th while
// s <= update_after_step; neither applies feedback. After that the ramp's age is
// s - update_after_step, in raw steps whatever the stride. is_frozen is set for good if beta == 1
// at construction; it stops averaging and soft feedback, but not copies and hard feedback.
EmaAction action(std::span<const double> values, const Call& call) {
  const auto step = static_cast<double>(call.index - 1);
  const double after = values[kUpdateAfterStep];
  const bool acts = std::fmod(step, values[kUpdateEvery]) == 0.0;
  if (call.index == 1) return copyAction(Reason::kFirst);
  if (acts && step <= after) return copyAction(Reason::kWarmup);
  const bool frozen = (call.initial.empty() ? values[kBeta] : call.initial[kBeta]) == 1.0;
  EmaAction action = skipAction(acts ? Reason::kFrozen : Reason::kStride);
  if (acts && frozen) action.beta = 1.0;
  if (acts && !frozen) {
    const double ramp = inversePowerRamp(step - after, values[kInvGamma], values[kPower]);
    const double beta = std::min(std::max(ramp, values[kMinValue]), values[kBeta]);
    action = blendAction(beta, beta == values[kBeta] ? Reason::kCap
                               : beta > ramp         ? Reason::kFloor
                                                     : Reason::kRamp);
  }
  const double every = values[kFeedbackEvery];
  const bool feeds = every > 0.0 && std::fmod(step, every) == 0.0;
  if (feeds && (values[kFeedbackBeta] == 0.0 || !frozen))
    action.keep_online = values[kFeedbackBeta];
  return action;
}

std::optional<std::int64_t> capFrom(std::span<const double> values) {
  if (values[kBeta] >= 1.0 || values[kPower] <= 0.0) return std::nullopt;
  const double after = values[kUpdateAfterStep];
  const double first = std::max(after, 0.0) + 2.0;
  if (values[kMinValue] >= values[kBeta]) return static_cast<std::int64_t>(first);
  return capCall(inversePowerAge(values[kBeta], values[kInvGamma], values[kPower]), after + 1.0,
                 first);
}

PythonLines python(std::span<const double> values) {
  const double every = values[kFeedbackEvery] > 0.0 ? values[kFeedbackEvery] : kNoneValue;
  PythonLines lines = {.imports = {"from ema_pytorch import EMA"},
                       .update = {"ema.update()"},
                       .evaluate = {"averaged = ema.ema_model"}};
  std::vector<std::string> arguments = {"model"};
  const std::pair<const char*, double> named[] = {
      {"beta", values[kBeta]},
      {"update_after_step", values[kUpdateAfterStep]},
      {"update_every", values[kUpdateEvery]},
      {"inv_gamma", values[kInvGamma]},
      {"power", values[kPower]},
      {"min_value", values[kMinValue]},
      {"update_model_with_ema_every", every},
      {"update_model_with_ema_beta", values[kFeedbackBeta]}};
  for (const auto& [name, value] : named) {
    arguments.push_back(pyOptional(name, value));
    pySetNumbers(lines, "ema", {{name, value}});
  }
  lines.construct = pyCall("ema = EMA", arguments);
  lines.set[std::string(kReseed)] = "ema.copy_params_from_model_to_ema()";
  return lines;
}

std::vector<ParamSpec> params() {
  ParamSpec feedback_beta = floorSpec(
      "update_model_with_ema_beta",
      "Fraction of the raw weights kept when the average is written back; 0 replaces them.");
  feedback_beta.label = "raw share kept";
  return {decaySpec("beta", "β cap", 0.9999,
                    "Upper limit of the decay, which the ramp rises to. 1 freezes the average, but "
                    "only if set at the start."),
          signedStepSpec("update_after_step", "warm-up", 100.0,
                         "Steps during which every update copies the raw weights."),
          countSpec("update_every", "update every",
                    "Steps between updates of the average; the decay is not adjusted for it.", 1.0,
                    10.0),
          invGammaSpec("inv_gamma"),
          powerSpec("power", 2.0 / 3.0),
          floorSpec("min_value",
                    "Lower limit of the decay after the warm-up; the cap takes precedence."),
          optionalSpec(countSpec(
              "update_model_with_ema_every", "write back every",
              "Write the average back into the raw weights every N steps; none or 0: never.", 0.0,
              0.0)),
          feedback_beta};
}

enum KarrasParam { kSigmaRel, kGamma, kKarrasEvery, kFrozen };

// KarrasEMA.update(): the decay is computed one call late, at t = call + 1, and for a gap of one
// step whatever update_every is.
EmaAction karrasAction(std::span<const double> values, const Call& call) {
  const auto index = static_cast<double>(call.index);
  if (std::fmod(index - 1.0, values[kKarrasEvery]) != 0.0) return skipAction(Reason::kStride);
  if (call.index == 1) return copyAction(Reason::kFirst);
  if (isSet(values[kFrozen]))
    return {.kind = ActionKind::kSkip, .beta = 1.0, .reason = Reason::kFrozen};
  return blendAction(std::pow(1.0 - 1.0 / (index + 1.0), values[kGamma] + 1.0), Reason::kRamp);
}

void karrasLink(std::span<double> values, const ParamValues& changes) {
  linkSigmaRel(values[kSigmaRel], values[kGamma], changes);
}

PythonLines karrasPython(std::span<const double> values) {
  PythonLines lines = {
      .imports = {"from ema_pytorch import KarrasEMA"},
      .construct = pyCall("ema = KarrasEMA", {"model", pyNumber("gamma", values[kGamma]),
                                              pyNumber("update_every", values[kKarrasEvery]),
                                              pyFlag("frozen", values[kFrozen])}),
      .update = {"ema.update()"},
      .evaluate = {"averaged = ema.ema_model"}};
  pySetNumbers(lines, "ema", {{"gamma", values[kGamma]}, {"update_every", values[kKarrasEvery]}});
  lines.set["sigma_rel"] = lines.set["gamma"];
  lines.set["frozen"] = pyFlag("ema.frozen ", values[kFrozen]);
  lines.set[std::string(kReseed)] = "ema.copy_params_from_model_to_ema()";
  return lines;
}

std::vector<ParamSpec> karrasParams() {
  return {
      sigmaRelSpec("sigma_rel", 0.1,
                   "Standard deviation of the averaging profile, as a fraction of the run so far. "
                   "The library has no default and takes either this or gamma."),
      gammaSpec(),
      countSpec(
          "update_every", "update every",
          "Steps between updates of the average; above 1 the profile is wider than sigma_rel.", 1.0,
          100.0),
      flagSpec("frozen", "frozen", "If true, the average stays as the first call left it.")};
}

}  // namespace

void registerRulePresetEmaPytorch(ScheduleRegistry& registry) {
  registry["ema-pytorch"] = {.id = "ema-pytorch",
                             .label = "ema-pytorch EMA",
                             .formula =
                                 "clamp(1 - (1 + n/inv_gamma)^-power, min_value, beta), "
                                 "n = call - 1 - update_after_step; copies before",
                             .source = "ema_pytorch.EMA.update, get_current_decay",
                             .params = params(),
                             .action = action,
                             .cap_from = capFrom,
                             .python = python,
                             .traits = traits,
                             .name_keys = nameKeys(),
                             .library = "ema-pytorch 0.8.3",
                             .checked = kRecorded};
  registry["ema-pytorch-karras"] = {
      .id = "ema-pytorch-karras",
      .label = "ema-pytorch KarrasEMA",
      .formula = "(1 - 1/(call + 1))^(gamma + 1)",
      .source = "ema_pytorch.KarrasEMA.update, beta; after arXiv 2312.02696",
      .params = karrasParams(),
      .action = karrasAction,
      .cap_from = noCap,
      .python = karrasPython,
      .traits = traits,
      .name_keys = nameKeys(),
      .link = karrasLink,
      .library = "ema-pytorch 0.8.3",
      .checked = kRecorded,
      .caution =
          "with update_every above 1 the decay still assumes a gap of one step, so the profile is "
          "far wider than sigma_rel; the rule power-function is correct for any gap"};
}

}  // namespace emascope
