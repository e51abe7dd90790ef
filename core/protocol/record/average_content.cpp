// SPDX-License-Identifier: Apache-2.0
#include "core/protocol/record/average_content.h"

#include "core/base/phrase.h"
#include "core/protocol/record/track_history.h"
#include "core/rules/live_edit.h"

#include <algorithm>
#include <utility>

namespace emascope {
namespace {

bool wasSkipped(const RunRecord& record, std::int64_t step) {
  return std::binary_search(
      record.skipped.begin(), record.skipped.end(), event::SkippedStep{.step = step},
      [](const event::SkippedStep& a, const event::SkippedStep& b) { return a.step < b.step; });
}

/// One edit before an update, as the engine applies it.
void applyEdit(const PythonEdit& edit, RuleClock& clock, WeightProfile& profile) {
  ParamValues values = edit.values;
  if (values.erase(std::string(kReseed)) > 0) {
    clock.reseed();
    profile.restart();
  }
  if (values.empty()) return;
  auto edited = editedValues(clock.rule(), clock.values(), values, clock.calls(), "");
  if (edited) clock.setValues(std::move(edited).value());
}

}  // namespace

void AverageContent::refuse(const std::string& why) {
  profile_.reset();
  clock_.reset();
  known_ = {};
  why_ = why;
}

bool AverageContent::begin(const RunRecord& record, std::size_t track) {
  const PythonTrack history = trackHistory(record, track);
  if (history.rule == nullptr) {
    refuse(words("this program does not know the rule"));
    return false;
  }
  const auto values = orderedValues(*history.rule, history.values, "");
  const RunLength run{.steps = static_cast<double>(plannedSteps(record.config))};
  if (!values || !checkRunLength(*history.rule, *values, run, "")) {
    refuse(words("its settings are in epochs of unknown length"));
    return false;
  }
  clock_.emplace(*history.rule, *values, run);
  if (clock_->traits().kind != AverageKind::kRecursive) {
    refuse(words("the rule is not a weighted mean of all past steps"));
    return false;
  }
  // A debiased average's first blend has decay 0, so that no weight stays on its zero start.
  profile_.emplace(ProfileStart::kWeights);
  began_ = history.began;
  done_ = began_ - 1;
  edits_done_ = 0;
  why_.clear();
  return true;
}

void AverageContent::replay(const RunRecord& record, std::size_t track, std::int64_t last) {
  const PythonTrack history = trackHistory(record, track);
  const auto& edits = history.edits;
  for (std::int64_t step = done_ + 1; step <= last; ++step) {
    for (; edits_done_ < edits.size() && edits[edits_done_].step <= step; ++edits_done_) {
      applyEdit(edits[edits_done_], *clock_, *profile_);
    }
    if (!record.skipped.empty() && wasSkipped(record, step)) continue;
    profile_->append(clock_->next());
  }
  done_ = std::max(done_, last);
}

void AverageContent::follow(const RunRecord& record, std::size_t track) {
  if (record.points.empty()) return refuse(words("no evaluation yet"));
  const std::int64_t last = record.points.back().step;
  if (last > kMostReplayed) return refuse(words("the run is too long to list its steps"));
  const Known known{.label = record.tracks[track].label,
                    .rule = record.tracks[track].schedule,
                    .changes = record.changes.size(),
                    .track_changes = record.track_changes.size()};
  if (!profile_ || known != known_ || last < done_) {
    if (!begin(record, track)) return;
    known_ = known;
  }
  replay(record, track, last);
}

std::int64_t AverageContent::stepOf(std::int64_t call) const { return began_ - 1 + call; }

}  // namespace emascope
