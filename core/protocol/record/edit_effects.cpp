// SPDX-License-Identifier: Apache-2.0
#include "core/protocol/record/edit_effects.h"

#include <algorithm>
#include <variant>

namespace emascope {
namespace {

/// Indices of the edits of the track that now has `label`, ascending: also of those under the
/// labels that it had before, and of those of the track that it was forked from.
std::vector<std::size_t> allEditsOf(const RunRecord& record, std::string label) {
  std::vector<std::size_t> edits;  // descending
  std::size_t end = record.changes.size();
  const auto goBackTo = [&](std::size_t begin) {
    for (; end > begin; --end) {
      if (record.changes[end - 1].track == label) edits.push_back(end - 1);
    }
  };
  bool began = false;
  for (auto change = record.track_changes.rbegin(); change != record.track_changes.rend() && !began;
       ++change) {
    goBackTo(change->after);
    const TrackAction& action = change->change.action;
    if (const auto* added = std::get_if<track_action::Add>(&action)) {
      began = added->track.label == label;
    } else if (const auto* fork = std::get_if<track_action::Fork>(&action)) {
      if (fork->label == label) label = fork->from;
    } else if (const auto* renamed = std::get_if<track_action::Rename>(&action)) {
      if (renamed->to == label) label = renamed->label;
    }
  }
  if (!began) goBackTo(0);
  std::ranges::reverse(edits);
  return edits;
}

}  // namespace

void EditEffects::follow(const RunRecord& record) {
  const Basis now{&record, record.track_changes.size(), record.config.steps};
  const auto same = [&] {
    const event::Applied& last = record.changes[read_ - 1];
    return last.request == last_request_ && last.step == last_step_;
  };
  const bool grown = now == basis_ && read_ <= record.changes.size() && (read_ == 0 || same());
  if (!grown) {
    basis_ = now;
    read_ = 0;
    known_.clear();
    edits_.clear();
  }
  if (read_ == record.changes.size()) return;
  for (; read_ < record.changes.size(); ++read_) {
    const auto known = edits_.find(record.changes[read_].track);
    if (known != edits_.end()) known->second.push_back(read_);
  }
  last_request_ = record.changes.back().request;
  last_step_ = record.changes.back().step;
}

const ChangeEffect& EditEffects::of(const RunRecord& record, std::size_t first, std::size_t last) {
  follow(record);
  const auto [known, fresh] = known_.try_emplace({first, last});
  if (fresh) known->second = effectOf(record, first, last);
  return known->second;
}

const std::vector<std::size_t>& EditEffects::editsOf(const RunRecord& record,
                                                     const std::string& label) {
  follow(record);
  const auto [known, fresh] = edits_.try_emplace(label);
  if (fresh) known->second = allEditsOf(record, label);
  return known->second;
}

}  // namespace emascope
