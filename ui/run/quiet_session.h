// SPDX-License-Identifier: GPL-3.0-or-later
//
// A session without an engine: ignores commands and sends no events. For the controller of a run
// that has ended.
#pragma once

#include "core/protocol/session.h"

#include <functional>
#include <vector>

namespace emascope::ui {

class QuietSession final : public Session {
 public:
  void post(Command /*command*/) override {}
  [[nodiscard]] std::vector<Event> drain() override { return {}; }
  void setWakeup(std::function<void()> /*wakeup*/) override {}
};

}  // namespace emascope::ui
