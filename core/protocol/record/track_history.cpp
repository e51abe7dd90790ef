// SPDX-License-Identifier: Apache-2.0
#include "core/protocol/record/track_history.h"

#include "core/base/overloaded.h"

#include <algorithm>
#include <utility>

namespace emascope {
namespace {

/// The edits of `label` among the changes number `begin` to `end`, in front of those in `edits`.
void prependEdits(const RunRecord& record, const std::string& label, std::size_t begin,
                  std::size_t end, std::vector<PythonEdit>& edits) {
  std::vector<PythonEdit> earlier;
  for (std::size_t i = begin; i < end; ++i) {
    const event::Applied& change = record.changes[i];
    if (change.track == label)
      earlier.push_back({.step = change.step, .values = change.new_values});
  }
  edits.insert(edits.begin(), earlier.begin(), earlier.end());
}

/// Goes back over one change of the list of tracks: changes `label` at a rename and a fork. True if
/// the track began here.
bool goBack(const event::TracksChanged& changed, std::string& label, PythonTrack& history) {
  return std::visit(
      Overloaded{
          [&](const track_action::Add& add) { return add.track.label == label; },
          [&](const track_action::Fork& fork) {
            if (fork.label == label && fork.rule) {
              history.lost.push_back("the average of before step " + std::to_string(changed.step) +
                                     ", which another rule had made");
              return true;
            }
            if (fork.label == label) label = fork.from;
            return false;
          },
          [&](const track_action::Rename& rename) {
            if (rename.to == label) label = rename.label;
            return false;
          },
          [&](const track_action::FeedBack& feed_back) {
            if (feed_back.label == label) {
              history.edits.insert(history.edits.begin(),
                                   {.step = changed.step, .feed_back = feed_back.keep});
            }
            return false;
          },
          [&](const track_action::UndoFeedBack&) {
            history.lost.push_back("the raw weights of before a feedback were restored at step " +
                                   std::to_string(changed.step));
            return false;
          },
          [](const auto&) { return false; }},
      changed.action);
}

const TrackSpec* findTrack(const std::vector<TrackSpec>& tracks, const std::string& label) {
  const auto found = std::ranges::find(tracks, label, &TrackSpec::label);
  return found == tracks.end() ? nullptr : &*found;
}

}  // namespace

PythonTrack trackHistory(const RunRecord& record, std::size_t track) {
  PythonTrack history{.label = record.tracks[track].label};
  std::string label = history.label;
  const TrackSpec* first = nullptr;
  std::size_t end = record.changes.size();
  for (auto change = record.track_changes.rbegin();
       change != record.track_changes.rend() && first == nullptr; ++change) {
    prependEdits(record, label, change->after, end, history.edits);
    end = change->after;
    if (!goBack(change->change, label, history)) continue;
    history.began = change->change.step;
    first = findTrack(change->change.tracks, label);
  }
  if (first == nullptr) {
    prependEdits(record, label, 0, end, history.edits);
    first = findTrack(record.config.tracks, label);
  }
  if (first == nullptr) first = &record.tracks[track];
  history.rule = findRule(first->schedule);
  history.values = first->params;
  history.selections = first->selections;
  if (!record.skipped.empty()) {
    history.lost.push_back("steps of the run that were skipped because they were not finite: " +
                           std::to_string(record.skipped.size()));
  }
  return history;
}

}  // namespace emascope
