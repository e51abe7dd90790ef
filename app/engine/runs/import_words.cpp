// SPDX-License-Identifier: Apache-2.0
#include "app/engine/runs/import_words.h"

#include "app/common/text_table.h"
#include "core/base/counted.h"
#include "core/base/numbers.h"
#include "core/base/utf8.h"
#include "core/interchange/log_pairs.h"
#include "core/interchange/pair_verdicts.h"

#include <cmath>

#include <nlohmann/json.hpp>

namespace emascope {
namespace {

using ImportJson = nlohmann::ordered_json;

/// Tags are a stranger's.
std::string shownTag(const std::string& tag) { return asOneLine(tag); }

ImportJson importedNumber(double value) {
  return std::isfinite(value) ? ImportJson(value) : ImportJson(formatNumber(value));
}

std::string pairLine(const ImportedRun& run, const LogPair& pair) {
  const PairVerdict found = verdictOf(run, pair);
  return shownTag(run.series[pair.average].tag) + " against " + shownTag(run.series[pair.raw].tag) +
         ", " + counted(found.together, "common evaluation", "common evaluations") + ": " +
         verdictText(found.verdict, found.name) + "\n";
}

ImportJson pairJson(const ImportedRun& run, const LogPair& pair) {
  const auto [together, verdict, name] = verdictOf(run, pair);
  const auto& half_width = verdict.percent_half_width;
  return {{"raw", run.series[pair.raw].tag},
          {"average", run.series[pair.average].tag},
          {"evaluations", together},
          {"compared", verdict.evaluations},
          {"first_step", verdict.first_step},
          {"last_step", verdict.last_step},
          {"won", verdict.wins},
          {"lost", verdict.losses},
          {"equal", ties(verdict)},
          {"percent_lower", importedNumber(verdict.percent_lower)},
          {"percent_half_width", half_width ? importedNumber(*half_width) : ImportJson(nullptr)},
          {"at_least", verdict.at_least},
          {"result", verdictKindText(verdict.kind)},
          {"verdict", verdictText(verdict, name)}};
}

std::string listOf(const std::vector<std::string>& tags) {
  std::string list;
  for (const std::string& tag : tags) list += (list.empty() ? "" : ", ") + shownTag(tag);
  return list;
}

}  // namespace

std::string importText(const ImportedRun& run) {
  constexpr int kLastDigits = 4;
  std::string text = asOneLine(run.title) + ": " + run.source + ", " +
                     counted(run.series.size(), "tag", "tags") + "\n\n";
  TextTable table({"tag", "points", "first step", "last step", "last value"});
  for (const LogSeries& one : run.series) {
    table.add({shownTag(one.tag), std::to_string(one.steps.size()),
               std::to_string(one.steps.front()), std::to_string(one.steps.back()),
               formatShort(one.values.back(), kLastDigits)});
  }
  text += table.text() + "\n";
  for (const LogPair& pair : run.pairs) text += pairLine(run, pair);
  if (run.pairs.empty()) text += "no pair of raw and averaged values was found by the names\n";
  const std::vector<std::string> unpaired = unpairedTags(run);
  if (!unpaired.empty()) text += "tags without a pair: " + listOf(unpaired) + "\n";
  for (const std::string& note : run.notes) text += "note: " + note + "\n";
  return text;
}

std::string importJson(const ImportedRun& run, const std::string& kept) {
  ImportJson tags = ImportJson::array();
  for (const LogSeries& one : run.series) {
    tags.push_back({{"tag", one.tag},
                    {"points", one.steps.size()},
                    {"first_step", one.steps.front()},
                    {"last_step", one.steps.back()},
                    {"last_value", importedNumber(one.values.back())}});
  }
  ImportJson pairs = ImportJson::array();
  for (const LogPair& pair : run.pairs) pairs.push_back(pairJson(run, pair));
  ImportJson all = {
      {"title", run.title},        {"source", run.source},          {"tags", std::move(tags)},
      {"pairs", std::move(pairs)}, {"unpaired", unpairedTags(run)}, {"notes", run.notes},
      {"damage", run.damage}};
  if (!kept.empty()) all["kept"] = kept;
  return all.dump(2, ' ', false, ImportJson::error_handler_t::replace) + "\n";
}

std::string severalRunsJson(const std::vector<std::string>& names) {
  const ImportJson all = {{"runs", names}};
  return all.dump(2, ' ', false, ImportJson::error_handler_t::replace) + "\n";
}

}  // namespace emascope
