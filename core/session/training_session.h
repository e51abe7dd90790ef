// SPDX-License-Identifier: Apache-2.0
//
// A Session whose run is a thread of this process. That thread owns every tensor; commands reach it
// through a mailbox between two steps, and every exception of a run ends in it, as event::Failed.
// Knows no LibTorch.
#pragma once

#include "core/base/mailbox.h"
#include "core/protocol/session.h"
#include "core/session/event_queue.h"
#include "core/session/workshop.h"

#include <thread>

namespace emascope {

class TrainingSession final : public Session {
 public:
  explicit TrainingSession(Workshop workshop);
  ~TrainingSession() override = default;

  void post(Command command) override;
  [[nodiscard]] std::vector<Event> drain() override;
  void setWakeup(std::function<void()> wakeup) override;

 private:
  Workshop workshop_;
  Mailbox<Command> commands_;
  EventQueue events_;
  std::jthread thread_;  ///< last: stopped and joined before the rest goes
};

}  // namespace emascope
