// SPDX-License-Identifier: Apache-2.0
#include "core/series/track_bank.h"

#include "core/rules/live_edit.h"

#include <algorithm>
#include <utility>

namespace emascope {

std::string_view actionText(ActionKind kind) {
  switch (kind) {
    case ActionKind::kSkip:
      return "skip";
    case ActionKind::kCopy:
      return "copy";
    case ActionKind::kBlend:
      return "blend";
  }
  return "";
}

TrackBank::TrackBank(std::vector<BankTrack> tracks, std::vector<BankEdit> edits,
                     const RunLength& run, std::vector<BankPart> parts, DecayPer per)
    : parts_(std::move(parts)) {
  std::ranges::stable_sort(edits, {}, &BankEdit::call);
  plan_ = std::make_shared<const Plan>(Plan{std::move(tracks), std::move(edits)});
  std::size_t count = 0;
  for (const BankPart& part : parts_) {
    offsets_.push_back(count);
    count += part.count;
  }
  uses_.resize(size());
  actions_.resize(size());
  averages_.reserve(size());
  for (std::size_t k = 0; k < size(); ++k) {
    const BankTrack& track = plan_->tracks[k];
    averages_.emplace_back(SeriesClock(*track.rule, track.values, run, per), count);
    findUses(k);
  }
}

TrackBank TrackBank::only(const std::vector<std::size_t>& parts) const {
  TrackBank some;
  some.plan_ = plan_;
  some.edits_done_ = edits_done_;
  some.actions_ = actions_;
  some.reseeding_ = reseeding_;
  some.call_ = call_;
  some.elapsed_ = elapsed_;
  some.uses_.resize(size());
  std::vector<std::size_t> numbers;
  for (const std::size_t part : parts) {
    some.parts_.push_back(parts_[part]);
    some.offsets_.push_back(numbers.size());
    for (std::size_t i = 0; i < parts_[part].count; ++i) numbers.push_back(offsets_[part] + i);
    for (std::size_t k = 0; k < size(); ++k) some.uses_[k].push_back(uses_[k][part]);
  }
  some.averages_.reserve(size());
  for (const TrackAverage& average : averages_) some.averages_.push_back(average.only(numbers));
  return some;
}

void TrackBank::findUses(std::size_t track) {
  const TrackTraits traits = averages_[track].clock().traits();
  const BankTrack& planned = plan_->tracks[track];
  uses_[track].clear();
  for (const BankPart& part : parts_) {
    uses_[track].push_back(
        partUse(traits, part.kind, part.name, planned.rule->name_keys, planned.selections));
  }
}

bool TrackBank::averages(std::size_t part) const {
  return std::ranges::any_of(uses_, [part](const std::vector<PartUse>& uses) {
    return uses[part].at_blend == TensorUse::kAverage ||
           uses[part].at_blend == TensorUse::kTruncate;
  });
}

void TrackBank::start(std::size_t part, std::size_t first, std::span<const double> state) {
  for (TrackAverage& average : averages_) average.start(offsets_[part] + first, state);
}

Result<bool> TrackBank::edit(double time) {
  ++call_;
  elapsed_ += time;
  reseeding_.clear();
  const std::vector<BankEdit>& edits = plan_->edits;
  for (; edits_done_ < edits.size() && edits[edits_done_].call <= call_; ++edits_done_) {
    const BankEdit& edit = edits[edits_done_];
    ParamValues changes = edit.values;
    if (changes.erase(std::string(kReseed)) > 0) {
      averages_[edit.track].reseed();
      reseeding_.push_back(edit.track);
    }
    const RuleClock& clock = averages_[edit.track].clock();
    auto values =
        editedValues(clock.rule(), clock.values(), changes, clock.calls(),
                     "set at step " + std::to_string(edit.call) + ": " + label(edit.track));
    if (!values) return values.error();
    averages_[edit.track].setValues(std::move(values).value());
    findUses(edit.track);
  }
  return !reseeding_.empty();
}

void TrackBank::reseed(std::size_t part, std::size_t first, std::span<const double> state) {
  for (const std::size_t k : reseeding_) {
    averages_[k].apply(offsets_[part] + first, state, {});  // everything, whatever the names
  }
}

Status TrackBank::next() {
  const double elapsed = std::exchange(elapsed_, 0.0);
  for (std::size_t k = 0; k < averages_.size(); ++k) {
    actions_[k] = averages_[k].next(elapsed);
    if (actions_[k].keep_online == 1.0) continue;
    return Error{"track " + label(k),
                 "would write its average into the model at call " + std::to_string(call_) +
                     ", but there is no model here",
                 "a rule without feedback"};
  }
  return Ok{};
}

void TrackBank::apply(std::size_t part, std::size_t first, std::span<const double> state) {
  for (std::size_t k = 0; k < averages_.size(); ++k) {
    averages_[k].apply(offsets_[part] + first, state, uses_[k][part]);
  }
}

void TrackBank::gate() {
  for (EmaAction& action : actions_) action = {.kind = ActionKind::kSkip};
}

void TrackBank::show(std::size_t track, std::size_t part, std::size_t first,
                     std::span<double> out) const {
  averages_[track].show(offsets_[part] + first, out);
}

}  // namespace emascope
