// SPDX-License-Identifier: Apache-2.0
#include "core/interchange/run_events.h"

#include "core/base/numbers.h"
#include "core/base/output_file.h"
#include "core/base/quoted.h"
#include "core/interchange/event_writer.h"
#include "core/interchange/run_texts.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <ios>
#include <limits>
#include <string_view>
#include <system_error>
#include <utility>

namespace emascope {
namespace {

/// A cell of a table in Markdown.
std::string markdownCell(std::string_view text) {
  std::string cell;
  for (const char sign : text) {
    if (sign == '|' || sign == '\\') cell += '\\';
    cell += sign == '\n' || sign == '\r' ? ' ' : sign;
  }
  return cell;
}

std::string settingsMarkdown(const RunRecord& record) {
  std::string table = "| setting | value |\n|---|---|\n";
  for (const auto& [name, value] : settingsOfRun(record)) {
    table += "| " + markdownCell(name) + " | " + markdownCell(value) + " |\n";
  }
  return table;
}

std::string lineText(const RunRecord& record, const ChartNote& note) {
  const std::string& metric = record.facts.model.metric;
  const std::string of = note.of_metric && !metric.empty() ? metric : "loss";
  const std::string text = "reference line, " + of + " " + formatNumber(*note.line);
  return note.text.empty() ? text : note.text + ": " + text;
}

/// What is written on the page Text, by steps.
struct TimedText {
  std::string tag = {};
  std::int64_t step = 0;
  std::string text = {};
};

std::vector<TimedText> textsOf(const RunRecord& record) {
  std::vector<TimedText> texts;
  for (RunMark& mark : marksOfRun(record)) {
    texts.push_back({"changes", mark.step, std::move(mark.text)});
  }
  for (ChartNote& note : notesBySteps(record)) {
    std::string text = note.line ? lineText(record, note) : std::move(note.text);
    texts.push_back({"notes", note.step, std::move(text)});
  }
  std::ranges::stable_sort(texts, {}, &TimedText::step);
  return texts;
}

/// Where the points of a run are in time.
class PointTimes {
 public:
  explicit PointTimes(double started) : started_(started) {}
  /// An imported run may not know; then the order must do.
  double of(const EvalPoint& point) const {
    return started_ +
           (std::isfinite(point.seconds) ? point.seconds : static_cast<double>(point.step) * 1e-3);
  }

 private:
  double started_;
};

void writePoint(EventWriter& writer, const RunRecord& record, const EvalPoint& point, double time) {
  const std::string metric = record.facts.model.metric;
  const auto both = [&](const std::string& name, const Evaluation& evaluation) {
    writer.scalar("loss/val/" + name, point.step, time, evaluation.loss);
    if (!metric.empty()) {
      writer.scalar(metric + "/val/" + name, point.step, time, evaluation.metric);
    }
  };
  if (std::isfinite(point.train_loss)) {
    writer.scalar("loss/train", point.step, time, point.train_loss);
  }
  both("raw", point.raw);
  for (std::size_t k = 0; k < record.tracks.size(); ++k) {
    const TrackEvaluation& track = point.tracks[k];
    if (!isPresent(track)) continue;
    both(record.tracks[k].label, track.val);
    if (std::isfinite(track.decay)) {
      writer.scalar("decay/" + record.tracks[k].label, point.step, time, track.decay);
    }
  }
}

}  // namespace

Status writeRunEvents(const RunRecord& record, double started, const TextSink& sink) {
  EventWriter writer(sink, started);
  writer.text("settings", 0, started, settingsMarkdown(record));
  const PointTimes times(started);
  const std::vector<TimedText> texts = textsOf(record);
  std::size_t next = 0;
  double time = started;
  const auto writeTexts = [&](std::int64_t until) {
    for (; next < texts.size() && texts[next].step <= until; ++next) {
      writer.text(texts[next].tag, texts[next].step, time, texts[next].text);
    }
  };
  for (const EvalPoint& point : record.points) {
    writeTexts(point.step - 1);
    time = times.of(point);
    writePoint(writer, record, point, time);
  }
  writeTexts(std::numeric_limits<std::int64_t>::max());
  return writer.finish();
}

namespace {

/// The file of another log that would be hidden by an event file beside it, because a folder is
/// read as one log; none usually. The CSV of a run of EMAscope may have that name, too.
std::string anotherLog(const std::filesystem::path& folder) {
  std::error_code error;
  if (std::filesystem::exists(folder / "trainer_state.json", error)) return "trainer_state.json";
  constexpr std::string_view kOwnColumns = "step,seconds,train_loss,raw.val_loss";
  std::ifstream table(folder / "metrics.csv", std::ios::binary);
  std::string begin(kOwnColumns.size(), '\0');
  if (!table.read(begin.data(), static_cast<std::streamsize>(begin.size()))) {
    begin.resize(static_cast<std::size_t>(table.gcount()));
  }
  return begin.empty() || begin == kOwnColumns ? "" : "metrics.csv";
}

}  // namespace

Status checkEventFolder(const std::string& folder) {
  namespace fs = std::filesystem;
  std::error_code error;
  const auto there = fs::status(folder, error);
  if (!fs::exists(there)) return Ok{};
  if (!fs::is_directory(there)) return Error{folder, "is not a folder", "a folder"};
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
       entry.increment(error)) {
    const std::string name = entry->path().filename().string();
    if (name == kEventFileName || name.find("tfevents") == std::string::npos) continue;
    return Error{folder, "has an event file of another program, " + inQuotes(name),
                 "a folder without one"};
  }
  if (error) return Error{folder, "cannot be read: " + error.message(), ""};
  if (const std::string log = anotherLog(folder); !log.empty()) {
    return Error{folder, "has a log of another program, " + inQuotes(log), "a folder without one"};
  }
  return Ok{};
}

Status saveRunEvents(const RunRecord& record, double started, const std::string& folder) {
  if (auto status = checkEventFolder(folder); !status) return status;
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) return Error{folder, "cannot be created: " + error.message(), ""};
  const RunFormat format = [started](const RunRecord& run, const TextSink& sink) {
    return writeRunEvents(run, started, sink);
  };
  return saveRun(format, record, (std::filesystem::path(folder) / kEventFileName).string());
}

}  // namespace emascope
