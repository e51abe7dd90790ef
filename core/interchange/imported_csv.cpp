// SPDX-License-Identifier: Apache-2.0
#include "core/interchange/imported_csv.h"

#include "core/base/numbers.h"
#include "core/interchange/imported_record.h"

#include <algorithm>
#include <cmath>
#include <functional>

namespace emascope {
namespace {

struct CsvColumn {
  std::string name = {};
  std::function<std::string(const EvalPoint&)> cell = {};
};

/// Adds a column of a number that a log may lack; none if it does at every point. `unknown` is what
/// stands for a number that was not logged.
void addOptional(std::vector<CsvColumn>& columns, const RunRecord& record, std::string name,
                 const std::function<double(const EvalPoint&)>& value,
                 const std::function<bool(double)>& unknown) {
  const bool known = std::ranges::any_of(
      record.points, [&](const EvalPoint& point) { return !unknown(value(point)); });
  if (!known) return;
  columns.push_back({std::move(name), [value, unknown](const EvalPoint& point) {
                       const double number = value(point);
                       return unknown(number) ? std::string() : formatNumber(number);
                     }});
}

std::vector<CsvColumn> columnsOf(const RunRecord& record) {
  const auto missing = [](double number) { return std::isnan(number); };
  const auto no_decay = [](double number) { return !std::isfinite(number); };
  const std::string metric = ".val_" + record.facts.model.metric;
  std::vector<CsvColumn> columns = {
      {"step", [](const EvalPoint& point) { return std::to_string(point.step); }}};
  addOptional(
      columns, record, "seconds", [](const EvalPoint& p) { return p.seconds; }, missing);
  addOptional(
      columns, record, "train_loss", [](const EvalPoint& p) { return p.train_loss; }, missing);
  columns.push_back(
      {"raw.val_loss", [](const EvalPoint& point) { return formatNumber(point.raw.loss); }});
  addOptional(
      columns, record, "raw" + metric, [](const EvalPoint& p) { return p.raw.metric; }, missing);
  for (std::size_t k = 0; k < record.tracks.size(); ++k) {
    const std::string& label = record.tracks[k].label;
    columns.push_back({label + ".val_loss", [k](const EvalPoint& point) {
                         return isPresent(point.tracks[k]) ? formatNumber(point.tracks[k].val.loss)
                                                           : std::string();
                       }});
    addOptional(
        columns, record, label + metric, [k](const EvalPoint& p) { return p.tracks[k].val.metric; },
        missing);
    addOptional(
        columns, record, label + ".decay", [k](const EvalPoint& p) { return p.tracks[k].decay; },
        no_decay);
  }
  return columns;
}

}  // namespace

Status writeImportedCsv(const RunRecord& record, const TextSink& sink) {
  constexpr std::size_t kPiece = std::size_t{1} << 16U;
  const std::vector<CsvColumn> columns = columnsOf(record);
  std::string text;
  for (const CsvColumn& column : columns) text += (text.empty() ? "" : ",") + column.name;
  text += '\n';
  for (const EvalPoint& point : record.points) {
    for (std::size_t i = 0; i < columns.size(); ++i) {
      text += (i == 0 ? "" : ",") + columns[i].cell(point);
    }
    text += '\n';
    if (text.size() < kPiece) continue;
    if (auto status = sink(text); !status) return status;
    text.clear();
  }
  return sink(text);
}

}  // namespace emascope
