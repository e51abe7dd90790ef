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
    tracks_.clear();
  }
  if (read_ == record.changes.size()) return;
  for (; read_ < record.changes.size(); ++read_) {
    const auto known = tracks_.find(record.changes[read_].track);
    if (known != tracks_.end()) known->second.edits.push_back(read_);
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

EditEffects::History& EditEffects::historyOf(const RunRecord& record, const std::string& label) {
  follow(record);
  const auto [known, fresh] = tracks_.try_emplace(label);
  History& history = known->second;
  if (fresh) history.edits = allEditsOf(record, label);
  while (history.begins.size() < history.edits.size()) {
    const std::size_t i = history.begins.size();
    std::size_t begin = i;
    if (i > 0) {
      begin = history.begins[i - 1];
      const ChangeEffect& effect = of(record, history.edits[begin], history.edits[i - 1]);
      if (effect.from && *effect.from < record.changes[history.edits[i]].step) {
        history.acted.push_back({*effect.from, effect.settled});
        begin = i;
      }
    }
    history.begins.push_back(begin);
  }
  return history;
}

std::optional<ActedEdit> EditEffects::lastActed(const RunRecord& record, const std::string& label,
                                                std::int64_t now) {
  const History& history = historyOf(record, label);
  if (history.edits.empty()) return std::nullopt;
  const ChangeEffect& last = of(record, history.edits[history.begins.back()], history.edits.back());
  if (last.from && *last.from <= now) return ActedEdit{*last.from, last.settled};
  for (auto acted = history.acted.rbegin(); acted != history.acted.rend(); ++acted) {
    if (acted->from <= now) return *acted;
  }
  return std::nullopt;
}

const ChangeEffect& EditEffects::withPending(const RunRecord& record, std::size_t first,
                                             std::size_t last) {
  const std::string& label = record.changes[last].track;
  if (record.trackIndex(label) < 0) return of(record, first, last);
  const History& history = historyOf(record, label);
  const auto place = std::ranges::lower_bound(history.edits, first);
  if (place == history.edits.end() || *place != first) return of(record, first, last);
  const auto i = static_cast<std::size_t>(place - history.edits.begin());
  return of(record, history.edits[history.begins[i]], last);
}

std::optional<std::size_t> EditEffects::nextEdit(const RunRecord& record, std::size_t last) {
  const std::vector<std::size_t>& edits = historyOf(record, record.changes[last].track).edits;
  const auto next = std::ranges::upper_bound(edits, last);
  if (next == edits.end()) return std::nullopt;
  return *next;
}

}  // namespace emascope
