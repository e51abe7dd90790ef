// SPDX-License-Identifier: Apache-2.0
//
// The recorded outputs in tests/golden: a sequence of model states and the averages that published
// libraries computed from it, as plain structs in terms of this project's presets. Does not depend
// on LibTorch.
#pragma once

#include "core/rules/rule_clock.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <fstream>
#include <map>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace emascope::golden {

struct TensorRow {
  std::string name = {};
  bool parameter = false;
  bool trainable = false;   ///< parameters: requires_grad
  bool persistent = false;  ///< in state_dict()
  bool integer = false;
  std::vector<std::int64_t> shape = {};
  std::size_t offset = 0;  ///< offset in the flat vectors
  std::size_t numel = 0;
};

/// States are flat: the tensors of `layout` in order. All values are float32 values.
struct Sequence {
  std::vector<TensorRow> layout = {};
  std::vector<std::vector<double>> theta = {};  ///< [0] at construction, [k] at update call k
};

struct Edit {
  std::int64_t before_call = 0;
  ParamValues set = {};                  ///< or kReseed
  std::optional<double> feed_back = {};  ///< the average is written back, keeping this share
};

struct Case {
  std::string id = {};
  std::string preset = {};
  ParamValues values = {};
  std::vector<NameSelection> names = {};
  RunLength run = {};
  std::vector<Edit> edits = {};
  /// The averages are written back: the online state is advanced by theta[k] - theta[k-1].
  bool feedback = false;
  /// Per call: C copy, L averaging step, S neither, l and f those two with feedback.
  std::string actions = {};
  std::vector<std::optional<double>> decay = {};
  double decay_tolerance = 0.0;
  /// State after each call; NaN for tensors that the library does not average.
  std::map<std::int64_t, std::vector<double>> snapshots = {};
  std::map<std::int64_t, std::vector<double>> online_after = {};  ///< with feedback only
};

/// Name in tests.
inline void PrintTo(const Case& one, std::ostream* out) { *out << one.preset << ' ' << one.id; }

/// For averaged floats: |a - b| <= this * max(1, |b|).
inline constexpr double kValueTolerance = 2e-5;

inline nlohmann::json readJson(const std::string& file) {
  std::ifstream stream(std::string(EMASCOPE_SOURCE_DIR "/tests/golden/") + file);
  return nlohmann::json::parse(stream);
}

inline std::vector<double> flatValues(const nlohmann::json& list) {
  std::vector<double> values;
  for (const auto& value : list)
    values.push_back(value.is_null() ? std::nan("") : value.get<double>());
  return values;
}

inline Sequence readSequence() {
  const nlohmann::json file = readJson("online.json");
  Sequence sequence;
  for (const auto& row : file.at("layout")) {
    sequence.layout.push_back({.name = row.at("name").get<std::string>(),
                               .parameter = row.at("kind") == "parameter",
                               .trainable = row.at("requires_grad").get<bool>(),
                               .persistent = row.at("persistent").get<bool>(),
                               .integer = row.at("dtype") == "int64",
                               .shape = row.at("shape").get<std::vector<std::int64_t>>(),
                               .offset = row.at("offset").get<std::size_t>(),
                               .numel = row.at("numel").get<std::size_t>()});
  }
  for (const auto& state : file.at("theta")) {
    sequence.theta.push_back(flatValues(state));
    for (double& value : sequence.theta.back()) value = static_cast<float>(value);
  }
  return sequence;
}

/// Keys that select the preset or do not affect the results, rather than being arguments.
inline bool isAside(const std::string& argument) {
  return argument == "mode" || argument == "foreach" || argument == "use_foreach" ||
         argument == "reset_n_averaged_until_call";
}

inline ParamValues numbers(const nlohmann::json& object) {
  ParamValues values;
  for (const auto& [id, value] : object.items()) {
    if (value.is_array() || isAside(id)) continue;
    if (value.is_null()) {
      values[id] = kNoneValue;
    } else {
      values[id] = value.is_boolean() ? (value.get<bool>() ? 1.0 : 0.0) : value.get<double>();
    }
  }
  return values;
}

inline std::string presetOf(const nlohmann::json& recorded) {
  if (recorded.contains("preset")) return recorded.at("preset").get<std::string>();
  const auto kind = recorded.at("kind").get<std::string>();
  if (kind == "averaged_model") {
    const auto mode = recorded.at("args").at("mode").get<std::string>();
    if (mode == "torchvision") return mode;
    return mode.starts_with("ema") ? "torch-ema" : "torch-swa";
  }
  if (kind == "ema_pytorch") return "ema-pytorch";
  if (kind == "karras") return "ema-pytorch-karras";
  if (kind == "timm_v2") return "timm-v2";
  return kind == "timm_v3" ? "timm-v3" : kind;
}

/// torchvision's scripts name the decay model_ema_decay, and re-seed during entire epochs.
inline void inTorchvisionTerms(const nlohmann::json& args, ParamValues& values) {
  values["model_ema_decay"] = values.at("decay");
  values.erase("decay");
  values.erase("use_buffers");
  if (!args.contains("reset_n_averaged_until_call")) return;
  values["lr_warmup_epochs"] = 1.0;
  values["steps_per_epoch"] = args.at("reset_n_averaged_until_call").get<double>();
}

inline Case readCase(const nlohmann::json& recorded) {
  Case one{.id = recorded.at("id").get<std::string>(), .preset = presetOf(recorded)};
  const nlohmann::json& args =
      recorded.contains("values") ? recorded.at("values") : recorded.at("args");
  one.values = numbers(args);
  if (one.preset == "torchvision") inTorchvisionTerms(args, one.values);
  for (const auto& [key, list] : args.items()) {
    if (!list.is_array()) continue;
    for (const auto& name : list) one.names.push_back({key, name.get<std::string>()});
  }
  const nlohmann::json run = recorded.value("run", nlohmann::json::object());
  one.run = {.steps = run.value("steps", 0.0),
             .steps_per_epoch = run.value("steps_per_epoch", 0.0)};
  for (const auto& edit : recorded.value("edits", nlohmann::json::array()))
    one.edits.push_back({edit.at("before_call").get<std::int64_t>(), numbers(edit.at("set")), {}});
  one.feedback = recorded.value("feedback", false);
  one.actions = recorded.at("actions").get<std::string>();
  // The recording marks calls of update_model_with_ema(), which have no effect on a frozen average
  // with soft feedback.
  if (one.id == "frozen_soft_feedback")
    std::replace(one.actions.begin(), one.actions.end(), 'f', 'S');
  for (const auto& decay : recorded.at("decay")) {
    one.decay.push_back(decay.is_null() ? std::nullopt : std::optional(decay.get<double>()));
  }
  one.decay_tolerance =
      recorded.value("decay_tolerance", one.preset == "ema-pytorch" ? 2e-7 : 1e-12);
  for (const auto& [call, state] : recorded.at("snapshots").items())
    one.snapshots[std::stoll(call)] = flatValues(state);
  const nlohmann::json online = recorded.value("online_after", nlohmann::json::object());
  for (const auto& [call, state] : online.items())
    one.online_after[std::stoll(call)] = flatValues(state);
  return one;
}

/// The cases in one file of tests/golden.
inline std::vector<Case> readCases(const std::string& file) {
  std::vector<Case> cases;
  const nlohmann::json read = readJson(file);
  for (const auto& recorded : read.at("cases")) cases.push_back(readCase(recorded));
  return cases;
}

/// The files with cases, including those of record_libraries.py.
inline const std::vector<std::string>& caseFiles() {
  static const std::vector<std::string> files = {
      "ema_pytorch.json", "karras.json",    "torch_swa_utils.json",
      "timm.json",        "diffusers.json", "libraries.json",
  };
  return files;
}

}  // namespace emascope::golden
