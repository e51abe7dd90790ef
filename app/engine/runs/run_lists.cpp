// SPDX-License-Identifier: Apache-2.0
#include "app/engine/runs/run_lists.h"

#include "app/common/text_table.h"
#include "core/base/numbers.h"
#include "core/base/utf8.h"
#include "core/protocol/wire/codec_json.h"

#include <array>
#include <cmath>
#include <ctime>
#include <limits>
#include <optional>
#include <utility>

#include <nlohmann/json.hpp>

namespace emascope {
namespace {

constexpr int kKeptLossDigits = 4;

std::string lossText(const std::optional<double>& loss) {
  return loss ? formatShort(*loss, kKeptLossDigits) : "-";
}

std::string percentOf(const RunRow& row) {
  constexpr int kPercentDigits = 3;
  const auto percent = differenceOf(row);
  if (!percent) return "-";
  const char* sign = *percent > 0.0 ? "+" : *percent < 0.0 ? "\u2212" : "";
  return sign + formatShort(std::abs(*percent), kPercentDigits) + " %";
}

std::string tagsText(const RunNotes& notes) {
  std::string text = notes.pinned ? "pinned" : "";
  for (const std::string& tag : notes.tags) text += (text.empty() ? "" : ", ") + asOneLine(tag);
  return text;
}

std::string stepsText(const RunRow& row) {
  return std::to_string(row.step) + "/" + std::to_string(row.steps);
}

/// "2026-11-30 14:05", local time.
std::string dateText(std::int64_t ms) {
  const auto seconds = static_cast<std::time_t>(ms / 1000);
  std::tm local{};
  ::localtime_r(&seconds, &local);
  std::array<char, 32> text{};
  return {text.data(), std::strftime(text.data(), text.size(), "%Y-%m-%d %H:%M", &local)};
}

nlohmann::ordered_json orNull(const std::optional<double>& number) {
  return number ? nlohmann::ordered_json(*number) : nlohmann::ordered_json(nullptr);
}

nlohmann::ordered_json rowJson(const RunRow& row, const std::string& folder) {
  return {{"id", row.id},
          {"folder", folder},
          {"title", row.notes.title},
          {"task", row.task},
          {"state", storedStateText(row.state)},
          {"begun_ms", row.begun},
          {"step", row.step},
          {"steps", row.steps},
          {"best_raw", orNull(row.best_raw)},
          {"best_average", orNull(row.best_average)},
          {"best_label", row.best_label},
          {"percent_lower", orNull(differenceOf(row))},
          {"tags", row.notes.tags},
          {"notes", row.notes.text},
          {"pinned", row.notes.pinned},
          {"parent", row.parent},
          {"parent_step", row.parent_step},
          {"trashed", row.trashed}};
}

std::string jsonText(const nlohmann::ordered_json& json) {
  return json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

std::string runLine(const char* name, const std::string& value) {
  return value.empty() ? "" : "  " + std::string(name) + ": " + asOneLine(value) + "\n";
}

}  // namespace

std::string runsText(const std::vector<RunRow>& rows) {
  if (rows.empty()) return "no runs\n";
  TextTable table(
      {"run", "title", "state", "steps", "best raw", "best average", "lower by", "tags"});
  for (const RunRow& row : rows) {
    table.add({asOneLine(row.folder), asOneLine(row.notes.title),
               std::string(storedStateText(row.state)), stepsText(row), lossText(row.best_raw),
               lossText(row.best_average), percentOf(row), tagsText(row.notes)});
  }
  return table.text();
}

std::string runsJson(const std::vector<RunRow>& rows, const std::vector<std::string>& folders) {
  auto list = nlohmann::ordered_json::array();
  for (std::size_t i = 0; i < rows.size(); ++i) list.push_back(rowJson(rows[i], folders.at(i)));
  return jsonText(list);
}

std::string runText(const StoredRun& run, bool trashed) {
  const RunRow row = rowOf(run, trashed);
  std::string text = asOneLine(row.notes.title) + "\n";
  text += runLine("folder", run.folder) + runLine("id", row.id);
  text +=
      runLine("state", std::string(storedStateText(row.state)) + (trashed ? ", in the trash" : "") +
                           (run.record.state_reason.empty() ? "" : ": " + run.record.state_reason));
  text += runLine("begun", dateText(row.begun)) + runLine("steps", stepsText(row));
  text += runLine("evaluations", std::to_string(run.record.points.size()));
  text +=
      runLine("edits", std::to_string(run.record.changes.size() + run.record.track_changes.size()));
  text += runLine("best raw", lossText(row.best_raw));
  text += runLine(
      "best average",
      lossText(row.best_average) +
          (row.best_label.empty() ? "" : ", " + row.best_label + ", lower by " + percentOf(row)));
  text += runLine("tags", tagsText(row.notes)) + runLine("note", row.notes.text);
  if (!row.parent.empty()) {
    text += runLine("parent", row.parent + " at step " + std::to_string(row.parent_step));
  }
  text +=
      runLine("checkpoints", run.checkpoints.empty() ? "" : std::to_string(run.checkpoints.size()));
  text += runLine("engine", run.card.engine) + runLine("options", run.card.command);
  text += runLine("started in", run.card.started_in);
  if (run.unknown > 0) {
    text +=
        runLine("left out", std::to_string(run.unknown) + " events that this version cannot read");
  }
  return text + runLine("journal", run.cut_off);
}

std::string runJson(const StoredRun& run, bool trashed) {
  auto json = rowJson(rowOf(run, trashed), run.folder);
  json["reason"] = run.record.state_reason;
  json["evaluations"] = run.record.points.size();
  json["edits"] = run.record.changes.size() + run.record.track_changes.size();
  json["checkpoints"] = run.checkpoints;
  json["engine"] = run.card.engine;
  json["options"] = run.card.command;
  json["started_in"] = run.card.started_in;
  json["cut_off"] = run.cut_off;
  json["unknown_events"] = run.unknown;
  json["settings"] = toJson(run.config);
  return jsonText(json);
}

Result<std::uint64_t> parseSize(const std::string& text, const std::string& where) {
  constexpr std::array<std::pair<const char*, double>, 10> kUnits = {{{"kB", 1e3},
                                                                      {"KB", 1e3},
                                                                      {"MB", 1e6},
                                                                      {"GB", 1e9},
                                                                      {"TB", 1e12},
                                                                      {"KiB", 1024.0},
                                                                      {"MiB", 1048576.0},
                                                                      {"GiB", 1073741824.0},
                                                                      {"TiB", 1099511627776.0},
                                                                      {"B", 1.0}}};
  const Error error{where, "'" + asOneLine(asUtf8(text)) + "' is not a size",
                    "a number of bytes, or with kB or KB, MB, GB, TB, KiB, MiB, GiB or TiB"};
  std::string number = text;
  double factor = 1.0;
  for (const auto& [unit, bytes] : kUnits) {
    if (!number.ends_with(unit)) continue;
    number.resize(number.size() - std::char_traits<char>::length(unit));
    factor = bytes;
    break;
  }
  while (!number.empty() && number.back() == ' ') number.pop_back();
  const auto value = parseNumber(number, where);
  if (!value) return error;
  const double bytes = std::floor(*value * factor);
  if (!(bytes >= 0.0) || bytes > kLargestExactInteger) return error;
  return static_cast<std::uint64_t>(bytes);
}

}  // namespace emascope
