// SPDX-License-Identifier: Apache-2.0
#include "core/protocol/run_writer.h"

#include "core/base/numbers.h"
#include "core/protocol/codec_json.h"
#include "core/protocol/run_options.h"
#include "core/protocol/run_summary.h"

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

Json trackColumns(const std::vector<EvalPoint>& points, std::size_t k) {
  return {
      {"val_loss",
       column(points, [k](const EvalPoint& p) { return numberJson(p.tracks[k].val.loss); })},
      {"val_accuracy",
       column(points, [k](const EvalPoint& p) { return numberJson(p.tracks[k].val.accuracy); })},
      {"decay", column(points, [k](const EvalPoint& p) { return numberJson(p.tracks[k].decay); })},
      {"reason",
       column(points, [k](const EvalPoint& p) { return Json(reasonText(p.tracks[k].reason)); })}};
}

Json pointsJson(const RunRecord& record) {
  const auto& points = record.points;
  Json tracks = Json::object();
  for (std::size_t k = 0; k < record.config.tracks.size(); ++k) {
    tracks[record.config.tracks[k].label] = trackColumns(points, k);
  }
  return {
      {"step", column(points, [](const EvalPoint& p) { return Json(p.step); })},
      {"seconds", column(points, [](const EvalPoint& p) { return numberJson(p.seconds); })},
      {"train_loss", column(points, [](const EvalPoint& p) { return numberJson(p.train_loss); })},
      {"raw",
       {{"val_loss", column(points, [](const EvalPoint& p) { return numberJson(p.raw.loss); })},
        {"val_accuracy",
         column(points, [](const EvalPoint& p) { return numberJson(p.raw.accuracy); })}}},
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
  for (std::size_t k = 0; k < record.config.tracks.size(); ++k) {
    const Comparison comparison = compare(record.points, k, kVerdictWindow);
    tracks[record.config.tracks[k].label] = {
        {"last_loss", numberJson(last.tracks[k].val.loss)},
        {"best", bestJson(bestMean(record.points, k))},
        {"compared", comparison.evaluations},
        {"won", comparison.wins},
        {"percent_lower", numberJson(comparison.percent_lower)},
        {"verdict", verdictText(comparison, record.config.tracks[k].label)}};
  }
  return {{"raw",
           {{"last_loss", numberJson(last.raw.loss)},
            {"best", bestJson(bestMean(record.points, std::nullopt))}}},
          {"tracks", tracks}};
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

}  // namespace

std::string csvHeader(const RunConfig& config) {
  std::string header = "step,seconds,train_loss,raw.val_loss,raw.val_accuracy";
  for (const TrackSpec& track : config.tracks) {
    for (const char* name : {".val_loss", ".val_accuracy", ".decay"}) {
      header += "," + track.label + name;
    }
  }
  return header;
}

std::string csvRow(const EvalPoint& point) {
  std::string row = std::to_string(point.step);
  const auto add = [&row](double value) { row += "," + formatNumber(value); };
  add(point.seconds);
  add(point.train_loss);
  add(point.raw.loss);
  add(point.raw.accuracy);
  for (const TrackEvaluation& track : point.tracks) {
    add(track.val.loss);
    add(track.val.accuracy);
    add(track.decay);
  }
  return row;
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
                    {"skipped", skippedJson(record)},
                    {"failures", failuresJson(record)},
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
  if (!csv_) return Ok{};
  if (auto status = csv_->begin(); !status) {
    failed_ = true;
    csv_.reset();
    return status;
  }
  return write(csvHeader(record.config) + "\n");
}

Status RunWriter::append(const RunRecord& record) {
  for (; csv_ && written_ < record.points.size(); ++written_) {
    if (auto status = write(csvRow(record.points[written_]) + "\n"); !status) return status;
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
