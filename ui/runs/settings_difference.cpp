// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/settings_difference.h"

#include "core/protocol/options/run_options.h"

#include <algorithm>
#include <cstddef>
#include <set>
#include <string>
#include <utility>

namespace emascope::ui {

std::vector<SettingRow> differingSettings(const std::vector<RunConfig>& runs) {
  std::vector<SettingRow> rows;
  const auto count = static_cast<qsizetype>(runs.size());
  for (qsizetype run = 0; run < count; ++run) {
    const RunConfig& config = runs[static_cast<std::size_t>(run)];
    if (config.preset.empty()) continue;  // imported: its settings are not known
    const std::vector<std::string> words = replayOptions(config);
    for (std::size_t i = 0; i + 1 < words.size(); i += 2) {
      QString name = QString::fromStdString(words[i]);
      QString value = QString::fromStdString(words[i + 1]);
      // Tracks are compared by their labels.
      const qsizetype colon = value.indexOf(QLatin1Char(':'));
      if (name == QLatin1String("--track") && colon > 0) {
        name += QLatin1Char(' ') + value.left(colon);
        value = value.mid(colon + 1);
      }
      auto row = std::find_if(rows.begin(), rows.end(),
                              [&](const SettingRow& each) { return each.name == name; });
      if (row == rows.end()) {
        rows.push_back({name, QStringList(count)});
        row = rows.end() - 1;
      }
      QString& all = row->values[run];
      all = all.isEmpty() ? value : all + QStringLiteral("; ") + value;
    }
  }
  std::erase_if(rows, [&](const SettingRow& row) {
    std::set<QString> values;
    for (qsizetype run = 0; run < count; ++run) {
      if (!runs[static_cast<std::size_t>(run)].preset.empty()) values.insert(row.values[run]);
    }
    return values.size() == 1;
  });
  return rows;
}

std::vector<SettingRow> differencesOf(const std::vector<const RunRecord*>& runs) {
  const bool chosen = std::any_of(runs.begin(), runs.end(), [](const RunRecord* run) {
    return run->config.resume_from.empty() && run->config.threads > 0;
  });
  std::vector<RunConfig> configs;
  for (const RunRecord* run : runs) {
    RunConfig config = replayConfig(*run);
    config.device = run->facts.device;
    config.threads = chosen ? run->facts.threads : 0;
    configs.push_back(std::move(config));
  }
  return differingSettings(configs);
}

}  // namespace emascope::ui
