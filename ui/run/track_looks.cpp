// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/run/track_looks.h"

#include <algorithm>
#include <map>
#include <set>
#include <variant>

namespace emascope::ui {
namespace {

/// Follows the list of tracks through its changes.
class Numbers {
 public:
  explicit Numbers(const std::vector<TrackSpec>& tracks) { give(tracks); }

  void take(const event::TracksChanged& change) {
    if (const auto* rename = std::get_if<track_action::Rename>(&change.action)) {
      former_[rename->label] = {numberOf(rename->label), rename->to};
      if (const auto kept = numbers_.extract(rename->label)) numbers_[rename->to] = kept.mapped();
      if (main_ == rename->label) main_ = rename->to;
    } else if (const auto* remove = std::get_if<track_action::Remove>(&change.action)) {
      former_[remove->label] = {numberOf(remove->label), {}};
      numbers_.erase(remove->label);
    }
    give(change.tracks);
  }

  [[nodiscard]] TrackLook lookOf(const std::string& label, bool alive) const {
    if (alive) return {numberOf(label), label};
    const auto found = former_.find(label);
    if (found == former_.end()) return {};
    TrackLook look{found->second.number, found->second.renamed};
    // Through later renames, to a track that is still there.
    for (std::size_t i = 0; i < former_.size() && !present_.contains(look.shown_as); ++i) {
      const auto next = former_.find(look.shown_as);
      look.shown_as = next == former_.end() ? std::string() : next->second.renamed;
    }
    if (!present_.contains(look.shown_as)) {
      look.shown_as.clear();
    } else {
      look.number = numberOf(look.shown_as);  // one curve, one line
    }
    return look;
  }

 private:
  struct Former {
    std::size_t number = 0;
    std::string renamed = {};  // empty: removed
  };

  [[nodiscard]] std::size_t numberOf(const std::string& label) const {
    const auto found = numbers_.find(label);
    return label == main_ || found == numbers_.end() ? 0 : found->second;
  }

  void give(const std::vector<TrackSpec>& tracks) {
    main_ = tracks.empty() ? std::string() : tracks.front().label;
    present_.clear();
    for (const TrackSpec& track : tracks) present_.insert(track.label);
    for (const TrackSpec& track : tracks) {
      if (track.label == main_ || numbers_.contains(track.label)) continue;
      std::size_t number = 1;
      const auto taken = [&](const auto& item) { return item.second == number; };
      while (std::any_of(numbers_.begin(), numbers_.end(), taken)) ++number;
      numbers_[track.label] = number;
    }
  }

  std::string main_;
  std::set<std::string> present_;
  std::map<std::string, std::size_t> numbers_;  // kept while the track is main
  std::map<std::string, Former> former_;
};

}  // namespace

std::vector<TrackLook> trackLooks(const RunRecord& record) {
  Numbers numbers(record.config.tracks);
  for (const TrackChange& change : record.track_changes) numbers.take(change.change);
  std::vector<TrackLook> looks;
  looks.reserve(record.tracks.size());
  for (std::size_t i = 0; i < record.tracks.size(); ++i) {
    looks.push_back(numbers.lookOf(record.tracks[i].label, i < record.alive));
  }
  return looks;
}

std::size_t lineNumber(const RunRecord& record, std::size_t track) {
  const bool other = track > 0 && track < record.tracks.size();  // main has the number 0
  return other ? trackLooks(record)[track].number : 0;
}

}  // namespace emascope::ui
