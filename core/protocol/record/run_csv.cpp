// SPDX-License-Identifier: Apache-2.0
//
// Writes a run as CSV, and the command that repeats it.
#include "core/base/numbers.h"
#include "core/base/overloaded.h"
#include "core/protocol/options/run_options.h"
#include "core/protocol/record/run_writer.h"

#include <algorithm>
#include <utility>

namespace emascope {

std::vector<std::string> csvLabels(const RunRecord& record) {
  std::vector<std::string> labels;
  const auto add = [&labels](const std::string& label) {
    if (std::find(labels.begin(), labels.end(), label) == labels.end()) labels.push_back(label);
  };
  for (const TrackSpec& track : record.config.tracks) add(track.label);
  std::vector<ScheduledEdit> edits = record.config.edits;
  std::stable_sort(edits.begin(), edits.end(),
                   [](const ScheduledEdit& a, const ScheduledEdit& b) { return a.step < b.step; });
  for (const ScheduledEdit& edit : edits) {
    if (!edit.action) continue;
    std::visit(
        Overloaded{[&](const track_action::Add& added) { add(added.track.label); },
                   [&](const track_action::Fork& fork) { add(fork.label); },
                   [&](const track_action::Rename& rename) { add(rename.to); }, [](const auto&) {}},
        *edit.action);
  }
  for (const TrackChange& news : record.track_changes) {
    for (const TrackSpec& track : news.change.tracks) add(track.label);
  }
  return labels;
}

std::string csvHeader(const std::vector<std::string>& labels, const std::string& metric) {
  std::string header = "step,seconds,train_loss,raw.val_loss,raw.val_" + metric;
  for (const std::string& label : labels) {
    header += "," + label + ".val_loss," + label + ".val_" + metric + "," + label + ".decay";
  }
  return header;
}

std::string csvRow(const RunRecord& record, std::size_t index,
                   const std::vector<std::string>& labels) {
  const EvalPoint& point = record.points[index];
  std::string row = std::to_string(point.step);
  const auto add = [&row](double value) { row += "," + formatNumber(value); };
  add(point.seconds);
  add(point.train_loss);
  add(point.raw.loss);
  add(point.raw.metric);
  for (const std::string& label : labels) {
    const int at = record.trackIndex(label);
    if (at < 0 || !isPresent(point.tracks[static_cast<std::size_t>(at)])) {
      row += ",,,";
      continue;
    }
    const TrackEvaluation& track = point.tracks[static_cast<std::size_t>(at)];
    add(track.val.loss);
    add(track.val.metric);
    add(track.decay);
  }
  return row;
}

Status writeRunCsv(const RunRecord& record, const TextSink& sink) {
  constexpr std::size_t kPiece = std::size_t{1} << 16U;
  const std::vector<std::string> labels = csvLabels(record);
  std::string text = csvHeader(labels, record.facts.model.metric) + "\n";
  for (std::size_t i = 0; i < record.points.size(); ++i) {
    text += csvRow(record, i, labels) + "\n";
    if (text.size() < kPiece) continue;
    if (auto status = sink(text); !status) return status;
    text.clear();
  }
  return sink(text);
}

std::vector<std::string> replayCommand(const RunRecord& record) {
  RunConfig config = replayConfig(record);
  config.device = record.facts.device;
  config.threads = record.facts.threads;
  config.speed = 0.0;  // the speed does not change the result
  std::vector<std::string> words = {"emascope-engine", "train"};
  for (std::string& word : replayOptions(config)) words.push_back(std::move(word));
  return words;
}

}  // namespace emascope
