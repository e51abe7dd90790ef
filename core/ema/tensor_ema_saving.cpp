// SPDX-License-Identifier: Apache-2.0
//
// TensorEma's save() and load().
#include "core/ema/ema_file.h"
#include "core/ema/tensor_ema.h"
#include "core/ema/tensor_ema_rules.h"
#include "core/rules/live_edit.h"

#include <map>
#include <utility>

#include <ATen/ops/zeros_like.h>

namespace emascope {
namespace {

std::string joined(const std::vector<std::string>& texts) {
  std::string all;
  for (const std::string& text : texts) all += (all.empty() ? "" : "; ") + text;
  return all;
}

/// The exact saved values: linked parameters (gamma, sigma_rel) are not recomputed from each other.
std::vector<double> exactValues(const ResolvedRule& rule, const ParamSettings& saved) {
  std::vector<double> values = rule.values;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const auto found = saved.find(rule.entry->params[i].id);
    if (found != saved.end()) values[i] = found->second.number().value_or(values[i]);
  }
  return values;
}

/// Values of `to` that differ from `from`, as numbers.
ParamValues differing(const ParamSettings& from, const ParamSettings& to) {
  ParamValues changes;
  for (const auto& [id, value] : to) {
    const auto before = from.find(id);
    if (before == from.end() || before->second != value) changes[id] = value.number().value_or(0.0);
  }
  return changes;
}

/// Completed with the rule's other values: files of earlier versions may lack some.
ParamSettings completed(const EmaRule& saved) {
  const ScheduleEntry* rule = findRule(saved.id);
  ParamSettings values = saved.values;
  if (rule == nullptr) return values;
  for (const ParamSpec& spec : rule->params) values.try_emplace(spec.id, spec.initial);
  return values;
}

/// Prefix of a track's array names in a file; none if there is only one track.
std::string prefixOf(std::size_t track, std::size_t tracks) {
  return tracks == 1 ? "" : std::to_string(track) + "/";
}

std::vector<NamedArray> arraysOf(const LiveTensors& live, const Averager& averager) {
  std::vector<NamedArray> arrays;
  for (std::size_t k = 0; k < averager.size(); ++k) {
    const std::string prefix = prefixOf(k, averager.size());
    const auto signatures = live.averageSignatures();
    const auto indices = live.averaged();
    for (std::size_t i = 0; i < indices.size(); ++i) {
      arrays.push_back({prefix + signatures[i].name,
                        live.averageOf(indices[i], averager.floats(k), averager.counters(k))});
    }
    const auto hidden = averager.hidden(k);
    for (std::size_t i = 0; i < hidden.size(); ++i)
      arrays.push_back({prefix + "emascope.hidden." + std::to_string(i), hidden[i]});
  }
  return arrays;
}

/// Copies the arrays and clock states of `file` into `averager`, which has the same layout.
void restoreTracks(Averager& averager, const LiveTensors& live, const EmaFile& file) {
  std::map<std::string_view, const at::Tensor*> values;
  for (const NamedArray& array : file.arrays) values.emplace(array.name, &array.values);
  const auto signatures = live.averageSignatures();
  const auto indices = live.averaged();
  for (std::size_t k = 0; k < averager.size(); ++k) {
    const std::string prefix = prefixOf(k, averager.size());
    const at::Tensor floats = at::zeros_like(averager.floats(k));
    const at::Tensor counters = at::zeros_like(averager.counters(k));
    for (std::size_t i = 0; i < indices.size(); ++i)
      live.averageOf(indices[i], floats, counters).copy_(*values.at(prefix + signatures[i].name));
    std::vector<at::Tensor> hidden = averager.hidden(k);
    for (std::size_t i = 0; i < hidden.size(); ++i) {
      const std::string name = prefix + "emascope.hidden." + std::to_string(i);
      hidden[i] = values.at(name)->to(hidden[i].device());
    }
    averager.restore(k, file.state.tracks[k].clock, floats, counters, hidden);
  }
}

}  // namespace

Status TensorEma::save(const std::string& path) const {
  EmaFile file{.arrays = arraysOf(live_, *averager_)};
  file.state.run = options_.run;
  for (std::size_t k = 0; k < size(); ++k)
    file.state.tracks.push_back({rule(k), averager_->clock(k).state()});
  file.state.history = history_;
  file.state.calls = calls();
  file.state.gated = gated_;
  return writeEmaFile(path, file);
}

Result<Loaded> TensorEma::load(const std::string& path, Prefer prefer) {
  if (Status raw = checkNotApplied("load"); !raw) return raw.error();
  auto file = readEmaFile(path);
  if (!file) return file.error();
  EmaSettings theirs{.run = file->state.run};
  for (SavedTrack& track : file.value().state.tracks) {
    track.rule.values = completed(track.rule);
    theirs.rules.push_back(track.rule);
  }
  const EmaSettings ours = settings();
  Loaded loaded{settingDifferences(theirs, ours)};
  if (!loaded.differences.empty() && prefer == Prefer::kRefuse) {
    return Error{path, joined(loaded.differences),
                 "the same settings, or Prefer::kFile or Prefer::kProgram"};
  }
  if (const auto now = listed()) live_.gather(*now);  // updates may have left the arrays behind
  auto averager = restored(*file, prefer);
  if (!averager) return averager.error();
  averager_ = std::move(averager).value();
  if (prefer == Prefer::kFile) options_.run = theirs.run;
  history_ = std::move(file.value().state.history);
  calls_before_ = file->state.calls;
  gated_ = file->state.gated;
  ++generation_;
  for (std::size_t k = 0; prefer == Prefer::kProgram && k < size(); ++k) {
    if (theirs.rules[k] != ours.rules[k])
      note(EmaEdit::Kind::kLoad, k, differing(theirs.rules[k].values, ours.rules[k].values));
  }
  return loaded;
}

Result<std::unique_ptr<Averager>> TensorEma::restored(const EmaFile& file, Prefer prefer) const {
  const bool program = prefer == Prefer::kProgram;
  const RunLength& run = program ? options_.run : file.state.run;
  const auto& tracks = file.state.tracks;
  if (program && tracks.size() != size()) {
    return Error{"file",
                 "it has " + std::to_string(tracks.size()) + " tracks and the program has " +
                     std::to_string(size()),
                 "the same number of tracks, or Prefer::kFile"};
  }
  std::vector<TrackRule> rules;
  for (std::size_t k = 0; k < tracks.size(); ++k) {
    const EmaRule saved = tracks[k].rule;
    if (program && rule(k).id != saved.id) {
      rules.push_back(averager_->rule(k));
      continue;
    }
    auto resolved = resolveRule(saved, run, "file: " + trackName(k));
    if (!resolved) return resolved.error();
    rules.push_back({resolved->entry, exactValues(*resolved, saved.values),
                     program ? averager_->rule(k).selections : saved.selections});
  }
  auto averager = std::make_unique<Averager>(live_.online(), std::move(rules), run);
  averager->setThreads(options_.threads);
  const auto wanted = signaturesOf(arraysOf(live_, *averager));
  const std::string other =
      signatureDifference(signaturesOf(file.arrays), "in the file", wanted, "in the program");
  if (!other.empty()) return Error{"file", other, "a file of the same model's averages"};
  restoreTracks(*averager, live_, file);
  for (std::size_t k = 0; program && k < tracks.size(); ++k) {
    const TrackRule& there = averager->rule(k);
    const ParamValues changes =
        differing(valuesById(*there.schedule, there.values), rule(k).values);
    if (changes.empty()) continue;
    auto values = editedValues(*there.schedule, there.values, changes, averager->clock(k).calls(),
                               trackName(k));
    if (!values) return values.error();
    averager->setValues(k, std::move(values).value());
  }
  return averager;
}

}  // namespace emascope
