// SPDX-License-Identifier: Apache-2.0
//
// Writes a run as one JSON object, piece by piece: the complete text of a long run would take more
// memory than the run.
#include "core/base/numbers.h"
#include "core/protocol/options/run_options.h"
#include "core/protocol/record/run_summary.h"
#include "core/protocol/record/run_writer.h"
#include "core/protocol/record/verdict.h"
#include "core/protocol/wire/codec_json.h"

#include <cmath>
#include <string_view>
#include <utility>

#include <nlohmann/json.hpp>

namespace emascope {
namespace {

using Json = nlohmann::ordered_json;

Json numberJson(double value) {
  return std::isfinite(value) ? Json(value) : Json(formatNumber(value));
}

Json bestJson(const std::optional<Best>& best) {
  if (!best) return nullptr;
  return {{"mean_loss", best->loss}, {"step", best->step}};
}

Json verdictJson(const Verdict& verdict, const std::string& label) {
  const auto& half_width = verdict.percent_half_width;
  return {{"compared", verdict.evaluations},
          {"won", verdict.wins},
          {"lost", verdict.losses},
          {"equal", ties(verdict)},
          {"percent_lower", numberJson(verdict.percent_lower)},
          {"percent_half_width", half_width ? numberJson(*half_width) : Json(nullptr)},
          {"at_least", verdict.at_least},
          {"result", verdictKindText(verdict.kind)},
          {"verdict", verdictText(verdict, label)}};
}

Json summaryJson(const RunRecord& record) {
  if (record.points.empty()) return nullptr;
  const EvalPoint& last = record.points.back();
  Json tracks = Json::object();
  for (std::size_t k = 0; k < record.tracks.size(); ++k) {
    const TrackEvaluation* const last_of_track = record.lastOf(k);
    Json track = {
        {"last_loss", last_of_track ? numberJson(last_of_track->val.loss) : Json(nullptr)},
        {"best", bestJson(bestMean(record.points, k))}};
    track.update(verdictJson(verdictOf(record, k), record.tracks[k].label));
    tracks[record.tracks[k].label] = std::move(track);
  }
  return {{"raw",
           {{"last_loss", numberJson(last.raw.loss)},
            {"best", bestJson(bestMean(record.points, std::nullopt))}}},
          {"tracks", tracks}};
}

/// Writes one object, laid out like nlohmann's dump(1), piece by piece.
class JsonStream {
 public:
  explicit JsonStream(const TextSink& sink) : sink_(sink) {}

  void key(std::string_view name) {
    separate();
    text_ += Json(name).dump() + ": ";
    named_ = true;
  }
  void value(const Json& value) {
    if (!std::exchange(named_, false)) separate();
    if (value.is_structured()) {
      addIndented(value.dump(1, ' ', false, Json::error_handler_t::replace));
    } else {
      text_ += value.dump(-1, ' ', false, Json::error_handler_t::replace);
    }
    handOn(kPiece);
  }
  void begin(char bracket) {
    if (!depths_.empty() && !std::exchange(named_, false)) separate();
    text_ += bracket;
    depths_.push_back(0);
  }
  void end(char bracket) {
    const bool empty = depths_.back() == 0;
    depths_.pop_back();
    if (!empty) newLine();
    text_ += bracket;
  }
  [[nodiscard]] Status finish() {
    text_ += '\n';
    handOn(1);
    return status_;
  }

 private:
  static constexpr std::size_t kPiece = std::size_t{1} << 16U;

  void newLine() {
    text_ += '\n';
    text_.append(depths_.size(), ' ');
  }
  void separate() {
    if (depths_.back()++ > 0) text_ += ',';
    newLine();
  }
  /// JSON strings contain no line breaks, so every line break belongs to the layout.
  void addIndented(std::string_view text) {
    for (const char c : text) {
      text_ += c;
      if (c == '\n') text_.append(depths_.size(), ' ');
    }
  }
  void handOn(std::size_t least) {
    if (text_.size() < least) return;
    if (status_) status_ = sink_(text_);
    text_.clear();
  }

  const TextSink& sink_;
  std::string text_ = {};
  std::vector<std::size_t> depths_ = {};  ///< number of values in each open list and object
  bool named_ = false;                    ///< the key of the next value has been written
  Status status_ = Ok{};
};

template <typename Value>
void addColumn(JsonStream& out, std::string_view name, const std::vector<EvalPoint>& points,
               Value value) {
  out.key(name);
  out.begin('[');
  for (const EvalPoint& point : points) out.value(value(point));
  out.end(']');
}

void addTrackColumns(JsonStream& out, const RunRecord& record, std::size_t k) {
  const auto add = [&](std::string_view name, auto value) {
    addColumn(out, name, record.points, [k, value](const EvalPoint& point) {
      return isPresent(point.tracks[k]) ? value(point.tracks[k]) : Json(nullptr);
    });
  };
  out.begin('{');
  add("val_loss", [](const TrackEvaluation& t) { return numberJson(t.val.loss); });
  add("val_" + record.facts.model.metric,
      [](const TrackEvaluation& t) { return numberJson(t.val.metric); });
  add("decay", [](const TrackEvaluation& t) { return numberJson(t.decay); });
  add("reason", [](const TrackEvaluation& t) { return Json(reasonText(t.reason)); });
  out.end('}');
}

void addPoints(JsonStream& out, const RunRecord& record) {
  const auto& points = record.points;
  out.key("points");
  out.begin('{');
  addColumn(out, "step", points, [](const EvalPoint& p) { return Json(p.step); });
  addColumn(out, "feedbacks", points, [](const EvalPoint& p) { return Json(p.feedbacks); });
  addColumn(out, "seconds", points, [](const EvalPoint& p) { return numberJson(p.seconds); });
  addColumn(out, "train_loss", points, [](const EvalPoint& p) { return numberJson(p.train_loss); });
  out.key("raw");
  out.begin('{');
  addColumn(out, "val_loss", points, [](const EvalPoint& p) { return numberJson(p.raw.loss); });
  addColumn(out, "val_" + record.facts.model.metric, points,
            [](const EvalPoint& p) { return numberJson(p.raw.metric); });
  out.end('}');
  out.key("tracks");
  out.begin('{');
  for (std::size_t k = 0; k < record.tracks.size(); ++k) {
    out.key(record.tracks[k].label);
    addTrackColumns(out, record, k);
  }
  out.end('}');
  out.end('}');
}

template <typename Values, typename Format>
void addList(JsonStream& out, std::string_view name, const Values& values, Format format) {
  out.key(name);
  out.begin('[');
  for (const auto& value : values) out.value(format(value));
  out.end(']');
}

Json synthesisJson(const event::Synthesized& one, const std::string& metric) {
  return {{"label", one.spec.label},
          {"profile", one.spec.profile},
          {"value", one.spec.value},
          {"step", one.spec.step},
          {"val_loss", numberJson(one.val.loss)},
          {"val_" + metric, numberJson(one.val.metric)},
          {"l1_error", one.error},
          {"amplification", one.amplification},
          {"snapshots", one.used},
          {"precision", one.precision}};
}

Json changeJson(const event::Applied& change) {
  return {{"step", change.step},
          {"track", change.track},
          {"old", toJson(change.old_values)},
          {"new", toJson(change.new_values)}};
}

Json trackChangeJson(const TrackChange& news) {
  Json labels = Json::array();
  for (const TrackSpec& track : news.change.tracks) labels.push_back(track.label);
  return {{"step", news.change.step},
          {"after_changes", news.after},
          {"action", toJson(news.change.action)},
          {"tracks", labels}};
}

Json skipJson(const event::SkippedStep& skip) { return {{"step", skip.step}, {"what", skip.what}}; }

Json failureJson(const event::Failed& failure) {
  return {{"kind", failureId(failure.kind)}, {"step", failure.step}, {"what", failure.what}};
}

Json remarksJson(const RunRemarks& remarks, const std::string& metric) {
  Json lines = Json::array();
  for (const RunRemarks::Line& line : remarks.lines) {
    lines.push_back({{"name", line.name},
                     {"value", numberJson(line.value)},
                     {"of", line.metric ? "val_" + metric : "val_loss"}});
  }
  Json notes = Json::array();
  for (const RunRemarks::Note& note : remarks.notes) {
    notes.push_back({{"step", note.step}, {"text", note.text}});
  }
  return {{"lines", std::move(lines)}, {"notes", std::move(notes)}};
}

RunRemarks notesOf(const RunRecord& record) {
  RunRemarks remarks;
  for (const ChartNote& note : record.notes) {
    if (note.line) {
      remarks.lines.push_back({note.text, *note.line, note.of_metric});
    } else {
      remarks.notes.push_back({note.step, note.text});
    }
  }
  return remarks;
}

/// A user or a signal ends a run without a reason of the engine's.
std::string endReason(const RunRecord& record) {
  const bool cut_short = record.state == RunState::kFinished && record.state_reason.empty() &&
                         record.step < record.config.steps;
  return cut_short ? "stopped before the last step" : record.state_reason;
}

Status writeJson(const RunRecord& record, const RunRemarks& given, const TextSink& sink) {
  const RunRemarks remarks = given.empty() ? notesOf(record) : given;
  const auto as_json = [](const auto& value) { return Json(toJson(value)); };
  JsonStream out(sink);
  const auto add = [&out](std::string_view name, const Json& value) {
    out.key(name);
    out.value(value);
  };
  out.begin('{');
  add("format", "emascope-run");
  add("format_version", 1);
  add("config", toJson(record.config));
  add("facts", toJson(record.facts));
  add("state", runStateText(record.state));
  add("state_reason", endReason(record));
  add("steps_done", record.step);
  addPoints(out, record);
  addList(out, "changes", record.changes, changeJson);
  addList(out, "track_changes", record.track_changes, trackChangeJson);
  addList(out, "syntheses", record.syntheses, [&](const event::Synthesized& one) {
    return synthesisJson(one, record.facts.model.metric);
  });
  addList(out, "scans", record.scans, as_json);
  addList(out, "saves", record.saves, as_json);
  add("tested", toJson(event::Tested{record.tested})["weights"]);
  addList(out, "skipped", record.skipped, skipJson);
  addList(out, "failures", record.failures, failureJson);
  addList(out, "refused", record.refused, [](const Error& error) { return Json(error.message()); });
  if (!remarks.empty()) add("remarks", remarksJson(remarks, record.facts.model.metric));
  add("summary", summaryJson(record));
  add("replay", replayCommand(record));
  add("replay_line", shellLine(replayCommand(record)));
  out.end('}');
  return out.finish();
}

}  // namespace

Status writeRunJson(const RunRecord& record, const TextSink& sink) {
  return writeJson(record, {}, sink);
}

RunFormat runJsonWith(RunRemarks remarks) {
  return [remarks = std::move(remarks)](const RunRecord& record, const TextSink& sink) {
    return writeJson(record, remarks, sink);
  };
}

std::string runJson(const RunRecord& record) {
  std::string text;
  static_cast<void>(writeRunJson(record, [&text](std::string_view piece) -> Status {
    text += piece;
    return Ok{};
  }));
  return text;
}

}  // namespace emascope
