// SPDX-License-Identifier: Apache-2.0
//
// What an engine offers, as plain data: the contents of its Hello. The window and the command line
// build their lists, forms and checks from this alone, so an engine with more schedules or models
// needs no other window.
#pragma once

#include "core/protocol/model_info.h"
#include "core/protocol/run_config.h"
#include "core/rules/param_spec.h"

#include <cstdint>
#include <string>
#include <vector>

namespace emascope {

/// A model with the settings its story needs.
struct PresetInfo {
  std::string id = {};         ///< "two-spirals"
  std::string title = {};      ///< "Why average? · two spirals, MLP"
  std::string story = {};      ///< one or two sentences: what to look for
  std::string model = {};      ///< ModelInfo::id
  std::string optimizer = {};  ///< "Adam, batch 16": for people
  RunConfig config = {};       ///< complete, tracks and learning rate included
  friend bool operator==(const PresetInfo&, const PresetInfo&) = default;
};

/// A schedule, or the preset of a library.
struct ScheduleInfo {
  std::string id = {};
  std::string label = {};
  std::string formula = {};
  std::string source = {};
  std::string library = {};  ///< "ema-pytorch 0.8.3"; empty: a rule of no library
  std::string checked = {};  ///< libraries: "recorded outputs", or "from source, not run"
  std::string caution = {};  ///< where it departs from its own paper, and which rule does not
  std::vector<std::string> name_keys = {};  ///< keys of a track that select tensors by name
  std::vector<ParamSpec> params = {};
  friend bool operator==(const ScheduleInfo&, const ScheduleInfo&) = default;
};

struct DeviceInfo {
  std::string id = {};    ///< "cpu", "cuda:0", "cuda"
  std::string name = {};  ///< "NVIDIA H200", "CPU, 2 cores"
  bool usable = true;
  std::string reason = {};  ///< why it cannot be used; empty if it can
  friend bool operator==(const DeviceInfo&, const DeviceInfo&) = default;
};

struct Catalog {
  std::vector<PresetInfo> presets = {};  ///< the first is the default
  std::vector<ModelInfo> models = {};
  std::vector<ScheduleInfo> schedules = {};
  std::vector<ParamSpec> run_params = {};  ///< parameters of the run itself, live: "lr"
  std::vector<DeviceInfo> devices = {};
  PresetInfo own = {};  ///< kOwnPreset, if the engine takes data of a person's own; else no id
  friend bool operator==(const Catalog&, const Catalog&) = default;
};

/// The rules of this build (core/rules) as catalog entries.
[[nodiscard]] std::vector<ScheduleInfo> scheduleInfos();

/// Among the presets and `own`.
[[nodiscard]] const PresetInfo* findPreset(const Catalog& catalog, std::string_view id);
[[nodiscard]] const ModelInfo* findModel(const Catalog& catalog, std::string_view id);
[[nodiscard]] const ScheduleInfo* findSchedule(const Catalog& catalog, std::string_view id);

/// Refuses ids that `specs` do not have and values out of range, all of `owner`; an absent id is
/// fine.
[[nodiscard]] Status checkParams(const std::vector<ParamSpec>& specs, const ParamValues& values,
                                 const std::string& where, std::string_view owner);

/// Refuses a malformed label, an unknown schedule, and parameters or keys that it does not have.
[[nodiscard]] Status checkTrack(const TrackSpec& track, const Catalog& catalog);

/// Ok if an engine with this catalog can start `config`: known preset and schedules, values in
/// range, labels well formed and unique, edits that fall within the run and would not be refused
/// when their step comes, given those before them. The error is the one that the command line, the
/// protocol and the window show.
[[nodiscard]] Status validate(const RunConfig& config, const Catalog& catalog);

}  // namespace emascope
