// SPDX-License-Identifier: Apache-2.0
#include "core/interchange/run_texts.h"

#include "core/base/numbers.h"
#include "core/interchange/imported_record.h"
#include "core/protocol/options/action_options.h"
#include "core/protocol/options/run_options.h"
#include "core/rules/param_spec.h"

#include <algorithm>

namespace emascope {
namespace {

std::string shownValue(double value) { return isNone(value) ? "none" : formatNumber(value); }

std::string appliedText(const event::Applied& change) {
  const std::string prefix = change.track.empty() ? "" : change.track + ".";
  std::string text;
  for (const auto& [id, value] : change.new_values) {
    text += (text.empty() ? "" : ", ") + prefix + id + " ";
    const auto old = change.old_values.find(id);
    if (old != change.old_values.end()) text += shownValue(old->second) + " → ";
    text += shownValue(value);
  }
  return text;
}

}  // namespace

std::string titleOfRun(const RunRecord& record) {
  const std::string& title = record.facts.model.title;
  return title.empty() ? record.config.preset : title;
}

std::vector<std::pair<std::string, std::string>> settingsOfRun(const RunRecord& record) {
  const RunFacts& facts = record.facts;
  std::vector<std::pair<std::string, std::string>> settings;
  const auto add = [&settings](const char* name, std::string value) {
    if (!value.empty()) settings.emplace_back(name, std::move(value));
  };
  if (isImported(record)) {
    add("log", facts.engine);
    return settings;
  }
  add("model", facts.model.network);
  add("data", facts.model.data);
  if (facts.parameters > 0) add("parameters", std::to_string(facts.parameters));
  add("engine", facts.engine);
  add("device", facts.device_name.empty() ? facts.device : facts.device_name);
  RunConfig config = record.config;
  config.edits.clear();
  config.device = facts.device;
  config.threads = facts.threads;
  config.speed = 0.0;
  const std::vector<std::string> words = replayOptions(config);
  for (std::size_t i = 0; i < words.size();) {
    const bool valued = i + 1 < words.size() && !words[i + 1].starts_with("--");
    if (words[i] != "--speed") settings.emplace_back(words[i], valued ? words[i + 1] : "on");
    i += valued ? 2 : 1;
  }
  return settings;
}

std::vector<RunMark> marksOfRun(const RunRecord& record) {
  std::vector<RunMark> marks;
  auto next = record.track_changes.begin();
  for (std::size_t i = 0; i <= record.changes.size(); ++i) {
    for (; next != record.track_changes.end() && next->after <= i; ++next) {
      marks.push_back({next->change.step, actionOption(next->change.action)});
    }
    if (i < record.changes.size()) {
      marks.push_back({record.changes[i].step, appliedText(record.changes[i])});
    }
  }
  return marks;
}

std::vector<ChartNote> notesBySteps(const RunRecord& record) {
  std::vector<ChartNote> notes = record.notes;
  std::ranges::stable_sort(notes, [](const ChartNote& a, const ChartNote& b) {
    if (a.line.has_value() != b.line.has_value()) return a.line.has_value();
    return a.step < b.step;
  });
  return notes;
}

}  // namespace emascope
