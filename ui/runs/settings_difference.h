// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which settings differ between runs, as the options of the command line that repeat them, later
// edits included.
#pragma once

#include "core/protocol/spec/run_config.h"

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

}  // namespace emascope::ui
