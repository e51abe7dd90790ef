// SPDX-License-Identifier: Apache-2.0
//
// What an engine offers, as plain data: the contents of its Hello. The window and the command line
// build their lists, forms and checks from this alone, so they also work with an engine that has
// more schedules or models.
#pragma once

#include "core/protocol/spec/command_kinds.h"
#include "core/protocol/spec/model_info.h"
#include "core/protocol/spec/run_config.h"
#include "core/rules/param_spec.h"

#include <cstdint>
#include <string>
#include <vector>

namespace emascope {

/// A demo: a model, its settings, and a text that says what to look for.
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
  std::string library = {};  ///< "ema-pytorch 0.8.3"; empty: not a library's rule
  std::string checked = {};  ///< libraries: "recorded outputs", or "from source, not run"
  std::string caution = {};  ///< where it deviates from its own paper, and which rule does not
  std::vector<std::string> name_keys = {};  ///< keys of a track whose values are tensor names
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
  PresetInfo own = {};  ///< kOwnPreset if the engine accepts user data; else its id is empty
  /// Kinds of commands that the engine understands, as in kCommandKinds.
  std::vector<std::string> commands = everyCommandKind();
  friend bool operator==(const Catalog&, const Catalog&) = default;
};

/// The rules of this build (core/rules) as catalog entries.
[[nodiscard]] std::vector<ScheduleInfo> scheduleInfos();

/// The preset called `id`, `own` included; null if there is none.
[[nodiscard]] const PresetInfo* findPreset(const Catalog& catalog, std::string_view id);
[[nodiscard]] const ScheduleInfo* findSchedule(const Catalog& catalog, std::string_view id);

/// Whether the engine understands commands of this kind, one of kCommandKinds.
[[nodiscard]] bool understands(const Catalog& catalog, std::string_view kind);

/// Refuses ids that are not in `specs` and values out of range. Ids may be absent. `owner` names
/// the rule, method or run in errors.
[[nodiscard]] Status checkParams(const std::vector<ParamSpec>& specs, const ParamValues& values,
                                 const std::string& where, std::string_view owner);

/// Refuses a malformed label, an unknown schedule, and parameters or keys that it does not have.
[[nodiscard]] Status checkTrack(const TrackSpec& track, const Catalog& catalog);

/// Ok if an engine with this catalog can start `config`: preset and schedules are known, values in
/// range, labels well formed and unique, and edits lie within the run and would be accepted at
/// their step, given the edits before them. Command line, protocol and window show this error.
[[nodiscard]] Status validate(const RunConfig& config, const Catalog& catalog);

}  // namespace emascope
