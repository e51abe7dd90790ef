// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which settings differ between runs, as the options of the command line that repeat them, later
// edits included. The device is the one that was used, and threads count only where a person chose
// them: a run that went on from a checkpoint has both from there.
#pragma once

#include "core/protocol/record/run_record.h"

#include <vector>

#include <QString>
#include <QStringList>

namespace emascope::ui {

struct SettingRow {
  QString name = {};        ///< "--lr", "--track main"
  QStringList values = {};  ///< one for each run; empty where it has none
  friend bool operator==(const SettingRow&, const SettingRow&) = default;
};

/// In the order of the options. @pre the configurations are complete, as in event::Started
[[nodiscard]] std::vector<SettingRow> differingSettings(const std::vector<RunConfig>& runs);
/// Those of runs as they were.
[[nodiscard]] std::vector<SettingRow> differencesOf(const std::vector<const RunRecord*>& runs);

}  // namespace emascope::ui
