// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plot/remarks.h"

#include "ui/run/restart_config.h"

#include <algorithm>

namespace emascope::ui {

Remarks& RemarkBook::of(const RunConfig& config) {
  std::erase_if(pages_, [&](const auto& page) {
    return page.second.empty() && !sameProblem(page.first, config);
  });
  for (auto& [problem, remarks] : pages_) {
    if (sameProblem(problem, config)) return remarks;
  }
  return pages_.emplace_back(config, Remarks()).second;
}

}  // namespace emascope::ui
