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
                     const RunLength& run, std::vector<BankPart> parts)
    : tracks_(std::move(tracks)), edits_(std::move(edits)), parts_(std::move(parts)) {
  std::ranges::stable_sort(edits_, {}, &BankEdit::call);
  std::size_t count = 0;
  for (const BankPart& part : parts_) {
    offsets_.push_back(count);
    count += part.count;
  }
  uses_.resize(tracks_.size());
  actions_.resize(tracks_.size());
  averages_.reserve(tracks_.size());
  for (std::size_t k = 0; k < tracks_.size(); ++k) {
    averages_.emplace_back(RuleClock(*tracks_[k].rule, tracks_[k].values, run), count);
    findUses(k);
  }
}

void TrackBank::findUses(std::size_t track) {
  const TrackTraits traits = averages_[track].clock().traits();
  uses_[track].clear();
  for (const BankPart& part : parts_) {
    uses_[track].push_back(
        partUse(traits, part.name, tracks_[track].rule->name_keys, tracks_[track].selections));
  }
}

void TrackBank::start(std::size_t part, std::size_t first, std::span<const double> state) {
  for (TrackAverage& average : averages_) average.start(offsets_[part] + first, state);
}

Result<bool> TrackBank::edit() {
  ++call_;
  reseeding_.clear();
  for (; edits_done_ < edits_.size() && edits_[edits_done_].call <= call_; ++edits_done_) {
    const BankEdit& edit = edits_[edits_done_];
    ParamValues changes = edit.values;
    if (changes.erase(std::string(kReseed)) > 0) {
      averages_[edit.track].reseed();
      reseeding_.push_back(edit.track);
    }
    const RuleClock& clock = averages_[edit.track].clock();
    auto values =
        editedValues(clock.rule(), clock.values(), changes, clock.calls(),
                     "set at step " + std::to_string(edit.call) + ": " + tracks_[edit.track].label);
    if (!values) return values.error();
    averages_[edit.track].setValues(std::move(values).value());
    findUses(edit.track);
  }
  return !reseeding_.empty();
}

void TrackBank::reseed(std::size_t part, std::size_t first, std::span<const double> state) {
  for (const std::size_t k : reseeding_) {
    averages_[k].apply(offsets_[part] + first, state, {});  // all of it, whatever is named
  }
}

Status TrackBank::next() {
  const double elapsed = std::exchange(elapsed_, 1.0);
  for (std::size_t k = 0; k < averages_.size(); ++k) {
    actions_[k] = averages_[k].next(elapsed);
    if (actions_[k].keep_online == 1.0) continue;
    return Error{"track " + tracks_[k].label,
                 "would write its average into the model at call " + std::to_string(call_) +
                     ", and here there is none",
                 "a rule that only averages"};
  }
  return Ok{};
}

void TrackBank::apply(std::size_t part, std::size_t first, std::span<const double> state) {
  for (std::size_t k = 0; k < averages_.size(); ++k) {
    averages_[k].apply(offsets_[part] + first, state, uses_[k][part]);
  }
}

void TrackBank::gate() {
  elapsed_ += 1.0;
  for (EmaAction& action : actions_) action = {.kind = ActionKind::kSkip};
}

void TrackBank::show(std::size_t track, std::size_t part, std::size_t first,
                     std::span<double> out) const {
  averages_[track].show(offsets_[part] + first, out);
}

}  // namespace emascope
