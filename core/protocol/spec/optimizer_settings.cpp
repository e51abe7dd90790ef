// SPDX-License-Identifier: Apache-2.0
#include "core/protocol/spec/optimizer_settings.h"

#include "core/base/numbers.h"
#include "core/base/phrase.h"

#include <array>
#include <cstddef>
#include <utility>

namespace emascope {
namespace {

constexpr double kMostBeta = 0.9999999;  ///< closer to 1, the decay would be 1 in float32

ParamSpec decay(const char* id, const char* label, const char* tip, double initial) {
  return {.id = id,
          .label = label,
          .tip = tip,
          .max = kMostBeta,
          .initial = initial,
          .scale = ParamSpec::Scale::kOneMinusLog,
          .slider_max = 0.9999};
}

ParamSpec momentum() {
  return decay("momentum", "momentum", "Share of the previous step that each step keeps; 0 = off.",
               0.0);
}

ParamSpec nesterov() {
  return {.id = "nesterov",
          .label = "Nesterov",
          .tip = "Nesterov momentum; needs a momentum above 0.",
          .whole = true,
          .choices = {"false", "true"}};
}

ParamSpec epsilon() {
  return {.id = "eps",
          .label = "ε",
          .tip = "Added to the denominator of the step for numerical stability.",
          .initial = 1e-8,
          .scale = ParamSpec::Scale::kLog,
          .advanced = true,
          .slider_min = 1e-12,
          .slider_max = 1e-2};
}

ParamSpec beta1() {
  return decay("beta1", "β₁", "Decay of the running mean of the gradients.", 0.9);
}

std::vector<ParamSpec> adamParams(double weight_decay) {
  std::vector<ParamSpec> params = {
      beta1(), decay("beta2", "β₂", "Decay of the running mean of the squared gradients.", 0.999),
      epsilon(), weightDecayParam()};
  params.back().initial = weight_decay;
  return params;
}

struct Member {
  const char* id;
  double OptimizerSettings::*value;
};
constexpr std::array<Member, 6> kMembers = {{{"momentum", &OptimizerSettings::momentum},
                                             {"alpha", &OptimizerSettings::alpha},
                                             {"beta1", &OptimizerSettings::beta1},
                                             {"beta2", &OptimizerSettings::beta2},
                                             {"eps", &OptimizerSettings::eps},
                                             {"weight_decay", &OptimizerSettings::weight_decay}}};

bool has(const MethodInfo& info, std::string_view id) {
  for (const ParamSpec& param : info.params) {
    if (param.id == id) return true;
  }
  return false;
}

const MethodInfo& infoOf(OptimizerSettings::Kind kind) {
  return optimizers()[static_cast<std::size_t>(kind)];
}

}  // namespace

ParamSpec weightDecayParam() {
  return {.id = "weight_decay",
          .label = words("weight decay"),
          .tip = words("How strongly the weights are pulled toward zero."),
          .max = 1000.0,
          .slider_max = 0.1};
}

const std::vector<MethodInfo>& optimizers() {
  static const std::vector<MethodInfo> all = {
      {"sgd", "SGD", "torch.optim.SGD", {momentum(), nesterov(), weightDecayParam()}},
      {"adam", "Adam", "torch.optim.Adam", adamParams(0.0)},
      {"adamw", "AdamW", "torch.optim.AdamW", adamParams(0.01)},
      {"rmsprop",
       "RMSprop",
       "torch.optim.RMSprop",
       {decay("alpha", "α", "Decay of the running mean of the squared gradients.", 0.99),
        momentum(), epsilon(), weightDecayParam()}},
      {"lion",
       "Lion",
       "Chen et al. 2023, algorithm 2",
       {beta1(), decay("beta2", "β₂", "Decay of the momentum.", 0.99), weightDecayParam()}}};
  return all;
}

double initialRate(OptimizerSettings::Kind kind) {
  if (kind == OptimizerSettings::Kind::kRmsprop) return 0.01;
  return kind == OptimizerSettings::Kind::kLion ? 1e-4 : 0.001;
}

Status checkOptimizer(const MethodSpec& spec, const std::string& where) {
  if (auto status = checkMethod(spec, optimizers(), where); !status) return status;
  const auto value = [&spec](std::string_view id) {
    const auto given = spec.params.find(id);
    return given == spec.params.end() ? 0.0 : given->second;
  };
  if (value("nesterov") != 1.0 || value("momentum") > 0.0) return Ok{};
  return Error{where + ": nesterov", "needs a momentum",
               "a momentum above 0, such as momentum=0.9"};
}

OptimizerSettings optimizerOf(const MethodSpec& spec, double lr) {
  const MethodInfo& info = *findMethod(optimizers(), spec.kind);
  OptimizerSettings settings;
  settings.kind = static_cast<OptimizerSettings::Kind>(&info - optimizers().data());
  settings.lr = lr;
  for (const Member& member : kMembers) {
    if (has(info, member.id)) settings.*member.value = methodValue(spec, info, member.id);
  }
  settings.nesterov = has(info, "nesterov") && methodValue(spec, info, "nesterov") == 1.0;
  return settings;
}

MethodSpec methodOf(const OptimizerSettings& settings) {
  const MethodInfo& info = infoOf(settings.kind);
  MethodSpec spec{.kind = info.id};
  for (const Member& member : kMembers) {
    if (has(info, member.id)) spec.params[member.id] = settings.*member.value;
  }
  if (has(info, "nesterov")) spec.params["nesterov"] = settings.nesterov ? 1.0 : 0.0;
  return spec;
}

std::string describe(const OptimizerSettings& settings) {
  std::string words = infoOf(settings.kind).label + " " + formatNumber(settings.lr);
  if (settings.momentum != 0.0) {
    words += settings.nesterov ? ", Nesterov momentum " : ", momentum ";
    words += formatNumber(settings.momentum);
  }
  if (settings.weight_decay != 0.0) {
    words += ", weight decay " + formatNumber(settings.weight_decay);
  }
  return words;
}

}  // namespace emascope
