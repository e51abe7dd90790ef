// SPDX-License-Identifier: Apache-2.0
#include "core/protocol/spec/catalog.h"

#include "core/base/numbers.h"
#include "core/base/overloaded.h"
#include "core/protocol/spec/scheduled_edits.h"
#include "core/rules/schedule.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

namespace emascope {
namespace {

constexpr std::int64_t kMostThreads = 1024;
constexpr std::size_t kMostEdits = 20'000;  ///< so many fit into a frame, with all their parameters
constexpr std::int64_t kMostMib = 1'000'000;
constexpr double kFastest = 1e9;

template <typename Entry>
const Entry* findById(const std::vector<Entry>& entries, std::string_view id) {
  const auto found = std::find_if(entries.begin(), entries.end(),
                                  [&](const Entry& entry) { return entry.id == id; });
  return found == entries.end() ? nullptr : &*found;
}

template <typename Entry>
std::string listOfIds(const std::vector<Entry>& entries) {
  std::string ids;
  for (const Entry& entry : entries) ids += (ids.empty() ? "" : ", ") + entry.id;
  return ids;
}

Status checkCount(const char* where, std::int64_t value, std::int64_t least, std::int64_t most) {
  if (value >= least && value <= most) return Ok{};
  return Error{
      where, std::to_string(value) + " is not allowed",
      "a whole number, at least " + std::to_string(least) + " and at most " + std::to_string(most)};
}

/// User data require kOwnPreset, and kOwnPreset requires user data.
Status checkTask(const RunConfig& config, const Catalog& catalog) {
  if (auto status = checkUserTask(config.user_task); !status) return status;
  const bool own = config.preset == kOwnPreset && catalog.own.id == kOwnPreset;
  if (own && config.user_task.empty()) {
    return Error{"data", "no training data given", "--data FILE, or a preset"};
  }
  if (!own && !config.user_task.empty()) {
    return Error{"preset", "'" + config.preset + "' has data of its own",
                 "--data without a preset"};
  }
  return Ok{};
}

Status checkRun(const RunConfig& config, const Catalog& catalog) {
  if (!findPreset(catalog, config.preset)) {
    return Error{"preset", "'" + config.preset + "' is not known", listOfIds(catalog.presets)};
  }
  if (const auto status = checkTask(config, catalog); !status) return status;
  if (const auto status = checkCount("steps", config.steps, 1, kMostSteps); !status) return status;
  if (const auto status = checkCount("planned-steps", config.planned_steps, 0, kMostSteps);
      !status) {
    return status;
  }
  if (const auto status = checkCount("eval-every", config.eval_every, 1, kMostSteps); !status) {
    return status;
  }
  if (const auto status = checkCount("threads", config.threads, 0, kMostThreads); !status) {
    return status;
  }
  if (!(config.speed >= 0.0 && config.speed <= kFastest)) {
    return Error{"speed", formatNumber(config.speed) + " is not allowed",
                 "steps per second, at least 0 (unlimited) and at most 1e9"};
  }
  if (const auto status = checkCheckpoints(config.checkpoints); !status) return status;
  if (config.lr != 0.0) {
    for (const ParamSpec& spec : catalog.run_params) {
      if (spec.id != "lr") continue;
      if (const auto status = checkValue(spec, config.lr, ""); !status) return status;
    }
  }
  return Ok{};
}

/// Refuses keys for tensor names that the rule does not have, and empty names.
Status checkSelections(const TrackSpec& track, const ScheduleInfo& schedule,
                       const std::string& where) {
  for (const NameSelection& selection : track.selections) {
    const auto& keys = schedule.name_keys;
    if (std::find(keys.begin(), keys.end(), selection.key) == keys.end()) {
      std::string known;
      for (const std::string& key : keys) known += (known.empty() ? "" : ", ") + key;
      return Error{
          where,
          "'" + selection.key + "' is not a key of " + schedule.id + " that takes tensor names",
          known.empty() ? "none" : known};
    }
    if (selection.pattern.empty()) {
      return Error{where + ": " + selection.key, "is empty", "a name, or a pattern such as lin.*"};
    }
  }
  return Ok{};
}

Status checkTracks(const RunConfig& config, const Catalog& catalog) {
  if (config.tracks.size() > kMostTracks) {
    return Error{"tracks", std::to_string(config.tracks.size()) + " are too many",
                 "at most " + std::to_string(kMostTracks)};
  }
  std::set<std::string> labels;
  for (const TrackSpec& track : config.tracks) {
    if (auto status = checkTrack(track, catalog); !status) return status;
    if (!labels.insert(track.label).second) {
      return Error{"track label", "'" + track.label + "' is used twice",
                   "one track for each label"};
    }
  }
  return Ok{};
}

Status checkStop(const RunConfig& config) {
  if (!config.training.stop || config.training.stop->of == "raw") return Ok{};
  std::string known = "raw";
  for (const TrackSpec& track : config.tracks) {
    if (track.label == config.training.stop->of) return Ok{};
    known += ", " + track.label;
  }
  return Error{"patience", "there is no track '" + config.training.stop->of + "'", known};
}

using Labels = std::vector<std::string>;

std::string listed(const Labels& labels) {
  std::string text;
  for (const std::string& label : labels) text += (text.empty() ? "" : ", ") + label;
  return text;
}

bool has(const Labels& labels, const std::string& label) {
  return std::find(labels.begin(), labels.end(), label) != labels.end();
}

/// Labels of all tracks that exist at any time during the run.
Labels labelsEver(const RunConfig& config) {
  Labels labels;
  const auto add = [&labels](const std::string& label) {
    if (!has(labels, label)) labels.push_back(label);
  };
  for (const TrackSpec& track : config.tracks) add(track.label);
  for (const ScheduledEdit& edit : config.edits) {
    if (!edit.action) continue;
    std::visit(
        Overloaded{[&](const track_action::Add& added) { add(added.track.label); },
                   [&](const track_action::Fork& fork) { add(fork.label); },
                   [&](const track_action::Rename& rename) { add(rename.to); }, [](const auto&) {}},
        *edit.action);
  }
  return labels;
}

Status checkSaved(const SaveSpec& save, const Labels& at_end, const Labels& made,
                  const Labels& ever) {
  const std::string where = "save " + save.of;
  if (const auto label = bestLabel(save.of)) {
    if (*label == "raw" || has(ever, *label)) return Ok{};
    Labels known = {"raw"};
    known.insert(known.end(), ever.begin(), ever.end());
    for (std::string& one : known) one.insert(0, kBestPrefix);
    return Error{where, "there is no track '" + *label + "'", listed(known)};
  }
  if (save.share != 1.0 && save.of != "raw" && !has(at_end, save.of) && has(made, save.of)) {
    return Error{where, "a result of --synthesize cannot be mixed with raw", listed(at_end)};
  }
  if (has(made, save.of) && has(at_end, save.of)) {
    return Error{where, "is both a track and a result of --synthesize", "different labels"};
  }
  if (save.of == "raw" || has(at_end, save.of) || has(made, save.of)) return Ok{};
  Labels known = {"raw"};
  known.insert(known.end(), at_end.begin(), at_end.end());
  known.insert(known.end(), made.begin(), made.end());
  return Error{where,
               has(ever, save.of) ? "the track does not exist at the end"
                                  : "there is no track '" + save.of + "'",
               listed(known) + ", and best.raw or best.LABEL"};
}

/// Checks scans and saves, which happen at the end of the run. `tracks` are the tracks by then.
Status checkAskedLabels(const RunConfig& config, const std::vector<TrackSpec>& tracks) {
  Labels at_end;
  for (const TrackSpec& track : tracks) at_end.push_back(track.label);
  Labels made;
  for (const SynthesisSpec& spec : config.syntheses) made.push_back(spec.label);
  const Labels ever = labelsEver(config);
  for (const ScanSpec& spec : config.scans) {
    if (has(at_end, spec.track)) continue;
    return Error{"scan " + spec.track,
                 has(ever, spec.track) ? "the track does not exist at the end"
                                       : "there is no track '" + spec.track + "'",
                 at_end.empty() ? "none, because no track exists at the end" : listed(at_end)};
  }
  for (const SaveSpec& save : config.saves) {
    if (auto status = checkSaved(save, at_end, made, ever); !status) return status;
  }
  return Ok{};
}

/// Upper bound of the steps; the length of epochs is unknown before the data are read.
std::int64_t longest(const RunConfig& config) {
  return config.training.epochs ? kMostSteps : config.steps;
}

/// Refuses edits that the run would refuse at their step, provided that no step is skipped.
Status checkEdits(const RunConfig& config, const Catalog& catalog) {
  std::vector<const ScheduledEdit*> edits;
  for (const ScheduledEdit& edit : config.edits) {
    if (edit.step < 1 || edit.step > longest(config)) {
      return Error{(edit.action ? "do at step " : "set at step ") + std::to_string(edit.step),
                   "is not within the run", "steps 1 to " + std::to_string(config.steps)};
    }
    edits.push_back(&edit);
  }
  std::stable_sort(edits.begin(), edits.end(), [](const ScheduledEdit* a, const ScheduledEdit* b) {
    return a->step < b->step;
  });
  ScheduledEdits course(config.tracks, std::vector<std::int64_t>(config.tracks.size()), 1, catalog);
  for (const ScheduledEdit* edit : edits) {
    if (auto status = course.apply(*edit); !status) return status;
  }
  return checkAskedLabels(config, course.tracks());
}

Status checkAsked(const RunConfig& config) {
  for (const ScanSpec& spec : config.scans) {
    if (auto status = checkScan(spec); !status) return status;
  }
  for (const SaveSpec& spec : config.saves) {
    if (auto status = checkSave(spec); !status) return status;
  }
  return Ok{};
}

Status checkSyntheses(const RunConfig& config) {
  if (auto status = checkCount("snapshots", config.snapshot_every, 0, kMostSteps); !status)
    return status;
  if (auto status = checkCount("snapshot-mib", config.snapshot_mib, 1, kMostMib); !status)
    return status;
  if (!config.syntheses.empty() && config.snapshot_every == 0) {
    const std::int64_t every = std::max<std::int64_t>(config.steps / 40, 1);
    return Error{"synthesize", "needs snapshots, and none are kept",
                 "with snapshots, for example " +
                     (every == 1 ? std::string("at every step")
                                 : "every " + std::to_string(every) + " steps")};
  }
  for (const SynthesisSpec& spec : config.syntheses) {
    if (auto status = checkSynthesis(spec, longest(config)); !status) return status;
  }
  return Ok{};
}

}  // namespace

std::vector<ScheduleInfo> scheduleInfos() {
  std::vector<ScheduleInfo> infos;
  for (const ScheduleRegistry* registry : {&schedules(), &libraryPresets()}) {
    for (const auto& [id, entry] : *registry) {
      ScheduleInfo info{entry.id,      entry.label,   entry.formula, entry.source,
                        entry.library, entry.checked, entry.caution, {},
                        entry.params};
      for (const NameKey& key : entry.name_keys) info.name_keys.push_back(key.key);
      infos.push_back(std::move(info));
    }
  }
  return infos;
}

const PresetInfo* findPreset(const Catalog& catalog, std::string_view id) {
  if (!id.empty() && id == catalog.own.id) return &catalog.own;
  return findById(catalog.presets, id);
}
const ScheduleInfo* findSchedule(const Catalog& catalog, std::string_view id) {
  return findById(catalog.schedules, id);
}

bool understands(const Catalog& catalog, std::string_view kind) {
  return std::find(catalog.commands.begin(), catalog.commands.end(), kind) !=
         catalog.commands.end();
}

Status checkParams(const std::vector<ParamSpec>& specs, const ParamValues& values,
                   const std::string& where, std::string_view owner) {
  for (const auto& [id, value] : values) {
    const ParamSpec* spec = findById(specs, id);
    if (!spec) {
      return Error{where, "'" + id + "' is not a parameter of " + std::string(owner),
                   listOfIds(specs)};
    }
    if (auto status = checkValue(*spec, value, where); !status) return status;
  }
  return Ok{};
}

Status checkTrack(const TrackSpec& track, const Catalog& catalog) {
  if (const auto status = checkLabel(track.label); !status) return status;
  const std::string where = "track " + track.label;
  const ScheduleInfo* schedule = findSchedule(catalog, track.schedule);
  if (!schedule) {
    return Error{where + ": schedule", "'" + track.schedule + "' is not known",
                 listOfIds(catalog.schedules)};
  }
  if (auto status = checkSelections(track, *schedule, where); !status) return status;
  return checkParams(schedule->params, track.params, where, schedule->id);
}

Status validate(const RunConfig& config, const Catalog& catalog) {
  if (auto status = checkSyntheses(config); !status) return status;
  if (auto status = checkAsked(config); !status) return status;
  if (auto status = checkRun(config, catalog); !status) return status;
  if (auto status = checkTraining(config.training, plannedSteps(config)); !status) return status;
  if (auto status = checkTracks(config, catalog); !status) return status;
  if (auto status = checkStop(config); !status) return status;
  if (config.edits.size() > kMostEdits) {
    return Error{"set", std::to_string(config.edits.size()) + " edits are too many",
                 "at most " + std::to_string(kMostEdits)};
  }
  return checkEdits(config, catalog);
}

}  // namespace emascope
