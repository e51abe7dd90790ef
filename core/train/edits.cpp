// SPDX-License-Identifier: Apache-2.0
#include "core/train/edits.h"

#include "core/base/numbers.h"
#include "core/protocol/spec/catalog.h"
#include "core/rules/float32_limits.h"
#include "core/rules/live_edit.h"
#include "core/train/run_plan.h"

#include <algorithm>
#include <map>
#include <optional>

namespace emascope {
namespace {

struct Pending {
  const EditTarget* target = nullptr;
  ParamValues changes = {};
  std::vector<double> values = {};
  bool reseed = false;
};

const std::vector<ParamSpec>& paramsOf(const EditTarget& target) {
  static const std::vector<ParamSpec> run = runParams();
  return target.schedule != nullptr ? target.schedule->params : run;
}

std::string whereOf(const EditTarget& target) {
  return target.track.empty() ? "the run" : "track " + target.track;
}

Result<std::vector<double>> editedRun(const EditTarget& target, const ParamValues& changes) {
  std::vector<double> values = target.values;
  const std::vector<ParamSpec>& specs = paramsOf(target);
  if (auto status = checkParams(specs, changes, whereOf(target), "the run"); !status) {
    return status.error();
  }
  for (std::size_t i = 0; i < specs.size(); ++i) {
    const auto found = changes.find(specs[i].id);
    if (found != changes.end()) values[i] = found->second;
  }
  return values;
}

/// Adds `edit` to `pending`, or returns an error and leaves `pending` unchanged.
Status take(const command::SetParams& edit, Pending& pending) {
  const EditTarget& target = *pending.target;
  ParamValues changes = pending.changes;
  bool reseed = pending.reseed;
  for (const auto& [id, value] : edit.values) {
    if (id != kReseed || target.schedule == nullptr) {
      changes[id] = value;
    } else if (value == 1.0) {
      reseed = true;
    } else {
      return Error{whereOf(target) + ": reseed", formatNumber(value) + " is not allowed", "1"};
    }
  }
  auto values = target.schedule != nullptr ? editedValues(*target.schedule, target.values, changes,
                                                          target.calls, whereOf(target))
                                           : editedRun(target, changes);
  if (!values) return values.error();
  if (target.schedule != nullptr) {
    const std::string where = whereOf(target);
    const Status known = checkRunLength(*target.schedule, *values, target.run, where);
    if (!known) return known;
    const Status fits = checkForFloat32(*target.schedule, *values, where, target.run);
    if (!fits) return fits;
  }
  pending.changes = std::move(changes);
  pending.values = std::move(values).value();
  pending.reseed = reseed;
  return Ok{};
}

event::Applied answer(const command::SetParams& edit, const Pending& pending, std::int64_t step) {
  event::Applied applied{.request = edit.request, .step = step, .track = edit.track};
  const auto& specs = paramsOf(*pending.target);
  for (const auto& [id, value] : edit.values) {
    const auto spec = std::find_if(specs.begin(), specs.end(),
                                   [&id = id](const ParamSpec& s) { return s.id == id; });
    if (spec == specs.end()) {  // kReseed
      applied.old_values[id] = 0.0;
      applied.new_values[id] = value;
      continue;
    }
    const auto index = static_cast<std::size_t>(spec - specs.begin());
    applied.old_values[id] = pending.target->values[index];
    applied.new_values[id] = pending.values[index];
  }
  if (pending.target->schedule == nullptr || pending.target->schedule->link == nullptr)
    return applied;
  for (std::size_t i = 0; i < specs.size(); ++i) {  // parameters that depended on an edited one
    if (pending.values[i] == pending.target->values[i]) continue;
    applied.old_values.try_emplace(specs[i].id, pending.target->values[i]);
    applied.new_values.try_emplace(specs[i].id, pending.values[i]);
  }
  return applied;
}

Error unknownTrack(const std::string& label, std::span<const EditTarget> targets) {
  std::string known;
  for (const EditTarget& target : targets) {
    if (target.track.empty()) continue;
    known += (known.empty() ? "" : ", ") + target.track;
  }
  return {"set", "there is no track '" + label + "'", known};
}

}  // namespace

FoldedEdits foldEdits(std::span<const command::SetParams> edits,
                      std::span<const EditTarget> targets, std::int64_t next_step) {
  std::map<std::string, Pending> pending;
  for (const EditTarget& target : targets) {
    pending[target.track] = {.target = &target, .values = target.values};
  }
  std::vector<Status> taken;
  for (const command::SetParams& edit : edits) {
    const auto found = pending.find(edit.track);
    taken.push_back(found == pending.end() ? Status(unknownTrack(edit.track, targets))
                                           : take(edit, found->second));
  }
  FoldedEdits folded;
  for (std::size_t i = 0; i < edits.size(); ++i) {
    if (taken[i].ok()) {
      folded.answers.emplace_back(answer(edits[i], pending.at(edits[i].track), next_step));
    } else {
      folded.answers.emplace_back(event::Rejected{edits[i].request, taken[i].error()});
    }
  }
  for (const auto& [track, outcome] : pending) {
    if (outcome.changes.empty() && !outcome.reseed) continue;
    folded.outcomes.push_back({track, outcome.values, outcome.reseed});
  }
  return folded;
}

}  // namespace emascope
