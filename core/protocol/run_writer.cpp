// SPDX-License-Identifier: Apache-2.0
#include "core/protocol/run_writer.h"

#include "core/base/numbers.h"
#include "core/base/overloaded.h"
#include "core/protocol/codec_json.h"
#include "core/protocol/run_options.h"
#include "core/protocol/run_summary.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <nlohmann/json.hpp>

namespace emascope {
namespace {

using Json = nlohmann::ordered_json;

Json numberJson(double value) {
  return std::isfinite(value) ? Json(value) : Json(formatNumber(value));
}

template <typename Value>
Json column(const std::vector<EvalPoint>& points, Value value) {
  Json cells = Json::array();
  for (const EvalPoint& point : points) cells.push_back(value(point));
  return cells;
}

Json trackColumns(const RunRecord& record, std::size_t k) {
  const auto of = [&record, k](auto value) {
    return column(record.points, [k, value](const EvalPoint& point) {
      return isThere(point.tracks[k]) ? value(point.tracks[k]) : Json(nullptr);
    });
  };
  return {{"val_loss", of([](const TrackEvaluation& t) { return numberJson(t.val.loss); })},
          {"val_" + record.facts.model.metric,
           of([](const TrackEvaluation& t) { return numberJson(t.val.metric); })},
          {"decay", of([](const TrackEvaluation& t) { return numberJson(t.decay); })},
          {"reason", of([](const TrackEvaluation& t) { return Json(reasonText(t.reason)); })}};
}

Json pointsJson(const RunRecord& record) {
  const auto& points = record.points;
  Json tracks = Json::object();
  for (std::size_t k = 0; k < record.tracks.size(); ++k) {
    tracks[record.tracks[k].label] = trackColumns(record, k);
  }
  return {
      {"step", column(points, [](const EvalPoint& p) { return Json(p.step); })},
      {"feedbacks", column(points, [](const EvalPoint& p) { return Json(p.feedbacks); })},
      {"seconds", column(points, [](const EvalPoint& p) { return numberJson(p.seconds); })},
      {"train_loss", column(points, [](const EvalPoint& p) { return numberJson(p.train_loss); })},
      {"raw",
       {{"val_loss", column(points, [](const EvalPoint& p) { return numberJson(p.raw.loss); })},
        {"val_" + record.facts.model.metric,
         column(points, [](const EvalPoint& p) { return numberJson(p.raw.metric); })}}},
      {"tracks", tracks}};
}

Json bestJson(const std::optional<Best>& best) {
  if (!best) return nullptr;
  return {{"mean_loss", best->loss}, {"step", best->step}};
}

Json summaryJson(const RunRecord& record) {
  if (record.points.empty()) return nullptr;
  const EvalPoint& last = record.points.back();
  Json tracks = Json::object();
  for (std::size_t k = 0; k < record.tracks.size(); ++k) {
    const Comparison comparison = compare(record.points, k, kVerdictWindow);
    const TrackEvaluation* const last_of_track = record.lastOf(k);
    tracks[record.tracks[k].label] = {
        {"last_loss", last_of_track ? numberJson(last_of_track->val.loss) : Json(nullptr)},
        {"best", bestJson(bestMean(record.points, k))},
        {"compared", comparison.evaluations},
        {"won", comparison.wins},
        {"percent_lower", numberJson(comparison.percent_lower)},
        {"verdict", verdictText(comparison, record.tracks[k].label)}};
  }
  return {{"raw",
           {{"last_loss", numberJson(last.raw.loss)},
            {"best", bestJson(bestMean(record.points, std::nullopt))}}},
          {"tracks", tracks}};
}

Json synthesesJson(const RunRecord& record) {
  Json made = Json::array();
  for (const event::Synthesized& one : record.syntheses) {
    made.push_back({{"label", one.spec.label},
                    {"profile", one.spec.profile},
                    {"value", one.spec.value},
                    {"step", one.spec.step},
                    {"val_loss", numberJson(one.val.loss)},
                    {"val_" + record.facts.model.metric, numberJson(one.val.metric)},
                    {"l1_error", one.error},
                    {"amplification", one.amplification},
                    {"snapshots", one.used},
                    {"precision", one.precision}});
  }
  return made;
}

template <typename Value>
Json listJson(const std::vector<Value>& values) {
  Json list = Json::array();
  for (const Value& value : values) list.push_back(Json(toJson(value)));
  return list;
}

Json changesJson(const RunRecord& record) {
  Json changes = Json::array();
  for (const event::Applied& change : record.changes) {
    changes.push_back({{"step", change.step},
                       {"track", change.track},
                       {"old", toJson(change.old_values)},
                       {"new", toJson(change.new_values)}});
  }
  return changes;
}

Json trackChangesJson(const RunRecord& record) {
  Json changes = Json::array();
  for (const auto& [change, after] : record.track_changes) {
    Json labels = Json::array();
    for (const TrackSpec& track : change.tracks) labels.push_back(track.label);
    changes.push_back({{"step", change.step},
                       {"after_changes", after},
                       {"action", toJson(change.action)},
                       {"tracks", labels}});
  }
  return changes;
}

Json skippedJson(const RunRecord& record) {
  Json list = Json::array();
  for (const event::SkippedStep& skip : record.skipped) {
    list.push_back({{"step", skip.step}, {"what", skip.what}});
  }
  return list;
}

Json failuresJson(const RunRecord& record) {
  Json list = Json::array();
  for (const event::Failed& failure : record.failures) {
    list.push_back(
        {{"kind", failureId(failure.kind)}, {"step", failure.step}, {"what", failure.what}});
  }
  return list;
}

Json refusedJson(const RunRecord& record) {
  Json list = Json::array();
  for (const Error& error : record.refused) list.push_back(error.message());
  return list;
}

}  // namespace

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
    if (at < 0 || !isThere(point.tracks[static_cast<std::size_t>(at)])) {
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

std::string runCsv(const RunRecord& record) {
  const std::vector<std::string> labels = csvLabels(record);
  std::string text = csvHeader(labels, record.facts.model.metric) + "\n";
  for (std::size_t i = 0; i < record.points.size(); ++i) text += csvRow(record, i, labels) + "\n";
  return text;
}

std::vector<std::string> replayCommand(const RunRecord& record) {
  RunConfig config = replayConfig(record);
  config.device = record.facts.device;
  config.threads = record.facts.threads;
  config.speed = 0.0;  // how fast it was watched is no part of the result
  std::vector<std::string> words = {"emascope-engine", "train"};
  for (std::string& word : replayOptions(config)) words.push_back(std::move(word));
  return words;
}

std::string runJson(const RunRecord& record) {
  const Json run = {{"format", "emascope-run"},
                    {"format_version", 1},
                    {"config", toJson(record.config)},
                    {"facts", toJson(record.facts)},
                    {"state", runStateText(record.state)},
                    {"state_reason", record.state_reason},
                    {"steps_done", record.step},
                    {"points", pointsJson(record)},
                    {"changes", changesJson(record)},
                    {"track_changes", trackChangesJson(record)},
                    {"syntheses", synthesesJson(record)},
                    {"scans", listJson(record.scans)},
                    {"saves", listJson(record.saves)},
                    {"tested", toJson(event::Tested{record.tested})["weights"]},
                    {"skipped", skippedJson(record)},
                    {"failures", failuresJson(record)},
                    {"refused", refusedJson(record)},
                    {"summary", summaryJson(record)},
                    {"replay", replayCommand(record)},
                    {"replay_line", shellLine(replayCommand(record))}};
  return run.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

Result<RunWriter> RunWriter::open(const std::optional<std::string>& csv,
                                  const std::optional<std::string>& json) {
  if (csv && csv == json) return Error{*csv, "is given for both CSV and JSON", "two files"};
  RunWriter writer;
  if (json) {
    if (const auto status = checkReplaceable(*json); !status) return status.error();
    writer.json_ = json;
  }
  if (csv) {
    auto file = GrowingFile::open(*csv);
    if (!file) return file.error();
    writer.csv_ = std::move(file).value();
  }
  return writer;
}

Status RunWriter::write(const std::string& text) {
  Status status = csv_->append(text);
  if (!status) {
    failed_ = true;
    csv_.reset();
  }
  return status;
}

Status RunWriter::begin(const RunRecord& record) {
  written_ = 0;
  track_changes_ = record.track_changes.size();
  if (!csv_) return Ok{};
  if (auto status = csv_->begin(); !status) {
    failed_ = true;
    csv_.reset();
    return status;
  }
  labels_ = csvLabels(record);
  return write(csvHeader(labels_, record.facts.model.metric) + "\n");
}

Status RunWriter::append(const RunRecord& record) {
  if (csv_ && record.track_changes.size() != track_changes_) {
    track_changes_ = record.track_changes.size();
    if (csvLabels(record) != labels_) {
      if (auto status = begin(record); !status) return status;
    }
  }
  for (; csv_ && written_ < record.points.size(); ++written_) {
    if (auto status = write(csvRow(record, written_, labels_) + "\n"); !status) return status;
  }
  return Ok{};
}

Status RunWriter::finish(const RunRecord& record) {
  if (!json_) return Ok{};
  Status status = replaceFile(*json_, runJson(record));
  if (!status) failed_ = true;
  return status;
}

}  // namespace emascope
